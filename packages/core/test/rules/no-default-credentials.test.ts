import { expect, it } from "vitest";
import { diagnose } from "./check.js";
import { testRule } from "./table.js";

const INSIDE = "every container beside it can use it";
const OUTSIDE = "other machines can reach it";
const password = (name: string, service: string, reach = INSIDE): string =>
  `${reach === INSIDE ? "warning" : "error"} ${name} sets a password for ${service} that everybody tries first, and ${reach}. Choose one that nobody can guess, and keep it out of this file.`;
const key = (name: string, service: string): string => `${name} of ${service} is a key that everybody knows: with it one can forge what ${service} signs, or read what it encrypts. Generate one, and keep it out of this file.`;
const open = (name: string, service: string): string => `warning With this ${name}, ${service} asks nobody for a password, and ${INSIDE}. Set a password instead.`;
const untouched = (names: string, service: string): string => `warning ${service} starts with the user and password that its image comes with, and ${INSIDE}. Set ${names}.`;

/** A service of an image, with more keys in flow style. */
const service = (name: string, image: string, keys = ""): string => `services:\n  ${name}: {image: "${image}"${keys === "" ? "" : `, ${keys}`}}\n`;

testRule("no-default-credentials", {
  reports: [
    ["a well-known password", "services:\n  db:\n    image: postgres:16\n    environment:\n      POSTGRES_PASSWORD: postgres\n", [`5:26-34 ${password("POSTGRES_PASSWORD", "db")}`]],
    ["an item of a list", 'services:\n  db:\n    image: mysql:8\n    environment: [MYSQL_ROOT_PASSWORD=root, "MYSQL_PASSWORD=123456"]\n', [password("MYSQL_ROOT_PASSWORD", "db"), password("MYSQL_PASSWORD", "db")].map((text, index) => `4:${index === 0 ? "19-43" : "45-68"} ${text}`)],
    ["with an open port", service("db", "mongo:7", "ports: ['27017:27017'], environment: {MONGO_INITDB_ROOT_PASSWORD: changeme}"), [`2:92-100 ${password("MONGO_INITDB_ROOT_PASSWORD", "db", OUTSIDE)}`]],
    ["with a port on loopback only", service("db", "mongo:7", "ports: ['127.0.0.1:27017:27017'], environment: {MONGO_INITDB_ROOT_PASSWORD: password}"), ["2:102-110 warning"]],
    ["the name of the user", service("db", "postgres:16", "environment: {POSTGRES_USER: shop, POSTGRES_PASSWORD: shop}"), [`2:84-88 warning POSTGRES_PASSWORD sets a password for db that is one of the project's own names, which everybody tries first, and ${INSIDE}. Choose one`]],
    ["the name of the service", service("shop", "postgres:16", "environment: {POSTGRES_PASSWORD: shop}"), ["2:65-69"]],
    ["a default", service("db", "postgres:16", "environment: {POSTGRES_PASSWORD: '${P:-postgres}'}"), ["2:63-79"]],
    ["a variable of .env", service("db", "postgres:16", "environment: {POSTGRES_PASSWORD: $P}"), ["2:63-65"], { env: "P=changeme" }],
    ["copies of the images", service("db", "bitnami/postgresql:16", "environment: {POSTGRESQL_PASSWORD: postgres}"), ["2:75-83"]],
    ["MinIO, Grafana and RabbitMQ", `${service("a", "minio/minio:1", "command: server /data, environment: {MINIO_ROOT_PASSWORD: minioadmin}")}  b: {image: "grafana/grafana:11", environment: {GF_SECURITY_ADMIN_PASSWORD: admin}}\n  c: {image: "rabbitmq:4", environment: {RABBITMQ_DEFAULT_PASS: guest}}\n`, ["2:89-99", "3:78-83", "4:65-70"]],
    ["Neo4j, which has both in one", service("graph", "neo4j:5", "environment: {NEO4J_AUTH: neo4j/password}"), [`2:55-69 ${password("NEO4J_AUTH", "graph")}`]],
    ["Redis", service("cache", "redis:7", "command: redis-server --requirepass redis"), [`2:38-70 ${password("--requirepass", "cache")}`]],
    ["an administrator's password of any program", service("app", "acme/app:1", "environment: {ADMIN_PASSWORD: admin}"), [`2:60-65 ${password("ADMIN_PASSWORD", "app")}`]],
    ["a signing key", service("app", "acme/app:1", "environment: {JWT_SECRET: change-me-in-production, SECRET_KEY: secret}"), [`2:56-79 warning ${key("JWT_SECRET", "app")}`, `2:93-99 warning ${key("SECRET_KEY", "app")}`]],
    ["trust", service("db", "postgres:16", "environment: {POSTGRES_HOST_AUTH_METHOD: trust}"), [`2:71-76 ${open("POSTGRES_HOST_AUTH_METHOD", "db")}`]],
    ["no password at all", service("db", "mariadb:11", "environment: {MYSQL_ALLOW_EMPTY_PASSWORD: 'no'}"), [`2:71-75 ${open("MYSQL_ALLOW_EMPTY_PASSWORD", "db")}`]],
    ["no password, as Bitnami calls it", service("cache", "bitnami/redis:7", "environment: [ALLOW_EMPTY_PASSWORD=yes]"), [`2:51-75 ${open("ALLOW_EMPTY_PASSWORD", "cache")}`]],
    ["security that is turned off", `${service("a", "elasticsearch:8.15.0", "environment: {xpack.security.enabled: 'false'}")}  b: {image: "opensearchproject/opensearch:2", environment: [DISABLE_SECURITY_PLUGIN=true]}\n  c: {image: "neo4j:5", environment: [NEO4J_AUTH=none]}\n`, ["2:76-83", "3:62-90", "4:39-54"]],
    ["nothing where the image has a password of its own", `${service("store", "minio/minio:1", "command: server /data, volumes: ['d:/data']")}  queue: {image: "rabbitmq:4-management"}\nvolumes: {d: {}}\n`, [`2:18-33 ${untouched("MINIO_ROOT_USER and MINIO_ROOT_PASSWORD", "store")}`, `3:18-41 ${untouched("RABBITMQ_DEFAULT_USER and RABBITMQ_DEFAULT_PASS", "queue")}`]],
    ["what services share, once", "x-e: &e {POSTGRES_PASSWORD: postgres}\nservices:\n  a: {image: postgres:16, environment: *e}\n  b: {image: postgres:16, environment: {<<: *e, A: b}}\n", ["1:29-37"]],
    ["Windows, and a fragment's administrator", "services:\n  app: {platform: windows, environment: {ADMIN_PASSWORD: admin}}\n", ["2:58-63"]],
  ],
  accepts: [
    ["a password of one's own", service("db", "postgres:16", "environment: {POSTGRES_PASSWORD: kV9-tulip-Orbit}")],
    ["a weak one, which `no-plaintext-secret` reports", service("db", "postgres:16", "environment: {POSTGRES_PASSWORD: postgres123}")],
    ["a variable", service("db", "postgres:16", "environment: {POSTGRES_PASSWORD: $P, A: '${P:?}', POSTGRES_HOST_AUTH_METHOD: $M}")],
    ["a placeholder", service("db", "postgres:16", "environment: {POSTGRES_PASSWORD: <password>}")],
    ["a file", service("db", "postgres:16", "environment: {POSTGRES_PASSWORD_FILE: /run/secrets/p}")],
    ["what a client knocks with", service("app", "acme/app:1", "environment: {DB_PASSWORD: postgres, POSTGRES_PASSWORD: postgres, MYSQL_ROOT_PASSWORD: root, SMTP_PASSWORD: test, DB_ADMIN_PASSWORD: admin}")],
    ["another way to log in", service("db", "postgres:16", "environment: {POSTGRES_HOST_AUTH_METHOD: scram-sha-256, POSTGRES_PASSWORD_FILE: /x/y}")],
    ["a switch that changes nothing", service("db", "mysql:8", "environment: {MYSQL_ALLOW_EMPTY_PASSWORD: 'yes', MYSQL_ROOT_PASSWORD_FILE: /run/secrets/p}")],
    ["a switch of Bitnami's that is off, or changes nothing", service("cache", "bitnami/redis:7", "environment: [ALLOW_EMPTY_PASSWORD=no]") + '  b: {image: "bitnami/redis:7", environment: [ALLOW_EMPTY_PASSWORD=yes, REDIS_PASSWORD=$P]}\n'],
    ["security that is on", service("a", "elasticsearch:8.15.0", "environment: {xpack.security.enabled: 'true'}")],
    ["RabbitMQ with a configuration of its own", service("queue", "rabbitmq:4", "volumes: ['./rabbitmq.conf:/etc/rabbitmq/rabbitmq.conf:ro']") + '  b: {image: "rabbitmq:4", env_file: queue.env}\n  c: {image: "rabbitmq:4", environment: [RABBITMQ_DEFAULT_PASS]}\n  d: {image: "rabbitmq:4", configs: [x]}\nconfigs: {x: {file: ./x}}\n'],
    ["MinIO with a user, a secret, or another program", service("a", "minio/minio:1", "command: server /data, environment: {MINIO_ROOT_USER: $U, MINIO_ROOT_PASSWORD: $P}") + '  b: {image: "minio/minio:1", command: server /data, secrets: [access_key]}\n  c: {image: "minio/mc", entrypoint: mc}\nsecrets: {access_key: {file: ./k}}\n'],
    ["a fragment of RabbitMQ", "services:\n  queue: {restart: always}\n"],
    ["a build argument", "services:\n  app: {build: {context: ., args: {ADMIN_PASSWORD: admin}}}\n"],
    ["a provider", "services:\n  db: {provider: {type: cloud}, environment: {ADMIN_PASSWORD: admin}}\n"],
  ],
});

it("never tells the password", () => {
  const [finding] = diagnose("no-default-credentials", service("db", "postgres:16", "environment: {POSTGRES_PASSWORD: minioadmin}"));
  expect(finding?.message).toContain("POSTGRES_PASSWORD");
  expect(finding?.message).not.toContain("minioadmin");
});
