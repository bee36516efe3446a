import { web } from "./check.js";
import { testRule } from "./table.js";

const unsafe = { unsafe: true };
const everywhere = { options: { unknownImages: true } };
const readOnly = (image: string, ...more: readonly string[]): string => web(`image: ${image}`, "read_only: true", ...more);
const app = (...more: readonly string[]): string => readOnly("ghcr.io/acme/app", ...more);
const needed = (path: string): string => `warning The image of web writes to ${path}, which is read-only: it does not start, or fails later. Mount a tmpfs on ${path}.`;
const usual = (path: string): string => `warning web has a read-only root file system and no writable ${path}: what it writes there fails. Mount a tmpfs on ${path}.`;

testRule("read-only-tmpfs", {
  reports: [
    ["what an image needs", readOnly("nginx:1.27"), [`4:5-14 ${needed("/var/cache/nginx")}`, `4:5-14 ${needed("/run")}`]],
    ["what else it needs", readOnly("nginx:1.27", "tmpfs: /run"), [`4:5-14 ${needed("/var/cache/nginx")}`]],
    ["a folder below", readOnly("nginxinc/nginx-unprivileged", "tmpfs: [/tmp/cache]"), [`4:5-14 ${needed("/tmp")}`]],
    ["a read-only tmpfs", readOnly("nginxinc/nginx-unprivileged", "tmpfs: ['/tmp:ro,size=1m']"), [`4:5-14 ${needed("/tmp")}`]],
    ["a read-only bind mount", readOnly("nginxinc/nginx-unprivileged", "volumes: [./tmp:/tmp:ro]"), [`4:5-14 ${needed("/tmp")}`]],
    ["a data store with its data mounted", readOnly("postgres:17", "volumes: [data:/var/lib/postgresql/data]"), [`4:5-14 ${needed("/run/postgresql")}`]],
    ["a default", web("image: nginxinc/nginx-unprivileged", "read_only: ${RO:-true}"), [`4:5-14 ${needed("/tmp")}`]],
    ["a value of .env", web("image: nginxinc/nginx-unprivileged", "read_only: $RO"), [`4:5-14 ${needed("/tmp")}`], { env: "RO=true" }],
    ["a merged key", `x-all: &all {read_only: true}\n${web("<<: *all", "image: nginxinc/nginx-unprivileged")}`, [`1:14-23 ${needed("/tmp")}`]],
    ["any image if asked to", app(), [`4:5-14 ${usual("/tmp")}`, `4:5-14 ${usual("/run")}`], everywhere],
    ["any image, one path", app("tmpfs: /tmp:size=64m"), [`4:5-14 ${usual("/run")}`], everywhere],
    ["a job as well", app("tmpfs: /run", 'restart: "no"'), [`4:5-14 ${usual("/tmp")}`], everywhere],
  ],
  accepts: [
    ["an image of which nothing is known", app()],
    ["an image that writes nothing", readOnly("prom/prometheus")],
    ["the same if asked about all", readOnly("prom/prometheus"), everywhere],
    ["a list of tmpfs", readOnly("nginx", "tmpfs: [/var/cache/nginx, /run/]")],
    ["one after the other by alias", `x-t: &t [/tmp, /run]\n${app("tmpfs: *t")}`, everywhere],
    ["volumes", app("volumes: [data:/tmp, './run:/run']"), everywhere],
    ["a folder above", readOnly("postgres", "volumes: [data:/var/lib/postgresql]", "tmpfs: /run")],
    ["the long syntax", app("volumes:", "  - {type: tmpfs, target: /tmp}", "  - {type: bind, source: ./run, target: /run}"), everywhere],
    ["/var/run for /run", app("tmpfs: [/tmp, /var/run]"), everywhere],
    ["another program of the image", readOnly("postgres", "command: [sh, -c, pg_dumpall]")],
    ["an entrypoint of its own", readOnly("nginx", "entrypoint: [/start]")],
    ["options that name another place", readOnly("redis", "command: redis-server --dir /srv", "volumes: [data:/srv]")],
    ["templates of nginx", readOnly("nginx", "volumes: [./t:/etc/nginx/templates]")],
    ["a mount that nobody set", app("tmpfs: [$SCRATCH]"), everywhere],
    ["a volume that nobody set", app("volumes: [$DATA]"), everywhere],
    ["a writable service", web("image: nginx", "read_only: false")],
    ["what nobody set", web("image: nginx", "read_only: $RO")],
    ["a fragment", web("read_only: true"), everywhere],
    ["Windows", app("platform: windows"), everywhere],
    ["a provider", web("provider: {type: cloud}", "read_only: true"), everywhere],
  ],
  fixes: [
    ["/tmp", readOnly("nginxinc/nginx-unprivileged"), readOnly("nginxinc/nginx-unprivileged", "tmpfs:", "  - /tmp:size=256m")],
    ["what was run", readOnly("nginx", "init: true"), readOnly("nginx", "init: true", "tmpfs:", "  - /var/cache/nginx:size=256m", "  - /run:size=16m")],
    ["not unread what was not", readOnly("postgis/postgis:17-3.5"), readOnly("postgis/postgis:17-3.5")],
    ["what was not if asked to", readOnly("postgis/postgis:17-3.5"), readOnly("postgis/postgis:17-3.5", "tmpfs:", "  - /run/postgresql:size=16m"), unsafe],
    ["both in flow style", "services: {web: {image: app, read_only: true}}\n", "services: {web: {image: app, read_only: true, tmpfs: [/tmp:size=64m, /run:size=64m]}}\n", { ...unsafe, ...everywhere }],
    ["a list", app("tmpfs:", "  - /run # pid file", "init: true"), app("tmpfs:", "  - /run # pid file", "  - /tmp:size=64m", "init: true"), everywhere],
    ["a list in flow style", app("tmpfs: ['/run']"), app("tmpfs: ['/run', '/tmp:size=64m']"), everywhere],
    ["a single text", app("tmpfs: /run # pid file"), app("tmpfs:", "  - /run # pid file", "  - /tmp:size=64m"), everywhere],
    ["no path that is mounted", app("volumes: [./tmp:/tmp:ro, './run:/var/run:ro']"), app("volumes: [./tmp:/tmp:ro, './run:/var/run:ro']"), { ...unsafe, ...everywhere }],
    ["one user of an alias", `x-t: &t [/run]\n${app("tmpfs: *t")}  api: {image: app, tmpfs: *t}\n`, `x-t: &t [/run]\n${app("tmpfs:", "  - /run", "  - /tmp:size=64m")}  api: {image: app, tmpfs: *t}\n`, everywhere],
  ],
});
