import { printGo } from "../yaml/scalar-type.js";
import type { Path } from "./path.js";
import { patternTable, type PatternTable } from "./path-pattern.js";
import { IDENTITIES, type Identify } from "./merge-identity.js";
import { mappingOf, scalarOf } from "./made-nodes.js";
import type { Problem } from "./problem.js";
import { makeMapping, makeScalar, makeSequence, withEntries, withItems, withReading, type Mapping, type Scalar, type Tree } from "./tree.js";

/**
 * Lays one document over what came before it, as Compose does: mappings merge, lists are joined and freed of items that mean
 * the same, scalars are replaced, and a few paths have rules of their own. `path` says what of the model is merged. Source: compose-go `override/merge.go`, `override/uncity.go`.
 */
export function mergeTrees(base: Tree, override: Tree, path: Path = []): { readonly tree: Tree; readonly problems: readonly Problem[] } {
  const problems: Problem[] = [];
  return { tree: keepLast(merge(base, override, path, problems), IDENTITIES.at(path)), problems };
}

/** Removes what a document clears by `!reset` and `!override` from what came before it. */
export function removePaths(tree: Tree, paths: readonly Path[]): Tree {
  return paths.reduce<Tree>((rest, path) => removePath(rest, path) ?? rest, tree);
}

function removePath(tree: Tree, [step, ...rest]: Path): Tree | undefined {
  if (step === undefined) return undefined;
  // In a list of `KEY=value` Compose finds no such path.
  if (tree.kind !== "mapping" || tree.listed === true || typeof step === "number") return tree;
  const child = tree.entries.get(step);
  if (!child) return tree;
  const entries = new Map(tree.entries);
  const kept = removePath(child, rest);
  if (kept) entries.set(step, kept);
  else entries.delete(step);
  return withEntries(tree, entries);
}

type Rule = (base: Tree, override: Tree, path: Path, problems: Problem[]) => Tree;

function merge(base: Tree, override: Tree, path: Path, problems: Problem[]): Tree {
  const rule = RULES.find(path);
  return rule ? rule(base, override, path, problems) : mergePlainly(base, override, path, problems);
}

const mergePlainly: Rule = (base, override, path, problems) => {
  if (override.kind === "scalar" && override.value === null && override.known) return base;
  if (base.kind === "mapping" && override.kind === "mapping") {
    const entries = new Map(base.entries);
    for (const [key, value] of override.entries) {
      const below = entries.get(key);
      entries.set(key, below ? merge(below, value, [...path, key], problems) : value);
    }
    return withEntries(isHome(base, override) ? base : override, entries);
  }
  if (base.kind === "sequence" && override.kind === "sequence") return withItems(override, [...base.items, ...override.items]);
  if (base.kind === "scalar" || override.kind === base.kind) return override;
  problems.push({
    kind: "schema",
    file: override.origin.file,
    range: override.origin.keyRange ?? override.origin.range,
    path,
    message: `\`${String(path.at(-1) ?? "")}\` is a ${KIND_NAMES[override.kind]} here and a ${KIND_NAMES[base.kind]} before; Compose cannot merge the two.`,
  });
  return base;
};

/** A mapping from two files is shown, and gets its new keys, in the first one; but not in what it only borrows from a base service. */
function isHome(base: Tree, override: Tree): boolean {
  const loans = ({ origin }: Tree): number => origin.via.filter(({ kind }) => kind === "extends" || kind === "alias" || kind === "merge-key").length;
  return base.origin.file !== override.origin.file && loans(base) <= loans(override);
}

const KIND_NAMES = { mapping: "mapping", sequence: "list", scalar: "single value" } as const;

const replace: Rule = (_base, override) => override;

/** Both sides become lists first, so that the list form and the mapping form of one key can meet. */
const joinAsLists: Rule = (base, override) => {
  const items = [...keyValueItems(base), ...keyValueItems(override)];
  return makeSequence(items, override.origin);
};

function keyValueItems(node: Tree): readonly Tree[] {
  switch (node.kind) {
    case "sequence":
      return node.items;
    case "scalar":
      return node.value === null ? [] : [node];
    case "mapping":
      return [...node.entries]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .flatMap(([key, value]): readonly Scalar[] => (value.kind === "sequence" ? value.items : [value]).map((each) => assignment(key, each)));
  }
}

/** What is no scalar has no text: that it takes part is all that is known. */
function assignment(key: string, value: Tree): Scalar {
  if (value.kind !== "scalar") return makeScalar({ type: "string", value: key, known: false, variables: [] }, value.origin);
  return withReading(value, { type: "string", value: value.value === null ? key : `${key}=${printGo(value)}` });
}

const mergeBuild: Rule = (base, override, path, problems) => mergePlainly(textAs(base, "context"), textAs(override, "context"), path, problems);

function textAs(node: Tree, key: string): Tree {
  return node.kind === "scalar" && node.value !== null ? makeMapping(new Map([[key, node]]), node.origin) : node;
}

/** `[a, b]` becomes `{a: …, b: …}` on both sides. */
function mergeNames(entryFor: (item: Tree) => Tree): Rule {
  return (base, override, path, problems) => mergePlainly(namesAsMapping(base, entryFor), namesAsMapping(override, entryFor), path, problems);
}

function namesAsMapping(node: Tree, entryFor: (item: Tree) => Tree): Tree {
  if (node.kind !== "sequence") return node;
  const entries = new Map<string, Tree>();
  for (const item of node.items) if (item.kind === "scalar" && typeof item.value === "string") entries.set(item.value, entryFor(item));
  return makeMapping(entries, node.origin);
}

const unset = ({ origin }: Tree): Scalar => scalarOf(origin, null);

const started = ({ origin }: Tree): Mapping => mappingOf(origin, { condition: "service_started", required: true });

/** Options belong to a driver: with another driver they are replaced as a whole. */
const mergeLogging: Rule = (base, override, path, problems) => {
  const before = driverOf(base);
  const after = driverOf(override);
  return before === after || before === undefined || after === undefined ? mergePlainly(base, override, path, problems) : override;
};

function driverOf(logging: Tree): string | undefined {
  const driver = logging.kind === "mapping" ? logging.entries.get("driver") : undefined;
  return driver?.kind === "scalar" && typeof driver.value === "string" ? driver.value : undefined;
}

/** Address pools of one subnet are one pool. */
const mergeAddressPools: Rule = (base, override, path, problems) => {
  if (base.kind !== "sequence" || override.kind !== "sequence") return mergePlainly(base, override, path, problems);
  const items = [...base.items];
  for (const pool of override.items) {
    const subnet = subnetOf(pool);
    const at = items.findIndex((other) => subnet !== undefined && subnetOf(other) === subnet);
    const same = items[at];
    if (same) items[at] = mergePlainly(same, pool, [...path, at], problems);
    else items.push(pool);
  }
  return withItems(override, items);
};

function subnetOf(pool: Tree): string | undefined {
  const subnet = pool.kind === "mapping" ? pool.entries.get("subnet") : undefined;
  return subnet?.kind === "scalar" && typeof subnet.value === "string" ? subnet.value : undefined;
}

const RULES = patternTable<Rule>([
  ...["command", "entrypoint", "healthcheck.test", "ulimits.*"].map((key) => [`services.*.${key}`, replace] as const),
  ...[
    "environment", "labels", "annotations", "sysctls", "dns", "dns_opt", "dns_search", "env_file", "label_file", "tmpfs",
    "build.args", "build.labels", "build.additional_contexts", "deploy.labels", "extra_hosts", "build.extra_hosts",
  ].map((key) => [`services.*.${key}`, joinAsLists] as const),
  ["networks.*.labels", joinAsLists],
  ["volumes.*.labels", joinAsLists],
  ["services.*.build", mergeBuild],
  ["services.*.depends_on", mergeNames(started)],
  ["services.*.networks", mergeNames(unset)],
  ["services.*.models", mergeNames(unset)],
  ["services.*.logging", mergeLogging],
  ["networks.*.ipam.config", mergeAddressPools],
]);

/** A later item takes the place of an earlier one that means the same; it is never merged with it. */
export function withoutRepeats(tree: Tree): Tree {
  return keepLast(tree, IDENTITIES);
}

function keepLast(node: Tree, identities: PatternTable<Identify> | undefined): Tree {
  if (!identities || node.kind === "scalar") return node;
  if (node.kind === "mapping") {
    let entries: Map<string, Tree> | undefined;
    for (const [key, value] of node.entries) {
      const kept = keepLast(value, identities.below(key));
      if (kept !== value) (entries ??= new Map(node.entries)).set(key, kept);
    }
    return entries ? withEntries(node, entries) : node;
  }
  const identify = identities.value;
  if (!identify) return node;
  const kept = new Map<Tree | string, Tree>();
  for (const item of node.items) kept.set(identify(item) ?? item, item);
  return kept.size === node.items.length ? node : withItems(node, [...kept.values()]);
}
