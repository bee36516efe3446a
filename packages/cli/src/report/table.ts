import { displayWidth } from "./characters.js";
import { fill, type Word } from "./words.js";

type Row = readonly (readonly Word[])[];

const GAP = 2;

/** Rows of cells below each other, each column as wide as it needs; if that is too much, cells take several lines. */
export function layOut(rows: readonly Row[], width: number): readonly string[] {
  const widths = columnWidths(rows, width);
  return rows.flatMap((row) => {
    const cells = row.map((words, column) => fill(words, widths[column] ?? 0));
    return Array.from({ length: Math.max(...cells.map(({ length }) => length)) }, (_, index) => {
      const line = cells.map((lines, column) => {
        const { shown, width: taken } = lines[index] ?? { shown: "", width: 0 };
        return shown + " ".repeat(Math.max(0, (widths[column] ?? 0) - taken));
      });
      return line.join(" ".repeat(GAP)).trimEnd();
    });
  });
}

/** How much room rows need so that every cell has one line. */
export function widthOf(rows: readonly Row[]): number {
  return inAll(columnWidths(rows, Infinity));
}

/** What a column needs for its longest cell; if that is too much in all, the widest gives way first, as far as its longest word lets it. */
function columnWidths(rows: readonly Row[], width: number): readonly number[] {
  const columns = (rows[0] ?? []).map((_, column) => rows.map((row) => (row[column] ?? []).map(({ plain }) => displayWidth(plain))));
  const sizes = columns.map((cells) => ({ size: Math.max(0, ...cells.map((words) => sum(words) + words.length - 1)), least: Math.max(0, ...cells.flat()) }));
  for (let excess = inAll(sizes.map(({ size }) => size)) - width; excess > 0; excess -= 1) {
    const [widest] = sizes.filter(({ size, least }) => size > least).sort((a, b) => b.size - a.size);
    if (!widest) break;
    widest.size -= 1;
  }
  return sizes.map(({ size }) => size);
}

function inAll(widths: readonly number[]): number {
  return sum(widths) + GAP * (widths.length - 1);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
