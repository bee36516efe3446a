/** Less than this share of common letter pairs is no likeness. */
const LIKE = 0.5;

/** The names that a mistyped or shortened one may stand for, all equally alike; empty if none is like it. */
export function namesLike(typed: string, names: readonly string[]): readonly string[] {
  const likenesses = names.map((name) => likeness(typed, name));
  const best = Math.max(LIKE, ...likenesses);
  return names.filter((_, index) => likenesses[index] === best);
}

/** How many pairs of neighbouring letters two words have in common, out of all that they have: 1 for the same word. */
function likeness(a: string, b: string): number {
  const left = pairsOf(b);
  const all = pairsOf(a);
  const total = all.length + left.length;
  const common = all.filter((pair) => {
    const index = left.indexOf(pair);
    if (index !== -1) left.splice(index, 1);
    return index !== -1;
  });
  return (2 * common.length) / total;
}

/** `-` and `_` are one sign, and case does not matter. The ends of a word count as letters. */
function pairsOf(word: string): string[] {
  const letters = ` ${word.toLowerCase().replaceAll("_", "-")} `;
  return Array.from({ length: letters.length - 1 }, (_, index) => letters.slice(index, index + 2));
}
