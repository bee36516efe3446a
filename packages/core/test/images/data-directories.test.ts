import { describe, expect, it } from "vitest";
import { dataDirectories, dataDirectoriesOf, mountOfData } from "../../src/images/data-directories.js";
import { serviceOf } from "../compose/model/service-of.js";

describe("data directories of images", () => {
  const rows: readonly (readonly [image: string, ...expected: string[]])[] = [
    ["postgres:17", "/var/lib/postgresql/data"],
    ["postgres:17.2-alpine", "/var/lib/postgresql/data"],
    ["postgres:18", "/var/lib/postgresql"],
    ["docker.io/library/postgres:9.6", "/var/lib/postgresql/data"],
    ["public.ecr.aws/docker/library/postgres:16", "/var/lib/postgresql/data"],
    ["postgres", "/var/lib/postgresql or /var/lib/postgresql/data"],
    ["postgres:alpine", "/var/lib/postgresql or /var/lib/postgresql/data"],
    ["postgis/postgis:16-3.4", "/var/lib/postgresql/data"],
    ["pgvector/pgvector:pg16", "/var/lib/postgresql/data"],
    ["pgvector/pgvector:0.8.0-pg18-trixie", "/var/lib/postgresql"],
    ["ghcr.io/immich-app/postgres:14-vectorchord0.3.0-pgvectors0.2.0", "/var/lib/postgresql/data"],
    ["mysql:8", "/var/lib/mysql"],
    ["mongo:7", "/data/db"],
    ["redis:7", "/data"],
    ["zookeeper", "/data", "/datalog"],
    ["docker.elastic.co/elasticsearch/elasticsearch:8.15.0", "/usr/share/elasticsearch/data"],
    ["mcr.microsoft.com/mssql/server:2022-latest", "/var/opt/mssql"],
    ["bitnami/postgresql:16", "/bitnami/postgresql"],
    ["bitnamilegacy/redis", "/bitnami/redis"],
    ["bitnami/kubectl"],
    ["nginx"],
    ["acme/postgres"],
  ];
  for (const [image, ...expected] of rows) it(image, () => {
    expect(dataDirectories(image).map(({ path, otherwise }) => (otherwise === undefined ? path : `${path} or ${otherwise}`))).toEqual(expected);
  });
});

describe("what is mounted on the data of a service", () => {
  const rows: readonly (readonly [keys: string, expected: readonly (string | undefined)[]])[] = [
    ["image: postgres:16, volumes: ['v1:/var/lib/postgresql/data']", ["/var/lib/postgresql/data"]],
    ["image: postgres:16", [undefined]],
    // The image's own volume is mounted below.
    ["image: postgres:16, volumes: ['v1:/var/lib/postgresql']", [undefined]],
    ["image: postgres:18, volumes: ['v1:/var/lib/postgresql']", ["/var/lib/postgresql"]],
    ["image: postgres:18, volumes: ['v1:/var/lib/postgresql/data']", [undefined]],
    ["image: postgres, volumes: ['v1:/var/lib/postgresql/data']", ["/var/lib/postgresql/data"]],
    ["image: postgres:16, environment: {PGDATA: /pg/data}, volumes: ['v1:/pg']", ["/pg"]],
    ["image: postgres:16, environment: {PGDATA: /var/lib/postgresql/data/pg}, volumes: ['v1:/var/lib/postgresql/data']", ["/var/lib/postgresql/data"]],
    ["image: postgres:16, environment: {PGDATA: $P}", []],
    ["image: mysql, environment: {PGDATA: /x}, volumes: ['v1:/var/lib/mysql']", ["/var/lib/mysql"]],
    ["image: elasticsearch, volumes: ['v1:/usr/share/elasticsearch']", ["/usr/share/elasticsearch"]],
    ["image: $I", []],
  ];
  it.each(rows)("%s", (keys, expected) => {
    const service = serviceOf(keys);
    expect(dataDirectoriesOf(service).map((directory) => mountOfData(service, directory)?.target)).toEqual(expected);
  });
});
