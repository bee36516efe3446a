import { assignmentOf, environmentOf, envFilesOf } from "../compose/model/assignment.js";
import { programOf } from "../compose/model/program.js";
import type { Service } from "../compose/model/service.js";
import { knownValue } from "../compose/model/value.js";
import type { Plain } from "../compose/plain.js";
import { pulledImageOf } from "./pulled-image.js";

/**
 * A healthcheck for a service that runs an image as its maker meant it; nothing if none is known, or if a command or entrypoint of its own
 * may have changed where the server listens. Tried with the servers themselves: green when they serve, and not before.
 */
export function knownHealthcheck(service: Service): Plain | undefined {
  const { entrypoint, command } = programOf(service);
  const image = pulledImageOf(service);
  if (!image || entrypoint || command) return undefined;
  const test = testFor(image.name, service);
  return test && { test, interval: "10s", timeout: image.name === "rabbitmq" ? "30s" : "5s", retries: 5, start_period: SLOW.has(image.name) ? "60s" : "30s" };
}

function testFor(name: string, service: Service): readonly string[] | undefined {
  switch (name) {
    case "postgres":
    case "postgis/postgis":
    case "pgvector/pgvector":
    case "timescale/timescaledb":
      return postgresTest(service);
    case "mariadb":
      return ["CMD", "healthcheck.sh", "--connect", "--innodb_initialized"];
    case "mysql":
      return ["CMD", "mysqladmin", "ping", "-h", "127.0.0.1"];
    case "redis":
      return ["CMD-SHELL", "redis-cli ping | grep -q PONG"];
    case "valkey/valkey":
      return ["CMD-SHELL", "valkey-cli ping | grep -q PONG"];
    case "rabbitmq":
      return ["CMD", "rabbitmq-diagnostics", "-q", "ping"];
    default:
      return undefined;
  }
}

const SLOW: ReadonlySet<string> = new Set(["mysql", "mariadb", "rabbitmq"]);

/** It needs no login; but without a name that exists, the server would log a failure each time. */
function postgresTest(service: Service): readonly string[] | undefined {
  const user = valueOf(service, "POSTGRES_USER", "postgres");
  const database = valueOf(service, "POSTGRES_DB", user);
  return user === undefined || database === undefined ? undefined : ["CMD", "pg_isready", "-q", "-h", "127.0.0.1", "-U", user, "-d", database];
}

/** What a variable is set to; nothing if that is not known, or if it would have to be escaped. */
function valueOf(service: Service, name: string, otherwise: string | undefined): string | undefined {
  const assignment = assignmentOf(name, environmentOf(service));
  // It may come from a file.
  if (!assignment) return envFilesOf(service).length > 0 ? undefined : otherwise;
  const value = knownValue(assignment.value);
  return value === undefined || value === "" || assignment.value?.variables.length !== 0 || value.includes("$") ? undefined : value;
}
