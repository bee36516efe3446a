import type { SourceFile } from "../../text/source-file.js";
import { typePlain, typeScalar } from "../../yaml/scalar-type.js";
import type { YamlMapping, YamlNode, YamlScalar, YamlSequence } from "../../yaml/nodes.js";
import { isPlainSafe } from "../../yaml/write.js";

/** One `KEY=value` of a list, or one `KEY: value` of a mapping. */
export interface WrittenAssignment {
  readonly name: string;
  /** The text behind the name, variables and all; absent if there is none: the name alone. */
  readonly value?: string;
}

/**
 * What a list of `KEY=value`, or a mapping, says, if the other form can say the same. It cannot where a name holds a variable, which
 * Compose replaces in a list only; where something is merged or named by an alias; or where a value is changed on its way in one form.
 */
export function writtenAssignments(file: SourceFile, node: YamlMapping | YamlSequence): readonly WrittenAssignment[] | undefined {
  if (node.anchor !== undefined || node.tag !== undefined) return undefined;
  const read = node.kind === "sequence" ? node.items.map(({ value }) => ofItem(file, value)) : node.entries.map(({ key, value }) => ofEntry(file, key, value));
  const assignments = read.filter((each) => each !== undefined);
  const isWhole = assignments.length === read.length && new Set(assignments.map(({ name }) => name)).size === assignments.length;
  return isWhole && assignments.length > 0 ? assignments : undefined;
}

function ofItem(file: SourceFile, item: YamlNode): WrittenAssignment | undefined {
  if (!isOneLine(file, item) || typeScalar(item).type !== "string") return undefined;
  const [, name = "", value] = /^([^=]*)(?:=([^]*))?$/.exec(item.text) ?? [];
  return isName(name) ? { name, ...(value === undefined ? {} : { value }) } : undefined;
}

function ofEntry(file: SourceFile, key: YamlNode, value: YamlNode): WrittenAssignment | undefined {
  if (!isOneLine(file, key) || !isOneLine(file, value) || !isName(key.text)) return undefined;
  const { type, value: typed } = typeScalar(value);
  if (type === "null") return { name: key.text };
  // `1.10` arrives as 1.1 in a mapping.
  return type === "string" || String(typed) === value.text ? { name: key.text, value: value.text } : undefined;
}

function isOneLine({ text }: SourceFile, node: YamlNode): node is YamlScalar {
  return node.kind === "scalar" && node.anchor === undefined && node.tag === undefined && !/[\r\n]/.test(text.slice(node.range.start, node.range.end));
}

/** A name that both forms read alike: of a mapping, Compose takes what begins with `x-` for an extension. */
function isName(name: string): boolean {
  return isPlainSafe(name) && typePlain(name).type === "string" && !/[$=]|^x-/.test(name);
}
