import type { Project } from "../load.js";
import type { Path } from "../path.js";
import { remember } from "../remember.js";
import { entriesOf, type Origin, type Tree } from "../tree.js";
import { readAssignments, type Assignment } from "./assignment.js";
import { SECTIONS } from "./reference.js";
import { asFlag, asText, readerOf, type Value } from "./value.js";

/** What stands at top level to be used by services. */
export type DefinitionKind = "network" | "volume" | "secret" | "config";

/** One entry of top-level `networks`, `volumes`, `secrets` or `configs`. */
export interface Definition {
  readonly kind: DefinitionKind;
  /** The key, by which services call it. */
  readonly key: string;
  /** The name that Docker knows it by, where it is written. */
  readonly name: Value<string> | undefined;
  /** It exists already. */
  readonly external: Value<boolean> | undefined;
  /** Of networks and volumes; `bridge` and `local` where it is absent. */
  readonly driver: Value<string> | undefined;
  readonly driverOptions: readonly Assignment[];
  /** Of secrets and configs: where the content comes from. */
  readonly source: ContentSource | undefined;
  /** Of networks: no way out of it. */
  readonly internal: Value<boolean> | undefined;
  /** Of overlay networks: containers that are no swarm services may join. */
  readonly attachable: Value<boolean> | undefined;
  readonly origin: Origin;
  readonly path: Path;
}

export interface ContentSource {
  /** A file, a variable of the environment, or the Compose file itself. */
  readonly from: "file" | "environment" | "content";
  /** The path, the name of the variable, or the content. */
  readonly value: Value<string>;
}

/** What is defined at top level, by key. The network `default` is only among it if it is written. */
export function definitionsOf(project: Project, kind: DefinitionKind): ReadonlyMap<string, Definition> {
  return allDefinitions(project)[kind];
}

const allDefinitions = remember((project: Project): Readonly<Record<DefinitionKind, ReadonlyMap<string, Definition>>> => {
  const ofKind = (kind: DefinitionKind): ReadonlyMap<string, Definition> => {
    const section = project.tree?.entries.get(SECTIONS[kind]);
    return new Map([...entriesOf(section)].map(([key, node]) => [key, readDefinition(kind, key, node)] as const));
  };
  return { network: ofKind("network"), volume: ofKind("volume"), secret: ofKind("secret"), config: ofKind("config") };
});

function readDefinition(kind: DefinitionKind, key: string, node: Tree): Definition {
  const path: Path = [SECTIONS[kind], key];
  const read = readerOf(node, path);
  const [source] = (["file", "environment", "content"] as const).flatMap((from): readonly ContentSource[] => {
    const value = read(asText, from);
    return value ? [{ from, value }] : [];
  });
  return {
    kind,
    key,
    name: read(asText, "name"),
    external: read(asFlag, "external"),
    driver: read(asText, "driver"),
    source,
    internal: read(asFlag, "internal"),
    attachable: read(asFlag, "attachable"),
    driverOptions: readAssignments(entriesOf(node).get("driver_opts"), [...path, "driver_opts"]),
    origin: node.origin,
    path,
  };
}
