import { assignmentOf, environmentOf } from "../compose/model/assignment.js";
import type { Service } from "../compose/model/service.js";
import { factsThatHold } from "./catalogue/invocation.js";

/**
 * While a database is set up for the first time, the entrypoint of its image may run a server for itself alone, which listens on the socket and
 * not on the network. Whose clients can tell; nothing if there is no such server, or if something else is started.
 */
export function setUpBySocket(service: Service): "postgres" | "mysql" | undefined {
  const { image, otherProgram } = factsThatHold(service) ?? {};
  if (!image || otherProgram || image.facts.firstStart?.temporaryServer !== true) return undefined;
  switch (image.facts.pid1?.program) {
    case "postgres":
      return "postgres";
    case "mysqld":
    case "mariadbd":
      return "mysql";
    default:
      return undefined;
  }
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
