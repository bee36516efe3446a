import { describe, expect, it } from "vitest";
import { capabilityUseOf } from "../../src/images/capability-use.js";
import { imageFactsOf } from "../../src/images/catalogue/lookup.js";
import { trustInSupport } from "../../src/images/catalogue/trust.js";
import { firstService, projectOf } from "../compose/model/service-of.js";

const DIGEST = `sha256:${"0".repeat(64)}`;

/** The family of an image and whom it starts as: root, a user of its own with a number if one was read, or nobody knows. */
function startOf(image: string): string {
  const known = imageFactsOf(image);
  const user = known?.facts.user;
  return `${known?.family ?? "none"}: ${user === undefined ? "unknown" : user.starts === "root" ? "root" : `own${user.uid === undefined ? "" : ` ${String(user.uid)}`}`}${user === undefined || user.confidence === "read" ? "" : ` (${user.confidence})`}`;
}

describe("whom an image starts as, by its tag", () => {
  const cases: readonly (readonly [image: string, start: string])[] = [
    ["confluentinc/cp-schema-registry", "cp-schema-registry: own 1000"],
    ["docker.io/confluentinc/cp-schema-registry:7.6.0", "cp-schema-registry: own 1000"],
    ["mirror.gcr.io/confluentinc/cp-kafka-connect:6.0.0", "cp-kafka-connect: own 1000"],
    ["confluentinc/cp-kafka-connect:5.2.1", "cp-kafka-connect: unknown"],
    ["confluentinc/cp-kafka-connect:5.5.1-1-ubi8", "cp-kafka-connect: own"],
    [`confluentinc/cp-server:7.6.0@${DIGEST}`, "cp-server: own 1000"],
    // Without a tag, it may be one of the old ones.
    [`confluentinc/cp-server@${DIGEST}`, "cp-server: unknown"],
    ["confluentinc/cp-ksql-server:5.4.0", "cp-ksql: root"],
    ["confluentinc/ksqldb-server:0.29.0", "ksqldb-server: own"],
    ["confluentinc/ksqldb-server:0.8.1", "ksqldb-server: unknown"],
    ["cnfldemos/cp-server-connect-datagen:0.4.0-6.1.0", "cp-server-connect: own 1000"],
    ["cnfldemos/cp-server-connect-datagen:0.4.0-5.5.1", "cp-server-connect: unknown"],
    ["selenium/node-chrome:4.25.0-20241024", "selenium: own 1200"],
    ["selenium/node-chrome:3.141.59", "selenium: unknown"],
    ["selenium/video:ffmpeg-7.1-20241024", "selenium-video: own 1200"],
    ["selenium/video:ffmpeg-4.3.1-20230607", "selenium-video: unknown"],
    ["oryd/hydra-login-consent-node:v26.2.0", "ory-interfaces: own 10000"],
    ["oryd/hydra-login-consent-node:v1.9.0", "ory-interfaces: unknown"],
    ["lissy93/dashy:3.1.1", "dashy: unknown"],
    ["kong/kong:3.9.1", "kong-kong: own"],
    ["kong/kong:2.8", "kong-kong: unknown"],
    ["prom/node-exporter:v0.18.1", "node-exporter: own 65534"],
    ["prom/node-exporter:v0.14.0", "node-exporter: unknown"],
    ["openzipkin/zipkin:2.21", "zipkin: own"],
    ["elasticsearch:9.2.4", "elasticsearch: own 1000"],
    ["elasticsearch:8.0.0", "elasticsearch: own 1000"],
    ["docker.elastic.co/elasticsearch/elasticsearch:7.17.28", "elasticsearch: root"],
    ["elasticsearch:6.8.23", "elasticsearch: root"],
    ["elasticsearch:5.6", "elasticsearch: unknown"],
    ["kibana:7.17.3", "kibana: own 1000"],
    ["docker.elastic.co/kibana/kibana:6.7.0", "kibana: own 1000"],
    ["docker.elastic.co/kibana/kibana:5.5.2", "kibana: unknown"],
    ["logstash:7.17.3", "logstash: own 1000"],
    ["logstash:7.1.1", "logstash: unknown"],
    ["bitnami/kafka:3.8.0-debian-12-r6", "bitnami-kafka: own 1001"],
    ["bitnamilegacy/kafka:2.4.1", "bitnami-kafka: own 1001"],
    ["bitnami/kafka:0.10.2", "bitnami-kafka: unknown"],
    ["bitnami/mongodb:4.0", "bitnami-mongodb: own 1001"],
    ["bitnami/mongodb:4.1.1", "bitnami-mongodb: unknown"],
    ["bitnami/postgresql:10", "bitnami-postgresql: own 1001"],
    ["bitnami/postgresql:10.5.0", "bitnami-postgresql: unknown"],
    ["bitnami/spark", "bitnami: own 1001 (inferred)"],
    ["frappe/erpnext:version-15", "erpnext: own"],
    ["quay.io/oauth2-proxy/oauth2-proxy:v7.15.3", "oauth2-proxy: own 65532"],
    ["quay.io/oauth2-proxy/oauth2-proxy:v7.15.3-alpine", "oauth2-proxy: root"],
    ["quay.io/oauth2-proxy/oauth2-proxy:v7.4.0-alpine", "oauth2-proxy: own 65532"],
    ["quay.io/oauth2-proxy/oauth2-proxy:v7.2.1", "oauth2-proxy: own 2000"],
    ["quay.io/oauth2-proxy/oauth2-proxy:v3.2.0", "oauth2-proxy: unknown"],
    ["openbao/openbao:2.5", "openbao: root"],
    ["openbao/openbao", "openbao: own"],
    ["grafana/tempo:2.2.4", "tempo: root"],
    ["grafana/tempo:2.6.1", "tempo: own 10001"],
    ["oliver006/redis_exporter:v1.48.0-alpine", "redis-exporter: own 59000"],
    ["oliver006/redis_exporter:v1.15.0-alpine", "redis-exporter: unknown"],
    ["oliver006/redis_exporter:v1.15.0", "redis-exporter: own 59000"],
    ["fluent/fluentd:v1.16-1", "fluentd: own"],
    ["fluentd:v1.2", "fluentd: unknown"],
    ["prom/blackbox-exporter:v0.25.0", "blackbox-exporter: root"],
    ["prom/mysqld-exporter:v0.11.0", "mysqld-exporter: unknown"],
    ["oryd/hydra:v2.2.0", "hydra: own"],
    ["oryd/hydra:v25.4.0", "hydra: own 65532"],
    ["temporalio/auto-setup:1.29", "temporal: own 1000"],
    ["temporalio/ui:2.28.0", "temporal-ui: root"],
    ["temporalio/ui:2.44.0", "temporal-ui: own 1000"],
    ["temporalio/ui:2.10.3", "temporal-ui: unknown"],
    ["lfedge/ekuiper:2.3-alpine", "ekuiper: own 1001"],
    ["lfedge/ekuiper:2.3-slim", "ekuiper: root"],
    ["umamisoftware/umami", "none: unknown"],
    ["ghcr.io/umami-software/umami:postgresql-v2.10.0", "umami: own"],
    ["ghcr.io/umami-software/umami:postgresql-v0.40.0", "umami: unknown"],
    ["penpotapp/frontend:2.3.0", "penpot-frontend: unknown"],
    ["penpotapp/frontend:2.6.1", "penpot-frontend: own 1001"],
    ["goharbor/harbor-core:v2.12.0", "harbor: own"],
    ["goharbor/harbor-core:v1.9.0", "harbor: unknown"],
    ["goharbor/harbor-log:v2.12.0", "none: unknown"],
    ["kong:3.9-ubuntu", "kong: own"],
    ["kong:1.5", "kong: unknown"],
    ["solr:9", "solr: own 8983"],
    ["solr:8", "solr: unknown"],
    ["odoo:17", "odoo: own"],
    ["trinodb/trino:latest", "trino: own 1000"],
    ["apache/druid:0.20.0", "druid: own 1000"],
    ["apache/airflow:3.0.6-python3.11", "airflow: own 50000"],
    ["mattermost/mattermost-team-edition:10.6.1", "mattermost: own 2000"],
    ["mattermost/mattermost-team-edition:11.3", "mattermost: unknown"],
    ["quay.io/jupyter/scipy-notebook:2024-10-14", "jupyter: own 1000"],
    ["flink:1.20", "flink: root"],
    ["percona:8.0", "percona: own 1001"],
    ["percona:5.6", "percona: unknown"],
  ];
  it.each(cases)("%s is of %s", (image, start) => {
    expect(startOf(image)).toBe(start);
  });
});

describe("what becomes of capabilities", () => {
  const useOf = (keys: string) => {
    const project = projectOf(`services: {a: {${keys}}}\n`);
    const use = capabilityUseOf(project, firstService(project));
    if (use.kind !== "none" && use.kind !== "needs") return use.kind;
    return [use.kind, ...(use.kind === "needs" ? use.needs.map(({ capability }) => capability) : []), trustInSupport(use.support)].join(" ");
  };
  const cases: readonly (readonly [why: string, keys: string, use: string])[] = [
    ["a user of its own holds none", "image: confluentinc/cp-kafka-connect:7.6.0", "none safe"],
    ["whatever it runs", "image: 'frappe/erpnext:v15', command: [bench, worker, --queue, long]", "none safe"],
    ["whatever stands in front", "image: 'temporalio/admin-tools:1.29', entrypoint: [tctl]", "none safe"],
    ["a file of the image has one", "image: 'graylog/graylog:7.1'", "needs NET_BIND_SERVICE unsafe"],
    ["as any user", "image: 'graylog/graylog:7.1', user: '1100'", "needs NET_BIND_SERVICE unsafe"],
    ["root starts the server by chroot", "image: 'elasticsearch:7.17.28'", "needs SYS_CHROOT SETUID SETGID CHOWN KILL unsafe"],
    ["no init has to stop it", "image: 'elasticsearch:7.9.3'", "needs SYS_CHROOT SETUID SETGID CHOWN unsafe"],
    ["as the user that it expects", "image: 'elasticsearch:7.17.28', user: '1000:0'", "none safe"],
    ["root becomes somebody else", "image: 'openbao/openbao:2.5'", "needs SETUID SETGID CHOWN unsafe"],
    ["root of whom nothing else is known", "image: 'prom/blackbox-exporter'", "unknown"],
  ];
  it.each(cases)("%s: %s", (_why, keys, use) => {
    expect(useOf(keys)).toBe(use);
  });
});
