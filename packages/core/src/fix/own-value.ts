import type { Operation } from "../compose/operation.js";
import type { Mapping } from "../compose/tree.js";
import { applyEdits, haveConflict } from "../text/text-edit.js";
import type { YamlNode, YamlScalar } from "../yaml/nodes.js";
import { parseYaml } from "../yaml/parse.js";
import { WrittenYaml, type Writable } from "../yaml/write.js";
import { asWritten, nest } from "./as-written.js";
import type { Change } from "./change.js";
import { columnOf, entryEnd, itemEnd, lineEnd } from "./layout.js";
import { refuse } from "./refusal.js";
import type { Shared } from "./shared.js";
import { isFields, united } from "./united.js";
import { ChangeWriter } from "./write-changes.js";
import type { WrittenFiles } from "./written-files.js";

/** What is laid over a shared value to change it, as Compose merges the two: only what is new. Items of lists are added; nothing can be taken back. */
export function increment(tree: Mapping, shared: Shared, operations: readonly Operation[]): Writable {
  return operations.map((operation) => oneIncrement(tree, shared, operation)).reduce(united);
}

function oneIncrement(tree: Mapping, { path, step }: Shared, operation: Operation): Writable {
  const rest = operation.path.slice(path.length);
  const keys = rest.map(String);
  const isInherited = step.kind === "extends";
  if (rest.some((each) => typeof each === "number")) refuse(isInherited ? "the list is inherited by `extends`, which can only add to it" : "the list is written in another document or file, and can only be added to here");
  switch (operation.kind) {
    case "set":
      return nest(keys, operation.value);
    case "copy":
      return nest(keys, asWritten(tree, operation.from));
    case "append":
      return nest(keys, [operation.item]);
    default:
      return refuse(isInherited ? "the value is inherited by `extends`, and cannot be taken back in one service alone" : "the value is written in another document or file, and cannot be taken back here");
  }
}

/**
 * What a mapping gets of its own in place of a value that it shares with others: a copy of what is written there, with `changes`
 * carried out on it; or, where it was an alias of a mapping, that mapping merged in and only the keys that differ.
 */
export function ownValue(written: WrittenFiles, { node, path }: Shared, anchor: string | undefined, changes: readonly Change[]): Writable {
  const before = copyOf(node.origin.node, node.origin.file.text);
  const after = changedCopy(written, node.origin.node, changes);
  const own = anchor === undefined ? undefined : differing(before, after);
  if (own) return { "<<": new WrittenYaml(`*${String(anchor)}`), ...own };
  return path.length < 3 ? refuse("the service is shared with others through an anchor") : after;
}

/** The keys of `after` that are not as in `before`; nothing unless `before` brings all the others. */
function differing(before: Writable, after: Writable): Readonly<Record<string, Writable>> | undefined {
  if (!isFields(before) || !isFields(after)) return undefined;
  const isSame = (key: string): boolean => JSON.stringify(before[key]) === JSON.stringify(after[key]);
  const keys = Object.keys(before);
  if (!keys.every((key) => Object.hasOwn(after, key)) || !keys.some(isSame)) return undefined;
  return Object.fromEntries(Object.entries(after).filter(([key]) => !Object.hasOwn(before, key) || !isSame(key)));
}

/** A node as it would be written with changes made to it, which must not reach beyond it. */
function changedCopy(written: WrittenFiles, node: YamlNode, changes: readonly Change[]): Writable {
  const home = written.homeOf(node) ?? refuse("the value is shared with others through an anchor");
  const { file } = home;
  const edits = [...new ChangeWriter(written).write(changes)].flatMap(([changed, some]) => (changed === file ? some : refuse("what is shared is written in several files")));
  const { start, end: partEnd } = home.kind === "entry" ? { start: home.entry.start, end: entryEnd(home.entry) } : { start: home.item.start, end: itemEnd(home.item) };
  const inFlow = (home.kind === "entry" ? home.mapping : home.sequence).style === "flow";
  const wholeEnd = inFlow || file.text[partEnd - 1] === "\n" ? partEnd : lineEnd(file, partEnd);
  const end = inFlow ? wholeEnd : Math.max(wholeEnd, ...edits.map(({ range }) => range.end));
  if (edits.some(({ range }) => range.start < start || range.end > end)) refuse("the value is shared with others through an anchor");
  if (haveConflict(edits)) refuse("its parts would touch the same text");

  const shifted = edits.map(({ range, text }) => ({ text, range: { start: range.start - start, end: range.end - start } }));
  const part = applyEdits(file.text.slice(start, end), shifted);
  const text = inFlow ? (home.kind === "entry" ? `{${part}}` : `[${part}]`) : " ".repeat(columnOf(file, start)) + part;
  const root = parseYaml(text).documents[0]?.root;
  const value = root?.kind === "mapping" ? root.entries[0]?.value : root?.kind === "sequence" ? root.items[0]?.value : undefined;
  return value ? copyOf(value, text) : refuse("the value is shared with others through an anchor");
}

/** What is written for a node: its variables, quotes and aliases come along, its comments stay where they are. */
function copyOf(node: YamlNode, text: string): Writable {
  if (node.kind === "alias") return new WrittenYaml(`*${node.name}`);
  if (node.tag !== undefined) refuse("the value is shared with others through an anchor, and it has a tag");
  switch (node.kind) {
    case "scalar":
      if (node.range.start === node.range.end) return null;
      return copyOfText(node, text.slice(node.range.start, node.range.end));
    case "sequence":
      return node.items.map(({ value }) => copyOf(value, text));
    case "mapping":
      return Object.fromEntries(
        node.entries.map(({ key, value }) => {
          if (key.kind !== "scalar") return refuse("the value is shared with others through an anchor, and a key in it is an alias");
          if (key.text === "<<" && value.kind !== "alias") return refuse("the value is shared with others through an anchor, and merges others");
          return [key.text, copyOf(value, text)] as const;
        }),
      );
  }
}

/** Text that could not stand everywhere as it is may be written anew: it is text in any case. */
function copyOfText(node: YamlScalar, source: string): Writable {
  const isOneLine = node.style !== "literal" && node.style !== "folded" && !source.includes("\n");
  return isOneLine && !(node.style === "plain" && /[,[\]{}]|\? /.test(source)) ? new WrittenYaml(source) : node.text;
}
