import type { ReviewComment } from "../review/review.js";
import type { Forge } from "./forge.js";
import { sentenceOf, shown } from "./words.js";

/** More findings than these are counted and not told. */
const MOST_FINDINGS = 30;

/** A suggestion as a comment: what it mends, the lines themselves, and what one has to know before they are taken over. */
export function commentMarkdown(comment: ReviewComment, forge: Forge): string {
  const { suggestion, waiting, id } = comment;
  return [
    itemList(suggestion.mends.map((each) => sentenceOf(each, forge))),
    fenced(forge.suggestionInfo(suggestion), suggestion.lines),
    suggestion.safety === "safe" ? "Safe to apply:" : "**Check this before you apply it:**",
    itemList(suggestion.fixes.map(({ title, because }) => `${shown(title, forge)}. ${shown(because, forge)}`)),
    ...(waiting.length === 0 ? [] : ["About the same lines, and not mended by this; a fix that needs a look can be suggested when it is applied:", itemList(waiting.map((each) => sentenceOf(each, forge)))]),
    commentMarker(id),
  ].join("\n\n");
}

/** Nobody sees it; it tells a comment of ours, and which one it is. */
export function commentMarker(id: string): string {
  return `<!-- compose-lint:comment:${id} -->`;
}

/** The same comment when it is done with: it is none of those any more that are told apart. */
export function settledMarkdown(body: string): string {
  return body.replace(/<!-- compose-lint:comment:(?=[0-9a-f]{16} -->\s*$)/, "<!-- compose-lint:settled:");
}

/** The id of a comment of ours. */
export function commentIdIn(body: string): string | undefined {
  return /<!-- compose-lint:comment:([0-9a-f]{16}) -->\s*$/.exec(body)?.[1];
}

function itemList(items: readonly string[]): string {
  const told = items.length > MOST_FINDINGS ? [...items.slice(0, MOST_FINDINGS - 1), `and ${String(items.length - MOST_FINDINGS + 1)} more.`] : items;
  return told.map((item) => `- ${item}`).join("\n");
}

/** Any lines in a block of their own, which ends where they do. They keep their carriage returns: a forge takes them as they are. */
function fenced(info: string, lines: readonly string[]): string {
  const longest = Math.max(2, ...lines.flatMap((line) => (line.match(/`+/g) ?? []).map(({ length }) => length)));
  const fence = "`".repeat(longest + 1);
  return [`${fence}${info}`, ...lines, fence].join("\n");
}
