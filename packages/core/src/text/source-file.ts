import { indexLines, type LineIndex } from "./line-index.js";
import type { Range } from "./range.js";

/** Compose reads UTF-8, and UTF-16 when a BOM announces it. */
export type Encoding = "utf-8" | "utf-16le" | "utf-16be";

/** One file as it was read. `text` keeps the BOM and the line endings, so offsets into it are offsets into the file. */
export interface SourceFile {
  /** As the host names it; shown to people unchanged. */
  readonly path: string;
  readonly text: string;
  readonly encoding: Encoding;
  readonly lines: LineIndex;
  /** Set when the bytes are not text in `encoding`; `text` then holds U+FFFD in place of what could not be read. */
  readonly decodingProblem?: Range;
}

/** Decodes what a host read. Never fails: see `decodingProblem`. */
export function openSource(path: string, content: string | Uint8Array): SourceFile {
  if (typeof content === "string") return { path, text: content, encoding: "utf-8", lines: indexLines(content) };

  const encoding = detectEncoding(content);
  const text = new TextDecoder(encoding, { ignoreBOM: true }).decode(content);
  const file = { path, text, encoding, lines: indexLines(text) };
  if (isWellFormed(content, encoding, false)) return file;
  const start = faultOffset(content, encoding);
  return { ...file, decodingProblem: { start, end: start + 1 } };
}

function detectEncoding(bytes: Uint8Array): Encoding {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  return "utf-8";
}

/** With `cut`, the last character may be incomplete. */
function isWellFormed(bytes: Uint8Array, encoding: Encoding, cut: boolean): boolean {
  try {
    new TextDecoder(encoding, { fatal: true }).decode(bytes, { stream: cut });
    return true;
  } catch {
    return false;
  }
}

/** Where in the text the bytes first make no sense. It cannot be looked up as U+FFFD, which may well be written in the file. */
function faultOffset(bytes: Uint8Array, encoding: Encoding): number {
  let good = 0;
  let bad = bytes.length + 1;
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (isWellFormed(bytes.subarray(0, middle), encoding, true)) good = middle;
    else bad = middle;
  }
  return new TextDecoder(encoding, { ignoreBOM: true }).decode(bytes.subarray(0, good), { stream: true }).length;
}
