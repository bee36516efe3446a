import { ROLE_OF_NAME } from "./catalogue/catalogue.generated.js";
import type { Role } from "./catalogue/role.js";

/**
 * Names, the last part of a repository's path, that mean the same program whoever built the image. Those of the images that the catalogue
 * describes are not among them: it tells their roles.
 */
const NAMES: Readonly<Partial<Record<Role, readonly string[]>>> = {
  "data-store": [
    "postgresql", "pgvecto-rs", "zulip-postgresql", "timescaledb-ha", "mysql-server", "percona-server-mongodb", "mongodb", "mongodb-community-server", "mongodb-atlas-local",
    "elasticsearch-oss", "couchbase", "scylla", "arangodb", "cockroach", "cockroachdb", "mssql", "typesense", "weaviate", "chroma", "chromadb", "milvus", "solr", "blazegraph", "rethinkdb",
    "orientdb", "questdb", "tdengine", "tidb", "tikv", "victoria-metrics", "surrealdb", "seaweedfs", "openldap", "ravendb", "dgraph", "memgraph", "ferretdb", "yugabyte", "manticore",
    "kvrocks", "libsql-server", "rqlite", "oracle-xe", "oracle-free", "db2", "firebird", "opengauss", "oceanbase-ce", "immudb", "graylog-datanode",
  ],
  cache: ["redis-stack", "redis-stack-server", "keydb", "dragonfly", "garnet", "hazelcast"],
  queue: [
    "cp-enterprise-kafka", "cp-server", "redpanda", "nats-streaming", "activemq", "activemq-artemis", "activemq-classic", "pulsar", "mosquitto", "emqx", "vernemq", "hivemq-ce", "hivemq4",
    "rocketmq", "nsq", "beanstalkd", "elasticmq", "elasticmq-native", "solace-pubsub-standard",
  ],
  // Web servers among them: from the outside nobody sees which of the two it is. The last ones are tunnels.
  "reverse-proxy": [
    "nginx-proxy", "nginx-proxy-manager", "openresty", "angie", "swag", "caddy-docker-proxy", "haproxy-alpine", "envoy", "kong", "kong-gateway", "apisix", "lighttpd", "varnish", "vinyl",
    "zoraxy", "bunkerweb", "oauth2-proxy", "pomerium", "ngrok",
  ],
  "admin-panel": [
    "mongo-express", "redis-commander", "redisinsight", "redis-insight", "phpredisadmin", "kafka-ui", "kafka-manager", "cmak", "akhq", "kafdrop", "cerebro", "elasticvue", "cloudbeaver",
    "dbgate", "pgweb", "pghero", "sqlpad", "phpldapadmin", "dockge", "yacht", "swarmpit", "etcdkeeper", "zoonavigator",
  ],
  dns: ["adguardhome", "unbound", "bind9", "coredns", "dnsmasq", "docker-dnsmasq", "dns-server", "blocky", "pdns-auth-master", "powerdns"],
  vpn: ["wireguard", "openvpn", "openvpn-as", "tailscale", "gluetun", "zerotier", "netbird", "ipsec-vpn-server", "softethervpn", "ocserv", "pritunl", "shadowsocks-libev", "xray"],
  mail: ["docker-mailserver", "mailserver", "postfix", "dovecot", "docker-postfix", "postfix-relay", "stalwart", "mail-server", "maddy", "opensmtpd", "haraka", "poste.io", "exim-relay"],
  job: ["mc", "flyway", "liquibase", "dbmate", "migrate", "signoz-schema-migrator", "hello-world"],
  monitoring: [
    "blackbox-exporter", "kafka-lag-exporter", "promtail", "tempo", "mimir", "alloy", "pyroscope", "netdata", "glances", "dashdot", "signoz-otel-collector", "signoz", "jaeger-collector",
    "jaeger-query", "jaeger-agent", "vector", "fluentd", "fluent-bit", "filebeat", "metricbeat", "heartbeat", "packetbeat", "auditbeat", "apm-server", "graylog", "seq", "gatus", "beszel",
    "beszel-agent", "scrutiny", "unsee", "graphite-statsd", "thanos", "skywalking-oap-server", "skywalking-ui", "checkmk", "nagios", "cp-enterprise-prometheus", "cp-enterprise-alertmanager",
  ],
  "socket-proxy": ["socket-proxy"],
  "time-daemon": ["chrony", "ntp", "openntpd", "ntpd-rs", "docker-ntp"],
  "health-watcher": ["docker-autoheal", "deunhealth"],
};

/** Repositories of which the last part says too little, or something else. */
const REPOSITORIES: Readonly<Partial<Record<Role, readonly string[]>>> = {
  "data-store": ["mssql/server", "azure-sql-edge", "eventstore/eventstore", "semitechnologies/weaviate", "sqlserver/mssql-server-linux"],
  "reverse-proxy": ["makeplane/plane-proxy"],
  "admin-panel": ["redpandadata/console", "mher/flower", "dockersamples/visualizer"],
  job: ["temporalio/admin-tools", "migrate/migrate", "minio/mc"],
  monitoring: ["skywalking/oap", "grafana/agent", "datadog/agent", "datadog/docker-dd-agent", "newrelic/infrastructure"],
  // These are named like something else.
  application: ["supabase/postgres-meta", "penpotapp/exporter"],
};

export const ROLES_BY_NAME: ReadonlyMap<string, Role> = new Map([...inverted(NAMES), ...ROLE_OF_NAME]);

export const ROLES_BY_REPOSITORY: ReadonlyMap<string, Role> = inverted(REPOSITORIES);

/** What only the shape of a name tells: `postgres-exporter`, `swarmprom-prometheus`, `zabbix-server-mysql`. */
export const ROLES_BY_PATTERN: readonly (readonly [RegExp, Role])[] = [
  [/(?:^|[-_])exporter$|^swarmprom-|^zabbix-/, "monitoring"],
];

function inverted(table: Readonly<Partial<Record<Role, readonly string[]>>>): ReadonlyMap<string, Role> {
  return new Map(Object.entries(table).flatMap(([role, names]) => names.map((name) => [name, role as Role] as const)));
}
