import { describe, expect, it } from "vitest";
import { capabilitiesNeeded, effectOfInit, holdsNoCapability, startsAsRoot, tmpfsFor } from "../../src/images/catalogue/general.js";
import { factsThatHold } from "../../src/images/catalogue/invocation.js";
import { imageFactsOf } from "../../src/images/catalogue/lookup.js";
import { serviceOf } from "../compose/model/service-of.js";

const PROGRAM = ["capabilities", "drop", "files", "firstStart", "memory", "otherUser", "pid1", "ports", "probe", "secrets", "stop"];

function withheld(keys: string): Readonly<Record<string, readonly string[]>> {
  const groups: Record<string, string[]> = {};
  for (const [fact, { key }] of factsThatHold(serviceOf(keys))?.withheld ?? []) (groups[key] ??= []).push(fact);
  return Object.fromEntries(Object.entries(groups).map(([key, facts]) => [key, facts.sort()]));
}

describe("the facts that hold for a service", () => {
  it.each([
    "image: postgres:17",
    "image: postgres:17, command: postgres -c shared_buffers=1GB",
    "image: postgres:17, command: [-c, max_connections=200]",
    "image: postgres:17, user: root",
    'image: postgres:17, user: "0:0"',
    "image: postgres:17, environment: {POSTGRES_PASSWORD: x, PGDATA: ''}",
    "image: postgres:17, volumes: ['db:/var/lib/postgresql/data', './init:/docker-entrypoint-initdb.d']",
    "image: postgres:17, cap_drop: [ALL], cap_add: [SETUID, SETGID, DAC_OVERRIDE]",
    "image: prom/prometheus, command: ['--config.file=/etc/prometheus/prometheus.yml', '--storage.tsdb.path=/prometheus']",
    "image: prom/prometheus, user: nobody",
    "image: redis:7, command: redis-server --appendonly yes --dir /data",
    "image: nginx, volumes: ['./site:/usr/share/nginx/html:ro']",
    "image: haproxy, command: -f /etc/haproxy.cfg",
    "image: node:24, command: npm start",
  ])("are all: %s", (keys) => {
    expect(withheld(keys)).toEqual({});
  });

  const cases: readonly (readonly [string, Readonly<Record<string, readonly string[]>>])[] = [
    ["image: postgres:17, entrypoint: /wait.sh", { entrypoint: PROGRAM }],
    ["image: postgres:17, command: pg_dump -h db app", { command: PROGRAM }],
    ["image: postgres:17, command: sh -c 'sleep 5 && postgres'", { command: PROGRAM }],
    ["image: postgres:17, command: $WHAT", { command: PROGRAM }],
    ["image: postgres:17, command: postgres -c port=$PORT", { command: ["files", "probe"] }],
    ["image: postgres:17, command: [postgres, -c, '$SETTING']", { command: ["files", "probe"] }],
    ["image: postgres:17, command: [sh, -c, 'postgres -c port=$PORT']", { command: PROGRAM }],
    ["image: postgres:17, command: 'my${WHICH}postgres'", { command: PROGRAM }],
    ["image: postgres:17, command: postgres -c data_directory=/srv/db", { command: ["data", "files"] }],
    ["image: postgres:17, command: postgres -c config_file=/etc/postgresql/postgresql.conf", { command: ["files", "probe"] }],
    ["image: redis:7, command: redis-server /usr/local/etc/redis/redis.conf", { command: ["files", "probe"] }],
    ["image: redis:7, command: redis-server --requirepass x", { command: ["probe"] }],
    ["image: postgres:17, command: postgres -p 5433", { command: ["probe"] }],
    ["image: postgres:17, user: '999:999'", { user: ["drop", "user"] }],
    ["image: postgres:17, user: '1000:1000'", { user: ["capabilities", "drop", "files", "otherUser", "user"] }],
    ["image: postgres:17, user: $WHO", { user: ["capabilities", "drop", "files", "otherUser", "user"] }],
    ["image: prom/prometheus, user: root", { user: ["capabilities", "drop", "files", "user"] }],
        ["image: postgres:17, environment: {PGDATA: $WHERE}", { environment: ["data"] }],
    ["image: nginx, volumes: ['./nginx.conf:/etc/nginx/nginx.conf:ro']", { volumes: ["capabilities", "drop", "files", "ports", "probe"] }],
    ["image: nginx, volumes: ['./nginx:/etc/nginx:ro']", { volumes: ["capabilities", "drop", "files", "ports", "probe"] }],
    ["image: nginx, volumes: ['./conf.d:/etc/nginx/conf.d:ro']", { volumes: ["files", "probe"] }],
    ["image: nginx, volumes: ['./templates:/etc/nginx/templates:ro']", { volumes: ["files", "probe"] }],
    ["image: nginx, configs: [{source: n, target: /etc/nginx/nginx.conf}]", { volumes: ["capabilities", "drop", "files", "ports", "probe"] }],
    ["image: nginx, volumes: ['./x:$WHERE']", { volumes: ["files"] }],
    ["image: redis:7, volumes: ['./start.sh:/usr/local/bin/docker-entrypoint.sh']", { volumes: ["capabilities", "drop", "files", "otherUser", "pid1", "ports", "probe", "secrets", "stop"] }],
    ["image: redis:8, privileged: true", { privileged: ["capabilities"] }],
    ["image: redis:8, cap_drop: [ALL]", { cap_drop: ["drop", "pid1", "stop"] }],
    ["image: rabbitmq:4, cap_drop: [DAC_OVERRIDE, DAC_READ_SEARCH]", { cap_drop: ["probe"] }],
    ["image: redis:8, pid: host", { pid: ["pid1"] }],
  ];
  it.each(cases)("are fewer: %s", (keys, expected) => {
    expect(withheld(keys)).toEqual(expected);
  });

  const built = (...lines: readonly string[]): string => `build: {dockerfile_inline: ${JSON.stringify(lines.join("\n"))}}`;

  const builds: readonly (readonly [string, Readonly<Record<string, readonly string[]>>])[] = [
    [built("FROM postgres:17"), {}],
    [built("FROM postgres:17", "HEALTHCHECK NONE", "STOPSIGNAL SIGTERM", "EXPOSE 80", "USER root"), { HEALTHCHECK: ["healthcheck"] }],
    [built("FROM postgres:17", "USER 999"), { USER: ["drop", "user"] }],
    [built("FROM postgres:17", "USER app"), { USER: ["capabilities", "drop", "files", "otherUser", "user"] }],
    [`${built("FROM postgres:17", "USER app")}, user: root`, {}],
    [built("FROM postgres:17", 'ENTRYPOINT ["/start"]'), { ENTRYPOINT: PROGRAM }],
    [built("FROM postgres:17", 'CMD ["postgres", "-c", "shared_buffers=1GB"]'), {}],
    [built("FROM postgres:17", "CMD postgres"), { CMD: PROGRAM }],
    [`${built("FROM postgres:17", "CMD postgres")}, command: postgres`, {}],
    [built("FROM postgres:17", "ENV PGDATA=$$WHERE"), { ENV: ["data"] }],
    [built("FROM postgres:17", "VOLUME /var/lib/postgresql/data"), {}],
    [built("FROM postgres:17", "VOLUME /srv"), { VOLUME: ["data"] }],
    [built("FROM postgres:17", "RUN apt-get update"), { RUN: ["elevation", "files"] }],
    [built("FROM postgres:17", "RUN sed -i s/x/y/ /usr/local/bin/docker-entrypoint.sh"), { RUN: [...PROGRAM, "elevation"].sort() }],
    [built("FROM nginx", "COPY site /usr/share/nginx/html"), { COPY: ["elevation", "files"] }],
    [built("FROM nginx", "COPY nginx.conf /etc/nginx/"), { COPY: ["capabilities", "drop", "elevation", "files", "ports", "probe"] }],
    [built("FROM nginx", "RUN rm /etc/nginx/nginx.conf"), { RUN: ["capabilities", "drop", "elevation", "files", "ports", "probe"] }],
    [built("FROM redis:7", "COPY docker-entrypoint.sh /usr/local/bin/"), { COPY: ["capabilities", "drop", "elevation", "files", "otherUser", "pid1", "ports", "probe", "secrets", "stop"] }],
    [built("FROM node:24", "COPY . .", "CMD npm start"), { COPY: ["elevation"] }],
  ];
  it.each(builds)("are those of the base of a build, as far as it keeps them: %s", (keys, expected) => {
    expect(withheld(keys)).toEqual(expected);
  });

  it("are of a base that ran, and not of what is built on it", () => {
    expect(factsThatHold(serviceOf(built("FROM postgres:17")))?.facts.capabilities?.confidence).toBe("read");
  });

  it("are none where an image is built and nobody knows how, whatever its name", () => {
    expect(factsThatHold(serviceOf("image: postgres:17, build: ."))).toBeUndefined();
    expect(factsThatHold(serviceOf(`image: postgres:17, ${built("FROM scratch")}`))).toBeUndefined();
    expect(factsThatHold(serviceOf(`image: postgres:17, ${built("FROM my/app")}`))).toBeUndefined();
  });

  const files: readonly (readonly [string, Readonly<Record<string, readonly string[]>>])[] = [
    ["image: postgres:17, env_file: db.env", { env_file: ["data", "files"] }],
    ["image: postgres:17, env_file: db.env, environment: {PGDATA: /srv/db, POSTGRES_INITDB_WALDIR: ''}", {}],
    ["image: nginx, env_file: web.env", {}],
  ];
  it.each(files)("may be others because of what stands in a file: %s", (keys, expected) => {
    expect(withheld(keys)).toEqual(expected);
  });

  it("are told with the place of what made them void", () => {
    const { place } = factsThatHold(serviceOf("image: postgres:17, command: pg_dump db"))?.withheld.get("pid1") ?? {};
    expect(place?.file.text.slice(place.range.start, place.range.end)).toBe("pg_dump db");
  });

  it("are none where the image is not known", () => {
    expect(factsThatHold(serviceOf("image: my/app"))).toBeUndefined();
    expect(factsThatHold(serviceOf("image: $IMAGE"))).toBeUndefined();
    expect(factsThatHold(serviceOf("build: ."))).toBeUndefined();
  });

  it("are those of a variable's default", () => {
    expect(factsThatHold(serviceOf("image: 'postgres:${TAG:-17}'"))?.image.variants).toEqual(["up to 17"]);
  });
});

describe("the capabilities that a service needs", () => {
  const needed = (keys: string): readonly string[] => {
    const service = serviceOf(keys);
    return capabilitiesNeeded(service, factsThatHold(service)?.facts ?? {}).map(({ capability }) => capability);
  };
  const cases: readonly (readonly [string, readonly string[]])[] = [
    ["image: postgres:17", ["SETUID", "SETGID", "DAC_OVERRIDE", "CHOWN"]],
    ["image: postgres:17, init: true", ["SETUID", "SETGID", "DAC_OVERRIDE", "CHOWN", "KILL"]],
    ["image: postgres:17, user: '999:999'", []],
    ["image: postgres:17, user: '999:999', init: true", []],
    ["image: nginx", ["CHOWN", "SETGID", "SETUID"]],
    ["image: nginx, init: true", ["CHOWN", "SETGID", "SETUID"]],
    ["image: nginx, network_mode: host", ["CHOWN", "SETGID", "SETUID", "NET_BIND_SERVICE"]],
    ["image: valkey/valkey, init: true", ["SETUID", "SETGID", "DAC_OVERRIDE", "CHOWN", "KILL"]],
    ["image: caddy", ["NET_BIND_SERVICE"]],
    ["image: caddy, network_mode: host", ["NET_BIND_SERVICE"]],
    ["image: memcached", []],
    ["image: haproxy, network_mode: host", []],
    ["image: traefik:v3, network_mode: host", ["NET_BIND_SERVICE"]],
  ];
  it.each(cases)("%s: %s", (keys, expected) => {
    expect(needed(keys)).toEqual(expected);
  });
});

describe("what holds for every image", () => {
  const facts = (keys: string) => factsThatHold(serviceOf(keys))?.facts ?? {};

  it.each([
    ["image: postgres:17", true],
    ["image: postgres:17, user: '999'", false],
    ["image: memcached", false],
    ["image: memcached, user: root", true],
    ["image: memcached, user: $WHO", undefined],
    ["image: my/app", undefined],
    ["image: my/app, user: '1000'", false],
  ])("%s starts as root: %s", (keys, expected) => {
    expect(startsAsRoot(serviceOf(keys), facts(keys))).toBe(expected);
  });

  it.each([
    ["image: memcached", true],
    ["image: postgres:17, user: '999:999'", true],
    ["image: postgres:17", false],
    // Files with capabilities, and sudo.
    ["image: caddy, user: '1000'", false],
    ["image: dpage/pgadmin4", false],
    // Nobody knows what is in it.
    ["image: my/app, user: '1000'", false],
  ])("%s never holds a capability: %s", (keys, expected) => {
    expect(holdsNoCapability(serviceOf(keys), facts(keys))).toBe(expected);
  });

  it.each([
    ["postgres", "needs-kill"],
    ["nginx", "harmless"],
    ["couchdb", "useless"],
    ["lscr.io/linuxserver/sonarr", "breaks"],
    ["my/app", undefined],
  ])("init: true at %s is %s", (image, effect) => {
    expect(effectOfInit(imageFactsOf(image)?.facts ?? {})).toBe(effect);
  });

  it("a tmpfs is given the size and the owner that it needs", () => {
    expect(tmpfsFor({ path: "/tmp", holds: "x" })).toBe("/tmp:size=64m");
    expect(tmpfsFor({ path: "/run", holds: "x", exec: true, size: "16m", mode: "1777", uid: 33, gid: 33 })).toBe("/run:exec,size=16m,mode=1777,uid=33,gid=33");
  });
});
