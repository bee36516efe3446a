import { web } from "./check.js";
import { testRule } from "./table.js";

const unsafe = { unsafe: true };
const container = "error web is privileged: root in it is root on the host. Remove it, and add only the capability or device that is needed.";
const hook = (...lines: readonly string[]): string => web("image: nginx", "post_start:", ...lines.map((line) => `  ${line}`));

testRule("no-privileged", {
  reports: [
    ["a service", web("image: nginx", "privileged: true"), [`4:5-15 ${container}`]],
    ["a service in flow style", "services: {web: {image: nginx, privileged: true}}\n", [`1:32-42 ${container}`]],
    ["text that Compose reads as true", web("image: nginx", 'privileged: "true"'), [`4:5-15 ${container}`]],
    ["a default", web("image: nginx", "privileged: ${ROOT:-true}"), [`4:5-15 ${container}`]],
    ["a value of .env", web("image: nginx", "privileged: $ROOT"), [`4:5-15 ${container}`], { env: "ROOT=true" }],
    ["a merged key", `x-all: &all {privileged: true}\n${web("<<: *all", "image: nginx")}`, [`1:14-24 ${container}`]],
    ["a Windows service", web("image: nginx", "platform: windows", "privileged: true"), [`5:5-15 ${container}`]],
    ["a build", web("build: {context: ., privileged: true}"), ["3:25-35 error The build of web runs privileged: what its Dockerfile runs is root on the build host. Remove it."]],
    ["an entitlement", web("build:", "  context: .", "  entitlements: [network.host, security.insecure]"), ["5:36-53 error The build of web may run steps without any sandbox (security.insecure): they are root on the build host. Remove it."]],
    ["a hook", hook("- command: /tune", "  privileged: true"), ["6:9-19 error A post_start hook of web runs privileged: what it runs is root on the host. Remove it."]],
    ["a hook with text", hook('- {command: /tune, privileged: "true"}'), ["5:26-36 error A post_start hook"]],
    ["hooks before the stop", web("image: nginx", "pre_stop: [{command: /x, privileged: true}]"), ["4:30-40 error A pre_stop hook of web"]],
  ],
  accepts: [
    ["false", web("image: nginx", "privileged: false", "build: {context: ., privileged: false}")],
    ["a default of false", web("image: nginx", "privileged: ${ROOT:-false}")],
    ["what nobody set", web("image: nginx", "privileged: $ROOT")],
    ["other entitlements", web("build: {context: ., entitlements: [network.host]}")],
    ["a hook without it", hook("- command: /tune", "  privileged: false")],
    ["a label of that name", web("image: nginx", "labels: {privileged: 'true'}")],
    ["a template that nobody uses", `x-all: &all {privileged: true}\n${web("image: nginx")}`],
  ],
  fixes: [
    ["nothing without being asked", web("image: nginx", "privileged: true"), web("image: nginx", "privileged: true")],
    ["the line", web("image: nginx", "privileged: true", "init: true"), web("image: nginx", "init: true"), unsafe],
    ["the line, but not the comments", web("image: nginx", "# for the disk", "privileged: true # sadly", "init: true"), web("image: nginx", "# for the disk", "# sadly", "init: true"), unsafe],
    ["in flow style", "services: {web: {privileged: true, image: nginx}}\n", "services: {web: {image: nginx}}\n", unsafe],
    ["the last key in flow style", "services: {web: {image: nginx, privileged: true}}\n", "services: {web: {image: nginx}}\n", unsafe],
    ["a build", web("build:", "  context: .", "  privileged: true"), web("build:", "  context: ."), unsafe],
    ["the only key of a build", web("image: nginx", "build:", "  privileged: true"), web("image: nginx", "build: {}"), unsafe],
    ["no hook", hook("- command: /tune", "  privileged: true"), hook("- command: /tune", "  privileged: true"), unsafe],
    [
      "what is merged, if nobody else merges it",
      `x-all: &all {privileged: true}\n${web("<<: *all", "image: nginx")}`,
      `x-all: &all {}\n${web("<<: *all", "image: nginx")}`,
      unsafe,
    ],
    ["no anchor that others use", web("image: nginx", "privileged: &on true") + "  api: {image: nginx, read_only: *on}\n", `refused: the edited file would have a new fault\n${web("image: nginx", "privileged: &on true")}  api: {image: nginx, read_only: *on}\n`, unsafe],
  ],
});
