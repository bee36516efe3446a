import { openSource } from "@compose-lint/core";
import { describe, expect, it } from "vitest";
import { excerptOf } from "../src/report/excerpt.js";

/** «marks» stand for the range. */
function show(marked: string, room = 80): readonly [string, string] {
  const start = marked.indexOf("«");
  const end = marked.indexOf("»") - 1;
  const { text, underline } = excerptOf(openSource("compose.yaml", marked.replace(/[«»]/g, "")), { start, end }, room);
  return [text, " ".repeat(underline.from) + "^".repeat(underline.length)];
}

const long = "x".repeat(300);

describe("excerptOf", () => {
  it.each<{ what: string; marked: string; room?: number; text: string; marks: string }>([
    { what: "underlines a range", marked: "a: 1\n  «db»: 2\n", text: "  db: 2", marks: "  ^^" },
    { what: "marks one column for an empty range", marked: "db: «»", text: "db:", marks: "    ^" },
    { what: "marks one column at the end of the file", marked: "db:\n«»", text: "", marks: "^" },
    { what: "underlines the first line of several", marked: "a: «|\n  b\n  c»\n", text: "a: |", marks: "   ^" },
    { what: "leaves CRLF and the BOM out", marked: "\ufeff«a»: 1\r\n", text: "a: 1", marks: "^" },
    { what: "turns tabs into spaces", marked: "a:\t«b»\tc", text: "a:  b   c", marks: "    ^" },
    { what: "gives wide characters two columns", marked: "日本: «語» x", text: "日本: 語 x", marks: "      ^^" },
    { what: "takes an emoji of several code points for one", marked: "👨‍👩‍👧: «x»", text: "👨‍👩‍👧: x", marks: "    ^" },
    { what: "gives combining marks no column", marked: "e\u0301: «x»", text: "e\u0301: x", marks: "   ^" },
    { what: "makes controls and escapes harmless", marked: "a\u001b[31m\u009b\u202e: «x»", text: "a\ufffd[31m\ufffd\ufffd: x", marks: "          ^" },
    { what: "makes half a surrogate pair harmless", marked: "a\ud800: «x»", text: "a\ufffd: x", marks: "    ^" },
    { what: "cuts behind", marked: `«ab»: ${long}`, room: 10, text: "ab: xxxx…", marks: "^^" },
    { what: "cuts before", marked: `${long}: «ab»`, room: 10, text: "…xxxx: ab", marks: "       ^^" },
    { what: "cuts on both sides", marked: `${long} «ab» ${long}`, room: 10, text: "…xx ab xx…", marks: "    ^^" },
    { what: "cuts a range that is too long itself", marked: `a: «${long}»`, room: 10, text: "…xxxxxxxx…", marks: " ^^^^^^^^" },
    { what: "cuts beside wide characters", marked: `${"語".repeat(50)}«ab»${"語".repeat(50)}`, room: 12, text: "…語語ab語語…", marks: "     ^^" },
  ])("$what", ({ marked, room, text, marks }) => {
    expect(show(marked, room)).toEqual([text, marks]);
  });

  it.each([
    { marked: "  «POSTGRES_PASSWORD»: hunter2", text: "  POSTGRES_PASSWORD: …", marks: "  ^^^^^^^^^^^^^^^^^" },
    { marked: "  POSTGRES_PASSWORD: «hunter2» # x", text: "  POSTGRES_PASSWORD: …", marks: "                     ^" },
    { marked: '{ token: "a b", «image»: x }', text: "{ token: …, image: x }", marks: "            ^^^^^" },
    { marked: `{ token: ${long}, «image»: x }`, text: "{ token: …, image: x }", marks: "            ^^^^^" },
  ])("keeps places where they are when it masks: $text", ({ marked, text, marks }) => {
    expect(show(marked)).toEqual([text, marks]);
  });

  it("is quick on a line without an end", () => {
    const marked = `{${"s: {image: x, password: y}, ".repeat(20_000)}«end»: 1}`;
    const started = performance.now();
    for (let time = 0; time < 100; time += 1) show(marked);
    expect(performance.now() - started).toBeLessThan(5_000);
    expect(show(marked)[0]).not.toContain("y}");
  });
});
