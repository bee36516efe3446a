import { knownWords } from "../compose/model/command.js";
import { assignmentOf, environmentOf } from "../compose/model/assignment.js";
import { programOf } from "../compose/model/program.js";
import type { Service } from "../compose/model/service.js";
import { pulledImageOf } from "./pulled-image.js";

/**
 * While a database is set up for the first time, the entrypoint of its image runs a server for itself alone, which listens on the socket and
 * not on the network. Which one of them it is; nothing if it is none, or if it is not started by that entrypoint.
 * Source: `docker-entrypoint.sh` of docker-library/postgres, docker-library/mysql and MariaDB/mariadb-docker.
 */
export function setUpByEntrypoint(service: Service): "postgres" | "mysql" | undefined {
  const { entrypoint, command } = programOf(service);
  const [program = ""] = command ? (knownWords(command) ?? ["?"]) : [];
  if (entrypoint || !/^-|^(?:|postgres|mysqld|mariadbd)$/.test(program)) return undefined;
  const { name = "" } = pulledImageOf(service) ?? {};
  if (["postgres", "postgis/postgis", "pgvector/pgvector", "timescale/timescaledb"].includes(name)) return "postgres";
  return name === "mysql" || name === "mariadb" ? "mysql" : undefined;
}

/** Whether a client that a probe starts talks to the socket, given its arguments. */
export function usesSocket(service: Service, kind: "postgres" | "mysql", words: readonly string[]): boolean {
  const host = hostOf(words);
  if (kind === "postgres") return host === undefined ? assignmentOf("PGHOST", environmentOf(service)) === undefined : host.startsWith("/");
  // To the clients of MySQL, `localhost` is the socket.
  return !words.some((word) => /^--protocol(?:=tcp)?$/i.test(word)) && (host === undefined || host === "localhost");
}

/** The host that a client is told to talk to. */
export function hostOf(words: readonly string[]): string | undefined {
  for (const [index, word] of words.entries()) {
    if (word === "-h" || word === "--host") return words[index + 1];
    const [, host] = /^(?:--host=|-h)(.+)$/.exec(word) ?? [];
    if (host !== undefined) return host;
  }
  return undefined;
}
