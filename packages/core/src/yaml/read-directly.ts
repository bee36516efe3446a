import { CST } from "yaml";
import type { Range } from "../text/range.js";
import { ownText, refusedEscapes } from "./dialect.js";
import { SCALAR_STYLES, type CollectionStyle, type ScalarStyle, type YamlDocument, type YamlEntry, type YamlItem, type YamlMapping, type YamlNode, type YamlScalar, type YamlSequence } from "./nodes.js";

/*
 * Nearly every file holds only what is common, and no fault. Such a file is read from its tokens here, sooner than by `yaml`'s
 * composer, which makes nodes of its own. What is uncommon or wrong is left to the composer: it knows all of YAML.
 */

/** The only document of these tokens, as the composer would have it; nothing where anything in them is uncommon or wrong. */
export function readDirectly(tokens: readonly CST.Token[]): YamlDocument | undefined {
  let found: CST.Document | undefined;
  for (const token of tokens) {
    if (BLANKS.has(token.type) || token.type === "byte-order-mark") continue;
    if (token.type !== "document" || found) return undefined;
    found = token;
  }
  if (!found?.value || found.value.type === "block-scalar") return undefined;
  const before = gapOf(found.start, "doc-start", { from: found.offset, isSpaced: true });
  if (!before || before.anchor !== undefined || (before.sign !== undefined && !before.breaks)) return undefined;
  const read = nodeOf(found.value, before);
  if (!read || found.end?.some(({ type }) => !BLANKS.has(type))) return undefined;
  return { root: read.node, range: { start: found.offset, end: read.end } };
}

/** A node, and where it ends with the blanks, the comment and the line break behind it. */
interface Read<T extends YamlNode = YamlNode> {
  readonly node: T;
  readonly end: number;
}

function nodeOf(token: CST.Token, { anchor, breaks, breaksBehindAnchor }: Gap): Read | undefined {
  switch (token.type) {
    case "scalar":
    case "single-quoted-scalar":
    case "double-quoted-scalar":
    case "block-scalar":
      return scalarOf(token, anchor);
    case "alias": {
      const range = { start: token.offset, end: token.offset + token.source.length };
      const end = endOf(token.end, range.end);
      return anchor !== undefined || token.source.length === 1 || token.source.endsWith(":") || end === undefined ? undefined : { node: { kind: "alias", name: token.source.slice(1), range }, end };
    }
    case "block-map":
      return anchor === undefined || breaks ? blockMappingOf(token, anchor) : undefined;
    case "block-seq":
      return anchor === undefined || breaksBehindAnchor ? blockSequenceOf(token, anchor) : undefined;
    case "flow-collection":
      return token.start.source === "{" ? flowMappingOf(token, anchor) : flowSequenceOf(token, anchor);
    default:
      return undefined;
  }
}

function scalarOf(token: CST.FlowScalar | CST.BlockScalar, anchor: string | undefined): Read<YamlScalar> | undefined {
  const { type, source, offset } = token;
  if (type === "block-scalar" || source.includes("\n") || (type === "single-quoted-scalar" && source.includes("''")) || (type === "double-quoted-scalar" && source.includes("\\"))) {
    return decodedScalarOf(token, anchor);
  }
  const range = { start: offset, end: offset + source.length };
  const end = endOf(token.end, range.end);
  if (end === undefined) return undefined;
  if (type === "scalar") return UNCOMMON_STARTS.has(source[0] ?? "") ? undefined : { node: scalar(range, anchor, "plain", source), end };
  const [style, quote] = type === "single-quoted-scalar" ? (["single-quoted", "'"] as const) : (["double-quoted", '"'] as const);
  return source.length > 1 && source.endsWith(quote) ? { node: scalar(range, anchor, style, source.slice(1, -1)), end } : undefined;
}

/** Text without quotes must not begin with these. */
const UNCOMMON_STARTS: ReadonlySet<string> = new Set(["\t", ",", "%", "|", ">", "@", "`"]);

/** A scalar that is written otherwise than it reads. */
function decodedScalarOf(token: CST.FlowScalar | CST.BlockScalar, anchor: string | undefined): Read<YamlScalar> | undefined {
  if (token.type === "double-quoted-scalar" && refusedEscapes(token).length > 0) return undefined;
  const faults: number[] = [];
  const { value, type, range: [start, end, whole] } = CST.resolveAsScalar(token, true, (offset) => faults.push(offset));
  const style = SCALAR_STYLES[type ?? ""];
  return faults.length > 0 || style === undefined ? undefined : { node: scalar({ start, end }, anchor, style, ownText(token, value) ?? value), end: whole };
}

/** Keys in one column. */
function blockMappingOf({ items, offset, indent }: CST.BlockMap, anchor: string | undefined): Read<YamlMapping> | undefined {
  const entries: YamlEntry[] = [];
  let end = offset;
  let whole = offset;
  for (const [index, { start, key, sep, value }] of items.entries()) {
    const before = gapOf(start, "none", { from: whole, isSpaced: true });
    if (!before || before.anchor !== undefined) return undefined;
    if (!key && !sep && index === items.length - 1) {
      // Comments behind the last entry.
      whole = before.end;
      break;
    }
    if (!key || !("indent" in key) || key.indent !== indent) return undefined;
    const read = entryOf(key, sep, value);
    if (!read) return undefined;
    entries.push(read.entry);
    end = whole = read.end;
  }
  return mappingOf({ start: offset, end }, anchor, "block", entries, whole);
}

/** Keys with their values between braces. */
function flowMappingOf(token: CST.FlowCollection, anchor: string | undefined): Read<YamlMapping> | undefined {
  const entries: YamlEntry[] = [];
  for (const [index, { start, key, sep, value }] of token.items.entries()) {
    const before = gapOf(start, "none", { from: token.offset, inFlow: true });
    if (!before || before.anchor !== undefined || (before.hasComma && index === 0)) return undefined;
    if (!key && !sep && !value && index === token.items.length - 1) break;
    const read = key && before.hasComma === index > 0 && isInline(value) ? entryOf(key, sep, value) : undefined;
    if (!read) return undefined;
    entries.push(read.entry);
  }
  const closed = closeOf(token, "}");
  return closed && mappingOf({ start: token.offset, end: closed.end }, anchor, "flow", entries, closed.whole);
}

/** A key on one line, its colon, and what follows. */
function entryOf(key: CST.Token, sep: readonly CST.SourceToken[] | undefined, value: CST.Token | undefined): { readonly entry: YamlEntry; readonly end: number } | undefined {
  if ((key.type !== "scalar" && key.type !== "single-quoted-scalar" && key.type !== "double-quoted-scalar") || key.source.includes("\n") || key.end) return undefined;
  const read = scalarOf(key, undefined);
  if (!read || !sep) return undefined;
  const gap = gapOf(sep, "map-value-ind", { from: read.end });
  // A mapping in block style begins on a line of its own.
  if (gap?.sign === undefined || (value?.type === "block-map" && !gap.breaks)) return undefined;
  const held = value ? nodeOf(value, gap) : emptyOf(gap, sep);
  return held && { entry: { start: read.node.range.start, key: read.node, value: held.node, colon: gap.sign }, end: held.end };
}

function mappingOf(range: Range, anchor: string | undefined, style: CollectionStyle, entries: readonly YamlEntry[], end: number): Read<YamlMapping> | undefined {
  const keys = new Set(entries.map(({ key }) => (key.kind === "scalar" ? key.text : undefined)));
  if (keys.size < entries.length) return undefined;
  return { node: anchor === undefined ? { kind: "mapping", range, style, entries } : { kind: "mapping", range, anchor, style, entries }, end };
}

/** A list with dashes. */
function blockSequenceOf({ items, offset }: CST.BlockSequence, anchor: string | undefined): Read<YamlSequence> | undefined {
  const read: YamlItem[] = [];
  let end = offset;
  let whole = offset;
  for (const [index, { start, value }] of items.entries()) {
    const before = gapOf(start, "seq-item-ind", { from: whole, isSpaced: true });
    if (!before) return undefined;
    if (before.sign === undefined && before.anchor === undefined && !value && index === items.length - 1) {
      // Comments behind the last item.
      whole = before.end;
      break;
    }
    const held = before.sign === undefined ? undefined : value ? nodeOf(value, before) : emptyOf(before, start);
    if (before.sign === undefined || !held) return undefined;
    read.push({ start: before.sign, value: held.node });
    end = whole = held.end;
  }
  return { node: sequence({ start: offset, end }, anchor, "block", read), end: whole };
}

/** A list in brackets. */
function flowSequenceOf(token: CST.FlowCollection, anchor: string | undefined): Read<YamlSequence> | undefined {
  const read: YamlItem[] = [];
  for (const [index, { start, key, sep, value }] of token.items.entries()) {
    const before = gapOf(start, "none", { from: token.offset, inFlow: true });
    if (!before || key || sep || (before.hasComma && index === 0)) return undefined;
    if (!value && before.anchor === undefined && index === token.items.length - 1) break;
    const held = value && isInline(value) && before.hasComma === index > 0 ? nodeOf(value, before) : undefined;
    if (!held) return undefined;
    read.push({ start: held.node.range.start, value: held.node });
  }
  const closed = closeOf(token, "]");
  return closed && { node: sequence({ start: token.offset, end: closed.end }, anchor, "flow", read), end: closed.whole };
}

function sequence(range: Range, anchor: string | undefined, style: CollectionStyle, items: readonly YamlItem[]): YamlSequence {
  return anchor === undefined ? { kind: "sequence", range, style, items } : { kind: "sequence", range, anchor, style, items };
}

function scalar(range: Range, anchor: string | undefined, style: ScalarStyle, text: string): YamlScalar {
  return anchor === undefined ? { kind: "scalar", range, style, text } : { kind: "scalar", range, anchor, style, text };
}

/** What stands in front of a node: a sign such as `-` or `:`, blanks, comments, an anchor. */
interface Gap {
  /** Offset of the sign. */
  readonly sign: number | undefined;
  readonly anchor: string | undefined;
  readonly breaks: boolean;
  /** Whether a line ends behind the anchor. */
  readonly breaksBehindAnchor: boolean;
  readonly hasComment: boolean;
  readonly hasComma: boolean;
  readonly end: number;
}

interface GapPlace {
  /** Where it begins. */
  readonly from: number;
  /** Whether a comment may come first. */
  readonly isSpaced?: boolean;
  /** Whether a comma may be in it. */
  readonly inFlow?: boolean;
}

/** Nothing if something else, or an uncommon order, is among the tokens. */
function gapOf(tokens: readonly CST.SourceToken[], expected: "doc-start" | "seq-item-ind" | "map-value-ind" | "none", { from, isSpaced = false, inFlow = false }: GapPlace): Gap | undefined {
  let sign: number | undefined;
  let anchor: string | undefined;
  let breaks = false;
  let breaksBehindAnchor = false;
  let hasComment = false;
  let hasComma = false;
  let spaced = isSpaced;
  let end = from;
  for (const { type, source, offset } of tokens) {
    end = offset + source.length;
    switch (type) {
      case "space":
        if (source.includes("\t")) return undefined;
        spaced = true;
        break;
      case "newline":
        breaks = spaced = true;
        breaksBehindAnchor = anchor !== undefined;
        break;
      case "comment":
        if (!spaced) return undefined;
        hasComment = true;
        break;
      case "anchor":
        if (anchor !== undefined || source.length === 1 || source.endsWith(":")) return undefined;
        anchor = source.slice(1);
        spaced = false;
        break;
      case "comma":
        if (!inFlow || hasComma || anchor !== undefined) return undefined;
        hasComma = true;
        spaced = false;
        break;
      default:
        // A colon on a line of its own is uncommon.
        if (type !== expected || sign !== undefined || anchor !== undefined || (breaks && type === "map-value-ind")) return undefined;
        sign = offset;
        spaced = false;
    }
  }
  // What follows an anchor must not touch it.
  return anchor !== undefined && !spaced ? undefined : { sign, anchor, breaks, breaksBehindAnchor, hasComment, hasComma, end };
}

const BLANKS: ReadonlySet<string> = new Set(["space", "comment", "newline"]);

/** Where the blanks, the comment and the line break behind a node end; nothing if something else is among them. */
function endOf(tokens: readonly CST.SourceToken[] | undefined, from: number): number | undefined {
  let end = from;
  let isSpaced = false;
  for (const { type, source } of tokens ?? []) {
    if (!BLANKS.has(type) || (type === "comment" && !isSpaced)) return undefined;
    isSpaced = true;
    end += source.length;
  }
  return end;
}

/** Where brackets close, and where what stands behind them ends. */
function closeOf({ end: [close, ...behind] }: CST.FlowCollection, bracket: "}" | "]"): { readonly end: number; readonly whole: number } | undefined {
  if (close?.source !== bracket) return undefined;
  const end = close.offset + 1;
  const whole = endOf(behind, end);
  return whole === undefined ? undefined : { end, whole };
}

/** No value, which stands behind its sign and the blanks there. */
function emptyOf({ sign, anchor, hasComment, end }: Gap, tokens: readonly CST.SourceToken[]): Read | undefined {
  if (sign === undefined || anchor !== undefined) return undefined;
  const next = tokens.find(({ offset }) => offset > sign);
  const at = sign + 1 + (next?.type === "space" ? next.source.length : 0);
  return { node: scalar({ start: at, end: at }, undefined, "plain", ""), end: hasComment ? end : at };
}

/** Block style cannot stand in brackets. */
function isInline(value: CST.Token | undefined): boolean {
  return value?.type !== "block-map" && value?.type !== "block-seq";
}
