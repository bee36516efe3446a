import { openSource } from "@compose-lint/core";
import { describe, expect, test } from "vitest";
import { placeOf } from "../src/document-place.js";
import { positionAt } from "../src/positions.js";
import { readSettings, readStart, USUAL } from "../src/settings.js";
import { namesTransport, transportOf } from "../src/transport.js";

describe("placeOf", () => {
  test.each([
    ["file:///a/b%20c/compose.yaml", { kind: "disk", path: "/a/b c/compose.yaml" }],
    ["file:///a/%F0%9F%90%B3.yaml", { kind: "disk", path: "/a/🐳.yaml" }],
    ["file://host/share/compose.yaml", { kind: "elsewhere", realm: "file://host", path: "/share/compose.yaml" }],
    ["file:///a%2Fb/compose.yaml", { kind: "elsewhere", realm: "file://", path: "/a/b/compose.yaml" }],
    ["untitled:Untitled-1", { kind: "elsewhere", realm: "untitled://", path: "Untitled-1" }],
    ["vscode-remote://ssh-remote%2Bhost/home/compose.yaml", { kind: "elsewhere", realm: "vscode-remote://ssh-remote%2Bhost", path: "/home/compose.yaml" }],
    ["git:/a/compose.yaml?ref", { kind: "elsewhere", realm: "git://?ref", path: "/a/compose.yaml" }],
    ["untitled:%zz", { kind: "elsewhere", realm: "untitled://", path: "%zz" }],
    ["nonsense", { kind: "elsewhere", realm: "", path: "nonsense" }],
    ["", { kind: "elsewhere", realm: "", path: "" }],
  ])("%s", (uri, expected) => {
    expect(placeOf(uri)).toEqual(expected);
  });
});

describe("positionAt", () => {
  const file = openSource("compose.yaml", "\uFEFFa: 🐳b\r\nc: d\n");
  test.each([
    ["behind an astral character", 7, true, { line: 0, character: 7 }],
    ["in the second line", 9, true, { line: 1, character: 0 }],
    ["at the end", 99, true, { line: 2, character: 0 }],
    ["where the mark is no part of the text", 7, false, { line: 0, character: 6 }],
    ["before the mark, where it is no part of the text", 0, false, { line: 0, character: 0 }],
  ])("%s", (_what, offset, isOpen, expected) => {
    expect(positionAt(file, offset, isOpen)).toEqual(expected);
  });
});

describe("settings", () => {
  test.each<readonly [unknown, object, number]>([
    [undefined, USUAL, 0],
    [null, USUAL, 0],
    ["on", USUAL, 0],
    [{ enable: false }, { ...USUAL, enable: false }, 0],
    [{ enable: null, preset: "", config: "", codeLens: undefined }, USUAL, 0],
    [{ preset: "strict", config: "a.yaml", codeLens: false }, { ...USUAL, presets: ["strict"], config: "a.yaml", codeLens: false }, 0],
    [{ enable: 1, preset: ["strict"], config: 2, codeLens: "no" }, USUAL, 4],
  ])("%j", (value, settings, faults) => {
    const read = readSettings(value);
    expect(read.settings).toEqual(settings);
    expect(read.faults).toHaveLength(faults);
  });

  test.each<readonly [unknown, object]>([
    [undefined, { trusted: false, debounce: 100 }],
    [{ trusted: "yes", debounce: -1 }, { trusted: false, debounce: 100 }],
    [{ trusted: true, debounce: 0, settings: 1 }, { trusted: true, debounce: 0, settings: 1 }],
    [{ debounce: 1e9 }, { trusted: false, debounce: 10_000 }],
  ])("at the start: %j", (value, expected) => {
    expect(readStart(value)).toEqual({ settings: undefined, ...expected });
  });
});

describe("the command line", () => {
  test.each<readonly [readonly string[], string, boolean]>([
    [[], "protocol", false],
    [["--stdio"], "protocol", true],
    [["--node-ipc", "--clientProcessId=7"], "protocol", true],
    [["--pipe", "/tmp/x"], "protocol", true],
    [["--socket=7"], "protocol", true],
    [["--help"], "told", false],
    [["--version"], "told", false],
    [["compose.yaml"], "refused", false],
    [["--stdio", "--verbose"], "refused", true],
  ])("%j", (words, kind, named) => {
    expect([transportOf(words).kind, namesTransport(words)]).toEqual([kind, named]);
  });
});
