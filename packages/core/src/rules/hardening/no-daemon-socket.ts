import { configsOf, secretsOf } from "../../compose/model/file-grant.js";
import { hostMountsOf, isDaemonSocket } from "../../compose/model/host-mount.js";
import { knownValue, readTexts } from "../../compose/model/value.js";
import type { Service } from "../../compose/model/service.js";
import { atKey, atValue } from "../../compose/place.js";
import type { Origin } from "../../compose/tree.js";
import type { Project } from "../../compose/load.js";
import { cleanTarget } from "../../compose/short-syntax/mount.js";
import { roleOf } from "../../images/roles.js";
import { defineRule } from "../rule.js";

/** Whoever may write to the daemon's socket may start a privileged container: it is root on the host, read-only mount or not. */
export default defineRule({
  category: "hardening",
  summary: "A container that can reach the container daemon's socket is root on the host.",
  severity: "error",
  presets: ["recommended", "production", "strict"],
  tags: ["cis:5.32", "owasp:rule-1", "kics:d6355c88-1e8d-49e9-b2f2-f8a1ca12c75b", "semgrep:yaml.docker-compose.security.exposing-docker-socket-volume", "compose-lint-python:CL-0001"],
  references: ["https://docs.docker.com/engine/security/#docker-daemon-attack-surface"],
  asksImages: ["role"],
  messages: {
    socket: ({ service, path }: { service: string; path: string }) =>
      `${service} can reach the daemon's socket (${path}), so whoever gets into it is root on the host; read-only does not help. Put a socket proxy between them that allows only the calls it needs.`,
    folder: ({ service, path }: { service: string; path: string }) =>
      `${service} gets all of ${path}, and with it the daemon's socket, so whoever gets into it is root on the host. Mount only the folder below it that is needed.`,
    apiSocket: ({ service }: { service: string }) =>
      `use_api_socket gives ${service} the daemon's socket and your registry credentials, so whoever gets into it is root on the host. Put a socket proxy between them.`,
    group: ({ service }: { service: string }) => `The group docker lets ${service} use the daemon's socket, which is as good as root on the host. Remove it from group_add.`,
    proxy: ({ service }: { service: string }) => `${service} holds the daemon's socket as a socket proxy. Keep it off published ports, and allow only the calls that are needed.`,
  },
  check(project, report) {
    for (const service of project.services) {
      const { name } = service;
      if (service.kind === "provider") continue;
      for (const { path, origin, isFolder } of exposures(project, service)) {
        if (roleOf(service) === "socket-proxy") report({ at: atValue(origin), service, severity: "info", message: ["proxy", { service: name }] });
        else report({ at: atValue(origin), service, message: [isFolder ? "folder" : "socket", { service: name, path }] });
      }
      const apiSocket = service.get("use_api_socket");
      if (apiSocket?.kind === "scalar" && apiSocket.value === true) report({ at: atKey(apiSocket.origin), service, message: ["apiSocket", { service: name }] });
      for (const group of readTexts(service.tree, service.path, ["group_add"])) {
        if (knownValue(group) === "docker") report({ at: atValue(group.origin), service, message: ["group", { service: name }] });
      }
    }
  },
});

interface Exposure {
  readonly path: string;
  readonly origin: Origin;
  readonly isFolder: boolean;
}

/** Bind mounts of a socket or of the folder that holds it, and secrets and configs made of a socket. */
function exposures(project: Project, service: Service): readonly Exposure[] {
  const found: Exposure[] = [];
  const add = (path: string | undefined, origin: Origin): void => {
    if (path === undefined) return;
    const clean = cleanTarget(path).replace(/^\/var\/run(?=\/|$)/, "/run");
    if (isDaemonSocket(clean) || isDaemonSocket(path)) found.push({ path, origin, isFolder: false });
    else if (FOLDERS.has(clean)) found.push({ path, origin, isFolder: true });
  };
  for (const { written, origin } of hostMountsOf(project, service)) add(written, origin);
  for (const { definition, origin } of [...secretsOf(project, service), ...configsOf(project, service)]) {
    if (definition?.source?.from === "file") add(knownValue(definition.source.value), origin);
  }
  return found;
}

const FOLDERS: ReadonlySet<string> = new Set(["/run", "/run/docker", "/run/containerd", "/run/podman", "/run/crio"]);
