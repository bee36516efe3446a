import { Ajv } from "ajv";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { imageFactsOf } from "../../src/images/catalogue/lookup.js";
import { FAMILIES } from "../../src/images/catalogue/catalogue.generated.js";
import { roleOf } from "../../src/images/roles.js";
import { serviceOf } from "../compose/model/service-of.js";

const FOLDER = join(import.meta.dirname, "../../src/images/catalogue");
const SCHEMA = join(import.meta.dirname, "../../../../schemas/image-facts.schema.json");

interface DataFile {
  readonly names: readonly string[];
  readonly derived?: readonly { readonly name: string; readonly tag?: { readonly pattern: string } }[];
  readonly notThese?: Readonly<Record<string, string>>;
  readonly role?: string;
  readonly facts: FactGroups;
  readonly variants?: readonly { readonly name: string; readonly facts?: FactGroups }[];
}

type FactGroups = Readonly<Record<string, { readonly confidence: string; readonly ran?: unknown; readonly evidence: readonly string[] }>>;

const files = readdirSync(FOLDER)
  .filter((name) => name.endsWith(".yaml"))
  .map((name) => [name.slice(0, -".yaml".length), parse(readFileSync(join(FOLDER, name), "utf8")) as DataFile] as const);

describe("the files of the catalogue", () => {
  const validate = new Ajv({ allErrors: true, strict: true, strictRequired: false }).compile(JSON.parse(readFileSync(SCHEMA, "utf8")) as object);

  test.each(files)("%s is as the schema says", (_name, file) => {
    expect(validate(file) ? [] : validate.errors).toEqual([]);
  });

  test.each(files)("%s says of every run when it was, and of what", (_name, file) => {
    const groups: readonly FactGroups[] = [file.facts, ...(file.variants ?? []).map(({ facts }) => facts ?? {})];
    const wrong = groups.flatMap((facts) => Object.entries(facts).flatMap(([name, { confidence, ran }]) => ((confidence === "ran") === (ran !== undefined) ? [] : [name])));
    expect(wrong).toEqual([]);
  });

  test.each(files)("%s is found by its names, and not by those of others", (name, { names, derived = [], notThese = {} }) => {
    for (const each of [...names, ...derived.map((base) => base.name)]) expect(imageFactsOf(each.replace("*", "some"))?.family, each).toBe(name);
    for (const other of Object.keys(notThese)) expect(imageFactsOf(other)?.family, other).not.toBe(name);
  });

  test.each(files.filter(([, { role }]) => role !== undefined))("%s has the role that is known by its name", (_name, { names, role }) => {
    // A cache is a data store once it keeps something.
    expect(roleOf(serviceOf(`image: "${names[0] ?? ""}"`))).toBe(role);
  });

  test("are all in the generated module", () => {
    expect(Object.keys(FAMILIES)).toEqual(files.map(([name]) => name));
  });
});

describe("the images that most projects use", () => {
  /** Public images by the number of repositories that use them, in a count over compose files of public repositories. */
  const COMMON = [
    "postgres", "redis", "prom/prometheus", "grafana/grafana", "mysql", "mongo", "mariadb", "traefik", "nginx", "rabbitmq", "elasticsearch", "minio/minio", "docker.elastic.co/elasticsearch/elasticsearch", "prom/node-exporter", "alpine",
    "busybox", "jaegertracing/all-in-one", "valkey/valkey", "caddy", "otel/opentelemetry-collector-contrib", "confluentinc/cp-zookeeper", "confluentinc/cp-kafka", "opensearchproject/opensearch", "ollama/ollama", "influxdb", "grafana/loki",
    "axllent/mailpit", "openzipkin/zipkin", "docker.elastic.co/kibana/kibana", "clickhouse/clickhouse-server", "gcr.io/cadvisor/cadvisor", "jenkins/jenkins", "kibana", "prom/alertmanager", "pgvector/pgvector", "zookeeper", "consul",
    "qdrant/qdrant", "mcr.microsoft.com/mssql/server", "google/cadvisor", "gitea/gitea", "getmeili/meilisearch", "n8nio/n8n", "ghcr.io/wg-easy/wg-easy", "adminer", "neo4j", "node", "portainer/portainer-ce", "cassandra", "prom/pushgateway",
    "logstash", "otel/opentelemetry-collector", "nextcloud", "eclipse-mosquitto", "dpage/pgadmin4", "ghost", "pihole/pihole", "memcached", "registry", "docker", "mailhog/mailhog", "portainer/portainer", "quay.io/coreos/etcd", "wordpress",
    "louislam/uptime-kuma", "vaultwarden/server", "quay.io/keycloak/keycloak", "sonarqube", "jellyfin/jellyfin", "traefik/whoami", "couchdb", "lscr.io/linuxserver/qbittorrent",
  ];

  test.each(COMMON)("%s is known", (name) => {
    expect(imageFactsOf(name)).toBeDefined();
  });
});
