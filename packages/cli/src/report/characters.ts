import { printable } from "@compose-lint/workspace";

/** One character as a terminal shows it: a grapheme, with the columns it takes up. */
export interface Cell {
  readonly text: string;
  readonly width: number;
  /** Where it comes from: offsets into the text that was cut into cells. */
  readonly start: number;
  readonly end: number;
}

const TAB_STOP = 4;
const PLAIN = /^[\x20-\x7e]*$/;
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f1e6}-\u{1f1ff}\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}|\ufe0f/u;
const INVISIBLE = /^[\p{Mn}\p{Me}\p{Cf}]+$/u;

/** One line, cut into what a terminal shows. Tabs become spaces up to the next tab stop. */
export function cellsOf(line: string): readonly Cell[] {
  const cells: Cell[] = [];
  let column = 0;
  for (const { segment, index } of graphemesOf(line)) {
    const text = segment === "\t" ? " ".repeat(TAB_STOP - (column % TAB_STOP)) : printable(segment);
    const width = segment === "\t" ? text.length : widthOf(text);
    cells.push({ text, width, start: index, end: index + segment.length });
    column += width;
  }
  return cells;
}

/** How many columns a text takes up that holds no control characters. */
export function displayWidth(text: string): number {
  if (PLAIN.test(text)) return text.length;
  let width = 0;
  for (const { segment } of graphemesOf(text)) width += widthOf(segment);
  return width;
}

function widthOf(grapheme: string): number {
  if (PLAIN.test(grapheme)) return grapheme.length;
  if (INVISIBLE.test(grapheme)) return 0;
  return WIDE.test(grapheme) ? 2 : 1;
}

function* graphemesOf(text: string): Iterable<{ readonly segment: string; readonly index: number }> {
  if (PLAIN.test(text)) {
    for (let index = 0; index < text.length; index += 1) yield { segment: text.charAt(index), index };
  } else {
    yield* new Intl.Segmenter("en", { granularity: "grapheme" }).segment(text);
  }
}
