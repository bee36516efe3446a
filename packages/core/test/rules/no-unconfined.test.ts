import { web } from "./check.js";
import { testRule } from "./table.js";

const unsafe = { unsafe: true };
const app = (option: string, ...more: readonly string[]): string => web("image: ghcr.io/acme/app", `security_opt: [${option}]`, ...more);
const seccomp = (option: string): string => `error ${option} opens every system call to web, also those that Docker blocks because they broke out of containers before. Remove it, or allow only the calls that it needs in a profile of its own.`;
const apparmor = (option: string): string => `error ${option} takes Docker's AppArmor profile away from web, which keeps it from mounting and from writing to /proc and /sys. Remove it, or name a profile of its own.`;
const label = (option: string): string => `error ${option} takes SELinux away from web, which separates it from the host's files and from other containers. Remove it; for files of the host, mount them with :z or :Z.`;

testRule("no-unconfined", {
  reports: [
    ["seccomp", app("seccomp=unconfined"), [`4:20-38 ${seccomp("seccomp=unconfined")}`]],
    ["the older spelling", app("'seccomp:unconfined'"), [`4:20-40 ${seccomp("seccomp:unconfined")}`]],
    ["apparmor", app("apparmor=unconfined"), [`4:20-39 ${apparmor("apparmor=unconfined")}`]],
    ["the older spelling of it", app("'apparmor:unconfined'"), [`4:20-41 ${apparmor("apparmor:unconfined")}`]],
    ["labels", app("label=disable"), [`4:20-33 ${label("label=disable")}`]],
    ["labels in the older spelling", app("'label:disable'"), [`4:20-35 ${label("label:disable")}`]],
    ["labels in the oldest spelling", app("disable"), [`4:20-27 ${label("disable")}`]],
    ["a type that nothing confines", app("'label=type:spc_t'"), [`4:20-38 ${label("label=type:spc_t")}`]],
    ["the type of the daemon itself", app("'label:type:container_runtime_t'"), [`4:20-52 ${label("label:type:container_runtime_t")}`]],
    ["system paths", app("systempaths=unconfined"), ["4:20-42 error systempaths=unconfined shows web all of /proc and /sys, where root can change settings of the host's kernel. Remove it."]],
    ["new privileges", app("no-new-privileges=false"), ["4:20-43 warning no-new-privileges=false lets a setuid program make root of any user in web, even where the daemon forbids it for all containers. Set it to true."]],
    ["new privileges in the older spelling", app("'no-new-privileges:false'"), ["4:20-45 warning no-new-privileges:false lets"]],
    ["two of three", app("seccomp=unconfined, no-new-privileges=true, apparmor=unconfined"), [`4:20-38 ${seccomp("seccomp=unconfined")}`, `4:64-83 ${apparmor("apparmor=unconfined")}`]],
    ["a default", app("'seccomp=${S:-unconfined}'"), [`4:20-46 ${seccomp("seccomp=unconfined")}`]],
    ["a value of .env", app("$OPTION"), [`4:20-27 ${seccomp("seccomp=unconfined")}`], { env: "OPTION=seccomp=unconfined" }],
    ["an alias", `x-s: &s [seccomp=unconfined]\n${web("image: app", "security_opt: *s")}`, [`1:10-28 ${seccomp("seccomp=unconfined")}`]],
    ["a privileged container", app("seccomp=unconfined", "privileged: true"), [`4:20-38 ${seccomp("seccomp=unconfined")}`]],
    ["a job", app("seccomp=unconfined", 'restart: "no"'), [`4:20-38 ${seccomp("seccomp=unconfined")}`]],
    ["a fragment", web("security_opt: [seccomp=unconfined]"), [`3:20-38 ${seccomp("seccomp=unconfined")}`]],
  ],
  accepts: [
    ["a profile of its own", app("seccomp=./profile.json")],
    ["Docker's own", app("seccomp=builtin, apparmor=docker-default")],
    ["another label", app("'label=type:svirt_apache_t', 'label=level:s0:c100,c200'")],
    ["no new privileges", app("no-new-privileges=true, no-new-privileges, 'no-new-privileges:true'")],
    ["system paths in a spelling that Compose does not know", app("'systempaths:unconfined'")],
    ["what nobody set", app("$OPTION")],
    ["nothing said", web("image: app")],
    ["Windows", app("credentialspec=file://x.json", "platform: windows")],
    ["a provider", web("provider: {type: cloud}", "security_opt: [seccomp=unconfined]")],
  ],
  fixes: [
    ["nothing without being asked", app("seccomp=unconfined"), app("seccomp=unconfined")],
    ["the only one", app("seccomp=unconfined", "init: true"), web("image: ghcr.io/acme/app", "init: true"), unsafe],
    ["one of two", web("image: app", "security_opt:", "  - no-new-privileges=true # always", "  - seccomp:unconfined"), web("image: app", "security_opt:", "  - no-new-privileges=true # always"), unsafe],
    ["both of two", app("seccomp=unconfined, apparmor=unconfined", "init: true"), web("image: ghcr.io/acme/app", "init: true"), unsafe],
    ["new privileges", app("'no-new-privileges:false' # sudo"), app("'no-new-privileges=true' # sudo"), unsafe],
    ["in flow style", "services: {web: {image: app, security_opt: ['label=disable']}}\n", "services: {web: {image: app}}\n", unsafe],
  ],
});
