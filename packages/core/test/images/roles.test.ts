import { describe, expect, it } from "vitest";
import { mustFaceOutside, roleOf, type Role } from "../../src/images/roles.js";
import { serviceOf } from "../compose/model/service-of.js";

describe("the role of an image", () => {
  const roles: Readonly<Partial<Record<Role, readonly string[]>>> = {
    "data-store": [
      "postgres:16-alpine", "mysql:8.0", "mongo", "mariadb:10", "elasticsearch:7.17.3", "docker.elastic.co/elasticsearch/elasticsearch:8.15.0", "minio/minio", "confluentinc/cp-zookeeper",
      "opensearchproject/opensearch:2", "influxdb:2.7", "clickhouse/clickhouse-server", "pgvector/pgvector:pg16", "zookeeper", "consul", "qdrant/qdrant", "mcr.microsoft.com/mssql/server:2022-latest",
      "getmeili/meilisearch:v1.12.3", "neo4j", "cassandra", "osixia/openldap:1.5.0", "quay.io/coreos/etcd:v3.5.5", "gcr.io/etcd-development/etcd:v3.6.12", "chrislusf/seaweedfs", "milvusdb/milvus",
      "ghcr.io/immich-app/postgres:14", "registry.example.com:5000/tools/postgres:16", "couchdb", "supabase/postgres",
    ],
    cache: ["redis:7-alpine", "valkey/valkey:8-alpine", "memcached", "redis/redis-stack", "bitnami/redis"],
    queue: ["rabbitmq:3-management", "confluentinc/cp-kafka", "apache/kafka", "nats", "eclipse-mosquitto:2"],
    "reverse-proxy": ["nginx", "traefik:v3", "caddy:2-alpine", "haproxy", "nginxproxy/nginx-proxy", "nginxinc/nginx-unprivileged", "jc21/nginx-proxy-manager", "cloudflare/cloudflared", "lscr.io/linuxserver/swag"],
    "admin-panel": ["adminer", "portainer/portainer-ce", "dpage/pgadmin4", "phpmyadmin", "portainer/portainer", "amir20/dozzle", "mher/flower"],
    dns: ["pihole/pihole", "adguard/adguardhome"],
    vpn: ["ghcr.io/wg-easy/wg-easy:15", "linuxserver/wireguard", "qmcgaw/gluetun", "tailscale/tailscale"],
    mail: ["ghcr.io/docker-mailserver/docker-mailserver", "ghcr.io/mailu/postfix"],
    monitoring: [
      "prom/prometheus", "grafana/grafana", "prom/node-exporter", "jaegertracing/all-in-one", "otel/opentelemetry-collector-contrib", "grafana/loki", "openzipkin/zipkin", "docker.elastic.co/kibana/kibana",
      "gcr.io/cadvisor/cadvisor", "kibana", "prom/alertmanager", "google/cadvisor", "prom/pushgateway", "logstash", "graylog/graylog", "netdata/netdata", "datalust/seq", "louislam/uptime-kuma",
      "oliver006/redis_exporter", "quay.io/prometheuscommunity/postgres-exporter", "datadog/agent",
    ],
    "socket-proxy": ["tecnativa/docker-socket-proxy", "lscr.io/linuxserver/socket-proxy"],
    "time-daemon": ["cturra/ntp"],
    "health-watcher": ["willfarrell/autoheal:1.2.0", "qmcgaw/deunhealth"],
    job: ["minio/mc", "temporalio/admin-tools", "flyway/flyway:10"],
    application: [
      "alpine", "busybox", "ollama/ollama", "axllent/mailpit", "jenkins/jenkins:lts", "gitea/gitea", "n8nio/n8n", "node:24-alpine", "temporalio/ui", "temporalio/auto-setup", "nextcloud", "ghost", "registry:2",
      "ghcr.io/goauthentik/server", "gitlab/gitlab-ce", "docker:dind", "mailhog/mailhog", "metabase/metabase", "wordpress", "vaultwarden/server", "ghcr.io/immich-app/immich-server",
      "ghcr.io/open-webui/open-webui", "confluentinc/cp-schema-registry", "portainer/agent", "supabase/postgres-meta", "penpotapp/exporter", "$IMAGE",
    ],
  };
  it.each(Object.entries(roles).flatMap(([role, images]) => images.map((image) => [image, role] as const)))("%s: %s", (image, role) => {
    expect(roleOf(serviceOf(`image: "${image}"`))).toBe(role);
  });
});

describe("the role of a service", () => {
  const rows: readonly (readonly [keys: string, role: Role])[] = [
    ["build: .", "application"],
    ["provider: {type: p}, image: postgres", "application"],
    ["build: ., restart: 'no'", "job"],
    ["image: acme/app, ports: ['53:53/udp']", "dns"],
    ["image: acme/app, ports: ['53:53']", "application"],
    ["image: acme/app, ports: ['51820:51820/udp']", "vpn"],
    ["image: acme/app, ports: ['25:25', '587:587']", "mail"],
    ["image: acme/app, ports: ['123:123/udp']", "time-daemon"],
    // A cache that is to keep its data is none.
    ["image: redis, command: redis-server --appendonly yes", "data-store"],
    ["image: redis, command: redis-server --appendonly no", "cache"],
    ["image: redis, volumes: ['data:/data']", "data-store"],
    ["image: redis, tmpfs: [/data]", "cache"],
    ["image: redis, volumes: ['./redis.conf:/etc/redis.conf']", "cache"],
    // The tools in the image of a server.
    ["image: postgres, command: [pg_dump, -h, db]", "application"],
    ["image: postgres, command: [pg_dump, -h, db], restart: 'no'", "job"],
    ["image: mongo, entrypoint: [bash, -c, 'mongosh --host db'], restart: 'no'", "job"],
    ["image: confluentinc/cp-kafka, command: kafka-topics.sh --create", "application"],
    ["image: postgres, command: postgres -c max_connections=200", "data-store"],
    ["image: postgres, command: $COMMAND", "data-store"],
    ["image: postgres, restart: 'no'", "data-store"],
    ["image: mysql, entrypoint: [sh, -c, 'exec docker-entrypoint.sh mysqld']", "data-store"],
  ];
  it.each(rows)("%s: %s", (keys, role) => {
    expect(roleOf(serviceOf(keys))).toBe(role);
  });
});

describe("ports that must face outside", () => {
  const rows: readonly (readonly [image: string, port: string, expected: boolean])[] = [
    ["nginx", "80:80", true],
    ["nginxinc/nginx-unprivileged", "443:8443", true],
    ["traefik", "8080:8080", false],
    ["pihole/pihole", "53:53/udp", true],
    ["pihole/pihole", "8080:80", false],
    ["linuxserver/wireguard", "51820:51820/udp", true],
    ["ghcr.io/docker-mailserver/docker-mailserver", "465:465", true],
    ["axllent/mailpit", "1025:1025", false],
    ["eclipse-mosquitto", "1883:1883", true],
    ["rabbitmq", "15672:15672", false],
    ["postgres", "5432:5432", false],
    ["acme/app", "80:80", false],
  ];
  it.each(rows)("%s %s", (image, port, expected) => {
    const service = serviceOf(`image: ${image}, ports: ["${port}"]`);
    expect(service.ports.map((each) => mustFaceOutside(service, each))).toEqual([expected]);
  });
});
