import { namespaceOf } from "../../compose/model/namespace.js";
import { isLoopback } from "../../compose/model/port.js";
import { containersOf } from "../../compose/model/services.js";
import { knownValue, readTexts } from "../../compose/model/value.js";
import { remove } from "../../compose/operation.js";
import { atValue } from "../../compose/place.js";
import { roleOf, type Role } from "../../images/roles.js";
import { defineRule, unsafe } from "../rule.js";

/** Docker's own resolver, which every container on a network of the project asks anyway. */
const EMBEDDED = "127.0.0.11";

/** Servers of `dns` are asked from inside the container, so that loopback is the container and not the host. */
export default defineRule({
  category: "networking",
  summary: "A DNS server on a loopback address is looked for in the container itself.",
  severity: "error",
  presets: ["recommended", "production", "strict"],
  fixable: "unsafe",
  tags: [],
  references: ["https://docs.docker.com/engine/network/#dns-services", "https://github.com/moby/moby/blob/master/daemon/libnetwork/internal/resolvconf/resolvconf.go"],
  messages: {
    loopback: ({ service, server }: { service: string; server: string }) =>
      `The DNS server ${server} of ${service} is looked for inside the container, not on the host, and nothing answers there unless the image brings one. Remove it, so that Docker asks the host's servers, or name one that the container can reach.`,
    embedded: ({ service }: { service: string }) =>
      `${EMBEDDED} is Docker's own resolver, which ${service} asks anyway; here stands whom that resolver asks for names outside of the project, and it cannot ask itself. Remove it.`,
  },
  check(project, report) {
    for (const service of containersOf(project)) {
      // Without a network namespace of its own, loopback is that of somebody else. A resolver or a VPN client brings its own server.
      if (namespaceOf(service, "network_mode")?.value.known === false || (namespaceOf(service, "network_mode")?.sharedWith ?? RESOLVERS.has(roleOf(service)))) continue;
      const servers = readTexts(service.tree, service.path, ["dns"]);
      const own = servers.filter((server) => isLoopback(knownValue(server) ?? ""));
      const [first] = own;
      if (first?.known !== true) continue;
      report({
        at: atValue(first.origin),
        service,
        message: first.value === EMBEDDED ? ["embedded", { service: service.name }] : ["loopback", { service: service.name, server: first.value }],
        fix: unsafe(
          own.length === servers.length ? "Remove dns" : "Remove the loopback address",
          "The container then asks other servers than before, and may get other answers.",
          own.length === servers.length ? [remove([...service.path, "dns"])] : own.map(({ path }) => remove(path)),
        ),
      });
    }
  },
});

const RESOLVERS: ReadonlySet<Role> = new Set<Role>(["dns", "vpn"]);
