import { applyEdits, fixProjects, rules as coreRules, type TextEdit } from "@compose-lint/core";
import { ESLint, Linter } from "eslint";
import { describe, expect, it } from "vitest";
import { folderWith } from "../../../test/folder.js";
import { asOneEdit, sideBySide } from "../src/side-by-side.js";
import { asEslint } from "./as-eslint.js";
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

  it("puts new keys in the order of the command, and where it puts them, however many passes that takes", () => {
    const text = "volumes:\n  data: {}\nservices:\n  db:\n    volumes:\n      - data:/var/lib/postgresql/data\n    image: postgres:16.4\n";
    const rules = ["stop-grace-period", "no-new-privileges", "log-rotation", "read-only-rootfs", "drop-capabilities"];
    const settings = rules.map((name) => ({ rule: coreRules.find((rule) => rule.name === name) ?? raise(name) }));
    const { files } = fixProjects({ read: (path) => (path === "compose.yaml" ? text : undefined) }, [{ files: ["compose.yaml"] }], { rules: settings }, { unsafe: false });
    // So many that they do not all find room, at the end of a service and of the file.
    const fixes = linter.verify(text, setting(...rules), "compose.yaml").flatMap(({ fix }) => (fix ? [fix] : []));
    expect(asEslint(text, fixes.map((fix) => ({ range: { start: fix.range[0], end: fix.range[1] }, text: fix.text })))).not.toBe(mended(text, ...rules));
    expect(mended(text, ...rules)).toBe(files[0]?.after);
  });

  it("makes nothing but what is reported, and meant to be made", async () => {
    const text = (comment: string): string => `services:\n  web:${comment}\n    image: nginx:1.27.3\n    mem_limit: 512m\n`;
    const rules = ["stop-grace-period", "no-new-privileges", "log-rotation"];
    const all = linter.verify(text(""), setting(...rules), "compose.yaml");
    expect(all.map(({ ruleId }) => ruleId?.replace("compose/", "")).sort()).toEqual(rules.toSorted());
    for (const rule of rules) {
      const alone = mended(text(""), rule);
      // One by one, as editors do; by `--fix-type` and the like; with the other rules off, in the configuration or by a comment.
      const fix = all.find(({ ruleId }) => ruleId === `compose/${rule}`)?.fix ?? raise(rule);
      expect(applyEdits(text(""), [{ range: { start: fix.range[0], end: fix.range[1] }, text: fix.text }])).toBe(alone);
      const [only] = await new ESLint({ cwd: folderWith({}), overrideConfigFile: true, overrideConfig: setting(...rules), fix: ({ ruleId }) => ruleId === `compose/${rule}` }).lintText(text(""), { filePath: "compose.yaml" });
      expect(only?.output).toBe(alone);
      const comment = ` # eslint-disable-line ${rules.filter((other) => other !== rule).map((other) => `compose/${other}`).join(", ")}`;
      expect(mended(text(comment), ...rules)).toBe(alone.replace("web:", `web:${comment}`));
    }
  });

  it("goes on with other fixes where one is hidden", () => {
    // What is to be put in order waits for new keys, of which one is hidden.
    const text = "services:\n  web:\n    mem_limit: 512m # eslint-disable-line compose/memswap-limit\n    image: nginx:1.27.3\n    logging: {driver: local}\n";
    expect(mended(text, "memswap-limit", "stop-grace-period", "service-key-order")).toBe("services:\n  web:\n    image: nginx:1.27.3\n    stop_grace_period: 30s\n    mem_limit: 512m # eslint-disable-line compose/memswap-limit\n    logging: {driver: local}\n");
  });

  it("makes what is far apart, and then what stands in between", () => {
    const variables = (write: (name: string) => string): string => Array.from({ length: 40 }, (_, index) => `      ${write(`A${index}`)}\n      # ${index}\n`).join("");
    const others = "services:\n  a: {image: a:1, environment: {A: b}}\n  b: {image: b:1, environment: {A: b}}\n";
    const text = `${others}  c:\n    environment:\n${variables((name) => `- ${name}=b`)}    mem_limit: 512m\n    image: c:1\n`;
    expect(mended(text, "list-vs-map")).toBe(`${others}  c:\n    environment:\n${variables((name) => `${name}: b`)}    mem_limit: 512m\n    image: c:1\n`);
    expect(mended(text, "list-vs-map", "service-key-order", "memswap-limit")).toBe(`${others}  c:\n    image: c:1\n    environment:\n${variables((name) => `${name}: b`)}    mem_limit: 512m\n    memswap_limit: 512m\n`);
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
  const at = (offset: number, text: string): TextEdit => ({ range: { start: offset, end: offset }, text });
  const [A, B, C] = ["\n    a: 1", "\n    b: 2", "\n    c: 3"];

  it.each<readonly [what: string, text: string, edits: readonly TextEdit[], output: string]>([
    ["in front of an indented line", "x:\n    z: 9\n", [at(2, A), at(2, B), at(2, C)], `x:${A}${B}${C}\n    z: 9\n`],
    ["in front of a line that is less indented", "x:\n  z: 9\n", [at(2, A), at(2, B), at(2, C)], `x:${A}${B}${C}\n  z: 9\n`],
    ["in front of a blank line, the first two", "x:\n\n  z: 9\n", [at(2, A), at(2, B), at(2, C)], `x:${A}${B}\n\n  z: 9\n`],
    ["at the end of the file, the first two", "x:\n", [at(2, A), at(2, B), at(2, C)], `x:${A}${B}\n`],
    ["at the very end, one", "x:", [at(2, A), at(2, B)], `x:${A}`],
    ["with Windows line breaks", "x:\r\n    z: 9\r\n", [at(2, A.replace("\n", "\r\n")), at(2, B.replace("\n", "\r\n"))], `x:\r\n    a: 1\r\n    b: 2\r\n    z: 9\r\n`],
    ["within a line, the first one", "x: {z: 9}", [at(4, "a: 1, "), at(4, "b: 2, ")], "x: {a: 1, z: 9}"],
    ["behind what is replaced", "x: 1\n    z: 9\n", [{ range: { start: 3, end: 4 }, text: "2" }, at(4, A)], `x: 2${A}\n    z: 9\n`],
    ["but not into what is replaced", "x: 1\n    z: 9\n", [at(4, A), at(4, B), { range: { start: 6, end: 9 }, text: "" }], `x: 1${A}${B}\n z: 9\n`],
    ["but not over what is replaced", "x: 1\n    z: 9\n", [at(4, A), at(4, B), at(4, C), { range: { start: 5, end: 7 }, text: "" }], `x: 1${A}\n  z: 9\n`],
  ])("puts what goes to one place %s", (_where, text, edits, output) => {
    const moved = [...sideBySide(text, edits.map((edit) => ({ fix: edit, edit }))).values()];
    expect(moved.length).toBe(edits.length);
    // Each does by itself what it did before.
    for (const [edit, given] of sideBySide(text, edits.map((each) => ({ fix: each, edit: each })))) expect(applyEdits(text, [given])).toBe(applyEdits(text, [edit]));
    // In whatever order they are reported.
    expect(asEslint(text, moved)).toBe(output);
    expect(text.length === 2 || asEslint(text, moved.toReversed()) === output).toBe(true);
  });
});

it("makes one edit of several, with what stands between them", () => {
  expect(asOneEdit("abcdefg", [{ range: { start: 5, end: 6 }, text: "F" }, { range: { start: 1, end: 2 }, text: "" }, { range: { start: 3, end: 3 }, text: "--" }])).toEqual({ range: { start: 1, end: 6 }, text: "c--deF" });
});

function raise(name: string): never {
  throw new Error(`There is no ${name}.`);
}
