import { assignmentOf, environmentOf, envFilesOf } from "../../compose/model/assignment.js";
import { namespaceOf, publishesPorts } from "../../compose/model/namespace.js";
import { isLoopback } from "../../compose/model/port.js";
import { programOf } from "../../compose/model/program.js";
import type { Service } from "../../compose/model/service.js";
import { knownValue, type Known, type Value } from "../../compose/model/value.js";
import { atValue, type Place } from "../../compose/place.js";
import { imageName, parseImageReference } from "../../images/reference.js";
import { roleOf } from "../../images/roles.js";
import { defineRule, type Severity } from "../rule.js";

/** The daemon asks nobody for a password. Over TCP without TLS it obeys whoever reaches its port. */
export default defineRule({
  category: "hardening",
  summary: "The container daemon is reached over TCP without TLS, so that everybody who reaches it is root.",
  severity: "error",
  presets: ["recommended", "production", "strict"],
  tags: ["cis:2.7", "owasp:rule-1"],
  references: ["https://docs.docker.com/engine/security/protect-access/", "https://docs.docker.com/engine/security/#docker-daemon-attack-surface"],
  messages: {
    published: ({ service }: { service: string }) => `Port 2375 of ${service} is the daemon's, without password or encryption: whoever reaches it starts containers as root. Do not publish it; other containers reach it by the name ${service}.`,
    proxy: ({ service }: { service: string }) => `Port 2375 of ${service} hands the daemon's API to whoever reaches it, as far as the proxy lets it through. Do not publish it; other containers reach it by the name ${service}.`,
    client: ({ service, host }: { service: string; host: string }) => `${service} controls the daemon of ${host} without password or encryption, so that everybody who reaches that port is root there. Use TLS on port 2376 with DOCKER_TLS_VERIFY, or ssh://.`,
    server: ({ service }: { service: string }) => `The daemon in ${service} listens without TLS: every container that reaches it is root in it, and on the host if ${service} is privileged. Leave DOCKER_TLS_CERTDIR as it is, or give dockerd --tlsverify.`,
  },
  check(project, report) {
    for (const service of project.services) {
      if (service.kind === "provider") continue;
      const names = { service: service.name };
      const port = publishesPorts(service) === false ? undefined : service.ports.find(({ target, protocol }) => target === 2375 && protocol === "tcp");
      const server = openServer(service);
      if (port) {
        const isPrivate = port.hostIp?.known === true && isLoopback(port.hostIp.value);
        report({ at: atValue(port.origin), service, ...(isPrivate ? { severity: "warning" } : {}), message: [roleOf(service) === "socket-proxy" ? "proxy" : "published", names] });
      } else if (server) {
        report({ ...server, service, message: ["server", names] });
      }
      for (const { host, at } of plainConnections(service)) report({ at, service, message: ["client", { ...names, host }] });
    }
  },
});

/** A daemon in the container that listens to others without asking for a certificate. */
function openServer(service: Service): { readonly at: Place; readonly severity: Severity } | undefined {
  const severity = namespaceOf(service, "network_mode")?.sharedWith?.kind === "host" ? "error" : "warning";
  const { entrypoint, command } = programOf(service);
  const words = [...(entrypoint?.words ?? []), ...(command?.words ?? [])].map((word) => knownValue(word));
  const isDind = isDockerInDocker(service);
  if (words.length === 0 && !isDind) return undefined;
  const runsDaemon = words.some((word) => word !== undefined && /(?:^|\s|\/)dockerd(?:\s|$)/.test(word)) || (isDind && words[0]?.startsWith("-") === true);
  // What nobody knows may be the missing option, and a file may hold it.
  if (words.includes(undefined) || /--tlsverify(?!=false)|--config-file/.test(words.join(" "))) return undefined;
  if (runsDaemon && command && /(?:-H|--host)[\s=]?tcp:\/\/(?!127\.|localhost|\[::1\])/.test(words.join(" "))) return { at: atValue(command.origin), severity };
  const certificates = assignmentOf("DOCKER_TLS_CERTDIR", environmentOf(service))?.value;
  // Source: docker-library/docker, dockerd-entrypoint.sh.
  return isDind && (words.length === 0 || words[0]?.startsWith("-") === true) && certificates?.known === true && certificates.value === "" ? { at: atValue(certificates.origin), severity } : undefined;
}

function isDockerInDocker({ image }: Service): boolean {
  if (image?.known !== true || !image.value.includes("dind")) return false;
  const reference = parseImageReference(image.value);
  return imageName(reference) === "docker" && (reference.tag ?? "").includes("dind");
}

interface Connection {
  readonly host: string;
  readonly at: Place;
}

/** Addresses of daemons, in the environment or in the command, that nothing protects and that lead out of the containers. */
function plainConnections(service: Service): readonly Connection[] {
  const environment = environmentOf(service);
  const { entrypoint, command } = programOf(service);
  const addresses: readonly (readonly [Known<string>, RegExp])[] = [
    ...environment.flatMap(({ name, value }) => (hasAddress(value) ? [[value, name === "DOCKER_HOST" ? DAEMON : PLAIN_PORT] as const] : [])),
    ...[...(entrypoint?.words ?? []), ...(command?.words ?? [])].filter(hasAddress).map((word) => [word, PLAIN_PORT] as const),
  ];
  if (addresses.length === 0) return [];
  const verify = assignmentOf("DOCKER_TLS_VERIFY", environment);
  const isProtected = verify ? verify.value?.known !== true || verify.value.value !== "" : envFilesOf(service).length > 0;
  if (isProtected) return [];
  return addresses.flatMap(([value, pattern]): readonly Connection[] => {
    const [, host = ""] = pattern.exec(value.value) ?? [];
    return host === "" || isWithin(service, host) ? [] : [{ host, at: atValue(value.origin) }];
  });
}

function hasAddress(value: Value<string> | undefined): value is Known<string> {
  return value?.known === true && value.value.includes("tcp://");
}

/** The port for connections without TLS is the default. Source: docker/cli, `DefaultHTTPPort`. */
const DAEMON = /^tcp:\/\/([^\s:/]+)(?::2375)?\/?$/;
const PLAIN_PORT = /\btcp:\/\/([^\s:/]+):2375\b/;

/**
 * Whether a daemon or a proxy in a container answers: a name without a dot is that of a container, what listens names itself 0.0.0.0,
 * and localhost is the container's own, or that of one whose network it shares.
 */
function isWithin(service: Service, host: string): boolean {
  if (host === "localhost" || host.startsWith("127.")) return namespaceOf(service, "network_mode")?.sharedWith?.kind !== "host";
  return host === "0.0.0.0" || !host.includes(".") || /proxy/i.test(host);
}
