import { definitionsOf } from "../../compose/model/definition.js";
import { usersOf } from "../../compose/model/sharing.js";
import { isRefusedByStack } from "../../compose/model/stack.js";
import { knownValue } from "../../compose/model/value.js";
import { set } from "../../compose/operation.js";
import { atKey } from "../../compose/place.js";
import { defineRule, unsafe } from "../rule.js";

/** `docker compose` starts plain containers, and an overlay network takes those only if it is attachable. */
export default defineRule({
  category: "networking",
  summary: "An overlay network that containers of `docker compose` cannot join.",
  severity: "info",
  presets: ["recommended", "production", "strict"],
  fixable: "unsafe",
  tags: [],
  references: ["https://docs.docker.com/reference/compose-file/networks/#attachable", "https://github.com/moby/swarmkit/blob/master/manager/resourceapi/allocator.go"],
  messages: {
    closed: ({ network, service }: { network: string; service: string }) =>
      `${service} cannot join the overlay network ${network} ("not manually attachable"): with \`docker compose\` it is a plain container, and the network is for swarm services only. Set \`attachable: true\`.`,
  },
  check(project, report) {
    // In a stack, all of them are swarm services.
    if (!isRefusedByStack(project)) return;
    for (const definition of definitionsOf(project, "network").values()) {
      const { key: network, driver, external, attachable, origin, path } = definition;
      if (knownValue(driver) !== "overlay" || (external && knownValue(external) !== false) || (attachable && knownValue(attachable) !== false)) continue;
      const [user] = usersOf(project, definition);
      if (!user) continue;
      report({
        at: atKey(attachable ? attachable.origin : origin),
        service: user,
        message: ["closed", { network, service: user.name }],
        fix: unsafe("Make it attachable", "The network has to be made anew; then every container on a node of the swarm can join it.", [set([...path, "attachable"], true)]),
      });
    }
  },
});
