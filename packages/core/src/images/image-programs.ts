import type { PulledImage } from "./pulled-image.js";

/**
 * What `sh` is in an image. `dash` (Debian, Ubuntu) starts every program of a script as a child. `ash` (Alpine, BusyBox) becomes the last one,
 * as if `exec` stood in front of it. `none`: there is no shell, and nothing else but the image's own program. Nothing if that is not known.
 */
export function shellOf({ name, tag }: PulledImage): "dash" | "ash" | "none" | undefined {
  if (isBare({ name, tag })) return "none";
  if (tag.includes('alpine') || ALPINE.has(name)) return "ash";
  return DEBIAN_RELEASES.test(tag) || (DEBIAN.has(name) && !OTHER_BASES.test(tag)) ? "dash" : undefined;
}

/** Whether an image is known to be without a program. */
export function lacksProgram(image: PulledImage, program: string): boolean {
  if (isBare(image)) return GENERAL.has(program);
  return LACKING.some(({ names, tags, without }) => names.includes(image.name) && without.includes(program) && (tags?.(image.tag) ?? true));
}

const isAlpine = (tag: string): boolean => tag.includes('alpine');
const isDebian = (tag: string): boolean => tag !== "" && !isAlpine(tag) && !OTHER_BASES.test(tag);
const isSlim = (tag: string): boolean => tag.includes('slim') && !isAlpine(tag);

/** From this version on; `latest` is newer than all of them. */
function since(major: number, minor = 0): (tag: string) => boolean {
  return (tag) => {
    if (/^(?:latest|lts)\b/.test(tag)) return true;
    const [, first, second = "0"] = /^v?(\d+)(?:\.(\d+))?/.exec(tag) ?? [];
    return first !== undefined && (Number(first) > major || (Number(first) === major && Number(second) >= minor));
  };
}

/** Images on Debian or Ubuntu, unless the tag says otherwise. Source: `FROM` of each image's Dockerfile. */
const DEBIAN: ReadonlySet<string> = new Set([
  "debian", "ubuntu", "buildpack-deps", "postgres", "postgis/postgis", "pgvector/pgvector", "redis", "valkey/valkey", "mariadb", "mongo", "rabbitmq", "memcached", "cassandra", "nginx", "nginxinc/nginx-unprivileged", "httpd", "haproxy",
  "node", "python", "php", "golang", "eclipse-temurin", "wordpress", "ghost",
]);

const ALPINE: ReadonlySet<string> = new Set(["alpine", "busybox"]);

/** The names of releases that stand in tags of images on Debian and Ubuntu. */
const DEBIAN_RELEASES = /(?:^|-)(?:stretch|buster|bullseye|bookworm|trixie|bionic|focal|jammy|noble)(?:-|$)/;

const OTHER_BASES = /ubi|oracle|windows|nanoserver|fedora|centos/;

/** Images with nothing in them but their own program: made from `scratch`, or on one of Google's distroless images. Source: `FROM` of each image's Dockerfile. */
function isBare({ name, tag }: PulledImage): boolean {
  if (name.startsWith("gcr.io/distroless/")) return !tag.includes("debug");
  return BARE.has(name) && tag !== "" && !/alpine|debug|busybox/.test(tag) && (name !== "grafana/loki" || since(3, 6)(tag));
}

const BARE: ReadonlySet<string> = new Set([
  "portainer/portainer-ce", "portainer/portainer-ee", "portainer/portainer", "containrrr/watchtower", "nats", "cloudflare/cloudflared", "otel/opentelemetry-collector", "otel/opentelemetry-collector-contrib",
  "traefik/whoami", "amir20/dozzle", "postgrest/postgrest", "oliver006/redis_exporter",
  // Busybox went with 3.6: grafana/loki#20149.
  "grafana/loki",
]);

/** What every system has, or people take for granted. */
const GENERAL: ReadonlySet<string> = new Set(["sh", "bash", "ash", "curl", "wget", "nc", "cat", "test", "[", "echo", "exit", "true", "ls", "ps", "grep", "pgrep", "pidof", "ping", "stat", "timeout", "netstat"]);

interface Lacking {
  readonly names: readonly string[];
  readonly tags?: (tag: string) => boolean;
  readonly without: readonly string[];
}

/** Source: what each image's Dockerfile installs and removes again, and the base it is made on; otherwise the issue that is named. */
const LACKING: readonly Lacking[] = [
  { names: ["postgres", "postgis/postgis", "pgvector/pgvector", "redis", "valkey/valkey", "memcached", "httpd", "haproxy"], tags: isAlpine, without: ["curl"] },
  { names: ["postgres", "postgis/postgis", "pgvector/pgvector", "redis", "valkey/valkey", "memcached", "httpd", "haproxy", "mariadb", "mongo", "rabbitmq", "cassandra", "ghost"], tags: isDebian, without: ["curl", "wget"] },
  { names: ["rabbitmq", "ghost"], tags: isAlpine, without: ["curl"] },
  { names: ["timescale/timescaledb"], without: ["curl"] },
  { names: ["node", "python"], tags: isAlpine, without: ["curl"] },
  { names: ["node", "python"], tags: isSlim, without: ["curl", "wget"] },
  { names: ["php", "wordpress", "nginx", "nginxinc/nginx-unprivileged"], tags: isDebian, without: ["wget"] },
  { names: ["nginx", "nginxinc/nginx-unprivileged"], tags: (tag) => tag.includes('alpine-slim'), without: ["curl"] },
  { names: ["debian", "ubuntu"], without: ["curl", "wget", "nc"] },
  { names: ["alpine", "busybox"], without: ["curl", "bash"] },
  { names: ["mysql"], tags: (tag) => !tag.includes('debian'), without: ["wget"] },
  // The names of MySQL went with 11: MariaDB/mariadb-docker#512.
  { names: ["mariadb"], tags: since(11), without: ["mysqladmin", "mysql"] },
  // The old shell went with 6.0: MongoDB, "Compatibility Changes in MongoDB 6.0".
  { names: ["mongo"], tags: since(6), without: ["mongo"] },
  { names: ["prom/prometheus", "prom/alertmanager", "prom/node-exporter", "quay.io/prometheus/prometheus", "quay.io/prometheus/alertmanager", "quay.io/prometheus/node-exporter"], without: ["curl", "bash"] },
  { names: ["prom/prometheus", "prom/alertmanager", "prom/node-exporter"], tags: (tag) => tag.includes('distroless'), without: ["sh", "wget"] },
  { names: ["gcr.io/cadvisor/cadvisor", "registry", "eclipse-mosquitto"], without: ["curl"] },
  // keycloak/keycloak#17438
  { names: ["quay.io/keycloak/keycloak", "keycloak/keycloak"], tags: since(21), without: ["curl", "wget"] },
  // qdrant/qdrant#4250
  { names: ["qdrant/qdrant"], without: ["curl", "wget"] },
  // ollama/ollama#9781
  { names: ["ollama/ollama"], without: ["curl", "wget"] },
  // SigNoz/signoz#12657
  { names: ["signoz/signoz-otel-collector"], tags: since(0, 142), without: ["curl", "wget", "nc"] },
  // microsoft/mssql-docker#892: the tools are in /opt/mssql-tools18 since the builds of July 2024.
  { names: ["mcr.microsoft.com/mssql/server"], tags: (tag) => /^(?:2019|2022|2025)-latest$/.test(tag), without: ["/opt/mssql-tools/bin/sqlcmd"] },
];

/**
 * Whether the command of a container becomes its first process: the entrypoint of the image, if it has one, hands over to it. Other
 * images may keep an init of their own in front. Source: `ENTRYPOINT` of each image's Dockerfile, and the script behind it.
 */
export function handsOverTo({ name }: PulledImage): boolean {
  return HANDING_OVER.has(name);
}

const HANDING_OVER: ReadonlySet<string> = new Set([
  "alpine", "busybox", "debian", "ubuntu", "buildpack-deps", "node", "python", "php", "golang", "nginx", "nginxinc/nginx-unprivileged", "httpd", "haproxy", "memcached", "postgres", "postgis/postgis", "pgvector/pgvector",
  "timescale/timescaledb", "mysql", "mariadb", "mongo", "redis", "rabbitmq", "cassandra",
]);
