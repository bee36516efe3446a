import { knownValue } from "../compose/model/value.js";
import type { Service } from "../compose/model/service.js";
import { imageName, parseImageReference } from "./reference.js";

/** What a service is for, as far as its image tells. */
export type Role = "data-store" | "admin-panel" | "socket-proxy";

/** The role of a service; nothing if its image is not known for one. */
export function roleOf(service: Service): Role | undefined {
  const image = knownValue(service.image);
  if (image === undefined) return undefined;
  const reference = parseImageReference(image);
  return ROLES_BY_REPOSITORY.get(reference.repository.toLowerCase()) ?? ROLES_BY_NAME.get(imageName(reference));
}

/** Names that mean the same program whoever built the image. */
const ROLES_BY_NAME: ReadonlyMap<string, Role> = new Map([
  ...[
    "postgres", "postgresql", "postgis", "pgvector", "timescaledb", "timescaledb-ha", "mysql", "mysql-server", "mariadb", "percona", "percona-server", "mongo", "mongodb",
    "mongodb-community-server", "redis", "redis-stack", "redis-stack-server", "valkey", "keydb", "dragonfly", "memcached", "rabbitmq", "elasticsearch", "opensearch",
    "clickhouse-server", "clickhouse", "couchdb", "couchbase", "cassandra", "scylla", "neo4j", "arangodb", "influxdb", "etcd", "zookeeper", "cockroach", "mssql", "nats",
    "activemq", "meilisearch", "typesense", "qdrant", "weaviate", "milvus", "solr", "rethinkdb", "orientdb", "questdb", "tdengine", "tidb", "tikv", "victoria-metrics", "surrealdb",
    "cp-kafka", "cp-zookeeper", "kafka", "redpanda", "minio",
  ].map((name) => [name, "data-store"] as const),
  ...[
    "adminer", "phpmyadmin", "pgadmin4", "mongo-express", "redis-commander", "redisinsight", "phpredisadmin", "kafka-ui", "akhq", "kafdrop", "cerebro", "dozzle", "portainer",
    "portainer-ce", "portainer-ee", "cloudbeaver", "redis-insight",
  ].map((name) => [name, "admin-panel"] as const),
  ...["docker-socket-proxy", "socket-proxy"].map((name) => [name, "socket-proxy"] as const),
]);

/** Names whose last part alone says too little. */
const ROLES_BY_REPOSITORY: ReadonlyMap<string, Role> = new Map([
  ["mssql/server", "data-store"],
  ["azure-sql-edge", "data-store"],
  ["eventstore/eventstore", "data-store"],
  ["semitechnologies/weaviate", "data-store"],
]);
