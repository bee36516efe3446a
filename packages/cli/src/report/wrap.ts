import { displayWidth } from "./characters.js";

/** Words in lines of at most `width` columns, `taken` of which are used on the first one. A word that is too long is not broken. */
export function wrap(words: readonly string[], width: number, taken = 0): readonly (readonly string[])[] {
  const lines: string[][] = [[]];
  let column = taken;
  for (const word of words) {
    const line = lines.at(-1) ?? [];
    const length = displayWidth(word);
    if (line.length > 0 && column + 1 + length > width) {
      lines.push([word]);
      column = length;
    } else {
      column += length + (line.length > 0 ? 1 : 0);
      line.push(word);
    }
  }
  return lines;
}
