import { environmentOf } from "../compose/model/assignment.js";
import { knownWords, shellScriptOf } from "../compose/model/command.js";
import { programOf } from "../compose/model/program.js";
import type { Service } from "../compose/model/service.js";
import { knownValue } from "../compose/model/value.js";
import { remember } from "../compose/remember.js";
import { imageName, parseImageReference } from "./reference.js";

/**
 * Who an image starts as, and what it needs for that. A short list, until there is a catalogue of images. Sources: the Dockerfiles and
 * entrypoints of the images, and runs of their servers with one capability less each time.
 */
export interface ImageNeeds {
  /** As root, which it gives up by itself; as root for good; or as a user of its own. */
  readonly start: "root-that-leaves" | "root-that-stays" | "own-user";
  /** Of an image that stays root: the user that it has ready for those who want another one. */
  readonly readyUser?: string;
  /** What a start as root cannot do without, once capabilities are dropped. Of a list, one is enough. */
  readonly required: readonly Need[];
  /** What some set-ups need besides, such as data folders that belong to root. */
  readonly useful: readonly string[];
  /** What happens without the required ones, as the end of a sentence. */
  readonly failure: string;
  /** Whether every user needs them: the kernel does not start a program whose file has capabilities that the container lacks. */
  readonly forEveryUser: boolean;
  /** Whether the first process itself becomes another user, so that an init of root's in front of it needs KILL to stop it. */
  readonly firstProcessLeaves: boolean;
  /** Health checks that read files of the image's own user, as root. */
  readonly probe?: { readonly tool: RegExp; readonly required: Need };
  /** Folders that it writes to, beside its data; absent if it is not known to run on a read-only root file system. */
  readonly writes?: readonly string[];
  /** Folders of data that it declares no volume for, and that have to be mounted before it can run like that. */
  readonly keeps?: readonly string[];
}

/** A capability, or several of which one is enough. */
export type Need = string | readonly string[];

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

const NOTHING = { required: [], useful: [], failure: "", forEveryUser: false, firstProcessLeaves: false } as const;

/** An entrypoint that starts the server as another user, with gosu, su-exec, setpriv or by itself. */
function leaves(programs: readonly string[], more: Partial<ImageNeeds> = {}): Entry {
  const failure = "it cannot become its own user, and does not start";
  return { programs, needs: { ...NOTHING, start: "root-that-leaves", required: ["SETGID", "SETUID"], useful: ["CHOWN", "DAC_OVERRIDE"], failure, firstProcessLeaves: true, ...more } };
}

/** A parent that stays root, with children that do not. */
function forks(programs: readonly string[], more: Partial<ImageNeeds> = {}): Entry {
  const failure = "its workers cannot start, or serve requests as root";
  return leaves(programs, { useful: ["KILL"], failure, firstProcessLeaves: false, ...more });
}

function stays(more: Partial<ImageNeeds> = {}): Entry {
  return { programs: [], needs: { ...NOTHING, start: "root-that-stays", ...more } };
}

function own(more: Partial<ImageNeeds> = {}): Entry {
  return { programs: [], needs: { ...NOTHING, start: "own-user", ...more } };
}

const OWN_USER = own();

/** s6-overlay starts as root, and the services as the user that PUID names. */
const LINUXSERVER = leaves([], { required: [], useful: [] });

const REGISTRIES: ReadonlySet<string> = new Set(["docker.io", "public.ecr.aws", "quay.io", "ghcr.io", "docker.elastic.co"]);

/** Folders of another user, mode 0700, that root walks through at every start but the first. */
const WALKS_DATA: Need = ["DAC_OVERRIDE", "DAC_READ_SEARCH"];
const WALKS = { required: ["SETGID", "SETUID", WALKS_DATA], useful: ["CHOWN"], failure: "it does not start, at the latest when its data is there already" } as const;

const IMAGES: ReadonlyMap<string, Entry> = new Map<string, Entry>([
  ["postgres", leaves(["postgres"], { ...WALKS, writes: ["/run/postgresql"] })],
  ["mariadb", leaves(["mariadbd", "mysqld"], { ...WALKS, writes: ["/tmp", "/run/mysqld"] })],
  ["mysql", leaves(["mysqld"])],
  ["mongo", leaves(["mongod", "mongos"])],
  ["redis", leaves(["redis-server", "redis-sentinel"], { useful: ["CHOWN", "DAC_OVERRIDE", "SETPCAP"], failure: "it does not start, or stays root and cannot save", writes: [] })],
  ["valkey/valkey", leaves(["valkey-server"], { useful: ["CHOWN", "DAC_OVERRIDE", "KILL"], writes: [] })],
  ["rabbitmq", leaves(["rabbitmq-server"], { probe: { tool: /rabbitmq/, required: WALKS_DATA } })],
  ["eclipse-mosquitto", leaves(["mosquitto"], { useful: ["CHOWN"], writes: [] })],
  ["clickhouse/clickhouse-server", leaves([])],
  ["cassandra", leaves(["cassandra"])],
  ["zookeeper", leaves(["zkServer.sh"])],
  ["couchdb", leaves([])],
  ["influxdb", leaves(["influxd"])],
  ["ghost", leaves([])],
  ["telegraf", leaves(["telegraf"], { useful: ["KILL"] })],
  ["gitea/gitea", leaves([], { useful: ["CHOWN", "DAC_OVERRIDE", "FOWNER", "KILL"], firstProcessLeaves: false })],
  // Their entrypoints ask for more or less, depending on variables.
  ...["hashicorp/vault", "vault", "openbao/openbao", "hashicorp/consul", "consul"].map((name) => [name, leaves([], { required: [], useful: [], firstProcessLeaves: false })] as const),
  ["nginx", forks(["nginx", "nginx-debug"], { required: ["CHOWN", "SETGID", "SETUID"], useful: [], failure: "it does not start, or runs without workers and answers nothing", writes: ["/var/cache/nginx", "/run"] })],
  ["httpd", forks(["httpd-foreground"], { failure: "it serves requests as root", writes: ["/usr/local/apache2/logs"] })],
  ["php", forks(["php-fpm", "apache2-foreground"])],
  ["wordpress", forks(["php-fpm", "apache2-foreground"], { useful: ["CHOWN", "DAC_OVERRIDE", "FOWNER", "KILL"] })],
  ["phpmyadmin", forks(["apache2-foreground", "php-fpm"])],
  ["nextcloud", forks(["php-fpm", "apache2-foreground"], { useful: ["CHOWN", "DAC_OVERRIDE", "FOWNER", "KILL"] })],
  // Its file has this capability, so that it is needed whatever port it listens on. Source: caddyserver/caddy-docker, Dockerfiles.
  ["caddy", stays({ required: ["NET_BIND_SERVICE"], failure: "the kernel does not start it (exec: operation not permitted)", forEveryUser: true, writes: ["/config"], keeps: ["/data"] })],
  ["node", stays({ readyUser: "node" })],
  ...["python", "eclipse-temurin", "tomcat", "traefik", "nats", "registry", "vaultwarden/server", "jellyfin/jellyfin", "axllent/mailpit"].map((name) => [name, stays()] as const),
  ["memcached", own({ writes: [] })],
  ...["nginxinc/nginx-unprivileged", "nginx/nginx-unprivileged"].map((name) => [name, own({ writes: ["/tmp"] })] as const),
  ...["prom/prometheus", "prometheus/prometheus", "prom/node-exporter", "prometheus/node-exporter"].map((name) => [name, own({ writes: [] })] as const),
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
