import { web } from "./check.js";
import { testRule } from "./table.js";

const unsafe = { unsafe: true };
const missing = "warning A setuid program in the image makes root of whoever gets into web. Set no-new-privileges, with which it does not.";

testRule("no-new-privileges", {
  reports: [
    ["a service without security options", web("image: nginx"), [`2:3-6 ${missing}`]],
    ["other options", web("image: nginx", "security_opt: [seccomp=builtin]"), [`4:5-17 ${missing}`]],
    ["another default", web("image: nginx", "security_opt: ['${OPT:-label=disable}']"), [`4:5-17 ${missing}`]],
    ["another value in .env", web("image: nginx", "security_opt: [$OPT]"), [`4:5-17 ${missing}`], { env: "OPT=label=disable" }],
    ["an option that only begins like it", web("image: nginx", "security_opt: [no-new-privileges-at-all]"), [`4:5-17 ${missing}`]],
    ["a merged list", `x-all: &all {security_opt: [label=disable]}\n${web("<<: *all", "image: nginx")}`, [`1:14-26 ${missing}`]],
    ["a job as well", web("image: nginx", 'restart: "no"'), [`2:3-6 ${missing}`]],
  ],
  accepts: [
    ["the spelling of Docker's reference", web("image: nginx", "security_opt: [no-new-privileges=true]")],
    ["the deprecated spelling", web("image: nginx", "security_opt:", "  - no-new-privileges:true")],
    ["the short spelling", web("image: nginx", 'security_opt: ["no-new-privileges"]')],
    ["a decision against it", web("image: nginx", "security_opt: [no-new-privileges=false]")],
    ["a default", web("image: nginx", "security_opt: ['no-new-privileges=${NNP:-true}']")],
    ["what nobody set", web("image: nginx", "security_opt: [$OPT]")],
    ["an alias", `x-opt: &opt [no-new-privileges=true]\n${web("image: nginx", "security_opt: *opt")}`],
    ["a privileged service", web("image: nginx", "privileged: true")],
    ["a fragment", web("restart: always")],
    ["Windows", web("image: nginx", "platform: windows")],
    ["a provider", web("provider: {type: cloud}")],
  ],
  fixes: [
    ["nothing without being asked", web("image: app"), web("image: app")],
    ["what was run with it, unread", web("image: nginx:1.27"), web("image: nginx:1.27", "security_opt:", "  - no-new-privileges=true")],
    ["not unread what was only read", web("image: postgis/postgis:17-3.5"), web("image: postgis/postgis:17-3.5")],
    ["not unread a script as the entrypoint", web("image: nginx:1.27", "entrypoint: /start.sh"), web("image: nginx:1.27", "entrypoint: /start.sh")],
    ["where nothing in the image gains privileges, unread", web("image: traefik:3"), web("image: traefik:3", "security_opt:", "  - no-new-privileges=true")],
    ["whatever it is that the image starts then", web("image: redis:8", "command: redis-cli monitor"), web("image: redis:8", "command: redis-cli monitor", "security_opt:", "  - no-new-privileges=true")],
    ["not unread where sudo is in the image", web("image: selenium/hub:4.20"), web("image: selenium/hub:4.20")],
    ["not unread versions that nobody has read", web("image: grafana/grafana:7.0"), web("image: grafana/grafana:7.0")],
    ["nothing for an image that it breaks", web("image: dpage/pgadmin4:9"), web("image: dpage/pgadmin4:9"), unsafe],
    ["a new list", web("image: nginx"), web("image: nginx", "security_opt:", "  - no-new-privileges=true"), unsafe],
    ["a new list in flow style", "services: {web: {image: nginx}}\n", "services: {web: {image: nginx, security_opt: [no-new-privileges=true]}}\n", unsafe],
    ["a list of one more", web("image: nginx", "security_opt:", "  - label=disable # SELinux"), web("image: nginx", "security_opt:", "  - label=disable # SELinux", "  - no-new-privileges=true"), unsafe],
    ["in the quotes of the list", web("image: nginx", "security_opt: ['label=disable']"), web("image: nginx", "security_opt: ['label=disable', 'no-new-privileges=true']"), unsafe],
  ],
});
