/** A place for people: lines and columns count from 1, columns in UTF-16 code units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Finds line and column of an offset. Every other unit (LSP, bytes) is derived from this one. */
export interface LineIndex {
  readonly lineCount: number;
  positionAt(offset: number): Position;
  /** Where a line begins and ends, without its line break and, on line 1, without the BOM. */
  lineRange(line: number): { readonly start: number; readonly end: number };
}

/** Lines end at `\n`, `\r\n` or `\r`, as in Compose's YAML and in most editors. */
export function indexLines(text: string): LineIndex {
  // Column 1 of line 1 is what follows the BOM: no editor shows the BOM as a character.
  const starts = [text.startsWith("\uFEFF") ? 1 : 0];
  for (const lineBreak of text.matchAll(/\r\n|\r|\n/g)) starts.push(lineBreak.index + lineBreak[0].length);

  const startOf = (line: number): number => starts[line - 1] ?? text.length;
  return {
    lineCount: starts.length,
    positionAt(offset) {
      let low = 0;
      let high = starts.length - 1;
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if ((starts[middle] ?? 0) <= offset) low = middle;
        else high = middle - 1;
      }
      return { line: low + 1, column: Math.max(0, offset - (starts[low] ?? 0)) + 1 };
    },
    lineRange(line) {
      const start = startOf(line);
      let end = line < starts.length ? startOf(line + 1) - 1 : text.length;
      if (end > start && text.endsWith("\r\n", end + 1)) end -= 1;
      return { start, end: Math.max(start, end) };
    },
  };
}
