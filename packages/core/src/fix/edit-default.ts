import type { Range } from "../text/range.js";
import type { SourceFile } from "../text/source-file.js";
import type { TextEdit } from "../text/text-edit.js";
import { writeFlow, type Writable, type WritingStyle } from "../yaml/write.js";

/** Writes another default into `${NAME:-default}`, where the text is that and nothing else; the variable itself stays. */
export function editDefault(file: SourceFile, range: Range, value: Writable, style: WritingStyle): readonly TextEdit[] | undefined {
  const text = file.text.slice(range.start, range.end);
  const [, before, fallback] = /^((?:["']?)\$\{[A-Za-z_]\w*:?-)([^${}"'\\]*)\}["']?$/.exec(text) ?? [];
  const written = writeFlow(value, style);
  if (before === undefined || fallback === undefined || /[${}"'\\]/.test(written)) return undefined;
  const start = range.start + before.length;
  return [{ range: { start, end: start + fallback.length }, text: written }];
}
