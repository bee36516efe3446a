import { web } from "./check.js";
import { testRule } from "./table.js";

const unsafe = { unsafe: true };
const everything = { options: { unknownImages: true } };
const missing = (image: string): string => `warning web has no healthcheck, and the image ${image} brings none: to Docker it is well as long as its process lives, even if it hangs. Add one.`;
const HERE = "warning web has no healthcheck here: unless its image brings one, it is well to Docker as long as its process lives, even if it hangs. Add one, here or in the Dockerfile.";
const BUILT = "warning web has no healthcheck, neither here nor in its Dockerfile: to Docker it is well as long as its process lives, even if it hangs. Add one, here or there.";
const disabled = (although = ""): string => `warning The healthcheck of web is turned off${although}: to Docker it is well as long as its process lives, even if it hangs. Turn it on or replace it.`;

const POSTGRES_TEST = ["CMD", "pg_isready", "-q", "-h", "127.0.0.1", "-U", "postgres", "-d", "postgres"];

testRule("healthcheck", {
  reports: [
    ["an official image", web("image: nginx:1.27"), [`2:3-6 ${missing("nginx")}`]],
    ["an official image by its long name", web("image: docker.io/library/postgres:17"), [`2:3-6 ${missing("postgres")}`]],
    ["an image of a registry", web("image: quay.io/prometheus/prometheus:v3.5.0@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"), [`2:3-6 ${missing("quay.io/prometheus/prometheus")}`]],
    ["an image by default", web("image: ${IMAGE:-redis:7.4}"), [`2:3-6 ${missing("redis")}`]],
    ["a healthcheck that is turned off, of an image that has none", web("image: nginx:1.27", "healthcheck: {disable: true}"), [`2:3-6 ${missing("nginx")}`]],
    ["a healthcheck that is turned off", web("image: acme/web:1", "healthcheck: {disable: true}"), [`4:18-33 ${disabled()}`]],
    ["a test that is none", web("image: acme/web:1", "healthcheck:", "  test: [NONE]"), [`5:7-19 ${disabled()}`]],
    ["the image's own, turned off", web("image: vaultwarden/server:1.34.3", "healthcheck: {disable: true}"), [`4:18-33 ${disabled(", although vaultwarden/server brings one")}`]],
    ["an image that is not known, if asked to", web("image: acme/web:1"), [`2:3-6 ${HERE}`], everything],
    ["an image that is built here, if asked to", web("build: ."), [`2:3-6 ${HERE}`], everything],
    ["a Dockerfile without one", web("build: .", "ports: ['80:80']"), [`2:3-6 ${BUILT}`], { dockerfile: "FROM node:22-slim\nCMD node app.js\n" }],
    ["a Dockerfile without one, for a port", web("build: ."), [`2:3-6 ${BUILT}`], { dockerfile: "FROM node:22-slim\nEXPOSE 80\nCMD node app.js\n" }],
    ["a Dockerfile without one or a port, if asked to", web("build: ."), [`2:3-6 ${BUILT}`], { ...everything, dockerfile: "FROM node:22-slim\nCMD node app.js\n" }],
    ["a Dockerfile that turns it off", web("build: ."), [`Dockerfile:2:1-17 ${disabled()}`], { dockerfile: "FROM node:22-slim\nHEALTHCHECK NONE\nCMD node app.js\n" }],
    ["one of the Dockerfile, turned off here", web("build: .", "healthcheck: {disable: true}"), [`4:18-33 ${disabled(", although its image brings one")}`], { dockerfile: "FROM node:22-slim\nHEALTHCHECK CMD node check.js\nCMD node app.js\n" }],
    ["each service by its own key", `x-all: &all {image: nginx}\n${web("<<: *all")}  api: *all\n`, [`3:3-6 ${missing("nginx")}`, "5:3-6 warning api has no"]],
  ],
  accepts: [
    ["a healthcheck", web("image: nginx:1.27", "healthcheck: {test: curl -f http://127.0.0.1}")],
    ["a merged healthcheck", `x-all: &all {healthcheck: {test: x}}\n${web("<<: *all", "image: nginx")}`],
    ["other times for the image's own", web("image: acme/web:1", "healthcheck: {interval: 5s}"), everything],
    ["an image that has one", web("image: vaultwarden/server:1.34.3"), everything],
    ["an image that is not known", web("image: acme/web:1")],
    ["an image that is called like an official one", web("image: registry.acme.com/nginx:1.27")],
    ["an image that is built here", web("image: nginx", "build: .")],
    ["a Dockerfile with one", web("build: ."), { ...everything, dockerfile: "FROM node:22-slim AS base\nHEALTHCHECK CMD node check.js\nFROM base\n" }],
    ["a Dockerfile on an image that has one", web("build: ."), { ...everything, dockerfile: "FROM vaultwarden/server:1.34.3\n" }],
    ["a Dockerfile on an image that nobody knows", web("build: ."), { dockerfile: "FROM acme/base\n" }],
    ["a Dockerfile with nothing in it to probe with", web("build: ."), { ...everything, dockerfile: "FROM scratch\nCOPY app /\n" }],
    ["a Dockerfile on distroless", web("build: ."), { ...everything, dockerfile: "FROM gcr.io/distroless/static\nCOPY app /\n" }],
    ["a Dockerfile for two, one of which turns it off", web("build: .", "healthcheck: {disable: true}") + "  api: {build: ., healthcheck: {test: x}}\n", { dockerfile: "FROM node:22-slim\nHEALTHCHECK CMD node check.js\n" }],
    ["a Dockerfile of a worker", web("build: ."), { dockerfile: "FROM node:22-slim\nCMD node worker.js\n" }],
    ["a Dockerfile of a server, for a worker", web("build: .", "command: node worker.js"), { dockerfile: "FROM node:22-slim\nEXPOSE 80\nCMD node app.js\n" }],
    ["a Dockerfile that only brings tools", web("build: ."), { ...everything, dockerfile: "FROM node:22-slim\nRUN npm install -g typescript\n" }],
    ["an image that nobody set", web("image: $IMAGE")],
    ["a test that nobody set", web("image: nginx", "healthcheck: {test: $TEST}")],
    ["a switch that nobody set", web("image: nginx", "healthcheck: {disable: $OFF}")],
    ["an image with nothing to probe it with", web("image: nats:2.12"), everything],
    ["a worker that runs the image of another service", `${web("image: acme/web:1", "healthcheck: {disable: true}")}  api: {image: acme/web:1}\n`],
    ["what only idles", web("image: debian:12", "entrypoint: sleep infinity"), everything],
    ["a loop", web("image: python:3.13", "command: sh -c 'while true; do sleep 1; done'")],
    ["a job", web("image: postgres:17", 'restart: "no"')],
    ["a job by its image", web("image: minio/mc:1"), everything],
    ["a script that ends", web("image: postgres:17", "command: psql -f /init.sql")],
    ["a fragment", web("environment: {A: b}"), everything],
    ["Windows", web("image: nginx", "platform: windows"), everything],
    ["a provider", web("provider: {type: cloud}"), everything],
  ],
  fixes: [
    [
      "postgres",
      web("image: postgres:17", "restart: always"),
      web("image: postgres:17", "restart: always", "healthcheck:", "  test:", ...POSTGRES_TEST.map((word) => `    - "${word}"`), "  interval: 10s", "  timeout: 5s", "  retries: 5", "  start_period: 30s"),
      unsafe,
    ],
    [
      "postgres with a user, in flow style",
      "services: {web: {image: postgres, environment: {POSTGRES_USER: app}}}\n",
      'services: {web: {image: postgres, environment: {POSTGRES_USER: app}, healthcheck: {test: ["CMD", "pg_isready", "-q", "-h", "127.0.0.1", "-U", "app", "-d", "app"], interval: 10s, timeout: 5s, retries: 5, start_period: 30s}}}\n',
      unsafe,
    ],
    ["redis in flow style", "services: {web: {image: redis}}\n", "services: {web: {image: redis, healthcheck: {test: [CMD-SHELL, redis-cli ping | grep -q PONG], interval: 10s, timeout: 5s, retries: 5, start_period: 30s}}}\n", unsafe],
    ["without being asked to, where the probe was run and nobody acts on it", web("image: redis:7.4"), web("image: redis:7.4", "healthcheck:", "  test:", "    - CMD-SHELL", "    - redis-cli ping | grep -q PONG", "  interval: 10s", "  timeout: 5s", "  retries: 5", "  start_period: 30s")],
    ["not where somebody acts on it", `${web("image: redis:7.4")}  autoheal: {image: willfarrell/autoheal}\n`, `${web("image: redis:7.4")}  autoheal: {image: willfarrell/autoheal}\n`],
    ["not where it was only read", web("image: postgis/postgis:17-3.5"), web("image: postgis/postgis:17-3.5")],
    ["not for data that may be too old for it", web("image: mariadb:11.8"), web("image: mariadb:11.8")],
    ["a server that is built upon", web("build: ."), web("build: .", "healthcheck:", "  test:", ...POSTGRES_TEST.map((word) => `    - "${word}"`), "  interval: 10s", "  timeout: 5s", "  retries: 5", "  start_period: 30s"), { ...unsafe, dockerfile: "FROM postgres:17\nRUN apt-get update\n", options: { unknownImages: true } }],
    ["nothing where the probe may not read what it has to", web("image: rabbitmq:4", "cap_drop: [ALL]"), web("image: rabbitmq:4", "cap_drop: [ALL]"), unsafe],
    ["nothing for a user that is not known", web("image: postgres:17", "environment: {POSTGRES_USER: $DB_USER}"), web("image: postgres:17", "environment: {POSTGRES_USER: $DB_USER}"), unsafe],
    ["nothing for a user that may be in a file", web("image: postgres:17", "env_file: db.env"), web("image: postgres:17", "env_file: db.env"), unsafe],
    ["nothing behind a command of its own", web("image: redis:7.4", "command: redis-server --requirepass x"), web("image: redis:7.4", "command: redis-server --requirepass x"), unsafe],
    ["turns the image's own on", web("image: vaultwarden/server:1.34.3", "healthcheck: {disable: true}", "init: true"), web("image: vaultwarden/server:1.34.3", "init: true"), unsafe],
  ],
});
