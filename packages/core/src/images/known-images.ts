/** What a service is for. */
export type Role =
  /** Keeps data that somebody would miss. */
  | "data-store"
  /** Keeps data in memory that can be made again. */
  | "cache"
  /** Hands on messages; many keep them on disk meanwhile. */
  | "queue"
  /** Takes requests from the outside and hands them on, or serves files. */
  | "reverse-proxy"
  /** Gives whoever reaches it power over a database or a container engine. */
  | "admin-panel"
  | "dns"
  | "vpn"
  | "mail"
  /** Runs once and ends. */
  | "job"
  /** Watches others, or keeps and shows what was seen. */
  | "monitoring"
  /** Stands between the daemon's socket and those that use it. */
  | "socket-proxy"
  | "time-daemon"
  /** Restarts containers that have become unhealthy. */
  | "health-watcher"
  /** Everything else. */
  | "application";

/** Names, the last part of a repository's path, that mean the same program whoever built the image. */
const NAMES: Readonly<Partial<Record<Role, readonly string[]>>> = {
  "data-store": [
    "postgres", "postgresql", "postgis", "pgvector", "pgvecto-rs", "zulip-postgresql", "timescaledb", "timescaledb-ha", "mysql", "mysql-server", "mariadb", "percona", "percona-server", "percona-server-mongodb", "mongo", "mongodb",
    "mongodb-community-server", "mongodb-atlas-local", "elasticsearch", "elasticsearch-oss", "opensearch", "clickhouse-server", "clickhouse", "couchdb", "couchbase", "cassandra", "scylla", "neo4j", "arangodb",
    "influxdb", "etcd", "zookeeper", "cp-zookeeper", "consul", "cockroach", "cockroachdb", "mssql", "meilisearch", "typesense", "qdrant", "weaviate", "chroma", "chromadb", "milvus", "solr", "blazegraph",
    "rethinkdb", "orientdb", "questdb", "tdengine", "tidb", "tikv", "victoria-metrics", "surrealdb", "minio", "seaweedfs", "openldap", "ravendb", "dgraph", "memgraph", "ferretdb", "yugabyte", "manticore",
    "kvrocks", "libsql-server", "rqlite", "oracle-xe", "oracle-free", "db2", "firebird", "opengauss", "oceanbase-ce", "immudb", "graylog-datanode",
  ],
  cache: ["redis", "redis-stack", "redis-stack-server", "valkey", "keydb", "dragonfly", "garnet", "memcached", "hazelcast"],
  queue: [
    "rabbitmq", "kafka", "cp-kafka", "cp-enterprise-kafka", "cp-server", "redpanda", "nats", "nats-streaming", "activemq", "activemq-artemis", "activemq-classic", "pulsar", "eclipse-mosquitto", "mosquitto", "emqx", "vernemq",
    "hivemq-ce", "hivemq4", "rocketmq", "nsq", "beanstalkd", "elasticmq", "elasticmq-native", "solace-pubsub-standard",
  ],
  // Web servers among them: from the outside nobody sees which of the two it is. The last ones are tunnels.
  "reverse-proxy": [
    "nginx", "nginx-unprivileged", "nginx-proxy", "nginx-proxy-manager", "openresty", "angie", "swag", "traefik", "caddy", "caddy-docker-proxy", "haproxy", "haproxy-alpine", "envoy", "kong", "kong-gateway",
    "apisix", "httpd", "lighttpd", "varnish", "vinyl", "zoraxy", "bunkerweb", "oauth2-proxy", "pomerium", "cloudflared", "ngrok",
  ],
  "admin-panel": [
    "adminer", "phpmyadmin", "pgadmin4", "mongo-express", "redis-commander", "redisinsight", "redis-insight", "phpredisadmin", "kafka-ui", "kafka-manager", "cmak", "akhq", "kafdrop", "cerebro", "elasticvue",
    "dozzle", "portainer", "portainer-ce", "portainer-ee", "cloudbeaver", "dbgate", "pgweb", "pghero", "sqlpad", "phpldapadmin", "dockge", "yacht", "swarmpit", "etcdkeeper", "zoonavigator",
  ],
  dns: ["pihole", "adguardhome", "unbound", "bind9", "coredns", "dnsmasq", "docker-dnsmasq", "dns-server", "blocky", "pdns-auth-master", "powerdns"],
  vpn: ["wireguard", "wg-easy", "openvpn", "openvpn-as", "tailscale", "gluetun", "zerotier", "netbird", "ipsec-vpn-server", "softethervpn", "ocserv", "pritunl", "shadowsocks-libev", "xray"],
  mail: ["docker-mailserver", "mailserver", "postfix", "dovecot", "docker-postfix", "postfix-relay", "stalwart", "mail-server", "maddy", "opensmtpd", "haraka", "poste.io", "exim-relay"],
  job: ["mc", "flyway", "liquibase", "dbmate", "migrate", "signoz-schema-migrator", "hello-world"],
  monitoring: [
    "prometheus", "alertmanager", "pushgateway", "node-exporter", "blackbox-exporter", "kafka-lag-exporter", "cadvisor", "grafana", "grafana-oss", "grafana-enterprise", "loki", "promtail", "tempo", "mimir",
    "alloy", "pyroscope", "telegraf", "netdata", "glances", "dashdot", "opentelemetry-collector", "opentelemetry-collector-contrib", "signoz-otel-collector", "signoz", "all-in-one", "jaeger", "jaeger-collector",
    "jaeger-query", "jaeger-agent", "zipkin", "zipkin-slim", "vector", "fluentd", "fluent-bit", "filebeat", "metricbeat", "heartbeat", "packetbeat", "auditbeat", "apm-server", "logstash", "kibana", "opensearch-dashboards",
    "graylog", "seq", "uptime-kuma", "gatus", "beszel", "beszel-agent", "scrutiny", "unsee", "graphite-statsd", "thanos", "skywalking-oap-server", "skywalking-ui", "checkmk", "nagios",
    "cp-enterprise-prometheus", "cp-enterprise-alertmanager",
  ],
  "socket-proxy": ["docker-socket-proxy", "socket-proxy"],
  "time-daemon": ["chrony", "ntp", "openntpd", "ntpd-rs", "docker-ntp"],
  "health-watcher": ["autoheal", "docker-autoheal", "deunhealth"],
};

/** Repositories of which the last part says too little, or something else. */
const REPOSITORIES: Readonly<Partial<Record<Role, readonly string[]>>> = {
  "data-store": ["mssql/server", "azure-sql-edge", "eventstore/eventstore", "semitechnologies/weaviate", "immich-app/postgres", "sqlserver/mssql-server-linux"],
  "reverse-proxy": ["makeplane/plane-proxy"],
  "admin-panel": ["redpandadata/console", "mher/flower", "dockersamples/visualizer"],
  job: ["temporalio/admin-tools", "migrate/migrate", "minio/mc"],
  monitoring: ["skywalking/oap", "grafana/agent", "datadog/agent", "datadog/docker-dd-agent", "newrelic/infrastructure"],
  // These are named like something else.
  application: ["supabase/postgres-meta", "penpotapp/exporter"],
};

export const ROLES_BY_NAME: ReadonlyMap<string, Role> = inverted(NAMES);

export const ROLES_BY_REPOSITORY: ReadonlyMap<string, Role> = inverted(REPOSITORIES);

/** What only the shape of a name tells: `postgres-exporter`, `swarmprom-prometheus`, `zabbix-server-mysql`. */
export const ROLES_BY_PATTERN: readonly (readonly [RegExp, Role])[] = [
  [/(?:^|[-_])exporter$|^swarmprom-|^zabbix-/, "monitoring"],
];

function inverted(table: Readonly<Partial<Record<Role, readonly string[]>>>): ReadonlyMap<string, Role> {
  return new Map(Object.entries(table).flatMap(([role, names]) => names.map((name) => [name, role as Role] as const)));
}
