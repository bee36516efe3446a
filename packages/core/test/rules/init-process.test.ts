import { web } from "./check.js";
import { testRule } from "./table.js";

const unsafe = { unsafe: true };
const everything = { options: { interpreters: true } };
const idle = (program: string, grace = "10 seconds"): string => `warning \`${program}\` takes no notice of the stop signal as the first process of web: every stop waits for ${grace} and ends in a kill. Set init: true.`;
const LOOP = "warning The shell that loops as the first process of web takes no notice of the stop signal: every stop waits for 10 seconds and ends in a kill. Set init: true.";
const script = (killed = "after 10 seconds"): string =>
  `warning The shell script that web runs keeps the stop signal to itself: what it has started is never told to stop, and killed ${killed}. Start the program that runs on as the last command, with \`exec\`.`;
const shell = (program: string, killed = "after 10 seconds"): string =>
  `warning The shell of web passes no stop signal on, so \`${program}\` is never told to stop and is killed ${killed}. Put \`exec\` in front of it, as the last command.`;
const manager = (program: string): string =>
  `warning \`${program}\` starts the program of web through a shell that passes no stop signal on: it is killed at the latest after 10 seconds, and never told to stop. Start the program itself, and set init: true.`;

testRule("init-process", {
  reports: [
    ["sleep", web("image: debian:12", "command: sleep infinity"), [`4:14-28 ${idle("sleep")}`]],
    ["tail, with the time that it has", web("image: nginx:1.27", "command: [tail, -f, /dev/null]", "stop_grace_period: 1m"), [`4:14-35 ${idle("tail", "1m")}`]],
    ["an entrypoint", web("image: acme/web:1", "entrypoint: /bin/sleep infinity"), [`4:17-36 ${idle("sleep")}`]],
    ["a command behind an entrypoint", web("image: acme/web:1", "entrypoint: [sleep]", "command: [infinity]"), [`5:14-24 ${idle("sleep")}`]],
    ["a script that prepares, and idles", web("image: debian:12", "command: sh -c 'mkdir -p /x && sleep infinity'"), [`4:14-51 ${idle("sleep")}`]],
    ["a loop", web("image: alpine:3.22", "command: [sh, -c, 'while true; do backup; sleep 3600; done']"), [`4:14-65 ${LOOP}`]],
    ["programs in the background", web("image: acme/web:1", "command: sh -c 'server & worker & wait'"), [`4:14-44 ${script()}`]],
    ["a program in the background, and a loop", web("image: acme/web:1", "command: bash -c 'server & while sleep 1; do check; done'"), [`4:14-62 ${script()}`]],
    ["a server that somebody started before sleep", web("image: acme/web:1", "entrypoint: [bash, -c]", "command: ['service web start; sleep infinity']"), [`5:14-51 ${script()}`]],
    ["dash in front of the server", web("image: redis:7.4", "command: sh -c 'redis-server --requirepass $$PASSWORD'"), [`4:14-59 ${shell("redis-server")}`]],
    ["dash in front of the last command of a list", web("image: node:22-bookworm", "command: [sh, -c, 'npm run build && node server.js']"), [`4:14-57 ${shell("node")}`]],
    ["dash by the name of the release", web("image: acme/web:1.2-bookworm", "command: sh -c './setup; ./server'"), [`4:14-39 ${shell("server")}`]],
    ["a script in lines", web("image: python:3.13", "command:", "  - sh", "  - -c", "  - |", "    set -e", "    python3 manage.py collectstatic", "    gunicorn app", "", ""), [`5:7-11 ${shell("gunicorn")}`]],
    ["any shell in front of a fallback", web("image: acme/web:1", "command: bash -c 'server || exit 1'"), [`4:14-40 ${shell("server")}`]],
    ["any shell in front of a pipe", web("image: acme/web:1", "command: ['/bin/ash', '-c', 'setup; server 2>&1 | tee /log']"), [`4:14-65 ${shell("server")}`]],
    ["bash in front of a redirection", web("image: acme/web:1", "command: bash -c 'server > /log'"), [`4:14-37 ${shell("server")}`]],
    ["a shell behind an init", web("image: redis:7.4", "init: true", "command: sh -c 'redis-server'"), [`5:14-34 ${shell("redis-server", "at once, init: true or not")}`]],
    ["npm on Debian", web("image: node:22-slim", "command: npm start"), [`4:14-23 ${manager("npm")}`]],
    ["yarn on Debian", web("image: node:22", "command: [yarn, run, dev]"), [`4:14-30 ${manager("yarn")}`]],
    ["node, if asked to", web("image: node:22-alpine", "command: node server.js"), ["4:14-28 warning As the first process of web, `node` ignores the stop signal unless its program handles it"], everything],
    ["python, if asked to", web("image: acme/web:1", "entrypoint: [python3, app.py]"), ["4:17-34 warning As the first process of web, `python3` ignores"], everything],
    ["init: false", web("image: debian:12", "init: false", "command: sleep infinity"), [`5:14-28 ${idle("sleep")}`]],
    ["a default", web("image: debian:12", "command: sleep ${TIME:-infinity}"), [`4:14-37 ${idle("sleep")}`]],
    ["a merged command", `x-all: &all {command: sleep infinity}\n${web("<<: *all", "image: debian:12")}`, [`1:23-37 ${idle("sleep")}`]],
  ],
  accepts: [
    ["no command", web("image: nginx:1.27")],
    ["an init", web("image: debian:12", "init: true", "command: sleep infinity")],
    ["an init in front of a loop", web("image: alpine:3.22", "init: true", "command: sh -c 'while true; do sleep 1; done'")],
    ["an init that nobody set", web("image: debian:12", "init: $INIT", "command: sleep infinity")],
    ["an init that tells all processes", web("image: redis:7.4", "init: true", "command: sh -c 'redis-server'", 'environment: {TINI_KILL_PROCESS_GROUP: "1"}')],
    ["an image that may have an init of its own", web("image: acme/web:1", "command: sleep infinity")],
    ["an image that is built here", web("build: .", "command: sleep infinity")],
    ["npm on Alpine, where the shell makes way", web("image: node:22-alpine", "command: npm start")],
    ["npm in an image that is not known", web("image: acme/web:1", "command: npm start")],
    ["the yarn of Hadoop", web("image: acme/hadoop:3", "command: yarn resourcemanager")],
    ["ash in front of a list", web("image: redis:7.4-alpine", "command: sh -c 'mkdir -p /x && redis-server'")],
    ["bash in front of a list", web("image: redis:7.4", "command: bash -c 'mkdir -p /x && redis-server'")],
    ["a shell that is not known", web("image: acme/web:1", "command: sh -c 'setup && server'")],
    ["exec", web("image: redis:7.4", "command: sh -c 'mkdir -p /x && exec redis-server'")],
    ["a trap", web("image: acme/web:1", "command: sh -c 'trap \"kill %1\" TERM; server & wait'")],
    ["a program that the shell computes", web("image: debian:12", "command: sh -c 'set -e; $$SERVER'")],
    ["a script that cannot be read", web("image: debian:12", "command: [sh, -c, '(server)']")],
    ["a command that nobody set", web("image: debian:12", "command: $COMMAND")],
    ["a server of its own", web("image: acme/web:1", "command: gunicorn app")],
    ["node, unless asked to", web("image: node:22", "command: node server.js")],
    ["node in an image that may have an init", web("image: acme/web:1", "command: node server.js"), everything],
    ["the process namespace of the host", web("image: debian:12", "pid: host", "command: sleep infinity")],
    ["what is to be killed", web("image: debian:12", "stop_signal: SIGKILL", "command: sleep infinity")],
    ["a job", web("image: debian:12", "command: sleep 10", 'restart: "no"')],
    ["a script that ends", web("image: postgres:17", "command: sh -c 'sleep 3; psql -f /init.sql'")],
    ["a fragment", web("command: sleep infinity")],
    ["Windows", web("image: debian:12", "platform: windows", "command: sleep infinity")],
    ["a provider", web("provider: {type: cloud}", "command: sleep infinity")],
  ],
  fixes: [
    ["puts an init in front of sleep", web("image: debian:12", "command: sleep infinity # devcontainer"), web("image: debian:12", "command: sleep infinity # devcontainer", "init: true")],
    ["puts an init in front of sleep in flow style", "services: {web: {image: 'debian:12', command: [sleep, infinity]}}\n", "services: {web: {image: 'debian:12', command: [sleep, infinity], init: true}}\n"],
    ["changes init: false", web("image: debian:12", "init: false", "command: sleep infinity"), web("image: debian:12", "init: true", "command: sleep infinity")],
    ["no loop without being asked to", web("image: alpine:3.22", "command: sh -c 'while true; do sleep 1; done'"), web("image: alpine:3.22", "command: sh -c 'while true; do sleep 1; done'")],
    ["a loop if asked to", web("image: alpine:3.22", "command: sh -c 'while true; do sleep 1; done'"), web("image: alpine:3.22", "command: sh -c 'while true; do sleep 1; done'", "init: true"), unsafe],
    ["puts exec into a list", web("image: node:22", "command: ['sh', '-c', 'npm run build && node server.js'] # slow"), web("image: node:22", "command: ['sh', '-c', 'npm run build && exec node server.js'] # slow"), unsafe],
    ["puts exec into a text", web("image: node:22", "command: sh -c 'npm run build && node server.js'"), web("image: node:22", 'command: ["sh", "-c", "npm run build && exec node server.js"]'), unsafe],
    ["no script with dollar signs", web("image: redis:7.4", "command: [sh, -c, 'redis-server --requirepass $$PASSWORD']"), web("image: redis:7.4", "command: [sh, -c, 'redis-server --requirepass $$PASSWORD']"), unsafe],
    ["no script with variables of Compose", web("image: redis:7.4", "command: [sh, -c, 'redis-server --port ${PORT:-6379}']"), web("image: redis:7.4", "command: [sh, -c, 'redis-server --port ${PORT:-6379}']"), unsafe],
    ["a script behind an entrypoint", web("image: redis:7.4", "entrypoint: [sh, -c]", "command: ['mkdir -p /x; redis-server']"), web("image: redis:7.4", "entrypoint: [sh, -c]", "command: ['mkdir -p /x; exec redis-server']"), unsafe],
    ["nothing in front of a pipe", web("image: acme/web:1", "command: sh -c 'server | tee /log'"), web("image: acme/web:1", "command: sh -c 'server | tee /log'"), unsafe],
    ["node, if asked to", web("image: node:22-alpine", "command: node server.js"), web("image: node:22-alpine", "command: node server.js", "init: true"), everything],
  ],
});
