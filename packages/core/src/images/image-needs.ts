import { environmentOf } from "../compose/model/assignment.js";
import { knownWords, shellScriptOf } from "../compose/model/command.js";
import { programOf } from "../compose/model/program.js";
import type { Service } from "../compose/model/service.js";
import { knownValue } from "../compose/model/value.js";
import { remember } from "../compose/remember.js";
import { imageName, parseImageReference } from "./reference.js";

/** Who an image starts as. A short list. Sources: the Dockerfiles and entrypoints of the images. */
export interface ImageNeeds {
  /** As root, which it gives up by itself; as root for good; or as a user of its own. */
  readonly start: "root-that-leaves" | "root-that-stays" | "own-user";
  /** Of an image that stays root: the user that it has ready for those who want another one. */
  readonly readyUser?: string;
}

/** What is known of the image of a service; nothing if the service makes something else of it. */
export const imageNeedsOf = remember((service: Service): ImageNeeds | undefined => {
  const entry = entryOf(service);
  return entry && (entry.needs.start !== "root-that-leaves" || startsProgram(service, entry.programs)) ? entry.needs : undefined;
});

/** What is known of an image by its reference, such as the one that a Dockerfile begins with. */
export function needsOfImage(reference: string): ImageNeeds | undefined {
  return entryOfReference(reference)?.needs;
}

/** Whether an image is made to give up root by itself, whatever the service does with it. */
export function isMadeToLeaveRoot(service: Service): boolean {
  const image = knownValue(service.image);
  // A copy in somebody's registry is most likely still the same.
  return image !== undefined && (entryOf(service) ?? IMAGES.get(imageName(parseImageReference(image))))?.needs.start === "root-that-leaves";
}

/** Whether the command or the environment of a service make another user of root, whatever its image does. */
export const leavesRootByItself = remember((service: Service): boolean => {
  const { entrypoint, command } = programOf(service);
  const words = [entrypoint, command].flatMap((part) => part?.words ?? []);
  // What nobody knows may do so.
  if (words.some(({ known }) => !known)) return true;
  if (SWITCHES_USER.test(words.map((word) => knownValue(word) ?? "").join(" "))) return true;
  // Images that start as root by design take the user to become from here, by number.
  return environmentOf(service).some(({ name, value }) => NAMES_USER.test(name) && (value?.known !== true || /^[1-9]\d*(?::|$)/.test(value.value)));
});

/** `PUID`, `USER_ID`, `RUN_AS`, `APP_USER` and the like. */
const NAMES_USER = /(?:^|_)(?:P?UID|USER|USER_?ID|RUN_?AS)$/i;

/** Whether a value of `user` is root, whatever the group: `root`, `0:0`. */
export function isRootUser(user: string): boolean {
  return /^(?:root|0+)(?::|$)/.test(user);
}

/** A program that goes on as another user, in a command or a script. */
export const SWITCHES_USER = /(?:^|[\s/;&|(])(?:gosu|su-exec|setpriv|runuser|s6-setuidgid|chpst)(?=\s)/;

interface Entry {
  readonly needs: ImageNeeds;
  /** What the entrypoint gives up root for, as the first word of `command`. */
  readonly programs: readonly string[];
}

function entryOf({ image, isBuilt }: Service): Entry | undefined {
  return image?.known === true && !isBuilt ? entryOfReference(image.value) : undefined;
}

function entryOfReference(reference: string): Entry | undefined {
  const { registry, repository, tag = "" } = parseImageReference(reference);
  const name = repository.toLowerCase();
  if (registry === "lscr.io" || name.startsWith("linuxserver/")) return LINUXSERVER;
  if (/^bitnami(?:legacy|secure)?\//.test(name)) return OWN_USER;
  // Others may keep something else under the same name.
  if (!REGISTRIES.has(registry)) return undefined;
  const entry = IMAGES.get(registry === "public.ecr.aws" ? name.replace(/^(?:docker\/library|nginx)\//, "") : name);
  return entry && (TAGS.get(name)?.test(tag) ?? true) ? entry : undefined;
}

/** Whether the image's own entrypoint runs, and gets the server that it is made for. */
function startsProgram(service: Service, programs: readonly string[]): boolean {
  const { entrypoint, command } = programOf(service);
  if (entrypoint) return false;
  if (!command) return true;
  const words = knownWords(command);
  if (!words || shellScriptOf(words) !== undefined) return false;
  const [first = ""] = words;
  return first.startsWith("-") || programs.includes(first.slice(first.lastIndexOf("/") + 1));
}

/** An entrypoint that becomes another user, or a parent that stays root with children that do not. */
function leaves(...programs: readonly string[]): Entry {
  return { programs, needs: { start: "root-that-leaves" } };
}

const STAYS: Entry = { programs: [], needs: { start: "root-that-stays" } };
const OWN_USER: Entry = { programs: [], needs: { start: "own-user" } };

/** s6-overlay starts as root, and the services as the user that PUID names. */
const LINUXSERVER = leaves();

const REGISTRIES: ReadonlySet<string> = new Set(["docker.io", "public.ecr.aws", "quay.io", "ghcr.io", "docker.elastic.co"]);

const IMAGES: ReadonlyMap<string, Entry> = new Map<string, Entry>([
  ["postgres", leaves("postgres")],
  ["mariadb", leaves("mariadbd", "mysqld")],
  ["mysql", leaves("mysqld")],
  ["mongo", leaves("mongod", "mongos")],
  ["redis", leaves("redis-server", "redis-sentinel")],
  ["valkey/valkey", leaves("valkey-server")],
  ["rabbitmq", leaves("rabbitmq-server")],
  ["eclipse-mosquitto", leaves("mosquitto")],
  ["clickhouse/clickhouse-server", leaves()],
  ["cassandra", leaves("cassandra")],
  ["zookeeper", leaves("zkServer.sh")],
  ["couchdb", leaves()],
  ["influxdb", leaves("influxd")],
  ["ghost", leaves()],
  ["telegraf", leaves("telegraf")],
  ["gitea/gitea", leaves()],
  ...["hashicorp/vault", "vault", "openbao/openbao", "hashicorp/consul", "consul"].map((name) => [name, leaves()] as const),
  ["nginx", leaves("nginx", "nginx-debug")],
  ["httpd", leaves("httpd-foreground")],
  ["php", leaves("php-fpm", "apache2-foreground")],
  ["wordpress", leaves("php-fpm", "apache2-foreground")],
  ["phpmyadmin", leaves("apache2-foreground", "php-fpm")],
  ["nextcloud", leaves("php-fpm", "apache2-foreground")],
  ["caddy", STAYS],
  ["node", { programs: [], needs: { start: "root-that-stays", readyUser: "node" } }],
  ...["python", "eclipse-temurin", "tomcat", "traefik", "nats", "registry", "vaultwarden/server", "jellyfin/jellyfin", "axllent/mailpit"].map((name) => [name, STAYS] as const),
  ["memcached", OWN_USER],
  ...["nginxinc/nginx-unprivileged", "nginx/nginx-unprivileged"].map((name) => [name, OWN_USER] as const),
  ...["prom/prometheus", "prometheus/prometheus", "prom/node-exporter", "prometheus/node-exporter"].map((name) => [name, OWN_USER] as const),
  ...[
    "haproxy", "prom/alertmanager", "grafana/grafana", "grafana/grafana-oss", "grafana/grafana-enterprise", "grafana/loki", "elasticsearch", "elasticsearch/elasticsearch", "kibana", "kibana/kibana",
    "opensearchproject/opensearch", "sonarqube", "jenkins/jenkins", "n8nio/n8n", "keycloak/keycloak", "apache/kafka", "confluentinc/cp-kafka", "adminer", "dpage/pgadmin4", "cloudflare/cloudflared",
  ].map((name) => [name, OWN_USER] as const),
]);

/** The tags of which the list is true, where it is not true of all. */
const TAGS: ReadonlyMap<string, RegExp> = new Map([
  // Those start as mysql.
  ["mariadb", /^(?!.*-ubi)/],
  ["influxdb", /^2/],
  ["php", /fpm|apache/],
  ["wordpress", /^(?!cli)/],
  ["caddy", /^(?!.*builder)/],
  ["gitea/gitea", /^(?!.*rootless)/],
]);
