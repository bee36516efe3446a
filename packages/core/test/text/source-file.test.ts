import { describe, expect, it } from "vitest";
import { openSource, type Encoding } from "../../src/text/source-file.js";

const utf8 = (text: string): number[] => [...new TextEncoder().encode(text)];
const utf16le = (text: string): number[] => Array.from(text).flatMap((unit) => [unit.charCodeAt(0) & 0xff, unit.charCodeAt(0) >> 8]);
const utf16be = (text: string): number[] => Array.from(text).flatMap((unit) => [unit.charCodeAt(0) >> 8, unit.charCodeAt(0) & 0xff]);

describe("a source file keeps its text as it is", () => {
  const contents: readonly (readonly [name: string, content: string | number[], encoding: Encoding, text: string])[] = [
    ["text from the host", "a: b\r\n", "utf-8", "a: b\r\n"],
    ["text with a BOM", "\uFEFFa", "utf-8", "\uFEFFa"],
    ["nothing", [], "utf-8", ""],
    ["UTF-8", utf8("größe: 🙂\r\n"), "utf-8", "größe: 🙂\r\n"],
    ["UTF-8 with a BOM", utf8("\uFEFFa: b"), "utf-8", "\uFEFFa: b"],
    ["UTF-8 with a second BOM", utf8("\uFEFF\uFEFFa"), "utf-8", "\uFEFF\uFEFFa"],
    ["UTF-8 that holds U+FFFD", utf8("a\uFFFDb"), "utf-8", "a\uFFFDb"],
    ["UTF-16 with a mark, little end first", utf16le("\uFEFFgröße"), "utf-16le", "\uFEFFgröße"],
    ["UTF-16 with a mark, big end first", utf16be("\uFEFFgröße\r\n"), "utf-16be", "\uFEFFgröße\r\n"],
    ["nothing but a mark", [0xff, 0xfe], "utf-16le", "\uFEFF"],
    // Without its mark, UTF-16 reads as UTF-8 full of NULs; the YAML layer refuses those.
    ["UTF-16 without a mark", utf16le("a"), "utf-8", "a\0"],
  ];
  it.each(contents)("%s", (_, content, encoding, text) => {
    const file = openSource("a.yaml", typeof content === "string" ? content : Uint8Array.from(content));
    expect(file).toMatchObject({ path: "a.yaml", encoding, text });
    expect(file.decodingProblem).toBeUndefined();
  });
});

describe("what is not text is told with its place", () => {
  const faults: readonly (readonly [name: string, bytes: number[], at: number, text: string])[] = [
    ["a lone continuation byte", [...utf8("ab"), 0x80, ...utf8("c")], 2, "ab\uFFFDc"],
    ["an overlong form", [0xc0, 0xaf], 0, "\uFFFD\uFFFD"],
    ["a character cut off at the end", [...utf8("ö"), 0xe2, 0x82], 1, "ö\uFFFD"],
    ["a surrogate", [...utf8("a"), 0xed, 0xa0, 0x80], 1, "a\uFFFD\uFFFD\uFFFD"],
    ["Latin-1", [...utf8("caf"), 0xe9, ...utf8(": 1")], 3, "caf\uFFFD: 1"],
    ["a fault behind a U+FFFD that is meant", [...utf8("\uFFFDö"), 0xff], 2, "\uFFFDö\uFFFD"],
    ["a fault behind a BOM", [...utf8("\uFEFFa"), 0xff], 2, "\uFEFFa\uFFFD"],
    ["UTF-16 of an odd length", [0xff, 0xfe, 0x61, 0x00, 0x3a], 2, "\uFEFFa\uFFFD"],
    ["half a surrogate pair in UTF-16", [0xff, 0xfe, ...utf16le("a"), 0x00, 0xd8, ...utf16le("b")], 2, "\uFEFFa\uFFFDb"],
  ];
  it.each(faults)("%s", (_, bytes, at, text) => {
    const file = openSource("a.yaml", Uint8Array.from(bytes));
    expect(file.text).toBe(text);
    expect(file.decodingProblem).toEqual({ start: at, end: at + 1 });
  });
});
