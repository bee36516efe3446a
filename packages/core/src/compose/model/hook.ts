import type { Path } from "../path.js";
import { itemsOf, type Origin, type Scalar } from "../tree.js";
import { readAssignments, type Assignment } from "./assignment.js";
import { readCommand, type Command } from "./command.js";
import type { Service } from "./service.js";
import { asFlag, asText, readerOf, type Value } from "./value.js";

/** A command that Compose runs in a container before or after something happens to it. */
export interface Hook {
  readonly event: "pre_start" | "post_start" | "pre_stop";
  readonly command: Command | undefined;
  /** Absent means the container's own user. */
  readonly user: Value<string> | undefined;
  readonly privileged: Value<boolean> | undefined;
  readonly environment: readonly Assignment[];
  readonly origin: Origin;
  readonly path: Path;
}

export function hooksOf(service: Service): readonly Hook[] {
  if (!EVENTS.some((event) => service.tree.entries.has(event))) return NO_HOOKS;
  return EVENTS.flatMap((event) =>
    itemsOf(service.get(event)).flatMap((item, index): readonly Hook[] => {
      if (item.kind !== "mapping") return [];
      const path: Path = [...service.path, event, index];
      const read = readerOf(item, path);
      return [
        {
          event,
          command: readCommand(item.entries.get("command"), [...path, "command"]),
          user: read(asText, "user"),
          privileged: read(asLateFlag, "privileged"),
          environment: readAssignments(item.entries.get("environment"), [...path, "environment"]),
          origin: item.origin,
          path,
        },
      ];
    }),
  );
}

const NO_HOOKS: readonly Hook[] = [];

const EVENTS = ["pre_start", "post_start", "pre_stop"] as const;

/** Hooks are typed only when Compose binds them, so that text may stand for a truth value here. */
const asLateFlag = (scalar: Scalar): boolean | undefined => (scalar.value === "true" ? true : scalar.value === "false" ? false : asFlag(scalar));
