import { web } from "./check.js";
import { testRule } from "./table.js";

const unsafe = { unsafe: true };
const withinLimit = { options: { withinMemoryLimit: true } };
const app = (...keys: readonly string[]): string => web("image: ghcr.io/acme/app", ...keys);
const limited = (...keys: readonly string[]): string => app("mem_limit: 256m", ...keys);
const unbounded = (path: string): string => `warning ${path} of web may fill half of the host's memory: the tmpfs has no size, and the service no memory limit. Give it a size.`;
const exec = (path: string): string => `warning What is written to ${path} in web can be executed (exec), so an attacker can bring programs along. Leave exec out.`;
const tooLarge = (sum: string, limit = "256 MB"): string => `warning web may keep ${sum} of files in memory, which leaves nothing of its ${limit} for the program: it is killed before the disk is full. Make the sizes smaller or the limit larger.`;

testRule("tmpfs-options", {
  reports: [
    ["exec", limited("tmpfs: '/tmp:size=64m,exec'"), [`5:12-32 ${exec("/tmp")}`]],
    ["suid", limited("tmpfs: ['/tmp:suid,size=64m']"), ["5:13-33 warning Setuid programs on /tmp in web take effect (suid): whoever can write them there gets another user's rights. Leave suid out."]],
    ["dev", limited("tmpfs: ['/tmp:size=64m,dev']"), ["5:13-32 warning Device nodes on /tmp in web take effect (dev). Leave dev out."]],
    ["the last word counts", limited("tmpfs: ['/tmp:size=1m,noexec,exec']"), [`5:13-39 ${exec("/tmp")}`]],
    ["an alias", `x-t: &t ['/tmp:exec,size=1m']\n${limited("tmpfs: *t")}`, [`1:10-29 ${exec("/tmp")}`]],
    ["a default", limited("tmpfs: ['/tmp:size=1m,${MODE:-exec}']"), [`5:13-41 ${exec("/tmp")}`]],
    ["no size and no limit", app("tmpfs: /tmp"), [`4:12-16 ${unbounded("/tmp")}`]],
    ["several of them", app("tmpfs: [/tmp, /run, '/a:size=1m']"), [`4:13-17 ${unbounded("/tmp and /run")}`]],
    ["a size of nothing, which is no limit", app("tmpfs: ['/tmp:size=0']"), [`4:13-26 ${unbounded("/tmp")}`]],
    ["a limit of nothing", app("mem_limit: 0", "tmpfs: /tmp"), [`5:12-16 ${unbounded("/tmp")}`]],
    ["the long syntax", app("volumes:", "  - {type: tmpfs, target: /tmp}"), [`5:9-36 ${unbounded("/tmp")}`]],
    ["another file", "services: {web: {image: a, tmpfs: /tmp}}\n---\nservices: {web: {init: true}}\n", [`1:35-39 ${unbounded("/tmp")}`]],
    ["no size within a limit if asked to", limited("tmpfs: /tmp"), ["5:12-16 warning /tmp of web may fill all the memory of its limit, so that the program is killed instead of being told that the disk is full. Give it a size."], withinLimit],
    ["the same under a limit that nobody set", app("mem_limit: $M", "tmpfs: /tmp"), ["5:12-16 warning /tmp of web may fill all"], withinLimit],
    ["as much as the limit", limited("tmpfs: ['/tmp:size=256m']"), [`5:13-29 ${tooLarge("256 MB")}`]],
    ["the sum of several", limited("tmpfs: ['/a:size=100m', '/b:size=156m']"), [`5:29-43 ${tooLarge("256 MB")}`]],
    ["with shared memory", limited("shm_size: 200m", "tmpfs: ['/a:size=100m']"), [`6:13-27 ${tooLarge("300 MB")}`]],
    ["a limit under deploy", app("deploy: {resources: {limits: {memory: 64m}}}", "tmpfs: ['/a:size=64m']"), [`5:13-26 ${tooLarge("64 MB", "64 MB")}`]],
  ],
  accepts: [
    ["a size", app("tmpfs: ['/tmp:size=64m']")],
    ["a share of the memory", app("tmpfs: ['/tmp:size=10%']")],
    ["the long syntax with a size", app("volumes:", "  - {type: tmpfs, target: /tmp, tmpfs: {size: 64m}}")],
    ["no size within a limit", limited("tmpfs: /tmp")],
    ["a limit that nobody set", app("mem_limit: $M", "tmpfs: /tmp")],
    ["noexec", limited("tmpfs: ['/tmp:noexec,nosuid,nodev,size=1m']")],
    ["exec taken back", limited("tmpfs: ['/tmp:exec,noexec,size=1m']")],
    ["the programs of s6-overlay", limited("tmpfs: ['/run:exec,size=16m']")],
    ["less than the limit", limited("tmpfs: ['/a:size=100m', '/b:size=155m']")],
    ["shared memory of the host", limited("ipc: host", "shm_size: 1g", "tmpfs: ['/a:size=100m']")],
    ["a tmpfs that nobody set", app("tmpfs: [$T]")],
    ["a read-only one", app("tmpfs: ['/tmp:ro']")],
    ["a fragment", web("tmpfs: /tmp")],
    ["Windows", app("platform: windows", "tmpfs: /tmp")],
    ["a provider", web("provider: {type: cloud}", "tmpfs: /tmp")],
  ],
  fixes: [
    ["nothing without being asked", app("tmpfs: /tmp"), app("tmpfs: /tmp")],
    ["a size", app("tmpfs:", "  - /tmp # scratch"), app("tmpfs:", "  - /tmp:size=64m # scratch"), unsafe],
    ["a size for each", app("tmpfs: ['/tmp:mode=1777', \"/run\"]"), app("tmpfs: ['/tmp:mode=1777,size=64m', \"/run:size=64m\"]"), unsafe],
    ["a single text", app("tmpfs: /tmp # scratch"), app("tmpfs: [/tmp:size=64m] # scratch"), unsafe],
    ["the long syntax", app("volumes:", "  - type: tmpfs", "    target: /tmp"), app("volumes:", "  - type: tmpfs", "    target: /tmp", "    tmpfs:", "      size: 67108864"), unsafe],
    ["exec alone", app("tmpfs:", "  - /tmp:size=64m,exec,mode=1777"), app("tmpfs:", '  - "/tmp:size=64m,mode=1777"'), unsafe],
    ["exec and the size", app("tmpfs: ['/tmp:exec']"), app("tmpfs: ['/tmp:size=64m']"), unsafe],
    ["the only option", limited("tmpfs: ['/tmp:exec']"), limited("tmpfs: ['/tmp']"), unsafe],
  ],
});
