import { web } from "./check.js";
import { testRule } from "./table.js";

const app = (...more: readonly string[]): string => web("image: acme/app", ...more);
const mount = (volume: string): string => app(`volumes: ["${volume}"]`);

testRule("no-log-files", {
  reports: [
    ["an option", app("command: app --log-file=/logs/app.log"), ["4:14-42 info web writes its log to /logs/app.log: `docker logs` does not read it, and no logging driver rotates it. Let it print the log."]],
    ["an option with its value behind it", app('command: ["mongod", "--logpath", "/var/log/mongod.log"]'), ["4:25-36 info web writes its log to /var/log/mongod.log"]],
    ["another name of it", app("command: gunicorn --access-logfile /logs/access.log app:app"), ["4:14-64 info web writes its log to /logs/access.log"]],
    ["Traefik's", app("command: ['--accesslog.filepath=/data/access.log']"), ["4:15-54 info web writes its log to /data/access.log"]],
    ["a script", app("command: sh -c 'exec redis-server --logfile /data/redis.log'"), ["4:14-65 info web writes its log to /data/redis.log"]],
    ["a variable", app("environment: {LOG_FILE: /tmp/app.log}"), ["4:29-41 info web writes its log to /tmp/app.log"]],
    ["a variable of the program's own", app("environment: [APP_LOG_PATH=/logs]"), ["4:19-37 info web writes its log to /logs"]],
    ["a path by default", app("environment: {LOG_FILE: '${FILE:-/tmp/app.log}'}"), ["4:29-52 info web writes its log to /tmp/app.log"]],
    ["a path from .env", app("environment: {LOG_FILE: $FILE}"), ["4:29-34 info web writes its log to /tmp/app.log"], { env: "FILE=/tmp/app.log" }],
    ["a folder of the host", mount("./logs:/var/log/nginx"), ["4:15-38 info web keeps log files in /var/log/nginx: `docker logs` does not read them, and no logging driver rotates them. Let it print the log."]],
    ["a volume", `${mount("logs:/app/logs")}volumes: {logs: {}}\n`, ["4:15-31 info web keeps log files in /app/logs"]],
    ["a volume in long syntax", app("volumes: [{type: bind, source: ./log, target: /app/log}]"), ["4:15-60 info web keeps log files in /app/log"]],
    ["a merged mount", `x-all: &all {volumes: ["./logs:/logs"]}\n${web("<<: *all", "image: acme/app")}`, ["1:24-38 info web keeps log files in /logs"]],
    ["once for the file and its folder", app("command: app --log-file /logs/app.log", 'volumes: ["./logs:/logs"]'), ["4:14-42 info web writes its log to /logs/app.log"]],
  ],
  accepts: [
    ["no log file", app("command: app --log-level=debug", 'volumes: ["./data:/data"]')],
    ["standard output as a file", app("command: gunicorn --access-logfile - --error-logfile /dev/stderr app:app", "environment: {LOG_FILE: /proc/1/fd/1}")],
    ["a level, a format", app("environment: {LOG_FORMAT: json, LOG_LEVEL: debug, LOG_DIRS: /data}")],
    ["a path that nobody set", app("environment: {LOG_FILE: $FILE}")],
    ["a mount that others read", "services:\n  web: {image: acme/app, volumes: ['logs:/app/logs']}\n  ship: {image: acme/ship, volumes: ['logs:/in:ro']}\nvolumes: {logs: {}}\n"],
    ["what is read", mount("./logs:/var/log/app:ro")],
    ["the host's logs", mount("/var/log:/var/log")],
    ["a reader of logs", web("image: grafana/promtail:3.2.1", 'volumes: ["./logs:/var/log/app"]')],
    ["a server for logs", web("image: goharbor/harbor-log:v2.12.0", 'volumes: ["./logs:/var/log/docker"]')],
    ["a tmpfs", app("tmpfs: ['/var/log/nginx:size=16m']")],
    ["the data of a queue", web("image: acme/broker", 'volumes: ["./data:/data/kafka-logs"]')],
    ["a folder with a similar name", mount("./blog:/app/blog")],
    ["a job", app('restart: "no"', "environment: {LOG_FILE: /tmp/app.log}")],
    ["a fragment", web("environment: {LOG_FILE: /tmp/app.log}")],
    ["Windows", app("platform: windows", "environment: {LOG_FILE: /tmp/app.log}")],
    ["a provider", web("provider: {type: cloud}", "environment: {LOG_FILE: /tmp/app.log}")],
  ],
});
