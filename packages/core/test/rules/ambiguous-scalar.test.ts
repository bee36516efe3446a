import { web } from "./check.js";
import { testRule } from "./table.js";

const word = (name: string, text: string, value: string): string => `Compose reads \`${name}\` as the text "${text}", a YAML 1.1 reader such as Ansible or podman-compose as ${value}. Put it in quotes.`;
const base60 = (name: string, text: string, number: string): string => `Compose reads \`${name}\` as the text ${text}, a YAML 1.1 reader such as Ansible or podman-compose as the base-60 number ${number}. Put it in quotes.`;
const flag = (name: string, text: string, value: string): string => `\`${name}\` is ${value}, but "${text}" is no truth value in YAML 1.2: Compose warns about it at every command. Write ${value}.`;

testRule("ambiguous-scalar", {
  reports: [
    ["a port", web("image: x", "ports:", "  - 22:22", "  - 2222:22"), [`5:9-14 warning ${base60("ports[0]", "22:22", "1342")}`, `6:9-16 warning ${base60("ports[1]", "2222:22", "133342")}`]],
    ["a time", web("image: x", "environment: {AT: 12:30:45}"), [`4:23-31 warning ${base60("environment.AT", "12:30:45", "45045")}`]],
    ["a user", web("image: x", "user: 1000:50"), [`4:11-18 warning ${base60("user", "1000:50", "60050")}`]],
    ["a restart policy", web("image: x", "restart: no"), [`4:14-16 warning ${word("restart", "no", "false")}`]],
    ["a variable", web("image: x", "environment:", "  EULA: YES", "  B: off"), [`5:13-16 warning ${word("environment.EULA", "YES", "true")}`, `6:10-13 warning ${word("environment.B", "off", "false")}`]],
    ["a word of a command", web("image: x", "command: [redis-server, --appendonly, yes]"), [`4:43-46 warning ${word("command[2]", "yes", "true")}`]],
    ["truth values", web("image: x", "privileged: yes", "tty: y", "init: Off"), [`4:17-20 warning ${flag("privileged", "yes", "true")}`, `5:10-11 warning ${flag("tty", "y", "true")}`, `6:11-14 warning ${flag("init", "Off", "false")}`]],
    ["a truth value of a network", `${web("image: x")}networks: {n: {internal: yes}}\n`, [`4:26-29 warning ${flag("networks.n.internal", "yes", "true")}`]],
    ["a mode", `${web("image: x", "secrets: [{source: s, mode: 0400}]")}secrets: {s: {file: f}}\n`, ["4:33-37 info Compose reads the mode in `secrets[0].mode` in base 8, a YAML 1.2 reader as 400, which is the mode 0620. Put it in quotes."]],
    ["a merged value", `x-base: &base {restart: no}\n${web("image: x", "<<: *base")}`, [`1:25-27 warning ${word("restart", "no", "false")}`]],
  ],
  accepts: [
    ["ports from 60 on", web("image: x", "ports: [8080:80, 443:443, 3000, 80:8080]")],
    ["ranges, addresses and protocols", web("image: x", "ports: [22-23:22-23, 127.0.0.1:22:22, 53:53/udp]")],
    ["quoted values", web("image: x", 'restart: "no"', "ports: ['22:22']", 'environment: {A: "yes"}')],
    ["real truth values", web("image: x", "privileged: true", "environment: {A: true}")],
    ["words in text", web("image: x", "environment: {A: yes please, B: nope, C: y}")],
    ["a variable", web("image: x", "restart: ${RESTART:-no}")],
    ["a tag", web("image: x", "environment: {A: !!str yes}")],
    ["what Compose changes itself", web("image: x", "environment: {A: 0755, B: 1.10}")],
    ["modes in quotes and without zero", `${web("image: x", 'secrets: [{source: s, mode: "0400"}, {source: s, target: t, mode: 256}]')}secrets: {s: {file: f}}\n`],
    ["the mode of a tmpfs, which must be a number", web("image: x", "volumes: [{type: tmpfs, target: /t, tmpfs: {mode: 01777}}]")],
    ["templates that nothing uses", `x-note: yes\n${web("image: x")}`],
  ],
  fixes: [
    ["in block style", web("image: x", "ports:", "  - 22:22 # ssh", "restart: no"), web("image: x", "ports:", '  - "22:22" # ssh', 'restart: "no"')],
    ["in flow style, in the quotes of the file", "services: {web: {image: 'x', ports: [22:22], restart: no}}\n", "services: {web: {image: 'x', ports: ['22:22'], restart: 'no'}}\n"],
    ["truth values", web("image: x", "privileged: yes", "init: No"), web("image: x", "privileged: true", "init: false")],
    ["list and mapping form", web("image: x", "environment: {A: yes}", "command: [a, on]"), web("image: x", 'environment: {A: "yes"}', 'command: [a, "on"]')],
    ["where it is shared", "x-base: &base {restart: no}\nservices:\n  a: {image: x, <<: *base}\n  b: {image: x, <<: *base}\n", 'x-base: &base {restart: "no"}\nservices:\n  a: {image: x, <<: *base}\n  b: {image: x, <<: *base}\n'],
    ["a mode only if asked", `${web("image: x", "secrets: [{source: s, mode: 0400}]")}secrets: {s: {file: f}}\n`, `${web("image: x", "secrets: [{source: s, mode: 0400}]")}secrets: {s: {file: f}}\n`],
    ["a mode if asked", `${web("image: x", "secrets: [{source: s, mode: 0400}]")}secrets: {s: {file: f}}\n`, `${web("image: x", 'secrets: [{source: s, mode: "0400"}]')}secrets: {s: {file: f}}\n`, { unsafe: true }],
  ],
});
