import { web } from "./check.js";
import { testRule } from "./table.js";

const unsafe = { unsafe: true };
const dropped = (image: string, ...more: readonly string[]): string => web(`image: ${image}`, "cap_drop: [ALL]", ...more);
const without = (missing: string, failure: string): string => `4:5-13 warning Without ${missing}, web does not work: ${failure}. Add it to cap_add.`;
const CANNOT_LEAVE = "it cannot become mysql and does not start, at the latest when its data is there already";
const NOT_STARTED = "it is not started by the kernel (exec: operation not permitted), whatever its user and its ports";
const stop = "4:5-13 warning With init: true, root has to stop a process of another user in web, which takes KILL: without it every stop is a kill, and data may be lost. Add KILL to cap_add.";

testRule("missing-capability", {
  reports: [
    ["an entrypoint that changes the user", dropped("mysql:8.4"), [without("SETUID, SETGID and DAC_OVERRIDE", CANNOT_LEAVE)]],
    ["a data store that walks through its data", dropped("postgres:17", "cap_add: [SETUID, SETGID]"), [without("DAC_OVERRIDE", "it cannot become postgres and does not start, at the latest when its data is there already")]],
    ["a server with workers", dropped("nginx:1.27", "cap_add: [CHOWN]"), [without("SETGID and SETUID", "it does not start, or runs without workers and answers nothing")]],
    ["a program with capabilities of its own", dropped("caddy:2"), [without("NET_BIND_SERVICE", NOT_STARTED)]],
    ["the same as another user", dropped("caddy:2", 'user: "1000"'), [without("NET_BIND_SERVICE", NOT_STARTED)]],
    ["a single one dropped", web("image: nginx", "cap_drop: [SETUID]"), ["4:5-13 warning Without SETUID, web does not work"]],
    ["other spellings", web("image: nginx", "cap_drop: [all]", "cap_add: [chown, CAP_SETGID]"), ["4:5-13 warning Without SETUID, web does not work"]],
    ["root by name", dropped("mysql", "user: root"), [without("SETUID, SETGID and DAC_OVERRIDE", CANNOT_LEAVE)]],
    ["options of the server", dropped("redis:7", "command: --appendonly yes"), ["4:5-13 warning Without SETUID and SETGID, web does not work"]],
    ["a merged key", `x-all: &all {cap_drop: [ALL]}\n${web("<<: *all", "image: mysql")}`, ["1:14-22 warning Without SETUID, SETGID and DAC_OVERRIDE"]],
    ["a value of .env", dropped("$IMAGE"), ["4:5-13 warning Without SETUID, SETGID and DAC_OVERRIDE"], { env: "IMAGE=mysql:8.4" }],
    ["a command that changes the user", dropped("ghcr.io/acme/app", "entrypoint: [sh, -c, 'chown app /data; exec su-exec app /server']"), ["4:5-13 warning The command of web makes another user of root, which takes SETGID and SETUID. Add it to cap_add."]],
    ["an image that is built on another one", dropped("acme/db", "build: ."), ["4:5-13 warning Without SETUID, SETGID and DAC_OVERRIDE, web does not work: it cannot become postgres"], { dockerfile: "FROM postgres:17\nRUN apt-get update\n" }],
    ["an init in front of another user", dropped("postgres:17", "init: true", "cap_add: [CHOWN, DAC_OVERRIDE, FOWNER, SETGID, SETUID]"), [stop]],
    ["an init in front of a command that changes the user", dropped("ghcr.io/acme/app", "init: true", "cap_add: [SETGID, SETUID]", "command: gosu app /server"), [stop]],
    ["a probe that reads the user's files", dropped("rabbitmq:4", "cap_add: [CHOWN, SETGID, SETUID]", "healthcheck: {test: rabbitmq-diagnostics -q ping}"), ["4:5-13 warning The health check of web runs as root and reads files of another user, which takes DAC_OVERRIDE: without it the service is unhealthy for ever. Add it to cap_add."]],
    ["a low port of the host", dropped("ghcr.io/acme/dns", "network_mode: host", "ports: ['53:53/udp']"), ["4:5-13 warning With the host's network, port 53 of web takes NET_BIND_SERVICE. Add it to cap_add."]],
  ],
  accepts: [
    ["nothing dropped", web("image: nginx")],
    ["what is needed added back", dropped("nginx", "cap_add: [CHOWN, SETGID, SETUID]")],
    ["another one that is enough", dropped("postgres:17", "cap_add: [CHOWN, DAC_READ_SEARCH, FOWNER, SETGID, SETUID]")],
    ["another user", dropped("postgres:17", 'user: "999:999"')],
    ["a user that nobody set", dropped("postgres:17", "user: $U")],
    ["an image with a user of its own", dropped("prom/prometheus")],
    ["an image of which nothing is known", dropped("ghcr.io/acme/app")],
    ["an image that is built with another program", dropped("acme/db", "build: ."), { dockerfile: "FROM postgres:17\nENTRYPOINT [\"/app\"]\n" }],
    ["an image that is built with another user", dropped("acme/db", "build: ."), { dockerfile: "FROM postgres:17\nUSER postgres\n" }],
    ["other programs of the image", dropped("postgres:17", "command: pg_dumpall -h db")],
    ["an entrypoint of its own", dropped("postgres:17", "entrypoint: [/start]")],
    ["a variant with another user", dropped("mariadb:11.8-ubi")],
    ["a capability that nobody set", dropped("nginx", "cap_add: [$C]")],
    ["a drop that nobody set", web("image: nginx", "cap_drop: [$C]")],
    ["an init in front of a parent that stays root", dropped("nginx", "init: true", "cap_add: [CHOWN, SETGID, SETUID]")],
    ["an init that nobody set", dropped("mysql", "init: $I", "cap_add: [DAC_OVERRIDE, SETGID, SETUID]")],
    ["a low port of its own network", dropped("ghcr.io/acme/dns", "ports: ['53:53/udp']")],
    ["a high port of the host", dropped("ghcr.io/acme/app", "network_mode: host", "ports: ['8080:8080']")],
    ["a probe of another kind", dropped("rabbitmq:4", "cap_add: [SETGID, SETUID]", "healthcheck: {test: 'nc -z 127.0.0.1 5672'}")],
    ["a privileged container", dropped("nginx", "privileged: true")],
    ["a fragment", web("cap_drop: [ALL]")],
    ["Windows", dropped("nginx", "platform: windows")],
    ["a provider", web("provider: {type: cloud}", "cap_drop: [ALL]")],
  ],
  fixes: [
    ["nothing without being asked", dropped("caddy:2"), dropped("caddy:2")],
    ["what is missing", dropped("mysql:8.4 # LTS", "init: true"), web("image: mysql:8.4 # LTS", "cap_drop: [ALL]", "init: true", "cap_add: [SETUID, SETGID, DAC_OVERRIDE, CHOWN, KILL]"), unsafe],
    ["in block style", web("image: nginx", "cap_drop:", "  - ALL", "cap_add:", "  - CHOWN # cache"), web("image: nginx", "cap_drop:", "  - ALL", "cap_add:", "  - CHOWN # cache", "  - SETGID", "  - SETUID"), unsafe],
    ["in flow style", "services: {web: {image: caddy, cap_drop: [ALL]}}\n", "services: {web: {image: caddy, cap_drop: [ALL], cap_add: [NET_BIND_SERVICE]}}\n", unsafe],
    ["once for two reasons", dropped("rabbitmq:4", "healthcheck: {test: rabbitmq-diagnostics ping}"), dropped("rabbitmq:4", "healthcheck: {test: rabbitmq-diagnostics ping}", "cap_add: [SETUID, SETGID, DAC_OVERRIDE, CHOWN]"), unsafe],
  ],
});
