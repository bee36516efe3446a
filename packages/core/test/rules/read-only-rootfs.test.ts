import { web } from "./check.js";
import { testRule } from "./table.js";

const unsafe = { unsafe: true };
const everywhere = { options: { unknownImages: true } };
const nothing = "warning Whoever gets into web can leave files in it that stay, though its image writes nothing but its data. Set read_only: true.";
const paths = (text: string): string => `warning Whoever gets into web can leave files in it that stay, though its image writes to ${text} only, beside its data. Set read_only: true, with a tmpfs there.`;
const unknown = "warning Whoever gets into web can leave files in it that stay. Set read_only: true, with a tmpfs or a volume wherever it writes.";
const secret = (source: string): string => `${web("image: prom/prometheus", "secrets: [s]")}secrets: {s: {${source}}}\n`;

testRule("read-only-rootfs", {
  reports: [
    ["an image that writes nothing", web("image: prom/prometheus:v3.1.0"), [`2:3-6 ${nothing}`]],
    ["an image that writes in two places", web("image: nginx:1.27"), [`2:3-6 ${paths("/var/cache/nginx and /run")}`]],
    ["one of them mounted already", web("image: nginx:1.27", "tmpfs: /run"), [`2:3-6 ${paths("/var/cache/nginx")}`]],
    ["all of them mounted already", web("image: nginx:1.27", "tmpfs: [/run, /var/cache/nginx]"), [`2:3-6 ${nothing}`]],
    ["a data store whose data is mounted", web("image: redis:7.4", "volumes: [data:/data]"), [`2:3-6 ${nothing}`]],
    ["a data store that declares a volume", web("image: postgres:17"), [`2:3-6 ${paths("/run/postgresql")}`]],
    ["options of the server", web("image: redis", "command: redis-server --requirepass x", "volumes: [data:/data]"), [`2:3-6 ${nothing}`]],
    ["a copy of the official image", web("image: public.ecr.aws/docker/library/nginx"), [`2:3-6 ${paths("/var/cache/nginx and /run")}`]],
    ["read_only: false", web("image: nginx", "read_only: false"), [`4:5-14 ${paths("/var/cache/nginx and /run")}`]],
    ["a default", web("image: prom/prometheus", "read_only: ${RO:-false}"), [`4:5-14 ${nothing}`]],
    ["a value of .env", web("image: $IMAGE"), [`2:3-6 ${nothing}`], { env: "IMAGE=prom/prometheus" }],
    ["a secret of a file", secret("file: ./s"), [`2:3-6 ${nothing}`]],
    ["any image if asked to", web("image: ghcr.io/acme/app"), [`2:3-6 ${unknown}`], everywhere],
    ["a build if asked to", web("build: ."), [`2:3-6 ${unknown}`], everywhere],
  ],
  accepts: [
    ["a read-only service", web("image: nginx", "read_only: true")],
    ["what nobody set", web("image: nginx", "read_only: $RO")],
    ["an image of which nothing is known", web("image: ghcr.io/acme/app")],
    ["an image that nobody set", web("image: $IMAGE")],
    ["a cache whose data is in the container", web("image: redis:8")],
    ["certificates in the container", web("image: caddy:2")],
    ["another program of the image", web("image: postgres", "command: psql -h db")],
    ["a script around the program", web("image: nginx", "command: [sh, -c, 'envsubst < t > /etc/nginx/conf.d/a.conf && nginx']")],
    ["an entrypoint of its own", web("image: nginx", "entrypoint: /start.sh")],
    ["templates of nginx", web("image: nginx", "volumes: [./t:/etc/nginx/templates:ro]")],
    ["options that name another place", web("image: prom/prometheus", "command: [--storage.tsdb.path=/srv]")],
    ["mounts that nobody set", web("image: prom/prometheus", "volumes: [$DATA]")],
    ["a secret that Compose writes into it", secret("environment: S"), everywhere],
    ["a config that Compose writes into it", `${web("image: prom/prometheus", "configs: [c]")}configs: {c: {content: x}}\n`],
    ["a privileged container", web("image: nginx", "privileged: true"), everywhere],
    ["somebody else's image of that name", web("image: registry.example.com/nginx")],
    ["a job", web("image: nginx", 'restart: "no"'), everywhere],
    ["a fragment", web("environment: {A: b}"), everywhere],
    ["Windows", web("image: nginx", "platform: windows"), everywhere],
    ["a provider", web("provider: {type: cloud}"), everywhere],
  ],
  fixes: [
    ["unread what was run", web("image: nginx"), web("image: nginx", "read_only: true", "tmpfs:", "  - /var/cache/nginx:size=256m", "  - /run:size=16m")],
    ["with what it needs", web("image: nginx:1.27 # site", "init: true"), web("image: nginx:1.27 # site", "init: true", "read_only: true", "tmpfs:", "  - /var/cache/nginx:size=256m", "  - /run:size=16m")],
    ["in flow style", "services: {web: {image: prom/prometheus}}\n", "services: {web: {image: prom/prometheus, read_only: true}}\n", unsafe],
    ["an explicit false", web("image: prom/prometheus", "read_only: false # for now"), web("image: prom/prometheus", "read_only: true # for now"), unsafe],
    ["beside a tmpfs", web("image: nginx", "tmpfs: /run"), web("image: nginx", "read_only: true", "tmpfs:", "  - /run", "  - /var/cache/nginx:size=256m")],
    ["not for another user", web("image: nginx", 'user: "101"'), web("image: nginx", 'user: "101"'), unsafe],
    ["not where something is mounted read-only", web("image: nginx", "volumes: [./c:/var/cache/nginx:ro]"), web("image: nginx", "volumes: [./c:/var/cache/nginx:ro]"), unsafe],
    ...[
      ["what was only read", "image: postgis/postgis:17-3.5"],
      ["a configuration of one's own", "image: nginx:1.27", "volumes: [./conf.d:/etc/nginx/conf.d:ro]"],
      ["scripts that run at start", "image: postgres:17", "volumes: [./init:/docker-entrypoint-initdb.d]", "configs: [{source: a, target: /docker-entrypoint-initdb.d/a.sh}]"],
      ["hooks", "image: prom/prometheus:v3.1.0", "post_start: [{command: touch /x}]"],
      ["a health check that writes", "image: prom/prometheus:v3.1.0", "healthcheck: {test: date > /last}"],
      ["temporary tables", "image: mariadb:11.8"],
      ["a tmpfs in a swarm", "image: nginx:1.27", "deploy: {placement: {constraints: [node.role == worker]}, update_config: {order: start-first}}"],
    ].map(([title = "", ...keys]) => [`not unread: ${title}`, web(...keys), web(...keys)] as const),
    ["what was only read if asked to", web("image: postgis/postgis:17-3.5"), web("image: postgis/postgis:17-3.5", "read_only: true", "tmpfs:", "  - /run/postgresql:size=16m"), unsafe],
  ],
});
