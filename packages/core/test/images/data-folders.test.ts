import { describe, expect, it } from "vitest";
import { dataFoldersOf, mountOfData } from "../../src/images/data-folders.js";
import { serviceOf } from "../compose/model/service-of.js";

describe("what is mounted on the data of a service", () => {
  const rows: readonly (readonly [keys: string, expected: readonly (string | undefined)[]])[] = [
    ["image: postgres:16, volumes: ['v1:/var/lib/postgresql/data']", ["/var/lib/postgresql/data"]],
    ["image: postgres:16", [undefined]],
    // The image's own volume is mounted below.
    ["image: postgres:16, volumes: ['v1:/var/lib/postgresql']", [undefined]],
    ["image: postgres:18, volumes: ['v1:/var/lib/postgresql']", ["/var/lib/postgresql"]],
    ["image: postgres:18, volumes: ['v1:/var/lib/postgresql/data']", [undefined]],
    ["image: postgres, volumes: ['v1:/var/lib/postgresql/data']", [undefined]],
    ["image: postgres:16, environment: {PGDATA: /pg/data}, volumes: ['v1:/pg']", ["/pg"]],
    ["image: postgres:16, environment: {PGDATA: /var/lib/postgresql/data/pg}, volumes: ['v1:/var/lib/postgresql/data']", ["/var/lib/postgresql/data"]],
    ["image: postgres:16, environment: {PGDATA: $P}", []],
    ["image: mysql, environment: {PGDATA: /x}, volumes: ['v1:/var/lib/mysql']", ["/var/lib/mysql"]],
    ["image: elasticsearch, volumes: ['v1:/usr/share/elasticsearch']", ["/usr/share/elasticsearch"]],
    ["image: minio/minio, command: server /data --console-address ':9001', volumes: ['v1:/data']", ["/data"]],
    ["image: minio/minio, command: server /export, volumes: ['v1:/export']", []],
    ["image: minio/minio, command: 'server http://minio{1...4}/data', volumes: ['v1:/data']", []],
    ["image: postgres:16, env_file: db.env", []],
    ["build: {dockerfile_inline: 'FROM postgres:16'}, volumes: ['v1:/var/lib/postgresql/data']", ["/var/lib/postgresql/data"]],
    ["image: $I", []],
  ];
  it.each(rows)("%s", (keys, expected) => {
    const service = serviceOf(keys);
    expect(dataFoldersOf(service).map((folder) => mountOfData(service, folder)?.target)).toEqual(expected);
  });
});
