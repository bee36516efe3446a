import { web } from "./check.js";
import { testRule } from "./table.js";

const unsafe = { unsafe: true };
const missing = (image: string, program: string, hint: string): string => `error ${image} has no \`${program}\`, so web is unhealthy however well it runs. ${hint}`;
const OTHER = "Use a program that it has, or drop the healthcheck.";
const WGET = "Use `wget -q -O /dev/null`, which it has.";
const probed = (image: string, test: string, ...more: readonly string[]): string => web(`image: ${image}`, `healthcheck: {test: ${test}}`, ...more);

const built = (image: string, program: string, hint: string): string => `error web is unhealthy however well it runs: ${image} has no \`${program}\`, and nothing in the Dockerfile installs it. ${hint}`;
const CURL = web("build: .", "healthcheck: {test: curl -f http://127.0.0.1:8000}");

testRule("healthcheck-tool", {
  reports: [
    ["curl on Alpine", probed("node:22-alpine", "[CMD, curl, -f, 'http://127.0.0.1']"), [`4:25-60 ${missing("node:22-alpine", "curl", 'Use `node -e "fetch(')}`.slice(0, 90)]],
    ["curl in an image with wget", probed("registry:3", "curl -f http://127.0.0.1:5000"), [`4:25-54 ${missing("registry:3", "curl", "Use `wget -q --spider http://127.0.0.1:5000/ || exit 1`.")}`]],
    ["curl where wget is at hand", probed("alpine:3.22", "curl -f http://127.0.0.1"), [`4:25-49 ${missing("alpine:3.22", "curl", WGET)}`]],
    ["curl in a slim image", probed("python:3.13-slim", "curl -f http://127.0.0.1 || exit 1"), ["4:25-59 error python:3.13-slim has no `curl`"]],
    ["wget on Debian", probed("nginx:1.27", "[CMD-SHELL, wget -qO- http://127.0.0.1]"), [`4:25-64 ${missing("nginx:1.27", "wget", "Use `curl -fsS -o /dev/null http://127.0.0.1/ || exit 1`.")}`]],
    ["the own probe of the image, as a hint", probed("postgres:17", "curl -f http://127.0.0.1:5432"), [`4:25-54 ${missing("postgres:17", "curl", "Use `pg_isready -q -h 127.0.0.1`.")}`]],
    ["a name that is gone", probed("mariadb:11.8", "[CMD, mysqladmin, ping]"), [`4:25-48 ${missing("mariadb:11.8", "mysqladmin", "Use `mariadb-admin`.")}`]],
    ["a shell that is gone", probed("mongo:7", "[CMD, mongo, --eval, 1]"), [`4:25-48 ${missing("mongo:7", "mongo", "Use `mongosh`.")}`]],
    ["the latest version", probed("mongo", "mongo --eval 1"), [`4:25-39 ${missing("mongo:latest", "mongo", "Use `mongosh`.")}`]],
    ["a shell, in an image without one", probed("traefik/whoami:v1.11", "wget http://127.0.0.1"), [`4:25-46 ${missing("traefik/whoami:v1.11", "sh", OTHER)}`]],
    ["anything, in an image without a shell", probed("grafana/loki:3.6.2", "[CMD, wget, 'http://127.0.0.1:3100/ready']"), [`4:25-67 ${missing("grafana/loki:3.6.2", "wget", "Use `/usr/bin/loki -health`.")}`]],
    ["a shell in a list", probed("nats:2.12", "[CMD, sh, -c, 'nc -z 127.0.0.1 4222']"), [`4:25-62 ${missing("nats:2.12", "sh", OTHER)}`]],
    ["a program in a shell in a list", probed("redis:7.4", "[CMD, sh, -c, 'curl -f http://127.0.0.1']"), ["4:25-66 error redis:7.4 has no `curl`"]],
    ["a program in a shell in a script", probed("redis:7.4", "sh -c 'curl -f http://127.0.0.1' || exit 1"), ["4:25-67 error redis:7.4 has no `curl`"]],
    ["bash on Alpine", probed("alpine:3.22", "[CMD, bash, -c, ':> /dev/tcp/127.0.0.1/80']"), ["4:25-68 error alpine:3.22 has no `bash`"]],
    ["an image with a digest alone", probed("qdrant/qdrant@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", "curl -f http://127.0.0.1:6333"), [`4:25-54 ${missing("qdrant/qdrant", "curl", "Use `bash -c ':> /dev/tcp/127.0.0.1/6333'`.")}`]],
    ["a job as well", probed("redis:7.4", "curl http://x", 'restart: "no"'), ["4:25-38 error redis:7.4 has no `curl`"]],
    ["a default", web("image: ${IMAGE:-redis:7.4}", "healthcheck: {test: '${PROBE:-curl http://x}'}"), ["4:25-50 error redis:7.4 has no `curl`"]],
    ["a merged healthcheck", `x-all: &all {healthcheck: {test: curl http://x}}\n${web("<<: *all", "image: redis:7.4")}`, ["1:34-47 error redis:7.4 has no `curl`"]],
    ["a Dockerfile that does not install it", CURL, [`4:25-54 ${built("debian:12", "curl", "Install it there.")}`], { dockerfile: "FROM debian:12\nRUN apt-get update && apt-get install -y python3\nCOPY . /app\n" }],
    ["a Dockerfile on an image with a probe of its own", CURL, ["4:25-54 error web is unhealthy however well it runs: python:3.13-slim has no `curl`, and nothing in the Dockerfile installs it. Install it there, or use `python3 -c"], { dockerfile: "FROM python:3.13-slim\nRUN pip install flask\n" }],
    ["another stage that installs it", CURL, ["4:25-54 error"], { dockerfile: "FROM debian:12 AS build\nRUN apt-get install -y curl\nFROM debian:12\nCOPY --from=build /app /app\n" }],
    ["the Dockerfile's own healthcheck", web("build: ."), [`Dockerfile:3:1-29 ${built("alpine:3.22", "curl", WGET)}`], { dockerfile: "FROM alpine:3.22\nRUN apk add --no-cache nodejs\nHEALTHCHECK --interval=10s \\\n  CMD curl -f http://127.0.0.1:3000/\n" }],
    ["a shell that is gone from the Dockerfile's image", web("build: ."), [`Dockerfile:2:1-41 ${built("gcr.io/distroless/nodejs22-debian12:latest", "sh", OTHER)}`], { dockerfile: "FROM gcr.io/distroless/nodejs22-debian12\nHEALTHCHECK CMD node /app/healthcheck.js\n" }],
    ["one Dockerfile for two services", `${web("build: .")}  api: {build: .}\n`, ["Dockerfile:2:1-31 error web is"], { dockerfile: "FROM redis:7.4\nHEALTHCHECK CMD curl http://x/\n" }],
    ["other times for the Dockerfile's own", web("build: .", "healthcheck: {interval: 5s}"), ["Dockerfile:2:1-31 error web is"], { dockerfile: "FROM redis:7.4\nHEALTHCHECK CMD curl http://x/\n" }],
  ],
  accepts: [
    ["a Dockerfile that installs it", CURL, { dockerfile: "FROM debian:12\nRUN apt-get update && apt-get install -y curl\n" }],
    ["a Dockerfile that may install it", CURL, { dockerfile: "FROM debian:12\nCOPY setup.sh /\nRUN /setup.sh\n" }],
    ["a Dockerfile that copies it", CURL, { dockerfile: "FROM debian:12\nCOPY --from=curlimages/curl /usr/bin/curl /usr/bin/\n" }],
    ["a Dockerfile on an image that nobody knows", CURL, { dockerfile: "FROM acme/base\n" }],
    ["a Dockerfile on a stage that installs it", CURL, { dockerfile: "FROM debian:12 AS base\nRUN apt-get install -y curl\nFROM base\n" }],
    ["the Dockerfile's own healthcheck, replaced", web("build: .", "healthcheck: {test: redis-cli ping}"), { dockerfile: "FROM redis:7.4\nHEALTHCHECK CMD curl http://x/\n" }],
    ["the Dockerfile's own healthcheck, turned off", web("build: .", "healthcheck: {disable: true}"), { dockerfile: "FROM redis:7.4\nHEALTHCHECK CMD curl http://x/\n" }],
    ["a program that is there", probed("nginx:1.27", "curl -f http://127.0.0.1")],
    ["wget on Alpine", probed("node:22-alpine", "wget -q -O /dev/null http://127.0.0.1")],
    ["curl in a full image", probed("node:22", "curl -f http://127.0.0.1")],
    ["curl in PHP on Alpine", probed("php:8.4-fpm-alpine", "curl -f http://127.0.0.1")],
    ["the names of MySQL in an older MariaDB", probed("mariadb:10.11", "mysqladmin ping")],
    ["the old shell in an older MongoDB", probed("mongo:5.0", "mongo --eval 1")],
    ["wget in an older Loki", probed("grafana/loki:2.9.10", "wget http://127.0.0.1:3100/ready")],
    ["a variant with a shell", probed("nats:2.12-alpine", "wget http://127.0.0.1:8222/healthz")],
    ["the program itself, in an image without a shell", probed("postgrest/postgrest:v13", "[CMD, postgrest, --ready]")],
    ["an image that is not known", probed("acme/web:1", "curl http://x")],
    ["an image that is built here", web("image: redis:7.4", "build: .", "healthcheck: {test: curl http://x}")],
    ["an image that nobody set", probed("$IMAGE", "curl http://x")],
    ["a test that nobody set", probed("redis:7.4", "$TEST")],
    ["a program that nobody set", probed("redis:7.4", "[CMD, $PROBE]")],
    ["one of several that are tried", probed("redis:7.4", "curl http://x || wget http://x")],
    ["a question whether it is there", probed("redis:7.4", "command -v curl && curl http://x")],
    ["a condition", probed("redis:7.4", "if which curl; then curl http://x; fi")],
    ["a program that is mounted", probed("redis:7.4", "curl http://x", "volumes: ['./curl:/usr/bin/curl:ro']")],
    ["a program that is installed at the start", probed("redis:7.4", "curl http://x", "command: sh -c 'apt-get install -y curl && redis-server'")],
    ["a healthcheck that is turned off", web("image: redis:7.4", "healthcheck: {disable: true, test: curl http://x}")],
    ["no healthcheck", web("image: redis:7.4")],
    ["Windows", probed("redis:7.4", "curl http://x", "platform: windows")],
    ["a fragment", web("healthcheck: {test: curl http://x}")],
    ["a provider", web("provider: {type: cloud}", "healthcheck: {test: curl http://x}")],
  ],
  fixes: [
    ["a list", probed("mariadb:11.8", "['CMD', 'mysqladmin', 'ping', '-h', '127.0.0.1']"), probed("mariadb:11.8", "['CMD', 'mariadb-admin', 'ping', '-h', '127.0.0.1']"), unsafe],
    ["a list in lines", web("image: mongo:8", "healthcheck:", "  test:", "    - CMD", "    - mongo # old", "    - --quiet"), web("image: mongo:8", "healthcheck:", "  test:", "    - CMD", "    - mongosh # old", "    - --quiet"), unsafe],
    ["a text, which becomes a list", probed("mariadb:11.8", "mysqladmin ping || exit 1"), probed("mariadb:11.8", "[CMD-SHELL, mariadb-admin ping || exit 1]"), unsafe],
    ["a script in a list", probed("mariadb:11.8", "[CMD-SHELL, 'mysqladmin ping']"), probed("mariadb:11.8", "[CMD-SHELL, 'mariadb-admin ping']"), unsafe],
    ["not without being asked to", probed("mongo:8", "mongo --eval 1"), probed("mongo:8", "mongo --eval 1")],
    ["nothing where it is not the same", probed("redis:7.4", "curl http://x"), probed("redis:7.4", "curl http://x"), unsafe],
    ["no script with dollar signs", probed("mariadb:11.8", "mysqladmin ping -p$$PASSWORD"), probed("mariadb:11.8", "mysqladmin ping -p$$PASSWORD"), unsafe],
  ],
});
