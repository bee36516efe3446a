import { environmentOf, envFilesOf, type Assignment } from "../../compose/model/assignment.js";
import { commandCredentials, roughWords } from "../../compose/model/command-credential.js";
import { configsOf, secretsOf } from "../../compose/model/file-grant.js";
import type { Service } from "../../compose/model/service.js";
import { knownValue, readTexts } from "../../compose/model/value.js";
import type { Project } from "../../compose/load.js";
import { atValue } from "../../compose/place.js";
import type { Origin } from "../../compose/tree.js";
import { judgeCredential } from "../../compose/values/credential-value.js";
import { facesOutside } from "../../images/exposure.js";
import { familiarNames } from "../../images/familiar-names.js";
import { imageName, parseImageReference } from "../../images/reference.js";
import { defineRule } from "../rule.js";

/** What everybody tries first opens the door: scanners that look for open databases know all of these. */
export default defineRule({
  category: "secrets",
  summary: "A service takes a password that everybody tries first, or none at all.",
  severity: "error",
  presets: ["recommended", "production", "strict"],
  tags: ["owasp:rule-12", "kics:a88baa34-e2ad-44ea-ad6f-8cac87bc7c71", "compose-lint-python:CL-0020"],
  references: ["https://cwe.mitre.org/data/definitions/1392.html", "https://www.postgresql.org/docs/current/auth-trust.html"],
  messages: {
    password: ({ name, service, reach, guess }: Data) => `${name} sets a password for ${service} that ${guess}, and ${reach}. Choose one that nobody can guess, and keep it out of this file.`,
    key: ({ name, service }: Data) => `${name} of ${service} is a key that everybody knows: with it one can forge what ${service} signs, or read what it encrypts. Generate one, and keep it out of this file.`,
    open: ({ name, service, reach }: Data) => `With this ${name}, ${service} asks nobody for a password, and ${reach}. Set a password instead.`,
    untouched: ({ name, service, reach }: Data) => `${service} starts with the user and password that its image comes with, and ${reach}. Set ${name}.`,
  },
  check(project, report) {
    const told = new Set<unknown>();
    for (const service of project.services) {
      if (service.kind === "provider") continue;
      const isReachable = facesOutside(project, service);
      const data = { service: service.name, reach: isReachable ? "other machines can reach it" : "every container beside it can use it" };
      const grade = isReachable ? {} : ({ severity: "warning" } as const);
      for (const { kind, name, origin, guess = EVERYBODY } of openDoors(project, service)) {
        // What services share through an anchor is written once, and told once.
        if (told.has(origin.node)) continue;
        told.add(origin.node);
        report({ at: atValue(origin), service, ...grade, message: [kind, { ...data, name, guess }] });
      }
    }
  },
});

interface Data {
  readonly name: string;
  readonly service: string;
  readonly reach: string;
  /** What makes a password one of the first that are tried. */
  readonly guess: string;
}

const EVERYBODY = "everybody tries first";
const OWN_NAME = "is one of the project's own names, which everybody tries first";

interface OpenDoor {
  readonly kind: "password" | "key" | "open" | "untouched";
  readonly name: string;
  readonly origin: Origin;
  readonly guess?: string;
}

function openDoors(project: Project, service: Service): readonly OpenDoor[] {
  const image = knownValue(service.image) ?? "";
  const program = imageName(parseImageReference(image));
  const guessOf = (value: string, name: string): string => (judgeCredential(value, name, []) === "well-known" ? EVERYBODY : OWN_NAME);
  const isWellKnown = (value: string, name: string): boolean => judgeCredential(value, name, familiarNames(project, service)) === "well-known";
  const environment = environmentOf(service);
  const server = SERVERS.find(([names]) => names.test(program));
  const doors: OpenDoor[] = environment.flatMap((variable): readonly OpenDoor[] => {
    const { name } = variable;
    const value = knownValue(variable.value);
    if (value === undefined || !variable.value) return [];
    const { origin } = variable.value;
    if (OPENERS.some((opener) => opener.variable === name && opener.image.test(program) && opener.value.test(value) && !hasPassword(opener.unless, environment))) return [{ kind: "open", name, origin }];
    const password = name === "NEO4J_AUTH" ? value.replace(/^[^/]*\//, "") : value;
    if (setsPassword(server, name) && isWellKnown(password, name)) return [{ kind: "password", name, origin, guess: guessOf(password, name) }];
    return SIGNING_KEY.test(name) && isWellKnown(value, name) ? [{ kind: "key", name, origin }] : [];
  });
  const command = readTexts(service.tree, service.path, ["command"]);
  if (command.some((text) => knownValue(text)?.includes(REQUIRED_PASSWORD) === true)) {
    const words = command.flatMap((text) => roughWords(knownValue(text) ?? "").map((word) => ({ word, origin: text.origin })));
    for (const { name, value, index } of commandCredentials(words.map(({ word }) => word))) {
      const origin = words[index]?.origin;
      if (origin && name.endsWith(REQUIRED_PASSWORD) && isWellKnown(value, name)) doors.push({ kind: "password", name, origin, guess: guessOf(value, name) });
    }
  }
  const missing = missingPassword(project, service);
  return missing === undefined || !service.image ? doors : [...doors, { kind: "untouched", name: missing, origin: service.image.origin }];
}

/** Redis's option; of other commands, nothing is said. */
const REQUIRED_PASSWORD = "requirepass";

/** Whether a variable is what a server takes for the password that it is to ask for; what a client knocks with is none. */
function setsPassword(server: (typeof SERVERS)[number] | undefined, name: string): boolean {
  if (server) return server[1].test(name);
  return ADMINISTRATOR.test(name) && !OF_ANOTHER_SERVICE.test(name);
}

/** Programs by the last part of their image's name, and the variables by which they are given a password. Source: the images' documentation. */
const SERVERS: readonly (readonly [image: RegExp, variables: RegExp])[] = [
  [/^mongo-express$/, /^ME_CONFIG_BASICAUTH_PASSWORD$/],
  [/^(?:postgres|postgresql|postgis|pgvector|timescaledb(?:-ha)?)$/, /^POSTGRES(?:QL)?_(?:POSTGRES_)?PASSWORD$/],
  [/^(?:mysql|mysql-server|mariadb|percona|percona-server)$/, /^(?:MYSQL|MARIADB)_(?:ROOT_)?PASSWORD$/],
  [/^mongo(?:db)?$/, /^(?:MONGO_INITDB_ROOT|MONGODB_ROOT|MONGODB)_PASSWORD$/],
  [/^rabbitmq$/, /^RABBITMQ_(?:DEFAULT_PASS|PASSWORD)$/],
  [/^minio$/, /^MINIO_(?:ROOT_PASSWORD|SECRET_KEY)$/],
  [/^grafana(?:-oss|-enterprise)?$/, /^GF_SECURITY_ADMIN_PASSWORD$/],
  [/^elasticsearch$/, /^ELASTIC_PASSWORD$/],
  [/^opensearch$/, /^OPENSEARCH_INITIAL_ADMIN_PASSWORD$/],
  [/^clickhouse(?:-server)?$/, /^CLICKHOUSE_PASSWORD$/],
  [/^influxdb$/, /^DOCKER_INFLUXDB_INIT_(?:PASSWORD|ADMIN_TOKEN)$|^INFLUXDB_ADMIN_PASSWORD$/],
  [/^couchdb$/, /^COUCHDB_PASSWORD$/],
  [/^neo4j$/, /^NEO4J_AUTH$/],
  [/^(?:server|mssql-server-linux|azure-sql-edge)$/, /^(?:MSSQL_)?SA_PASSWORD$/],
  [/^keycloak$/, /^(?:KEYCLOAK|KC_BOOTSTRAP)_ADMIN_PASSWORD$/],
  [/^pgadmin4$/, /^PGADMIN_DEFAULT_PASSWORD$/],
  [/^openldap$/, /^LDAP_(?:ADMIN|CONFIG)_PASSWORD$/],
];

/** What any program calls the password of its first user. */
const ADMINISTRATOR = /^(?:\w+_)?(?:ADMIN|SUPERADMIN|SUPERUSER|BOOTSTRAP|INITIAL)_(?:USER_)?(?:PASSWORD|PASS)$/i;
const OF_ANOTHER_SERVICE = /(?:^|_)(?:DB|DATABASE|SQL|MYSQL|MARIADB|MONGO|MONGODB|POSTGRES|PG|LDAP|KEYCLOAK|GRAFANA|RABBITMQ|REDIS|ELASTIC|KAFKA|SMTP)_/i;

/** What a program signs or encrypts with, and needs nobody else to know. */
const SIGNING_KEY = /^(?:\w+_)?(?:(?:JWT|SESSION|COOKIE|CSRF|NEXTAUTH|SIGNING|ENCRYPTION)_(?:SECRET|KEY|SECRET_KEY)|(?:APP|AUTH)_SECRET(?:_KEY)?)$|^APP_KEY$|^SECRET_KEY(?:_BASE)?$/i;

interface Opener {
  readonly image: RegExp;
  readonly variable: string;
  readonly value: RegExp;
  /** Variables that set a password all the same. */
  readonly unless?: RegExp;
}

const YES = /^(?:yes|true|1|on)$/i;

/** Settings after which nobody is asked. Source: each image's documentation. */
const OPENERS: readonly Opener[] = [
  { image: /^(?:postgres|postgis|pgvector|timescaledb(?:-ha)?)$/, variable: "POSTGRES_HOST_AUTH_METHOD", value: /^trust$/ },
  // Any text counts as yes, "no" among it.
  { image: /^(?:mysql|mariadb|percona)$/, variable: "MYSQL_ALLOW_EMPTY_PASSWORD", value: /./, unless: /^(?:MYSQL|MARIADB)_(?:RANDOM_)?ROOT_PASSWORD(?:_FILE|_HASH)?$/ },
  { image: /^mariadb$/, variable: "MARIADB_ALLOW_EMPTY_ROOT_PASSWORD", value: /./, unless: /^(?:MYSQL|MARIADB)_(?:RANDOM_)?ROOT_PASSWORD(?:_FILE|_HASH)?$/ },
  // Bitnami's images.
  { image: /./, variable: "ALLOW_EMPTY_PASSWORD", value: YES, unless: /_PASSWORD(?:_FILE)?$/ },
  { image: /^neo4j$/, variable: "NEO4J_AUTH", value: /^none$/ },
  { image: /^elasticsearch$/, variable: "xpack.security.enabled", value: /^false$/i },
  { image: /^opensearch$/, variable: "DISABLE_SECURITY_PLUGIN", value: /^true$/i },
  { image: /^opensearch$/, variable: "plugins.security.disabled", value: /^true$/i },
];

function hasPassword(names: RegExp | undefined, environment: readonly Assignment[]): boolean {
  return names !== undefined && environment.some(({ name, value }) => name !== "ALLOW_EMPTY_PASSWORD" && names.test(name) && !(value?.known === true && value.value === ""));
}

/** The variable that an image needs to have no password of its own: nobody sets it, and there is nothing else that could. */
function missingPassword(project: Project, service: Service): string | undefined {
  const { repository } = parseImageReference(knownValue(service.image) ?? "");
  const vendor = VENDORS.find((each) => each.repository === repository);
  if (!vendor || !service.complete || service.isJob || service.isBuilt || !service.mountsComplete) return undefined;
  const hasOther = envFilesOf(service).length > 0 || service.get("entrypoint") !== undefined || secretsOf(project, service).length > 0 || configsOf(project, service).length > 0;
  const isUsual = vendor.needsCommand ? service.get("command") !== undefined : service.get("command") === undefined;
  if (hasOther || !isUsual || environmentOf(service).some(({ name }) => vendor.settings.test(name))) return undefined;
  return service.mounts.some(({ target }) => vendor.configuration.test(target)) ? undefined : vendor.variables;
}

interface Vendor {
  readonly repository: string;
  readonly variables: string;
  /** Variables and mounts that may set a password. */
  readonly settings: RegExp;
  readonly configuration: RegExp;
  /** Whether the image does nothing without a command; of the others, one may change everything. */
  readonly needsCommand: boolean;
}

const VENDORS: readonly Vendor[] = [
  // MinIO's documentation, "Root user": minioadmin, twice.
  { repository: "minio/minio", variables: "MINIO_ROOT_USER and MINIO_ROOT_PASSWORD", settings: /^MINIO_(?:ROOT|ACCESS|SECRET|CONFIG_ENV|IDENTITY)/, configuration: /^\/run\/secrets|^\/etc\/(?:default|config)/, needsCommand: true },
  // The image lets its user `guest` in from everywhere, unlike RabbitMQ itself: docker-library/rabbitmq, 10-defaults.conf.
  { repository: "rabbitmq", variables: "RABBITMQ_DEFAULT_USER and RABBITMQ_DEFAULT_PASS", settings: /^RABBITMQ_(?:DEFAULT_|CONFIG|ADVANCED|DEFINITIONS|SERVER_ADDITIONAL)/, configuration: /^\/etc\/rabbitmq/, needsCommand: false },
];
