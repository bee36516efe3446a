import { applyEdits, type TextEdit } from "@compose-lint/core";
import { Linter } from "eslint";
import { describe, expect, it } from "vitest";
import { folderWith } from "../../../test/folder.js";
import { asOneEdit, sideBySide } from "../src/side-by-side.js";
import { forAllFiles, LANGUAGES } from "./languages.js";

describe.each(LANGUAGES)("under %s", (_language, config) => {
  const linter = new Linter({ cwd: folderWith({}) });
  const setting = (...rules: readonly string[]): Linter.Config => forAllFiles({ ...config, rules: Object.fromEntries(rules.map((name) => [`compose/${name}`, "warn"])) });
  const mended = (text: string, ...rules: readonly string[]): string => linter.verifyAndFix(text, setting(...rules), "compose.yaml").output;

  it("makes safe fixes, and suggests unsafe ones with what may behave differently", () => {
    const text = "services:\n  db:\n    image: postgres:16.4\n    ports: [\"5432:5432\"]\n    mem_limit: 512m\n";
    const found = linter.verify(text, setting("memswap-limit", "unbound-port"), "compose.yaml");
    expect(found.map(({ ruleId, fix, suggestions }) => [ruleId, fix, suggestions])).toEqual([
      ["compose/unbound-port", undefined, [{ messageId: "repair", data: expect.anything() as unknown, desc: "Publish it on 127.0.0.1. Whoever used the port from another machine cannot reach it any more.", fix: { range: [54, 54], text: "127.0.0.1:" } }]],
      ["compose/memswap-limit", { range: [85, 85], text: "\n    memswap_limit: 512m" }, undefined],
    ]);
    expect(mended(text, "memswap-limit", "unbound-port")).toBe(`${text}    memswap_limit: 512m\n`);
  });

  it("makes several fixes for one place in one pass", () => {
    const service = (name: string): string => `  ${name}:\n    image: nginx:1.27.3\n    volumes: [cache:/var/cache/nginx]\n`;
    const text = `services:\n${service("web")}${service("api")}${service("last")}    stop_grace_period: 30s\n    security_opt: [no-new-privileges=true]\n    logging: {driver: local}\nvolumes: {cache: {}}\n`;
    const rules = ["stop-grace-period", "no-new-privileges", "log-rotation"];
    const fixes = linter.verify(text, setting(...rules), "compose.yaml").flatMap(({ fix }) => (fix ? [fix] : []));
    expect(fixes.length).toBe(6);
    expect(new Set(fixes.map(({ range }) => range[0])).size).toBe(6);
    expect(applyEdits(text, fixes.map((fix) => ({ range: { start: fix.range[0], end: fix.range[1] }, text: fix.text })))).toBe(mended(text, ...rules));
  });

  it("suggests what would keep everything in between from being mended", () => {
    const text = (count: number): string => `services:\n  a: {image: a:1, environment: {A: b}}\n  b: {image: b:1, environment: {A: b}}\n  c:\n    image: c:1\n    environment:\n${Array.from({ length: count }, (_, index) => `      - A${index}=b\n`).join("")}`;
    const told = (count: number): readonly unknown[] => linter.verify(text(count), setting("list-vs-map"), "compose.yaml").map(({ fix, suggestions }) => [fix !== undefined, suggestions !== undefined]);
    expect(told(20)).toEqual([[true, false]]);
    expect(told(22)).toEqual([[false, true]]);
    const order = (count: number): string => `services:\n  a:\n    environment:\n${"      # nothing\n".repeat(count)}      A: b\n    image: a:1\n`;
    // What is put in order is one place.
    expect(mended(order(30), "service-key-order")).toMatch(/^services:\n {2}a:\n {4}image: a:1\n {4}environment:/);
  });

  it("suggests what has to wait for another fix, and makes it when that is made", () => {
    const text = "services:\n  web:\n    ports: [80:80]\n    image: nginx:1.27.3\nversion: '3'\n";
    const rules = ["service-key-order", "top-level-order", "obsolete-version"];
    const told = linter.verify(text, setting(...rules), "compose.yaml").map(({ ruleId, fix, suggestions }) => [ruleId, fix ? "fix" : suggestions ? "suggestion" : "nothing"]);
    expect(told).toEqual([
      ["compose/service-key-order", "fix"],
      ["compose/top-level-order", "suggestion"],
      ["compose/obsolete-version", "fix"],
    ]);
    expect(mended(text, ...rules)).toBe("services:\n  web:\n    image: nginx:1.27.3\n    ports: [80:80]\n");
    expect(mended("version: '3'\nservices: {}\nname: shop\n", "top-level-order")).toBe("version: '3'\nname: shop\nservices: {}\n");
  });

  it("mends a comment when nothing else is to be mended", () => {
    const text = "services:\n  web: # compose-lint-disable-line pin-image-tag\n    image: nginx:1.27\n    mem_limit: 512m\n";
    const found = linter.verify(text, setting("memswap-limit", "pin-image-tag", "unused-suppression"), "compose.yaml");
    expect(found.map(({ ruleId, fix, suggestions }) => [ruleId, fix !== undefined, suggestions !== undefined])).toEqual([
      ["compose/unused-suppression", false, true],
      ["compose/memswap-limit", true, false],
    ]);
    expect(mended(text, "memswap-limit", "pin-image-tag", "unused-suppression")).toBe("services:\n  web:\n    image: nginx:1.27\n    mem_limit: 512m\n    memswap_limit: 512m\n");
  });
});

describe("sideBySide", () => {
  /** Edits as ESLint makes them: in order, none that touches the one before. */
  function asEslint(text: string, edits: readonly TextEdit[]): string {
    const made: TextEdit[] = [];
    for (const edit of edits.toSorted((a, b) => a.range.start - b.range.start || a.range.end - b.range.end)) if (edit.range.start > (made.at(-1)?.range.end ?? -1)) made.push(edit);
    return applyEdits(text, made);
  }

  const at = (offset: number, text: string): TextEdit => ({ range: { start: offset, end: offset }, text });
  const [A, B, C] = ["\n    a: 1", "\n    b: 2", "\n    c: 3"];

  it.each<readonly [what: string, text: string, edits: readonly TextEdit[], together: string, output: string]>([
    ["in front of an indented line", "x:\n    z: 9\n", [at(2, C), at(2, A), at(2, B)], `${A}${B}${C}`, `x:${A}${B}${C}\n    z: 9\n`],
    ["in front of a line that is less indented", "x:\n  z: 9\n", [at(2, A), at(2, B), at(2, C)], `${A}${B}${C}`, `x:${A}${B}${C}\n  z: 9\n`],
    ["in front of a blank line, two", "x:\n\n  z: 9\n", [at(2, A), at(2, B), at(2, C)], `${A}${B}${C}`, `x:${A}${B}\n\n  z: 9\n`],
    ["at the end of the file, two", "x:\n", [at(2, A), at(2, B), at(2, C)], `${A}${B}${C}`, `x:${A}${B}\n`],
    ["at the very end, one", "x:", [at(2, A), at(2, B)], `${A}${B}`, `x:${A}`],
    ["with Windows line breaks", "x:\r\n    z: 9\r\n", [at(2, B.replace("\n", "\r\n")), at(2, A.replace("\n", "\r\n"))], `${A}${B}`.replaceAll("\n", "\r\n"), `x:\r\n    a: 1\r\n    b: 2\r\n    z: 9\r\n`],
    ["within a line, one", "x: {z: 9}", [at(4, "a: 1, "), at(4, "b: 2, ")], "a: 1, b: 2, ", "x: {a: 1, z: 9}"],
    ["behind what is replaced", "x: 1\n    z: 9\n", [{ range: { start: 3, end: 4 }, text: "2" }, at(4, A)], A, `x: 2${A}\n    z: 9\n`],
    ["but not into what is replaced", "x: 1\n    z: 9\n", [at(4, A), at(4, B), { range: { start: 6, end: 9 }, text: "" }], `${A}${B}`, `x: 1${A}${B}\n z: 9\n`],
    ["but not over what is replaced", "x: 1\n    z: 9\n", [at(4, A), at(4, B), at(4, C), { range: { start: 5, end: 7 }, text: "" }], `${A}${B}${C}`, `x: 1${A}\n  z: 9\n`],
  ])("puts what goes to one place %s", (_where, text, edits, together, output) => {
    const moved = sideBySide(text, edits, [at(edits.find(({ range }) => range.start === range.end)?.range.start ?? 0, together)]);
    expect(moved.size).toBe(edits.length);
    // Each does by itself what it did before.
    for (const [before, after] of moved) expect(applyEdits(text, [after])).toBe(applyEdits(text, [before]));
    expect(asEslint(text, [...moved.values()])).toBe(output);
  });
});

it("makes one edit of several, with what stands between them", () => {
  expect(asOneEdit("abcdefg", [{ range: { start: 5, end: 6 }, text: "F" }, { range: { start: 1, end: 2 }, text: "" }, { range: { start: 3, end: 3 }, text: "--" }])).toEqual({ range: { start: 1, end: 6 }, text: "c--deF" });
});
