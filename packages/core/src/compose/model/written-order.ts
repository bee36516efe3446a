import type { YamlNode } from "../../yaml/nodes.js";
import type { WrittenPart, WrittenParts } from "./written-parts.js";

/** Parts that do not stand in the wanted order. */
export interface Disorder {
  /** The first part that stands too far down. */
  readonly late: WrittenPart;
  /** What it should stand in front of. */
  readonly next: WrittenPart;
  /** All names in the wanted order. */
  readonly order: readonly string[];
}

/** Compares two parts by their names; below 0 if the first one comes first. What is equal stays as it stands. */
export type Compare = (a: string, b: string) => number;

/** By name, numbers by their size: `web2` comes before `web10`. A merge key comes first. */
export const alphabetically: Compare = (a, b) => Number(b === "<<") - Number(a === "<<") || collate(a, b) || (a < b ? -1 : a > b ? 1 : 0);

/** Made when it is first needed: that takes some milliseconds, which no start has to pay that asks for no order. */
let collator: Intl.Collator | undefined;

function collate(a: string, b: string): number {
  collator ??= new Intl.Collator("en", { numeric: true });
  return collator.compare(a, b);
}

/** Tells what stands out of order; an alias never stands in front of its anchor, whatever `compare` says. Nothing if all is in order. */
export function disorderOf({ parts }: WrittenParts, compare: Compare): Disorder | undefined {
  const wanted = possibleOrder(parts, compare);
  const ranks = new Map(wanted.map((part, rank) => [part, rank] as const));
  const rankOf = (part: WrittenPart): number => ranks.get(part) ?? 0;
  let highest = -1;
  for (const [index, part] of parts.entries()) {
    const rank = rankOf(part);
    if (rank < highest) {
      const above = new Set(parts.slice(0, index));
      const next = wanted.slice(rank + 1).find((other) => above.has(other));
      return next && { late: part, next, order: wanted.map(({ name }) => name) };
    }
    highest = rank;
  }
  return undefined;
}

/** The wanted order, but with what a part takes from others by alias in front of it, if it stands there now. */
function possibleOrder(parts: readonly WrittenPart[], compare: Compare): readonly WrittenPart[] {
  const sorted = parts.toSorted((a, b) => compare(a.name, b.name));
  const ranks = new Map(sorted.map((part, rank) => [part, rank] as const));
  const needs = needsOf(parts);
  const order = new Set<WrittenPart>();
  const add = (part: WrittenPart): void => {
    if (order.has(part)) return;
    const needed = [...(needs.get(part) ?? [])].sort((a, b) => (ranks.get(a) ?? 0) - (ranks.get(b) ?? 0));
    needed.forEach(add);
    order.add(part);
  };
  sorted.forEach(add);
  return [...order];
}

/** For each part those that have to stay in front of it: an anchor's name means the last one above, so that neither changes sides. */
function needsOf(parts: readonly WrittenPart[]): ReadonlyMap<WrittenPart, ReadonlySet<WrittenPart>> {
  const needs = new Map<WrittenPart, Set<WrittenPart>>();
  const anchored = new Map<string, WrittenPart[]>();
  const used = new Map<string, WrittenPart[]>();
  for (const part of parts) {
    const { anchors, aliases } = namesIn(part.value);
    const needed = [...[...anchors, ...aliases].flatMap((name) => anchored.get(name) ?? []), ...[...anchors].flatMap((name) => used.get(name) ?? [])];
    if (needed.length > 0) needs.set(part, new Set(needed));
    for (const name of anchors) note(anchored, name, part);
    for (const name of aliases) note(used, name, part);
  }
  return needs;
}

function note(parts: Map<string, WrittenPart[]>, name: string, part: WrittenPart): void {
  const known = parts.get(name);
  if (known) known.push(part);
  else parts.set(name, [part]);
}

function namesIn(node: YamlNode): { readonly anchors: ReadonlySet<string>; readonly aliases: ReadonlySet<string> } {
  const anchors = new Set<string>();
  const aliases = new Set<string>();
  const visit = (each: YamlNode): void => {
    if (each.kind === "alias") {
      aliases.add(each.name);
      return;
    }
    if (each.anchor !== undefined) anchors.add(each.anchor);
    if (each.kind === "mapping") {
      for (const { key, value } of each.entries) {
        visit(key);
        visit(value);
      }
    } else if (each.kind === "sequence") for (const { value } of each.items) visit(value);
  };
  visit(node);
  return { anchors, aliases };
}
