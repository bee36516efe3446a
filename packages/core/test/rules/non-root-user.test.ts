import { web } from "./check.js";
import { testRule } from "./table.js";

const unsafe = { unsafe: true };
const everywhere = { options: { unknownImages: true } };
const explicit = "warning web starts as root, and nothing here shows that it becomes another user, so whoever gets into it may be root in the container. Set user to one who owns what it writes.";
const image = (name: string, advice: string): string => `warning web runs as root for as long as it lives, because ${name} does. Set user to ${advice}.`;
const app = (...keys: readonly string[]): string => web("image: ghcr.io/acme/app", ...keys);

testRule("non-root-user", {
  reports: [
    ["root", app("user: root"), [`4:11-15 ${explicit}`]],
    ["its number", app('user: "0"'), [`4:11-14 ${explicit}`]],
    ["with a group", app("user: 0:1000"), [`4:11-17 ${explicit}`]],
    ["root by both names", app("user: root:root"), [`4:11-20 ${explicit}`]],
    ["a default", app("user: ${APP_USER:-root}"), [`4:11-28 ${explicit}`]],
    ["a value of .env", app("user: $APP_USER"), [`4:11-20 ${explicit}`], { env: "APP_USER=0:0" }],
    ["a user of something else", app("user: root", "environment: {DB_USER: app, UID: 0}"), [`4:11-15 ${explicit}`]],
    ["an alias", `x-u: &u root\n${app("user: *u")}`, [`1:9-13 ${explicit}`]],
    ["a merged key", `x-all: &all {user: root}\n${web("<<: *all", "image: app")}`, [`1:20-24 ${explicit}`]],
    ["a build", web("build: .", "user: root"), [`4:11-15 ${explicit}`]],
    ["root instead of the image's user", web("image: grafana/grafana:11.4.0", "user: root"), ["4:11-15 warning grafana/grafana:11.4.0 has a user of its own, but web starts it as root. Remove user, and give its files to the image's user."]],
    ["an image that stays root", web("image: traefik:v3.2"), [`3:12-24 ${image("traefik:v3.2", "one who owns what it writes")}`]],
    ["an image with a user at hand", web("image: node:22-alpine", "command: node server.js"), [`3:12-26 ${image("node:22-alpine", "node, whom the image has ready")}`]],
    ["any image if asked to", app(), ["2:3-6 warning Nothing says that web does not run as root. Set user to one who owns what it writes."], everywhere],
    ["a build if asked to", web("build: ."), ["2:3-6 warning Nothing says that web"], everywhere],
  ],
  accepts: [
    ["a user", app("user: app")],
    ["a number", app('user: "1000:0"')],
    ["a number that begins with zero", app('user: "0123"')],
    ["a user that nobody set", app("user: $APP_USER"), everywhere],
    ["an image of which nothing is known", app()],
    ["an image with a user of its own", web("image: prom/prometheus"), everywhere],
    ["an image that gives up root by itself", web("image: postgres:17"), everywhere],
    ["the same, told to start as root", web("image: postgres:17", "user: root")],
    ["the same with a script around it", web("image: mariadb", "user: root", "command: [sh, -c, 'chmod 700 /x && docker-entrypoint.sh mariadbd']")],
    ["a copy of it", web("image: registry.example.com/mirror/postgres:17", "user: root")],
    ["an image that takes a user from the environment", web("image: lscr.io/linuxserver/jellyfin", "user: root")],
    ["the same of others", app("user: root", "environment: {PUID: 1000}"), everywhere],
    ["the same by another name", app("user: root", "environment: [APP_USER=2002]")],
    ["a number that nobody set", app("user: root", "environment: {RUN_AS: $U}")],
    ["an entrypoint that changes the user", app("user: root", "entrypoint: [sh, -c, 'chown app /data && exec gosu app /server']")],
    ["a command that changes the user", web("image: node", "command: su-exec node node server.js")],
    ["a command that nobody set", app("user: root", "command: $START")],
    ["an image that stays root, with a user", web("image: node:22", "user: node")],
    ["a proxy with the daemon's socket", web("image: traefik", "volumes: ['/var/run/docker.sock:/var/run/docker.sock:ro']")],
    ["a job", app("user: root", 'restart: "no"'), everywhere],
    ["a migration", app("user: root", "command: ./manage.py migrate"), everywhere],
    ["an init container", `services:\n  init: {image: busybox, user: root, command: chown -R 1000 /data}\n  web: {image: app, user: "1000", depends_on: {init: {condition: service_completed_successfully}}}\n`, everywhere],
    ["a fragment", web("environment: {A: b}"), everywhere],
    ["Windows", app("platform: windows", "user: root"), everywhere],
    ["a provider", web("provider: {type: cloud}"), everywhere],
  ],
  fixes: [
    ["nothing without being asked", web("image: node:22"), web("image: node:22")],
    ["a user that the image has", web("image: node:22 # LTS", "init: true"), web("image: node:22 # LTS", "user: node", "init: true"), unsafe],
    ["in flow style", "services: {web: {image: node}}\n", "services: {web: {image: node, user: node}}\n", unsafe],
    ["back to the image's user", web("image: grafana/grafana", "user: root", "init: true"), web("image: grafana/grafana", "init: true"), unsafe],
    ["not where nobody knows a user", app("user: root"), app("user: root"), unsafe],
  ],
});
