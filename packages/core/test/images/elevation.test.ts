import { describe, expect, it } from "vitest";
import { withoutElevation } from "../../src/images/elevation.js";
import { serviceOf } from "../compose/model/service-of.js";

const plain = [
  "image: alpine:3.20, command: sleep infinity",
  "image: alpine, command: sh -c 'while true; do date; sleep 5; done'",
  "image: busybox, command: chmod 755 /data",
  "image: node:22, command: npm start, user: node",
  "image: redis:7, entrypoint: [redis-cli, monitor]",
  "image: mongo:7, entrypoint: [bash, -c, 'exec docker-entrypoint.sh mongod --replSet rs0']",
  "image: traefik:3, volumes: ['./traefik.yml:/etc/traefik/traefik.yml:ro', './bin/run:/usr/local/bin/run']",
  "image: nginx:1.27, healthcheck: {test: curl -f http://localhost}",
];

const open = [
  "image: nobody/knows",
  // What is beside sudo, and what is built on an image that was read.
  "image: selenium/hub:4.20",
  "image: postgis/postgis:17-3.5",
  // What is installed later, or given a bit.
  "image: alpine, command: sh -c 'apk add sudo && crond -f'",
  "image: debian, command: bash -c 'apt-get update && apt-get install -y cron'",
  "image: alpine, command: chmod u+s /srv/run",
  "image: alpine, command: chmod 4755 /srv/run",
  "image: alpine, command: /srv/start.sh",
  "image: alpine, command: sh -c 'wget -O - http://example.com/i | sh'",
  "image: alpine, command: $WHAT",
  "image: redis:7, entrypoint: /start.sh",
  "image: redis:7, command: $WHAT",
  // Those few of a distribution that do something.
  "image: debian, command: su app -c run",
  "image: node:22, command: npm start, healthcheck: {test: ping -c 1 db}",
  "image: node:22, command: npm start, post_start: [{command: newgrp x}]",
  // Programs from outside.
  "image: node:22, command: npm start, volumes: ['/usr/bin:/usr/bin:ro']",
  "image: node:22, command: npm start, volumes: ['/usr/local:/usr/local']",
  "image: node:22, command: npm start, volumes: ['./x:$WHERE']",
  // A build may install anything.
  'build: {dockerfile_inline: "FROM alpine\\nRUN apk add sudo"}',
];

describe("that nothing in a service gains privileges", () => {
  it.each(plain)("is known: %s", (keys) => {
    expect(withoutElevation(serviceOf(keys))?.map(({ fact, confidence }) => `${fact} ${confidence}`)).toEqual(["elevation read"]);
  });
  it.each(open)("is not known: %s", (keys) => {
    expect(withoutElevation(serviceOf(keys))).toBeUndefined();
  });
});
