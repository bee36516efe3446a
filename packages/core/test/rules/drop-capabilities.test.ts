import { web } from "./check.js";
import { testRule } from "./table.js";

const unsafe = { unsafe: true };
const keeps = "warning web keeps Docker's default capabilities, such as CHOWN, NET_RAW and SETUID. Drop ALL and add back what it needs.";

testRule("drop-capabilities", {
  reports: [
    ["a service that drops nothing", web("image: nginx"), [`2:3-6 ${keeps}`]],
    ["a service that drops one", web("image: nginx", "cap_drop: [NET_RAW]"), [`4:5-13 ${keeps}`]],
    ["an empty list", web("image: nginx", "cap_drop: []"), [`4:5-13 ${keeps}`]],
    ["another default", web("image: nginx", "cap_drop: ['${DROP:-NET_RAW}']"), [`4:5-13 ${keeps}`]],
    ["another value in .env", web("image: nginx", "cap_drop: [$DROP]"), [`4:5-13 ${keeps}`], { env: "DROP=MKNOD" }],
    ["a merged list", `x-all: &all {cap_drop: [MKNOD]}\n${web("<<: *all", "image: nginx")}`, [`1:14-22 ${keeps}`]],
    ["privileged: false", web("image: nginx", "privileged: false"), [`2:3-6 ${keeps}`]],
    ["another user who gains nothing, as information", web("image: app", 'user: "1000"', "security_opt: [no-new-privileges=true]"), ["2:3-6 info web runs as another user than root and cannot gain privileges, so it uses none of the capabilities that it keeps. Drop ALL, so that it stays that way."]],
    ["root who gains nothing", web("image: app", "user: root", "security_opt: [no-new-privileges]"), [`2:3-6 ${keeps}`]],
    ["another user who may", web("image: app", 'user: "1000"', "security_opt: ['no-new-privileges:false']"), [`2:3-6 ${keeps}`]],
    ["a job as well", web("image: nginx", 'restart: "no"'), [`2:3-6 ${keeps}`]],
  ],
  accepts: [
    ["ALL", web("image: nginx", "cap_drop: [ALL]", "cap_add: [CHOWN]")],
    ["other spellings of ALL", `${web("image: nginx", "cap_drop:", "  - all")}  api: {image: nginx, cap_drop: [CAP_ALL]}\n`],
    ["ALL by default", web("image: nginx", "cap_drop: ['${DROP:-ALL}']")],
    ["what nobody set", web("image: nginx", "cap_drop: [$DROP]")],
    ["ALL by alias", `x-drop: &drop [ALL]\n${web("image: nginx", "cap_drop: *drop")}`],
    ["a privileged service", web("image: docker:dind", "privileged: true")],
    ["a fragment", web("restart: always")],
    ["Windows", web("image: nginx", "platform: windows/amd64")],
    ["a provider", web("provider: {type: cloud}")],
  ],
  fixes: [
    ["nothing without being asked", web("image: nginx"), web("image: nginx")],
    ["a new list", web("image: nginx"), web("image: nginx", "cap_drop:", "  - ALL"), unsafe],
    ["a new list in flow style", "services: {web: {image: nginx}}\n", "services: {web: {image: nginx, cap_drop: [ALL]}}\n", unsafe],
    ["in the quotes of the list", web("image: nginx", "cap_drop:", '  - "NET_RAW" # no ping'), web("image: nginx", "cap_drop:", '  - "NET_RAW" # no ping', '  - "ALL"'), unsafe],
    ["a list in flow style", web("image: nginx", "cap_drop: [NET_RAW] # no ping"), web("image: nginx", "cap_drop: [NET_RAW, ALL] # no ping"), unsafe],
    ["an empty list", web("image: nginx", "cap_drop: [] # none"), web("image: nginx", "cap_drop: [ALL] # none"), unsafe],
    ["a list without indentation", web("image: nginx", "cap_drop:", "- MKNOD", "init: true"), web("image: nginx", "cap_drop:", "- MKNOD", "- ALL", "init: true"), unsafe],
    [
      "one user of an alias",
      `x-drop: &drop [MKNOD]\n${web("image: nginx", "cap_drop: *drop")}  dind: {image: dind, privileged: true, cap_drop: *drop}\n`,
      `x-drop: &drop [MKNOD]\n${web("image: nginx", "cap_drop:", "  - MKNOD", "  - ALL")}  dind: {image: dind, privileged: true, cap_drop: *drop}\n`,
      unsafe,
    ],
    [
      "a merged list for all its users",
      "x-all: &all\n  cap_drop: [MKNOD]\nservices:\n  web: {<<: *all, image: nginx}\n  api: {<<: *all, image: nginx}\n",
      "x-all: &all\n  cap_drop: [MKNOD, ALL]\nservices:\n  web: {<<: *all, image: nginx}\n  api: {<<: *all, image: nginx}\n",
      unsafe,
    ],
  ],
});
