import type { Path } from "../path.js";
import type { Origin } from "../tree.js";
import { readAssignments, type Assignment } from "./assignment.js";
import type { Service } from "./service.js";
import { asFlag, asText, readerOf, readTexts, type Value } from "./value.js";

/** How the image of a service is built. */
export interface Build {
  /** A folder, as a path from where the linter runs, or a URL. */
  readonly context: Value<string> | undefined;
  /** Relative to the context; `Dockerfile` where neither this nor the next is there. */
  readonly dockerfile: Value<string> | undefined;
  /** The Dockerfile itself. */
  readonly dockerfileInline: Value<string> | undefined;
  /** The stage. */
  readonly target: Value<string> | undefined;
  readonly args: readonly Assignment[];
  readonly privileged: Value<boolean> | undefined;
  readonly entitlements: readonly Value<string>[];
  readonly origin: Origin;
  readonly path: Path;
}

export function buildOf(service: Service): Build | undefined {
  const node = service.get("build");
  if (node?.kind !== "mapping") return undefined;
  const path: Path = [...service.path, "build"];
  const read = readerOf(node, path);
  return {
    context: read(asText, "context"),
    dockerfile: read(asText, "dockerfile"),
    dockerfileInline: read(asText, "dockerfile_inline"),
    target: read(asText, "target"),
    privileged: read(asFlag, "privileged"),
    args: readAssignments(node.entries.get("args"), [...path, "args"]),
    entitlements: readTexts(node, path, ["entitlements"]),
    origin: node.origin,
    path,
  };
}
