import { applyOperations, type Operation } from "../compose/operation.js";
import type { Path } from "../compose/path.js";
import { isPlainMapping, type Plain } from "../compose/plain.js";
import { toPlain, type Mapping, type Tree } from "../compose/tree.js";
import { containsRange } from "../text/range.js";
import { applyEdits, type TextEdit } from "../text/text-edit.js";
import type { YamlEntry } from "../yaml/nodes.js";
import { WrittenYaml, type Writable, type WritingStyle } from "../yaml/write.js";
import { asWritten, nest } from "./as-written.js";
import { setPortAddress } from "./edit-port.js";
import { withoutRepeats } from "./layout.js";
import { refuse } from "./refusal.js";
import type { Shared } from "./shared.js";

/** What a mapping gets of its own in place of a value that it shares with others, with the operations carried out. */
export function ownValue(tree: Mapping, shared: Shared, operations: readonly Operation[], entry: YamlEntry | undefined, style: WritingStyle): Writable {
  const merged = entry?.value.kind === "alias" ? mergedWith(tree, entry.value.name, shared, operations) : undefined;
  return merged ?? ownList(shared, operations, style) ?? ownCopy(tree, shared, operations);
}

/** `*anchor` plus keys that it lacks becomes `{<<: *anchor, key: value}`. */
function mergedWith(tree: Mapping, anchor: string, shared: Shared, operations: readonly Operation[]): Writable | undefined {
  const own: Record<string, Writable> = {};
  for (const operation of operations) {
    const [key, ...rest] = operation.path.slice(shared.path.length).map(String);
    if (operation.kind !== "set" && operation.kind !== "copy") return undefined;
    if (key === undefined || key in own || shared.node.kind !== "mapping" || shared.node.entries.has(key)) return undefined;
    own[key] = nest(rest, operation.kind === "set" ? operation.value : asWritten(tree, operation.from));
  }
  return { "<<": new WrittenYaml(`*${anchor}`), ...own };
}

/** A shared list with more items, or with an address in one of its ports; the items stay as they are written. */
function ownList({ node: list, path }: Shared, operations: readonly Operation[], style: WritingStyle): Writable | undefined {
  const { file, node } = list.origin;
  if (list.kind !== "sequence" || node.kind !== "sequence") return undefined;
  const edits: TextEdit[] = [];
  const more: Plain[] = [];
  for (const operation of operations) {
    const [index, key] = operation.path.slice(path.length);
    const item = list.items[Number(index)]?.origin.node;
    if (operation.kind === "append" && index === undefined) more.push(operation.item);
    else if (operation.kind === "set" && key === "host_ip" && typeof operation.value === "string" && item?.kind === "scalar") edits.push(...setPortAddress(file, item, operation.value, style));
    else return undefined;
  }
  const items = node.items.map(({ value: { range } }) => {
    const within = withoutRepeats(edits).filter((edit) => containsRange(range, edit.range));
    const shifted = within.map((edit) => ({ text: edit.text, range: { start: edit.range.start - range.start, end: edit.range.end - range.start } }));
    return applyEdits(file.text.slice(range.start, range.end), shifted);
  });
  return items.some((item) => /^[|>{]|\n/.test(item)) ? undefined : [...items.map((item) => new WrittenYaml(item)), ...more];
}

/** The shared value with the operations carried out. A whole service, or text with variables, is not written out again. */
function ownCopy(tree: Mapping, shared: Shared, operations: readonly Operation[]): Writable {
  const [only] = operations;
  if (only?.kind === "copy" && only.path.length === shared.path.length) return asWritten(tree, only.from);
  if (shared.path.length < 3) refuse("the service is shared with others through an anchor");
  if (hasVariables(shared.node)) refuse("the value is shared with others through an anchor, and it contains variables");
  const changed = toPlainAt(applyOperations(toPlain(tree), operations), shared.path);
  return changed ?? refuse("the value is shared with others through an anchor");
}

function hasVariables(node: Tree): boolean {
  switch (node.kind) {
    case "scalar":
      return node.variables.length > 0;
    case "sequence":
      return node.items.some(hasVariables);
    case "mapping":
      return [...node.entries.values()].some(hasVariables);
  }
}

function toPlainAt(model: Plain, path: Path): Plain | undefined {
  return path.reduce<Plain | undefined>((value, key) => (isPlainMapping(value) ? value[key] : undefined), model);
}
