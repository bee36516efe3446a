import { isLoopback } from "../../compose/model/port.js";
import { containersOf } from "../../compose/model/services.js";
import { readTexts } from "../../compose/model/value.js";
import { isIpAddress } from "../../compose/short-syntax/port.js";
import { atValue } from "../../compose/place.js";
import { defineRule } from "../rule.js";

interface Pair {
  readonly service: string;
  readonly privateServer: string;
  readonly publicServer: string;
}

/** The next server is asked when the one before fails, not when it knows no answer: "does not exist" is an answer. */
export default defineRule({
  category: "networking",
  summary: "A list of a private and a public DNS server: the next one is asked when the one before fails, not for the names it does not know.",
  severity: "info",
  presets: ["recommended", "production", "strict"],
  tags: [],
  references: ["https://docs.docker.com/engine/network/#dns-services", "https://github.com/moby/moby/blob/master/daemon/libnetwork/resolver.go"],
  messages: {
    publicFirst: ({ service, privateServer, publicServer }: Pair) =>
      `${service} asks ${publicServer} first, and "does not exist" is an answer: names that only ${privateServer} knows are never found. List servers that all know the same names.`,
    privateFirst: ({ service, privateServer, publicServer }: Pair) =>
      `${service} asks ${publicServer} whenever ${privateServer} fails, and then names that only ${privateServer} knows do not exist. List servers that all know the same names.`,
  },
  check(project, report) {
    for (const service of containersOf(project)) {
      const servers = readTexts(service.tree, service.path, ["dns"]).flatMap((server) => (server.known && isIpAddress(server.value) && !isLoopback(server.value) ? [server] : []));
      const [first] = servers;
      const other = servers.find(({ value }) => first && isPrivate(value) !== isPrivate(first.value));
      if (!first || !other) continue;
      const [privateServer, publicServer] = isPrivate(first.value) ? [first.value, other.value] : [other.value, first.value];
      report({
        at: atValue(other.origin),
        service,
        message: [isPrivate(first.value) ? "privateFirst" : "publicFirst", { service: service.name, privateServer, publicServer }],
      });
    }
  },
});

/** Whether an address is only reached from within some network. Source: IANA's registries of special-purpose addresses (RFC 1918, 6598, 3927, 4193, 4291). */
function isPrivate(address: string): boolean {
  return /^(?:10\.|192\.168\.|169\.254\.|172\.(?:1[6-9]|2\d|3[01])\.|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.|f[cd][\da-f]{2}:|fe[89ab][\da-f]:)/i.test(address);
}
