import { web } from "./check.js";
import { testRule } from "./table.js";

const unsafe = { unsafe: true };
const volume = (...mount: readonly string[]): string => web("image: ghcr.io/acme/app", "volumes:", ...mount.map((line) => `  ${line}`));
const shared = (path: string, mode: string): string => `warning What web mounts below ${path} is mounted on the host as well (${mode}), and stays there when the container is gone. Use rslave, with which it only sees what the host mounts.`;

testRule("no-shared-propagation", {
  reports: [
    ["rshared", volume("- /mnt:/mnt:rshared"), [`5:9-26 ${shared("/mnt", "rshared")}`]],
    ["shared", volume("- '/mnt:/mnt:ro,shared'"), [`5:9-30 ${shared("/mnt", "shared")}`]],
    ["the long syntax", volume("- type: bind", "  source: /mnt", "  target: /media", "  bind: {propagation: rshared}"), [`5:9-19 ${shared("/mnt", "rshared")}`]],
    ["a folder beside the file", volume("- ./mnt:/mnt:shared"), [`5:9-26 ${shared("mnt", "shared")}`]],
    ["a default", volume("- /mnt:/mnt:${MODE:-rshared}"), [`5:9-35 ${shared("/mnt", "rshared")}`]],
    ["an alias", `x-v: &v ['/mnt:/mnt:rshared']\n${web("image: app", "volumes: *v")}`, [`1:10-29 ${shared("/mnt", "rshared")}`]],
    ["a fragment", web("volumes: ['/mnt:/mnt:rshared']"), [`3:15-34 ${shared("/mnt", "rshared")}`]],
  ],
  accepts: [
    ["rslave", volume("- /mnt:/mnt:rslave")],
    ["private", volume("- /mnt:/mnt:rprivate")],
    ["nothing said", volume("- /mnt:/mnt")],
    ["a volume of that name", volume("- shared:/mnt")],
    ["what nobody set", volume("- type: bind", "  source: /mnt", "  target: /mnt", "  bind: {propagation: $MODE}")],
    ["Windows", web("image: app", "platform: windows", "volumes: ['/mnt:/mnt:rshared']")],
    ["a provider", web("provider: {type: cloud}", "volumes: ['/mnt:/mnt:rshared']")],
  ],
  fixes: [
    ["nothing without being asked", volume("- /mnt:/mnt:rshared"), volume("- /mnt:/mnt:rshared")],
    ["the long syntax", volume("- type: bind", "  source: /mnt", "  target: /mnt", "  bind:", "    propagation: rshared # rclone"), volume("- type: bind", "  source: /mnt", "  target: /mnt", "  bind:", "    propagation: rslave # rclone"), unsafe],
    ["the long syntax in flow style", "services: {web: {image: app, volumes: [{type: bind, source: /mnt, target: /mnt, bind: {propagation: shared}}]}}\n", "services: {web: {image: app, volumes: [{type: bind, source: /mnt, target: /mnt, bind: {propagation: slave}}]}}\n", unsafe],
    ["the short syntax, which has no place for it", volume("- /mnt:/mnt:rshared"), volume("- type: bind", "  source: /mnt", "  target: /mnt", "  bind:", "    create_host_path: true", "    propagation: rslave"), unsafe],
  ],
});
