import type { Range } from "../text/range.js";
import type { SourceFile } from "../text/source-file.js";
import { resolveAliases, type AliasTargets } from "../yaml/anchors.js";
import type { YamlEntry, YamlMapping, YamlNode, YamlStream } from "../yaml/nodes.js";
import { tagFits, typeScalar } from "../yaml/scalar-type.js";
import { AnchorUses } from "./anchor-uses.js";
import { scalarOf } from "./made-nodes.js";
import type { Path } from "./path.js";
import { firstLine } from "./place.js";
import type { Problem } from "./problem.js";
import { makeLiteral, makeMapping, makeSequence, type Mapping, type Step, type Tree } from "./tree.js";

/** One YAML document with aliases and merge keys expanded and scalars typed; nothing interpolated or merged yet. */
export interface DocumentTree {
  readonly tree: Tree;
  /** Paths under `!reset` or `!override`: what earlier documents and files say there is dropped. */
  readonly cleared: readonly Path[];
}

/** Compose's own limit for one document: keys do not count, and what stands behind an alias counts where it is written. */
const MAX_VALUES = 100_000;
/** Documents times values: for each further document, all that is there is checked again. */
const MAX_LAYERED = 2_000_000;
/** Values that aliases may expand a file to; Compose takes up to four times as many, but needs seconds for them. */
const MAX_EXPANDED = 200_000;

/** Expands all documents of a file. Faults are reported in `problems`; what is faulty is left out. */
export function buildTrees(file: SourceFile, stream: YamlStream): { readonly documents: readonly DocumentTree[]; readonly problems: readonly Problem[] } {
  const problems: Problem[] = stream.problems.map((problem) => ({
    kind: "syntax",
    file,
    range: problem.range,
    message: problem.message,
    ...(problem.related ? { related: { file, ...problem.related } } : {}),
  }));
  const aliases = resolveAliases(stream);
  for (const { range, message } of aliases.problems) problems.push({ kind: "syntax", file, range, message });

  const counts = stream.documents.map(({ root }) => countValues(root));
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (stream.documents.length > 1 && stream.documents.length * total > MAX_LAYERED) {
    const message = `The file has ${String(stream.documents.length)} documents with ${String(total)} values; that is more than compose-lint lays over each other.`;
    return { documents: [], problems: [...problems, { kind: "syntax", file, range: { start: 0, end: 0 }, message }] };
  }
  const builder = new TreeBuilder(file, aliases.targets, problems);
  const documents = stream.documents.flatMap(({ root }, index) => {
    const count = counts[index] ?? 0;
    if (count <= MAX_VALUES) return [builder.build(root, index)];
    const message = `This document holds ${String(count)} values; Compose reads up to ${String(MAX_VALUES)}.`;
    problems.push({ kind: "syntax", file, range: firstLine(file, root.range), message });
    return [];
  });
  return { documents, problems };
}

function countValues(node: YamlNode): number {
  switch (node.kind) {
    case "mapping":
      return node.entries.reduce((sum, entry) => sum + countValues(entry.value), 1);
    case "sequence":
      return node.items.reduce((sum, item) => sum + countValues(item.value), 1);
    default:
      return 1;
  }
}

interface Context {
  readonly via: readonly Step[];
  /** Below `!override` Compose looks for no further tags. */
  readonly tagsCount: boolean;
}

/** Walks the documents of one file; what it has used up of the expansion budget is its state. */
class TreeBuilder {
  private expanded = 0;
  /** Where the walk is. */
  private readonly here: (string | number)[] = [];
  private cleared: Path[] = [];
  /** Nodes that are being expanded: an alias to one of them is a cycle. */
  private readonly open = new Set<YamlNode>();
  private uses = new AnchorUses();
  private readonly reported = new Set<string>();
  private overBudget = false;

  constructor(
    private readonly file: SourceFile,
    private readonly targets: AliasTargets,
    private readonly problems: Problem[],
  ) {}

  build(root: YamlNode, index: number): DocumentTree {
    this.cleared = [];
    this.uses = new AnchorUses();
    const via: Step[] = index === 0 ? [] : [{ kind: "next-document", name: String(index + 1), file: this.file, range: { start: root.range.start, end: root.range.start } }];
    const tree = this.expand(root, { via, tagsCount: true }) ?? this.nothing(root, via);
    return { tree, cleared: this.cleared };
  }

  /** The effective node, or nothing where `!reset`, a fault or the spent budget leaves none. */
  private expand(node: YamlNode, context: Context, keyRange?: Range): Tree | undefined {
    if (node.kind === "alias") {
      const target = this.targets.get(node);
      if (!target) return undefined;
      const step: Step = { kind: "alias", name: node.name, file: this.file, range: node.range };
      this.watchNesting(node.name, target, node.range, context);
      return this.guarded(target, node.range, () => this.expand(target, { ...context, via: [...context.via, step] }, keyRange));
    }
    this.expanded += 1;
    let below = context;
    if (context.tagsCount && node.tag === "!reset") {
      this.cleared.push([...this.here]);
      return undefined;
    }
    if (context.tagsCount && node.tag === "!override") {
      this.cleared.push([...this.here]);
      below = { ...context, tagsCount: false };
    }
    const { via } = context;
    // One shape for each: there are as many as values.
    const origin = keyRange ? { file: this.file, range: node.range, node, via, keyRange } : { file: this.file, range: node.range, node, via };
    switch (node.kind) {
      case "scalar": {
        if (!tagFits(node)) this.report(node.range, `The tag \`!!${node.tag?.split(":").at(-1) ?? ""}\` does not fit this value.`);
        return makeLiteral(typeScalar(node), origin);
      }
      case "sequence": {
        const items = node.items.map((item, index) => this.expandBelow(index, item.value, below));
        return makeSequence(items.filter((item) => item !== undefined), origin);
      }
      case "mapping":
        return makeMapping(this.expandEntries(node, below), origin);
    }
  }

  private expandBelow(step: string | number, node: YamlNode, context: Context, keyRange?: Range): Tree | undefined {
    this.here.push(step);
    const expanded = this.expand(node, context, keyRange);
    this.here.pop();
    return expanded;
  }

  private expandEntries(mapping: YamlMapping, context: Context): ReadonlyMap<string, Tree> {
    const entries = new Map<string, Tree>();
    const merges: YamlEntry[] = [];
    for (const entry of mapping.entries) {
      if (isMergeKey(entry)) {
        merges.push(entry);
        continue;
      }
      const key = this.readKey(entry);
      if (key === undefined) continue;
      const value = this.expandBelow(key, entry.value, context, entry.key.range);
      if (value) entries.set(key, value);
    }
    for (const entry of merges) {
      for (const source of this.mergeSources(entry, context)) {
        for (const [key, value] of source.entries) {
          // What is written in the mapping itself wins wherever it stands, then the earlier source. A `!reset` leaves nothing to win.
          if (!entries.has(key)) entries.set(key, value);
        }
      }
    }
    return entries;
  }

  private readKey(entry: YamlEntry): string | undefined {
    const node = entry.key.kind === "alias" ? this.targets.get(entry.key) : entry.key;
    if (node?.kind !== "scalar") {
      if (node) this.report(entry.key.range, "A key must be text, not a list or a mapping.");
      return undefined;
    }
    const typed = typeScalar(node);
    if (typed.type !== "string") {
      const read = node.text === "" ? "This key is empty" : `The key \`${node.text.slice(0, 40)}\` is read as ${TYPE_NAMES[typed.type]}`;
      this.report(entry.key.range, `${read}, but Compose wants text as a key. Put it in quotes.`);
    }
    return node.text;
  }

  /** The mappings that a `<<` entry names: one, or a list of them. */
  private mergeSources(entry: YamlEntry, context: Context): readonly Mapping[] {
    const step: Step = { kind: "merge-key", name: entry.value.kind === "alias" ? entry.value.name : "<<", file: this.file, range: { start: entry.start, end: entry.value.range.end } };
    const list = entry.value.kind === "alias" ? this.targets.get(entry.value) : entry.value;
    const nodes = list?.kind === "sequence" ? list.items.map((item) => item.value) : [entry.value];
    const targets = nodes.map((node) => (node.kind === "alias" ? this.targets.get(node) : node)).filter((target) => target !== undefined);
    if (targets.some((target) => target.kind !== "mapping")) {
      this.report(entry.value.range, "`<<` can merge only a mapping or a list of mappings.");
      return [];
    }
    const sources: Mapping[] = [];
    for (const [index, node] of nodes.entries()) {
      const target = node.kind === "alias" ? this.targets.get(node) : node;
      if (!target) continue;
      // What stands in a list has the list's index in its path, so that Compose finds nothing to reset there.
      if (list?.kind === "sequence") this.here.push(index);
      const named = node.kind === "alias" ? { ...step, name: node.name } : step;
      if (node.kind === "alias") this.watchNesting(node.name, target, node.range, context);
      const source = this.guarded(target, node.range, () => this.expand(target, { ...context, via: [...context.via, named] }));
      if (list?.kind === "sequence") this.here.pop();
      if (source?.kind === "mapping") sources.push(source);
    }
    return sources;
  }

  /** Expands a shared node unless that would run in a circle or out of the budget. */
  private guarded(target: YamlNode, usedAt: Range, expand: () => Tree | undefined): Tree | undefined {
    if (this.open.has(target)) {
      this.report(usedAt, "This alias stands inside its own anchor, so it would never end.");
      return undefined;
    }
    if (this.expanded > MAX_EXPANDED) {
      if (!this.overBudget) this.report(usedAt, "The aliases of this file expand to more values than Compose files ever need; the rest is not expanded. Use fewer nested aliases.");
      this.overBudget = true;
      return undefined;
    }
    this.open.add(target);
    try {
      return expand();
    } finally {
      this.open.delete(target);
    }
  }

  private watchNesting(name: string, target: YamlNode, usedAt: Range, { via, tagsCount }: Context): void {
    const isWrittenHere = tagsCount && via.every((step) => step.kind === "next-document");
    if (this.here.length === 0 || !isWrittenHere || !this.uses.add(target, this.here)) return;
    this.report(usedAt, `Compose takes this for a circle, because \`*${name}\` is also used at a place that lies within this one or around it. Write out one of the two, or merge it as a list: \`<<: [*${name}]\`.`);
  }

  private nothing(root: YamlNode, via: readonly Step[]): Tree {
    return scalarOf({ file: this.file, range: root.range, node: root, via }, null);
  }

  /** An anchor's content is walked once for every use, its faults are told once. */
  private report(range: Range, message: string): void {
    const key = `${String(range.start)} ${message}`;
    if (this.reported.has(key)) return;
    this.reported.add(key);
    this.problems.push({ kind: "syntax", file: this.file, range, message });
  }
}

/** Only the plain word merges, with or without its tag; quoted, `<<` is an ordinary key. */
function isMergeKey({ key }: YamlEntry): boolean {
  return key.kind === "scalar" && key.text === "<<" && key.style === "plain" && (key.tag === undefined || key.tag === "tag:yaml.org,2002:merge");
}

const TYPE_NAMES = { null: "nothing", boolean: "true or false", integer: "a number", float: "a number", timestamp: "a date" } as const;
