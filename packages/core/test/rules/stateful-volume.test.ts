import { expect, it } from "vitest";
import { loadProject } from "../../src/compose/load.js";
import { presetConfiguration } from "../../src/engine/configuration.js";
import { lintProject } from "../../src/engine/lint.js";
import { only, web } from "./check.js";
import { testRule } from "./table.js";

const unsafe = { unsafe: true };
const every = { options: { everyStore: true } };
const always = "restart: always";
const mysql = (...more: readonly string[]): string => web("image: mysql:8.4", "environment: {MYSQL_DATABASE: shop}", ...more);
const postgres = (tag: string, ...more: readonly string[]): string => `${web(`image: postgres:${tag}`, "environment: {POSTGRES_DB: shop}", ...more)}volumes: {data: {}}\n`;

testRule("stateful-volume", {
  reports: [
    ["what the image makes a volume of", mysql(always), ["2:3-6 error web keeps its data (/var/lib/mysql) in a volume without a name: what starts after `docker compose down` gets a new, empty one. Mount a named volume there."]],
    ["what is in the container itself", web("image: elasticsearch:8.15.0", always), ["2:3-6 error web keeps its data (/usr/share/elasticsearch/data) in the container itself: it is gone when the container is replaced, as by every new image. Mount a named volume there."]],
    ["two folders at once", web("image: zookeeper:3.9", always), ["2:3-6 error web keeps its data (/data, /datalog) in a volume without a name"]],
    ["a folder that only older versions declare", web("image: redis:7", "command: redis-server --appendonly yes", always), ["2:3-6 error web keeps its data (/data) in a volume without a name"]],
    ["variables in a file", web("image: postgres:17", "env_file: db.env", always), ["2:3-6 error web keeps its data (/var/lib/postgresql/data)"]],
    ["what is built on a store", web("build: .", always, "environment: [POSTGRES_PASSWORD]"), ["2:3-6 error web keeps its data (/var/lib/postgresql/data)"], { dockerfile: "FROM postgres:17\nCOPY init.sql /docker-entrypoint-initdb.d/\n" }],
    ["a cache that is to last", web("image: redis:8", "command: redis-server --appendonly yes", always), ["2:3-6 error web keeps its data (/data) in the container itself"]],
    ["unless-stopped", mysql("restart: unless-stopped"), ["2:3-6 error"]],
    ["a stack", mysql("deploy: {endpoint_mode: vip}"), ["2:3-6 error"]],
    ["any store if asked to", mysql(), ["2:3-6 error"], every],
    ["an image by default", web("image: ${DB:-mongo:7}", always), ["2:3-6 error"]],
    ["an image of .env", web("image: mongo:$TAG", always), ["2:3-6 error"], { env: "TAG=7" }],
    ["a profile", mysql(always, "profiles: [db]"), ["2:3-6 error"]],
    ["other mounts", mysql(always, "volumes: [./init:/docker-entrypoint-initdb.d:ro]"), ["2:3-6 error"]],
    ["an anonymous volume", mysql("volumes:", "  - /var/lib/mysql"), ["6:9-23 error web keeps its data (/var/lib/mysql) in a volume without a name"]],
    ["an anonymous volume in the long syntax", mysql("volumes:", "  - {type: volume, target: /var/lib/mysql/}"), ["6:9-48 error"]],
    ["a folder too high", postgres("17", 'volumes: ["data:/var/lib/postgresql"]'), ["5:15-41 error The data of web is in /var/lib/postgresql/data, not in /var/lib/postgresql, where data is mounted: what starts after `docker compose down` finds none. Mount it on /var/lib/postgresql/data."]],
    ["a folder of another version", postgres("18-alpine", "volumes:", "  - type: volume", "    source: data", "    target: /var/lib/postgresql/data"), ["6:9-21 error The data of web is in /var/lib/postgresql, not in /var/lib/postgresql/data, where data is mounted"]],
    ["a host folder in the wrong place", postgres("16", 'volumes: ["./pg:/var/lib/postgresql"]'), ["5:15-41 error The data of web is in /var/lib/postgresql/data, not in /var/lib/postgresql, where ./pg is mounted"]],
    ["a merged service", `x-db: &db {image: "mongo:7", restart: always}\nservices:\n  web: *db\n`, ["3:3-6 error"]],
  ],
  accepts: [
    ["a named volume", postgres("17", always, "volumes: [data:/var/lib/postgresql/data]")],
    ["the same from 18 on", postgres("18", always, "volumes: [data:/var/lib/postgresql]")],
    ["a place that variables in a file may name", postgres("17", always, "env_file: db.env", "volumes: [data:/srv]")],
    ["a program of its own on a store", web("build: .", always), { dockerfile: "FROM postgres:17\nENTRYPOINT [\"/app\"]\n" }],
    ["either without a version", postgres("alpine", always, "volumes: [data:/var/lib/postgresql/data]")],
    ["a host folder", mysql(always, "volumes: [./data:/var/lib/mysql]")],
    ["the long syntax", mysql(always, "volumes: [{type: bind, source: /srv/db, target: /var/lib/mysql}]")],
    ["a tmpfs", mysql(always, "tmpfs: /var/lib/mysql")],
    ["data that was moved", postgres("17", always, "volumes: [data:/pg]").replace("POSTGRES_DB: shop", "PGDATA: /pg/data")],
    ["nothing that shows it is to last", mysql()],
    ["a restart policy that nobody set", mysql("restart: $RESTART")],
    ["a mount that nobody set", mysql(always, "volumes: ['$DATA']")],
    ["a source that nobody set", mysql(always, "volumes: ['$DATA:/var/lib/mysql']")],
    ["the volumes of another service", mysql(always, "volumes_from: [data]")],
    ["an option that moves the data", mysql(always, "command: --datadir=/srv/db", "volumes: [./db:/srv/db]"), every],
    ["a command that nobody set", mysql(always, "command: $COMMAND"), every],
    ["an entrypoint of its own", mysql(always, "entrypoint: [/start.sh]"), every],
    ["a router", web("image: mongo:7", always, "command: mongos --configdb rs0/cfg:27019")],
    ["a development server", web("image: hashicorp/consul:1.20", always, "command: agent -dev")],
    ["writes that need not last", postgres("17", always, "command: postgres -c fsync=off"), every],
    ["a database for tests", mysql(always).replace("web:", "test-db:"), every],
    ["half a service", web("image: mysql:8.4", always), every],
    ["a cache", web("image: redis:7", always), every],
    ["a broker", web("image: rabbitmq:4", always), every],
    ["its client", web("image: mysql:8.4", "command: mysqldump shop", always), every],
    ["a job", web("image: mongo:7", 'restart: "no"'), every],
    ["what is built here", mysql(always, "build: ."), every],
    ["an unknown image", web("image: $IMAGE", always), every],
    ["another image", web("image: acme/api", always), every],
    ["a fragment", web("restart: always"), every],
    ["Windows", mysql(always, "platform: windows"), every],
    ["a provider", web("provider: {type: cloud}", "image: mysql"), every],
  ],
  fixes: [
    ["nothing without being asked", mysql(always), mysql(always)],
    ["in block style", mysql(`${always} # on`), `${mysql(`${always} # on`, "volumes:", "  - web-data:/var/lib/mysql")}\nvolumes:\n  web-data: {}\n`, unsafe],
    ["in flow style", 'services: {db: {image: "mongo:7", restart: always}}\n', 'services: {db: {image: "mongo:7", restart: always, volumes: [db-data:/data/db]}}\n\nvolumes:\n  db-data: {}\n', unsafe],
    ["beside other mounts", mysql(always, "volumes: [./init:/docker-entrypoint-initdb.d:ro]"), `${mysql(always, "volumes: [./init:/docker-entrypoint-initdb.d:ro, web-data:/var/lib/mysql]")}\nvolumes:\n  web-data: {}\n`, unsafe],
    ["two folders", web("image: zookeeper:3.9", always), `${web("image: zookeeper:3.9", always, "volumes:", "  - web-data:/data", "  - web-datalog:/datalog")}\nvolumes:\n  web-data: {}\n  web-datalog: {}\n`, unsafe],
    ["a name that is taken", `${mysql(always)}volumes:\n  web-data: {}\n`, `${mysql(always, "volumes:", "  - web-data-volume:/var/lib/mysql")}volumes:\n  web-data: {}\n  web-data-volume: {}\n`, unsafe],
    ["no anonymous volume", mysql("volumes: [/var/lib/mysql]"), mysql("volumes: [/var/lib/mysql]"), unsafe],
  ],
});

it.each(["production", "strict"] as const)("asks for every data store in %s", (preset) => {
  expect(presetConfiguration(preset).rules.find(({ rule }) => rule.name === "stateful-volume")?.options).toEqual({ everyStore: true });
});

it.each([
  ["compose.yaml", 1],
  ["compose.test.yaml", 0],
  ["tests/compose.yaml", 0],
  ["latest/compose.yaml", 1],
])("looks at %s: %i", (path, count) => {
  expect(lintProject(loadProject({ read: () => mysql(always) }, path), only(["stateful-volume"])).diagnostics).toHaveLength(count);
});

it("takes the volume of an override", () => {
  const files = new Map([["compose.yaml", mysql(always)], ["compose.override.yaml", "services: {web: {volumes: [data:/var/lib/mysql]}}\nvolumes: {data: {}}\n"]]);
  expect(lintProject(loadProject({ read: (path) => files.get(path) }, { files: [...files.keys()] }), only(["stateful-volume"])).diagnostics).toEqual([]);
});
