import { web } from "./check.js";
import { testRule } from "./table.js";

const unsafe = { unsafe: true };
const kill = (advice: string): string => `warning No program can handle SIGKILL: at every stop web is cut off in whatever it is doing. ${advice}`;
const CUT = "cuts off every request that is under way";
const by = (signal: string, effect: string, better: string): string => `warning By ${signal}, web does not stop in good order: it ${effect}. Set stop_signal to ${better}.`;
const TAKE_AWAY = "Take stop_signal away, so that the image's own signal is sent.";

testRule("stop-signal", {
  reports: [
    ["SIGKILL", web("image: acme/web:1", "stop_signal: SIGKILL"), [`4:18-25 ${kill(TAKE_AWAY)}`]],
    ["SIGKILL by its number", web("image: acme/web:1", 'stop_signal: "9"'), [`4:18-21 ${kill(TAKE_AWAY)}`]],
    ["SIGKILL in short", web("image: acme/web:1", "stop_signal: kill"), [`4:18-22 ${kill(TAKE_AWAY)}`]],
    ["SIGKILL where a better one is known", web("image: postgres:17", "stop_signal: SIGKILL"), [`4:18-25 ${kill("Set stop_signal to SIGINT.")}`]],
    ["SIGSTOP", web("image: acme/web:1", "stop_signal: SIGSTOP"), [`4:18-25 warning SIGSTOP only freezes web: at every stop it waits for nothing and is then killed. ${TAKE_AWAY}`]],
    ["a job as well", web("image: acme/web:1", "stop_signal: SIGKILL", 'restart: "no"'), [`4:18-25 ${kill(TAKE_AWAY)}`]],
    ["a default", web("image: acme/web:1", "stop_signal: ${SIGNAL:-SIGKILL}"), [`4:18-36 ${kill(TAKE_AWAY)}`]],
    ["a value of .env", web("image: acme/web:1", "stop_signal: $SIGNAL"), [`4:18-25 ${kill(TAKE_AWAY)}`], { env: "SIGNAL=SIGKILL" }],
    ["a merged key", `x-all: &all {stop_signal: SIGKILL}\n${web("<<: *all", "image: acme/web:1")}`, [`1:27-34 ${kill(TAKE_AWAY)}`]],
    ["SIGTERM for nginx", web("image: nginx:1.27", "stop_signal: SIGTERM"), [`4:18-25 ${by("SIGTERM", CUT, "SIGQUIT")}`]],
    ["SIGTERM for nginx of another registry", web("image: public.ecr.aws/docker/library/nginx:1.27", "stop_signal: TERM"), [`4:18-22 ${by("SIGTERM", CUT, "SIGQUIT")}`]],
    ["SIGTERM for nginx with flags", web("image: nginxinc/nginx-unprivileged:1.27", "stop_signal: SIGTERM", "command: nginx -g 'daemon off;'"), [`4:18-25 ${by("SIGTERM", CUT, "SIGQUIT")}`]],
    ["SIGTERM for postgres", web("image: postgres:17", "stop_signal: SIGTERM", "command: -c max_connections=200"), [`4:18-25 ${by("SIGTERM", "waits until the last client has gone by itself, and is killed if one stays", "SIGINT")}`]],
    ["SIGQUIT for postgres", web("image: pgvector/pgvector:pg17", "stop_signal: SIGQUIT"), [`4:18-25 ${by("SIGQUIT", "drops everything without a checkpoint, and has to recover at the next start", "SIGINT")}`]],
    ["SIGUSR1 for httpd", web("image: httpd:2.4", "stop_signal: SIGUSR1"), [`4:18-25 ${by("SIGUSR1", "restarts instead of stopping, until it is killed", "SIGWINCH")}`]],
    ["SIGTERM for php-fpm", web("image: php:8.4-fpm-alpine", "stop_signal: SIGTERM"), [`4:18-25 ${by("SIGTERM", CUT, "SIGQUIT")}`]],
    ["SIGTERM for Apache with PHP", web("image: php:8.4-apache", "stop_signal: SIGTERM"), [`4:18-25 ${by("SIGTERM", CUT, "SIGWINCH")}`]],
    ["a fragment", web("stop_signal: SIGKILL"), [`3:18-25 ${kill(TAKE_AWAY)}`]],
    ["SIGKILL in the Dockerfile", web("build: ."), [`Dockerfile:2:1-19 ${kill("Take STOPSIGNAL away, so that the image's own signal is sent.")}`], { dockerfile: "FROM acme/base\nSTOPSIGNAL SIGKILL\n" }],
    ["SIGTERM in the Dockerfile, for nginx", web("build: ."), [`Dockerfile:3:1-14 ${by("SIGTERM", CUT, "SIGQUIT").replace("stop_signal", "STOPSIGNAL")}`], { dockerfile: "FROM nginx:1.27\nCOPY . /usr/share/nginx/html\nSTOPSIGNAL 15\n" }],
    ["SIGTERM for an image on nginx", web("build: .", "stop_signal: SIGTERM"), [`4:18-25 ${by("SIGTERM", CUT, "SIGQUIT")}`], { dockerfile: 'FROM nginx:1.27\nCMD ["nginx", "-g", "daemon off;"]\n' }],
    ["one Dockerfile for two services", `${web("build: .")}  api: {build: .}\n`, ["Dockerfile:2:1-13 warning No program can handle SIGKILL: at every stop web"], { dockerfile: "FROM acme/base\nSTOPSIGNAL 9\n" }],
  ],
  accepts: [
    ["a better one than the Dockerfile's", web("build: .", "stop_signal: SIGQUIT"), { dockerfile: "FROM nginx:1.27\nSTOPSIGNAL SIGTERM\n" }],
    ["a Dockerfile with another program", web("build: ."), { dockerfile: 'FROM nginx:1.27\nSTOPSIGNAL SIGTERM\nENTRYPOINT ["/app"]\n' }],
    ["a signal of the Dockerfile that nobody set", web("build: ."), { dockerfile: "FROM nginx:1.27\nARG S\nSTOPSIGNAL $S\n" }],
    ["no signal", web("image: postgres:17")],
    ["the image's own", web("image: postgres:17", "stop_signal: SIGINT")],
    ["SIGQUIT for nginx", web("image: nginx:1.27", "stop_signal: SIGQUIT")],
    ["any other for an image that is not known", web("image: acme/web:1", "stop_signal: SIGUSR1")],
    ["what nobody set", web("image: nginx:1.27", "stop_signal: $SIGNAL")],
    ["an image that nobody set", web("image: $IMAGE", "stop_signal: SIGTERM")],
    ["an image that is built here", web("image: nginx", "build: .", "stop_signal: SIGTERM")],
    ["another program", web("image: nginx:1.27", "stop_signal: SIGTERM", "command: sleep infinity")],
    ["another entrypoint", web("image: postgres:17", "stop_signal: SIGTERM", "entrypoint: /start.sh")],
    ["the command line of php", web("image: php:8.4-cli", "stop_signal: SIGTERM")],
    ["haproxy, whose own signal waits without end", web("image: haproxy:3.2", "stop_signal: SIGTERM")],
    ["Windows", web("image: acme/web:1", "platform: windows", "stop_signal: SIGKILL")],
    ["a provider", web("provider: {type: cloud}", "stop_signal: SIGKILL")],
  ],
  fixes: [
    ["takes SIGKILL away", web("image: acme/web:1", "stop_signal: SIGKILL # faster", "init: true"), web("image: acme/web:1", "# faster", "init: true"), unsafe],
    ["names a better one in block style", web("image: nginx:1.27", "stop_signal: SIGTERM # e2e"), web("image: nginx:1.27", "stop_signal: SIGQUIT # e2e"), unsafe],
    ["names a better one in flow style", "services: {web: {image: nginx, stop_signal: 'SIGTERM'}}\n", "services: {web: {image: nginx, stop_signal: 'SIGQUIT'}}\n", unsafe],
    ["not without being asked to", web("image: nginx:1.27", "stop_signal: SIGTERM"), web("image: nginx:1.27", "stop_signal: SIGTERM")],
    ["one user of an anchor", `x-all: &all {stop_signal: SIGTERM}\n${web("<<: *all", "image: nginx")}  api: {<<: *all, image: acme/api}\n`, `x-all: &all {stop_signal: SIGTERM}\n${web("<<: *all", "image: nginx", "stop_signal: SIGQUIT")}  api: {<<: *all, image: acme/api}\n`, unsafe],
  ],
});
