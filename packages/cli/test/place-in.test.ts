import { openSource, type Diagnostic, type SourceFile } from "@compose-lint/core";
import { expect, it } from "vitest";
import { placerIn } from "../src/place-in.js";

function at(file: SourceFile, word: string): Diagnostic {
  const start = file.text.indexOf(word);
  return { rule: "some-rule", severity: "warning", message: "", place: { file, range: { start, end: start + word.length } }, related: [] };
}

/** What a finding points at after it was placed in another text, with its line. */
function moved(text: string, word: string, shown: string): string {
  const { file, range } = placerIn(() => openSource("a", shown))(at(openSource("a", text), word)).place;
  return `${String(file.lines.positionAt(range.start).line)} ${file.text.slice(range.start, range.end)}`;
}

it.each([
  { what: "a line that has moved down", text: "a\nb: c\n", word: "b", shown: "new\na\nb: c\n", place: "3 b" },
  { what: "a line that has moved up", text: "gone\na\n  b: c\n", word: "b: c", shown: "a\n  b: c\n", place: "2 b: c" },
  { what: "a line that is gone", text: "a\nb: c\nd\n", word: "b", shown: "a\nd\n", place: "1 a" },
  { what: "the first line, which is gone", text: "b: c\nd\n", word: "b", shown: "d\n", place: "1 d" },
  { what: "a text without lines", text: "b: c\n", word: "b", shown: "", place: "1 " },
  { what: "the same text", text: "a\nb: c\n", word: "b", shown: "a\nb: c\n", place: "2 b" },
])("finds $what", ({ text, word, shown, place }) => {
  expect(moved(text, word, shown)).toBe(place);
});
