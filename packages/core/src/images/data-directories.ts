import { assignmentOf, environmentOf } from "../compose/model/assignment.js";
import { mountCovering, type Mount } from "../compose/model/mount.js";
import type { Service } from "../compose/model/service.js";
import { knownValue } from "../compose/model/value.js";
import { cleanTarget } from "../compose/short-syntax/mount.js";
import { parseImageReference, type ImageReference } from "./reference.js";

/** A folder in which an image keeps what must not be lost. */
export interface DataDirectory {
  readonly path: string;
  /** Where it is in other versions of the image, if its tag does not tell which one it is. */
  readonly otherwise?: string;
  /** Whether the image declares it a volume: then it is one without a name, even below a mount, unless something is mounted on exactly this path. */
  readonly isDeclared: boolean;
}

/** Where a service keeps its data: where its image does, unless it was told another place. None if that is not known. */
export function dataDirectoriesOf(service: Service): readonly DataDirectory[] {
  const image = knownValue(service.image);
  const directories = image === undefined ? [] : dataDirectories(image);
  const moved = assignmentOf("PGDATA", environmentOf(service));
  if (!moved || !directories.some(({ path }) => path.includes("postgresql"))) return directories;
  const path = moved.value?.known === true ? cleanTarget(moved.value.value) : undefined;
  return path === undefined ? [] : [{ path, isDeclared: directories.some((directory) => directory.path === path) }];
}

/** What is mounted where the data is; nothing if it is in the container's own layer or in a volume that the image makes by itself. */
export function mountOfData({ mounts }: Service, { path, otherwise, isDeclared }: DataDirectory): Mount | undefined {
  const paths = otherwise === undefined ? [path] : [path, otherwise];
  return isDeclared ? mounts.find(({ target }) => paths.includes(target)) : paths.map((each) => mountCovering(mounts, each)).find((mount) => mount !== undefined);
}

/** Where an image keeps its data by default; none if that is not known, or if it keeps none. */
export function dataDirectories(image: string): readonly DataDirectory[] {
  const reference = parseImageReference(image);
  // Amazon's copies of the official images.
  const repository = reference.repository.toLowerCase().replace(/^docker\/library\//, "");
  if (POSTGRES.has(repository)) return [postgresDirectory(reference)];
  const [, bitnami = ""] = /^bitnami(?:legacy|secure)?\/(.+)$/.exec(repository) ?? [];
  // Source: bitnami/containers, `BITNAMI_VOLUME_DIR` of the images.
  if (BITNAMI.has(bitnami)) return [{ path: `/bitnami/${bitnami}`, isDeclared: false }];
  return [
    ...(DECLARED.get(repository) ?? []).map((path) => ({ path, isDeclared: true })),
    ...(DOCUMENTED.get(repository) ?? []).map((path) => ({ path, isDeclared: false })),
  ];
}

/** Built on the official image, with its entrypoint. */
const POSTGRES: ReadonlySet<string> = new Set(["postgres", "postgis/postgis", "pgvector/pgvector", "immich-app/postgres", "timescale/timescaledb"]);

/** Source: docker-library/postgres, `VOLUME` of the Dockerfiles: `/var/lib/postgresql/data` up to 17, `/var/lib/postgresql` from 18. */
function postgresDirectory({ tag = "" }: ImageReference): DataDirectory {
  const [, major] = /^(?:.*pg)?(\d+)/.exec(tag) ?? [];
  if (major === undefined) return { path: "/var/lib/postgresql", otherwise: "/var/lib/postgresql/data", isDeclared: true };
  return { path: Number(major) >= 18 ? "/var/lib/postgresql" : "/var/lib/postgresql/data", isDeclared: true };
}

/** Source: `VOLUME` of each image's Dockerfile. */
const DECLARED: ReadonlyMap<string, readonly string[]> = new Map<string, readonly string[]>([
  ["mysql", ["/var/lib/mysql"]],
  ["mariadb", ["/var/lib/mysql"]],
  ["percona", ["/var/lib/mysql"]],
  // And /data/configdb, which only a config server of a sharded cluster uses.
  ["mongo", ["/data/db"]],
  ["rabbitmq", ["/var/lib/rabbitmq"]],
  ["clickhouse/clickhouse-server", ["/var/lib/clickhouse"]],
  ["clickhouse", ["/var/lib/clickhouse"]],
  ["cassandra", ["/var/lib/cassandra"]],
  ["couchdb", ["/opt/couchdb/data"]],
  ["apache/couchdb", ["/opt/couchdb/data"]],
  ["zookeeper", ["/data", "/datalog"]],
  ["confluentinc/cp-zookeeper", ["/var/lib/zookeeper/data", "/var/lib/zookeeper/log"]],
  ["confluentinc/cp-kafka", ["/var/lib/kafka/data"]],
  ["neo4j", ["/data"]],
  ["eclipse-mosquitto", ["/mosquitto/data"]],
  ["hashicorp/consul", ["/consul/data"]],
  ["consul", ["/consul/data"]],
]);

/** Folders that no Dockerfile declares, or not in every version. */
const DOCUMENTED: ReadonlyMap<string, readonly string[]> = new Map<string, readonly string[]>([
  // The server saves in its working directory, `WORKDIR` of the Dockerfiles; declared up to 7.
  ["redis", ["/data"]],
  ["valkey/valkey", ["/data"]],
  // Elastic's documentation, "Install Elasticsearch with Docker".
  ["elasticsearch", ["/usr/share/elasticsearch/data"]],
  ["elasticsearch/elasticsearch", ["/usr/share/elasticsearch/data"]],
  // OpenSearch's documentation, "Docker".
  ["opensearchproject/opensearch", ["/usr/share/opensearch/data"]],
  // Qdrant's documentation, "Installation".
  ["qdrant/qdrant", ["/qdrant/storage"]],
  // Meilisearch's documentation, "Using Meilisearch with Docker".
  ["getmeili/meilisearch", ["/meili_data"]],
  // Microsoft's documentation, "Configure SQL Server containers".
  ["mssql/server", ["/var/opt/mssql"]],
]);

const BITNAMI: ReadonlySet<string> = new Set(["postgresql", "mysql", "mariadb", "mongodb", "redis", "valkey", "rabbitmq", "kafka", "zookeeper", "cassandra", "etcd", "elasticsearch", "influxdb"]);
