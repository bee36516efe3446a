import { web } from "./check.js";
import { testRule } from "./table.js";

const unsafe = { unsafe: true };
const readOnly = (...more: readonly string[]): string => web("image: nginx", "read_only: true", ...more);
const missing = (path: string): string => `warning web has a read-only root file system and no writable ${path}: what it writes there fails. Mount a tmpfs on ${path}.`;

testRule("read-only-tmpfs", {
  reports: [
    ["both paths", readOnly(), [`4:5-14 ${missing("/tmp")}`, `4:5-14 ${missing("/run")}`]],
    ["one path", readOnly("tmpfs: /tmp:size=64m"), [`4:5-14 ${missing("/run")}`]],
    ["a folder below", readOnly("tmpfs: [/tmp/cache, /run]"), [`4:5-14 ${missing("/tmp")}`]],
    ["a read-only tmpfs", readOnly("tmpfs: ['/tmp:ro,size=1m', /run]"), [`4:5-14 ${missing("/tmp")}`]],
    ["a read-only bind mount", readOnly("tmpfs: /tmp", "volumes: [./run:/run:ro]"), [`4:5-14 ${missing("/run")}`]],
    ["a default", web("image: nginx", "read_only: ${RO:-true}", "tmpfs: /run"), [`4:5-14 ${missing("/tmp")}`]],
    ["a value of .env", web("image: nginx", "read_only: $RO", "tmpfs: /run"), [`4:5-14 ${missing("/tmp")}`], { env: "RO=true" }],
    ["a merged key", `x-all: &all {read_only: true}\n${web("<<: *all", "image: nginx", "tmpfs: /run")}`, [`1:14-23 ${missing("/tmp")}`]],
    ["a job as well", readOnly("tmpfs: /run", 'restart: "no"'), [`4:5-14 ${missing("/tmp")}`]],
  ],
  accepts: [
    ["a list of tmpfs", readOnly("tmpfs: [/tmp, /run/]")],
    ["one after the other by alias", `x-t: &t [/tmp, /run]\n${readOnly("tmpfs: *t")}`],
    ["volumes", readOnly("volumes: [data:/tmp, './run:/run']")],
    ["the long syntax", readOnly("volumes:", "  - {type: tmpfs, target: /tmp}", "  - {type: bind, source: ./run, target: /run}")],
    ["/var/run for /run", readOnly("tmpfs: [/tmp, /var/run]")],
    ["a mount that nobody set", readOnly("tmpfs: [$SCRATCH]")],
    ["a volume that nobody set", readOnly("volumes: [$DATA]")],
    ["a writable service", web("image: nginx", "read_only: false")],
    ["what nobody set", web("image: nginx", "read_only: $RO")],
    ["a fragment", web("read_only: true")],
    ["Windows", readOnly("platform: windows")],
    ["a provider", web("provider: {type: cloud}", "read_only: true")],
  ],
  fixes: [
    ["/tmp", readOnly(), readOnly("tmpfs:", "  - /tmp")],
    ["both if asked to", readOnly("init: true"), readOnly("init: true", "tmpfs:", "  - /tmp", "  - /run"), unsafe],
    ["both in flow style", "services: {web: {image: nginx, read_only: true}}\n", "services: {web: {image: nginx, read_only: true, tmpfs: [/tmp, /run]}}\n", unsafe],
    ["a list", readOnly("tmpfs:", "  - /run # pid file", "init: true"), readOnly("tmpfs:", "  - /run # pid file", "  - /tmp", "init: true")],
    ["a list in flow style", readOnly("tmpfs: ['/run']"), readOnly("tmpfs: ['/run', '/tmp']")],
    ["a single text", readOnly("tmpfs: /run # pid file"), readOnly("tmpfs:", "  - /run # pid file", "  - /tmp")],
    ["a single text in flow style", "services: {web: {image: nginx, read_only: true, tmpfs: /run}}\n", "services: {web: {image: nginx, read_only: true, tmpfs: [/run, /tmp]}}\n"],
    ["no path that is mounted", readOnly("volumes: [./tmp:/tmp:ro, './run:/var/run:ro']"), readOnly("volumes: [./tmp:/tmp:ro, './run:/var/run:ro']"), unsafe],
    ["one user of an alias", `x-t: &t [/run]\n${readOnly("tmpfs: *t")}  api: {image: nginx, tmpfs: *t}\n`, `x-t: &t [/run]\n${readOnly("tmpfs:", "  - /run", "  - /tmp")}  api: {image: nginx, tmpfs: *t}\n`],
  ],
});
