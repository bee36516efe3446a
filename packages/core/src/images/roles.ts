import { knownWords, shellScriptOf } from "../compose/model/command.js";
import { programOf } from "../compose/model/program.js";
import type { Port } from "../compose/model/port.js";
import type { Service } from "../compose/model/service.js";
import { knownValue } from "../compose/model/value.js";
import { remember } from "../compose/remember.js";
import { factsThatHold } from "./catalogue/invocation.js";
import type { Role } from "./catalogue/role.js";
import { dataFoldersOf, mountOfData } from "./data-folders.js";
import { ROLES_BY_NAME, ROLES_BY_PATTERN, ROLES_BY_REPOSITORY } from "./known-images.js";
import { imageName, parseImageReference } from "./reference.js";

export type { Role } from "./catalogue/role.js";

const EVERY_ROLE: Readonly<Record<Role, true>> = {
  "data-store": true, cache: true, queue: true, "reverse-proxy": true, "admin-panel": true, dns: true, vpn: true, mail: true, job: true, monitoring: true, "socket-proxy": true, "time-daemon": true,
  "health-watcher": true, application: true,
};

/** All roles, by name. */
export const ROLES: readonly string[] = Object.keys(EVERY_ROLE);

/** The one role of a service: from its image, else from its shape; `application` if neither tells. */
export const roleOf = remember((service: Service): Role => {
  if (service.kind === "provider") return "application";
  const role = roleOfImage(service);
  if (role === undefined || role === "application") return role ?? roleOfShape(service);
  if (runsClient(service)) return service.isJob ? "job" : "application";
  return role === "cache" && isKept(service) ? "data-store" : role;
});

/** Whether strangers who reach a service have its data: stores, caches and queues, few of which ask for a password by default. */
export function holdsData(role: Role): boolean {
  return role === "data-store" || role === "cache" || role === "queue";
}

/** Whether a port is one of those that are of no use unless everybody can reach them, such as that of a mail server. */
export function mustFaceOutside(service: Service, { target, published }: Port): boolean {
  const ports = OUTWARD_PORTS.get(roleOf(service));
  if (ports === "all") return true;
  // Behind a well-known port of the host there may be any port of the container.
  return ports !== undefined && (ports.includes(target) || (published !== undefined && published.start === published.end && ports.includes(published.start)));
}

/** The ports that a role is reached by from the outside. Source: IANA's service name and port number registry. */
const OUTWARD_PORTS: ReadonlyMap<Role, readonly number[] | "all"> = new Map<Role, readonly number[] | "all">([
  ["reverse-proxy", [80, 443]],
  // Plain, over TLS and QUIC.
  ["dns", [53, 853]],
  // Every VPN lets one choose.
  ["vpn", "all"],
  // SMTP, submission, IMAP, POP3, ManageSieve.
  ["mail", [25, 465, 587, 143, 993, 110, 995, 4190]],
  // MQTT, for devices.
  ["queue", [1883, 8883]],
]);

/** From what the catalogue knows of it, else by its name. What is built here mostly is what its Dockerfile begins with, as long as it starts the same. */
function roleOfImage(service: Service): Role | undefined {
  const held = factsThatHold(service);
  const role = held?.otherProgram && service.isBuilt ? undefined : held?.image.role;
  if (role !== undefined && (role !== "application" || !service.isBuilt)) return role;
  const image = knownValue(service.image);
  return image === undefined ? role : (roleOfName(image) ?? role);
}

function roleOfName(image: string): Role | undefined {
  const reference = parseImageReference(image);
  const name = imageName(reference);
  return ROLES_BY_REPOSITORY.get(reference.repository.toLowerCase()) ?? ROLES_BY_NAME.get(name) ?? ROLES_BY_PATTERN.find(([pattern]) => pattern.test(name))?.[1];
}

/** Only ports that hardly anything else listens on tell a role. */
function roleOfShape(service: Service): Role {
  if (service.isJob) return "job";
  const has = (target: number, protocol: string): boolean => service.ports.some((port) => port.target === target && port.protocol === protocol);
  if (has(53, "udp")) return "dns";
  if (has(51_820, "udp") || has(1194, "udp")) return "vpn";
  if (has(25, "tcp") && (has(587, "tcp") || has(465, "tcp"))) return "mail";
  return has(123, "udp") ? "time-daemon" : "application";
}

/** Whether the image of a server is used for the tools that come with it: `psql`, a backup, a script that waits for the server and sets it up. */
function runsClient(service: Service): boolean {
  const { entrypoint, command } = programOf(service);
  const words = entrypoint ? knownWords({ words: [...entrypoint.words, ...(command?.words ?? [])] }) : knownWords(command);
  if (!words) return false;
  if (service.isJob && shellScriptOf(words) !== undefined) return true;
  const [program = ""] = words;
  return CLIENTS.has(program.slice(program.lastIndexOf("/") + 1).replace(/\.sh$/, ""));
}

const CLIENTS: ReadonlySet<string> = new Set([
  "psql", "pg_dump", "pg_dumpall", "pg_restore", "pg_basebackup", "mysqldump", "mysqladmin", "mariadb-dump", "mongosh", "mongodump", "mongorestore", "mongoimport", "redis-cli", "valkey-cli", "rabbitmqadmin",
  "kafka-topics", "kafka-console-consumer", "kafka-console-producer", "cqlsh", "clickhouse-client", "etcdctl", "mosquitto_sub", "mosquitto_pub", "curl", "wget", "sleep", "tail",
]);

/** Whether what a cache holds is to outlive it: it writes a log of all changes, or its data directory is mounted. */
function isKept(service: Service): boolean {
  const words = knownWords(programOf(service).command) ?? [];
  if (words[words.indexOf("--appendonly") + 1] === "yes") return true;
  return dataFoldersOf(service).some((directory) => (mountOfData(service, directory)?.type ?? "tmpfs") !== "tmpfs");
}
