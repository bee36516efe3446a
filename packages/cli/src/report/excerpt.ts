import type { Range, SourceFile } from "@compose-lint/core";
import { findSecrets, secretLinesOf, withoutLogCommands } from "@compose-lint/workspace";
import { cellsOf, type Cell } from "./characters.js";

/** A source line as it is shown, and where in it the underline goes. */
export interface Excerpt {
  readonly line: number;
  readonly text: string;
  /** In columns of `text`. */
  readonly underline: { readonly from: number; readonly length: number };
}

/** A line up to this long is looked at as a whole; of a longer one, what could be shown, and this far beside it for secrets. */
const REACH = 4_000;
const CUT: Cell = { text: "…", width: 1, start: -1, end: -1 };

/** The first line of a range within `room` columns: harmless for a terminal, without secrets, cut around the range if it is too long. */
export function excerptOf(file: SourceFile, range: Range, room: number): Excerpt {
  const { line } = file.lines.positionAt(range.start);
  const whole = file.lines.lineRange(line);
  const reach = whole.end - whole.start > REACH ? 2 * room : REACH;
  const from = Math.max(whole.start, range.start - reach);
  const to = Math.min(whole.end, range.end + reach, range.start + 2 * reach);
  const inherited = secretLinesOf(file).get(line);
  const secrets = inherited ? [{ start: inherited.start - from, end: inherited.end - from }] : secretsAround(file, whole, from, to);
  const cells = mask(cellsOf(file.text.slice(from, to)), secrets);

  const start = range.start - from;
  const end = Math.max(start + 1, Math.min(range.end, whole.end) - from);
  let first = cells.findIndex((cell) => cell.end > start);
  if (first === -1) first = cells.length;
  let beyond = cells.findIndex((cell) => cell.start >= end);
  if (beyond === -1) beyond = cells.length;

  const shown = cutAround(cells, first, beyond, room);
  const before = shown.from > 0 || from > whole.start ? [CUT] : [];
  const after = shown.to < cells.length || to < whole.end ? [CUT] : [];
  return {
    line,
    text: withoutLogCommands(textOf([...before, ...cells.slice(shown.from, shown.to), ...after]).trimEnd()),
    underline: {
      from: widthOf([...before, ...cells.slice(shown.from, first)]),
      length: Math.max(1, widthOf(cells.slice(first, Math.min(beyond, shown.to)))),
    },
  };
}

/** The secrets of a line, as ranges relative to `from`. */
function secretsAround({ text }: SourceFile, line: Range, from: number, to: number): readonly Range[] {
  const start = Math.max(line.start, from - REACH);
  const secrets = findSecrets(text.slice(start, Math.min(line.end, to + REACH)));
  return secrets.map((secret) => ({ start: secret.start + start - from, end: secret.end + start - from }));
}

/** Every secret becomes one cell that stands for all of it, so that places before and behind it stay where they are. */
function mask(cells: readonly Cell[], secrets: readonly Range[]): readonly Cell[] {
  if (secrets.length === 0) return cells;
  const masked: Cell[] = [];
  let next = 0;
  for (const cell of cells) {
    while ((secrets[next]?.end ?? Infinity) <= cell.start) next += 1;
    const secret = secrets[next];
    if (!secret || cell.start < secret.start) masked.push(cell);
    else if (masked.at(-1)?.start !== secret.start) masked.push({ ...secret, text: "…", width: 1 });
  }
  return masked;
}

/** The stretch of cells that fits: all of the range if possible, then as much as fits on both sides. */
function cutAround(cells: readonly Cell[], first: number, beyond: number, room: number): { readonly from: number; readonly to: number } {
  if (widthOf(cells) <= room) return { from: 0, to: cells.length };
  let left = room - 2 * CUT.width;
  let from = first;
  let to = first;
  const fits = (cell: Cell | undefined): boolean => {
    if (!cell || cell.width > left) return false;
    left -= cell.width;
    return true;
  };
  while (to < beyond && fits(cells[to])) to += 1;
  for (let size = -1; size < to - from; ) {
    size = to - from;
    if (fits(cells[from - 1])) from -= 1;
    if (fits(cells[to])) to += 1;
  }
  return { from, to };
}

function textOf(cells: readonly Cell[]): string {
  return cells.map(({ text }) => text).join("");
}

function widthOf(cells: readonly Cell[]): number {
  return cells.reduce((sum, { width }) => sum + width, 0);
}
