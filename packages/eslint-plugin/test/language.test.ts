import { Linter as EslintLinter } from "eslint";
import { describe, expect, it, test } from "vitest";
import { folderWith } from "../../../test/folder.js";
import compose from "../src/index.js";
import { ComposeSourceCode } from "../src/language/source-code.js";
import { inAll } from "./eslint-versions.js";
import { forAllFiles, LANGUAGES } from "./languages.js";

const cwd = folderWith({});
const SWAP = "db may use 512m of swap on top of its 512m of memory, where the host has swap: it slows down before it is stopped. Set memswap_limit to the memory limit.";

/** What is found, as `line:column-endColumn rule`, and what `--fix` makes of it. */
type Told = readonly [found: readonly string[], output: string];

function told(messages: readonly EslintLinter.LintMessage[]): readonly string[] {
  return messages.map(({ line, column, endLine, endColumn, ruleId, message, fatal }) => `${String(line)}:${String(column)}${endColumn === undefined ? "" : `-${endLine === line ? "" : `${String(endLine)}:`}${String(endColumn)}`} ${fatal ? "fatal" : (ruleId ?? message)}`);
}

describe.each(inAll(LANGUAGES))("%s", (_name, { Linter }, config) => {
  const linter = new Linter({ cwd });
  const setting = (rules: EslintLinter.RulesRecord): EslintLinter.Config => forAllFiles({ ...config, rules, linterOptions: { reportUnusedDisableDirectives: "warn" } });
  const run = (text: string, rules: EslintLinter.RulesRecord = { "compose/memswap-limit": "warn" }): Told => [told(linter.verify(text, setting(rules), { filename: "compose.yaml" })), linter.verifyAndFix(text, setting(rules), { filename: "compose.yaml" }).output];

  test.each([
    ["LF", "services:\n  db:\n    image: postgres:16.4\n    mem_limit: 512m\n", "    mem_limit: 512m\n    memswap_limit: 512m\n"],
    ["CRLF", "services:\r\n  db:\r\n    image: postgres:16.4\r\n    mem_limit: 512m\r\n", "    mem_limit: 512m\r\n    memswap_limit: 512m\r\n"],
    ["a BOM", "\uFEFFservices:\n  db:\n    image: postgres:16.4\n    mem_limit: 512m\n", "    mem_limit: 512m\n    memswap_limit: 512m\n"],
    ["astral characters", "services: # 🐳\n  db: # 🐘🐘\n    image: postgres:16.4 # 🐘\n    mem_limit: 512m # 🐘\n", "    mem_limit: 512m # 🐘\n    memswap_limit: 512m\n"],
    ["no last line break", "services:\n  db:\n    image: postgres:16.4\n    mem_limit: 512m", "    mem_limit: 512m\n    memswap_limit: 512m"],
  ])("reports and repairs the same place in a file with %s", (_kind, text, after) => {
    const [before = ""] = /^ {4}mem_limit.*\s*$/m.exec(text) ?? [];
    expect(run(text)).toEqual([["4:5-14 compose/memswap-limit"], text.replace(before, after)]);
  });

  it("tells core's message as it is", () => {
    expect(linter.verify("services:\n  db:\n    image: postgres:16.4\n    mem_limit: 512m\n", setting({ "compose/memswap-limit": "warn" }), "compose.yaml")).toMatchObject([{ message: SWAP, messageId: "finding" }]);
    // Doubled braces are the reader's own, and none of ESLint's.
    const text = "services:\n  '{{message}}':\n    image: postgres:16.4\n    mem_limit: 512m\n";
    expect(linter.verify(text, setting({ "compose/memswap-limit": "warn" }), "compose.yaml")).toMatchObject([{ message: SWAP.replace("db", "{{message}}") }]);
  });

  it.each<readonly [what: string, text: string, found: readonly string[]]>([
    ["a file of several documents", "services:\n  db:\n    image: a:1\n---\nservices:\n  web:\n    image: b:1\n    mem_limit: 512m\n", ["8:5-14 compose/memswap-limit"]],
    ["JSON", '{\n  "services": {"db": {"image": "postgres:16.4", "mem_limit": "512m"}}\n}\n', ["2:49-60 compose/memswap-limit"]],
    ["an empty file", "", []],
    ["a file of comments", "# nothing\n", []],
    ["something that is no mapping", "- 1\n- 2\n", []],
    ["text", "hello", []],
    ["nothing wrong", "services:\n  db:\n    image: postgres:16.4\n    mem_limit: 512m\n    memswap_limit: 512m\n", []],
  ])("reads %s", (_what, text, found) => {
    expect(run(text)[0]).toEqual(found);
  });

  it.each<readonly [what: string, comment: string, found: readonly string[]]>([
    ["on the line", "    mem_limit: 512m # eslint-disable-line compose/memswap-limit -- measured", []],
    ["above the line", "    # eslint-disable-next-line compose/memswap-limit\n    mem_limit: 512m", []],
    ["for the rest", "    # eslint-disable\n    mem_limit: 512m", []],
    ["that ends before", "    # eslint-disable compose/memswap-limit\n    init: true\n    # eslint-enable compose/memswap-limit\n    mem_limit: 512m", ["4:5 Unused eslint-disable directive (no problems were reported from 'compose/memswap-limit').", "7:5-14 compose/memswap-limit"]],
    ["about another rule", "    mem_limit: 512m # eslint-disable-line compose/healthcheck", ["4:5-14 compose/memswap-limit", "4:21 Unused eslint-disable directive (no problems were reported from 'compose/healthcheck')."]],
    ["that configures the rule", "    mem_limit: 512m # eslint compose/memswap-limit: off", []],
    ["that configures another rule", '    mem_limit: 512m # eslint compose/pin-image-tag: "error", compose/healthcheck: ["warn", {"unknownImages": true}]', ["2:3-5 compose/healthcheck", "4:5-14 compose/memswap-limit"]],
    ["that speaks to nobody", "    mem_limit: 512m # eslint is great", ["4:5-14 compose/memswap-limit"]],
    ["of ours", "    mem_limit: 512m # compose-lint-disable-line memswap-limit -- measured", []],
    ["of ours about another rule", "    mem_limit: 512m # compose-lint-disable-line memory-limit", ["4:5-14 compose/memswap-limit"]],
    ["of ours whose day is over", "    mem_limit: 512m # compose-lint-disable-line memswap-limit until 2020-01-31", ["4:5-14 compose/memswap-limit"]],
  ])("obeys a comment %s", (what, comment, found) => {
    const messages = run(`services:\n  db:\n    image: x/postgres:16.4\n${comment}\n`)[0];
    // It says nothing that can be parsed as a configuration.
    expect(what === "that speaks to nobody" ? messages.filter((message) => message.endsWith("memswap-limit")) : messages.map((message) => message.replace(/-\d+ Unused/, " Unused"))).toEqual(found);
  });

  it.each<readonly [rules: readonly string[], comment: string, found: readonly string[], output: string]>([
    [["unused-suppression", "pin-image-tag"], "pin-image-tag", ["3:24-65 compose/unused-suppression"], ""],
    [["unused-suppression"], "pin-image-tag", [], " # compose-lint-disable-line pin-image-tag"],
    [["unused-suppression", "pin-image-tag"], "pin-image-tag, memory-limit", ["3:24-79 compose/unused-suppression"], " # compose-lint-disable-line memory-limit"],
    [["invalid-suppression"], "pin-image-tga", ["3:52-65 compose/invalid-suppression"], " # compose-lint-disable-line pin-image-tga"],
    [["suppression-reason"], "pin-image-tag", ["3:24-65 compose/suppression-reason"], " # compose-lint-disable-line pin-image-tag"],
  ])("with %j, says of a comment about %s what can be known", (names, comment, found, output) => {
    const text = (end: string): string => `services:\n  db:\n    image: postgres:16${end}\n`;
    const before = text(` # compose-lint-disable-line ${comment}`);
    expect(run(before, Object.fromEntries(names.map((name) => [`compose/${name}`, "warn"])))).toEqual([found, text(output)]);
  });

  it("never throws, whatever there is to read", () => {
    const all = Object.fromEntries(Object.keys(compose.rules).map((name) => [`compose/${name}`, "warn" as const]));
    for (const text of ["", "\uFEFF", "\r", "\0", "a: &a [*a]", "a: b: c", "services: [", "services:\n\t- x", "---\n---\n", "%YAML 9.9\n---\na: 1", "services: {a: {image: !!binary x}}", "{{ x }}", "services:\n  a: *b\n", "\u2028services:\u2029", "services:\n  a:\n    <<: 1\n", "!reset", "services: !override\n", "\ud83d"]) {
      expect(() => linter.verifyAndFix(text, setting(all), { filename: "compose.yaml" }), JSON.stringify(text)).not.toThrow();
    }
  });
});

describe("compose/compose", () => {
  const linter = new EslintLinter({ cwd });
  const strict: EslintLinter.Config = { files: ["**"], plugins: { compose }, language: "compose/compose" };

  it.each<readonly [text: string, tolerant: readonly string[], otherwise: readonly string[]]>([
    ["services:\n  db:\n    image: 'x\n", ["2:3-5 compose/log-rotation", "4:1-1 compose/yaml-syntax"], ["4:1 fatal"]],
    ["services:\n  db: {image: x, image: y}\n", ["2:3-5 compose/log-rotation", "2:18-23 compose/yaml-syntax"], ["2:18 fatal"]],
    ["", ["1:1-1 compose/yaml-syntax"], ["1:1-1 compose/yaml-syntax"]],
  ])("tells that %j is not YAML by a rule if it is tolerant, and else as a parsing error", (text, tolerant, otherwise) => {
    const rules = { "compose/yaml-syntax": "error", "compose/log-rotation": "warn" } as const;
    expect(told(linter.verify(text, { ...strict, languageOptions: { tolerant: true }, rules }, "compose.yaml"))).toEqual(tolerant);
    expect(told(linter.verify(text, { ...strict, rules }, "compose.yaml"))).toEqual(otherwise);
  });

  it("says what a parsing error is, and where", () => {
    expect(linter.verify("services:\n  a: [\n", strict, "compose.yaml")).toMatchObject([{ fatal: true, line: 3, column: 1, message: expect.stringContaining("Parsing error: ") as string }]);
  });

  it("takes options of other languages, and no wrong one of its own", () => {
    expect(linter.verify("services: {}\n", { ...strict, languageOptions: { ecmaVersion: 2024, globals: { window: true } } }, "compose.yaml")).toEqual([]);
    expect(() => linter.verify("services: {}\n", { ...strict, languageOptions: { tolerant: "yes" } }, "compose.yaml")).toThrow('Key "tolerant": Expected a Boolean.');
  });

  it("reports a comment for ESLint that cannot be read", () => {
    expect(linter.verify("services: {} # eslint compose/healthcheck: [}\n", strict, "compose.yaml")).toMatchObject([{ fatal: true, line: 1, column: 14, message: expect.stringContaining("Failed to parse JSON") as string }]);
  });

  it("counts lines as YAML does", () => {
    linter.verify("services: {}\r# eslint-disable-line\r\n# b\n", strict, "compose.yaml");
    const code: object = linter.getSourceCode();
    if (!(code instanceof ComposeSourceCode)) throw new Error("no source code of ours");
    expect(code.comments.map((comment) => [comment.value, code.getRange(comment), code.getLoc(comment).start])).toEqual([
      [" eslint-disable-line", [13, 34], { line: 2, column: 0 }],
      [" b", [36, 39], { line: 3, column: 0 }],
    ]);
    expect(code.getLocFromIndex(37)).toEqual({ line: 3, column: 1 });
    expect(code.getIndexFromLoc({ line: 3, column: 1 })).toBe(37);
    expect(code.getLocFromIndex(code.text.length)).toEqual({ line: 4, column: 0 });
  });
});

it("has nothing to say of what is no YAML", () => {
  const json: EslintLinter.Config = { files: ["**"], plugins: { compose }, rules: { "compose/memswap-limit": "warn" } };
  expect(() => new EslintLinter({ cwd }).verify("services()", json, "a.js")).toThrow("do not support the language");
});
