import type { Service } from "../compose/model/service.js";
import { baseImageOf, builtImageOf } from "./dockerfile-of.js";
import type { PulledImage } from "./pulled-image.js";

/** Whether the image of a service has a `HEALTHCHECK`, be it from its Dockerfile or from the image below; nothing if that is not known. */
export function bringsHealthcheck(service: Service): boolean | undefined {
  const built = builtImageOf(service);
  if (built?.healthcheck) return built.healthcheck.kind === "own";
  const image = baseImageOf(service);
  return built?.base.kind === "scratch" ? false : image && hasOwnHealthcheck(image);
}

/** Whether an image has a `HEALTHCHECK` of its own; nothing if that is not known. */
export function hasOwnHealthcheck({ name }: PulledImage): boolean | undefined {
  if (WITH.has(name)) return true;
  return WITHOUT.has(name) ? false : undefined;
}

/** Source: `HEALTHCHECK` in each image's Dockerfile. */
const WITH: ReadonlySet<string> = new Set([
  "vaultwarden/server", "ghcr.io/dani-garcia/vaultwarden", "quay.io/vaultwarden/server", "gcr.io/cadvisor/cadvisor", "ghcr.io/google/cadvisor", "containrrr/watchtower", "ghcr.io/containrrr/watchtower",
  "willfarrell/autoheal", "axllent/mailpit", "ghcr.io/axllent/mailpit", "louislam/uptime-kuma", "ghcr.io/louislam/uptime-kuma", "jellyfin/jellyfin", "ghcr.io/jellyfin/jellyfin",
  "confluentinc/cp-kafka-connect", "confluentinc/cp-kafka-connect-base", "confluentinc/cp-server-connect", "confluentinc/cp-server-connect-base",
]);

/** Docker's official images have none by policy. Source: docker-library/faq, "HEALTHCHECK". */
const OFFICIAL: readonly string[] = [
  "adminer", "aerospike", "arangodb", "caddy", "cassandra", "chronograf", "clickhouse", "couchbase", "couchdb", "crate", "drupal", "eclipse-mosquitto", "elasticsearch", "emqx", "espocrm", "fluentd", "friendica",
  "geonetwork", "ghost", "golang", "haproxy", "httpd", "influxdb", "jetty", "joomla", "kapacitor", "kibana", "kong", "krakend", "logstash", "mariadb", "matomo", "mediawiki", "memcached", "mongo", "mongo-express",
  "monica", "mysql", "nats", "neo4j", "nextcloud", "nginx", "node", "odoo", "orientdb", "percona", "php", "phpmyadmin", "plone", "postfixadmin", "postgres", "python", "rabbitmq", "redis", "redmine", "registry",
  "rethinkdb", "rocket.chat", "ruby", "solr", "sonarqube", "spark", "storm", "teamspeak", "telegraf", "tomcat", "tomee", "traefik", "varnish", "wordpress", "xwiki", "yourls", "zookeeper",
];

/** Source: the Dockerfiles of the others, none of which has one. */
const WITHOUT: ReadonlySet<string> = new Set([
  ...OFFICIAL,
  "postgis/postgis", "pgvector/pgvector", "timescale/timescaledb", "valkey/valkey", "nginxinc/nginx-unprivileged", "ghcr.io/nginx/nginx-unprivileged",
  "prom/prometheus", "prom/alertmanager", "prom/node-exporter", "quay.io/prometheus/prometheus", "quay.io/prometheus/alertmanager", "quay.io/prometheus/node-exporter",
  "grafana/grafana", "grafana/grafana-oss", "grafana/grafana-enterprise", "grafana/loki", "minio/minio", "quay.io/minio/minio", "qdrant/qdrant", "clickhouse/clickhouse-server", "hashicorp/vault", "hashicorp/consul",
  "docker.elastic.co/elasticsearch/elasticsearch", "docker.elastic.co/kibana/kibana", "docker.elastic.co/logstash/logstash", "opensearchproject/opensearch", "opensearchproject/opensearch-dashboards",
  "apache/kafka", "confluentinc/cp-kafka", "jenkins/jenkins", "tecnativa/docker-socket-proxy", "cloudflare/cloudflared", "otel/opentelemetry-collector", "otel/opentelemetry-collector-contrib", "traefik/whoami",
]);
