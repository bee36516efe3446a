import { describe, expect, it } from "vitest";
import { presetConfiguration, type Configuration } from "../../../src/engine/configuration.js";
import { lintProjects } from "../../../src/engine/workspace.js";
import type { LintResult } from "../../../src/engine/lint.js";
import { only } from "../../rules/check.js";

type Texts = Readonly<Record<string, string | Uint8Array>>;

const COMMENT_RULES = ["unused-suppression", "expired-suppression", "invalid-suppression"];

function lint(texts: Texts | string, rules: readonly string[], options: { readonly projects?: readonly (readonly string[])[]; readonly today?: string } = {}): LintResult {
  const files: Texts = typeof texts === "string" ? { "compose.yaml": texts } : texts;
  const configuration: Configuration = { ...only([...rules, ...COMMENT_RULES]), ...(options.today === undefined ? {} : { today: options.today }) };
  const projects = options.projects ?? [[Object.keys(files)[0] ?? ""]];
  return lintProjects({ read: (path) => files[path] }, projects.map((names) => ({ files: names })), configuration);
}

/** `rule line`, of what is told and, in brackets, of what is suppressed. */
function seen(texts: Texts | string, rules: readonly string[], options?: Parameters<typeof lint>[2]): readonly string[] {
  const { diagnostics, suppressed, failures } = lint(texts, rules, options);
  expect(failures).toEqual([]);
  const told = ({ rule, place: { file, range } }: LintResult["diagnostics"][number]): string => `${rule} ${file.path === "compose.yaml" ? "" : `${file.path}:`}${String(file.lines.positionAt(range.start).line)}`;
  return [...diagnostics.map(told), ...suppressed.map(({ diagnostic }) => `(${told(diagnostic)})`)];
}

/** Two services; `pin-image-tag` and `no-privileged` find something in each, `memory-limit` at each key. */
function two({ web = "", image = "", privileged = "", db = "", above = "", head = "", end = "" }: Readonly<Record<string, string>>): string {
  return `${head}services:\n  web:${web}\n    image: nginx:latest${image}\n${above}    privileged: true${privileged}\n  db:${db}\n    image: postgres:latest\n    privileged: true\n${end}`;
}

describe("a line", () => {
  it.each<readonly [title: string, text: string, expected: readonly string[]]>([
    ["by a comment on it", two({ image: " # compose-lint-disable-line pin-image-tag" }), ["no-privileged 4", "pin-image-tag 6", "no-privileged 7", "(pin-image-tag 3)"]],
    ["by a comment above it", two({ above: "    # compose-lint-disable-next-line no-privileged -- a reason\n" }), ["pin-image-tag 3", "pin-image-tag 7", "no-privileged 8", "(no-privileged 5)"]],
    ["without names, of all rules", two({ above: "    # compose-lint-disable-next-line\n" }), ["pin-image-tag 3", "pin-image-tag 7", "no-privileged 8", "(no-privileged 5)"]],
    ["below other comments and blank lines", two({ above: "    # compose-lint-disable-next-line no-privileged\n\n    # because\n" }), ["pin-image-tag 3", "pin-image-tag 9", "no-privileged 10", "(no-privileged 7)"]],
    ["of no other rule", two({ image: " # compose-lint-disable-line no-privileged" }), ["pin-image-tag 3", "unused-suppression 3", "no-privileged 4", "pin-image-tag 6", "no-privileged 7"]],
    ["not the one below the next", two({ image: " # compose-lint-disable-next-line pin-image-tag" }), ["pin-image-tag 3", "unused-suppression 3", "no-privileged 4", "pin-image-tag 6", "no-privileged 7"]],
    ["below the last one, there is none", two({ end: "# compose-lint-disable-next-line\n" }), ["pin-image-tag 3", "no-privileged 4", "pin-image-tag 6", "no-privileged 7", "unused-suppression 8"]],
    ["by a comment that stands alone, there is none", two({ above: "# compose-lint-disable-line\n" }), ["pin-image-tag 3", "invalid-suppression 4", "no-privileged 5", "pin-image-tag 7", "no-privileged 8"]],
  ])("%s", (_title, text, expected) => {
    expect(seen(text, ["pin-image-tag", "no-privileged"])).toEqual(expected);
  });
});

describe("a service", () => {
  const all = ["pin-image-tag", "no-privileged", "memory-limit"];
  const others = ["memory-limit 5", "pin-image-tag 6", "no-privileged 7"];
  const hidden = ["(memory-limit 2)", "(pin-image-tag 3)", "(no-privileged 4)"];

  it.each<readonly [title: string, text: string, expected: readonly string[]]>([
    ["by a comment behind its key", two({ web: " # compose-lint-disable-line" }), [...others, ...hidden]],
    ["by a comment above its key", two({ head: "# x\n", web: "" }).replace("  web:", "  # compose-lint-disable-next-line\n  web:").replace("# x\n", ""), ["memory-limit 6", "pin-image-tag 7", "no-privileged 8", "(memory-limit 3)", "(pin-image-tag 4)", "(no-privileged 5)"]],
    ["by rule", two({ web: " # compose-lint-disable-line memory-limit, no-privileged" }), ["pin-image-tag 3", ...others, "(memory-limit 2)", "(no-privileged 4)"]],
    ["to its last line", two({ db: " # compose-lint-disable-line" }), ["memory-limit 2", "pin-image-tag 3", "no-privileged 4", "(memory-limit 5)", "(pin-image-tag 6)", "(no-privileged 7)"]],
  ])("%s", (_title, text, expected) => {
    expect(seen(text, all)).toEqual(expected);
  });

  it("in flow style, with all that stands in its lines", () => {
    const text = "services: {\n  web: { # compose-lint-disable-line\n    image: nginx:latest,\n    privileged: true }, db: {\n    image: postgres:latest, privileged: true }}\n";
    expect(seen(text, ["pin-image-tag", "no-privileged"])).toEqual(["pin-image-tag 5", "no-privileged 5", "(pin-image-tag 3)", "(no-privileged 4)"]);
  });

  it("is not what a network is", () => {
    const text = "services:\n  web:\n    image: nginx:latest\nx-web: # compose-lint-disable-line\n  image: nginx\n";
    expect(seen(text, ["pin-image-tag"])).toEqual(["pin-image-tag 3", "unused-suppression 4"]);
  });

  it("is only what its own file says of it", () => {
    const texts = { "a.yaml": "services:\n  web: # compose-lint-disable-line\n    image: nginx:latest\n", "b.yaml": "services:\n  web:\n    privileged: true\n" };
    expect(seen(texts, ["pin-image-tag", "no-privileged"], { projects: [["a.yaml", "b.yaml"]] })).toEqual(["no-privileged b.yaml:3", "(pin-image-tag a.yaml:3)"]);
  });
});

describe("a block", () => {
  const rules = ["pin-image-tag", "no-privileged"];
  it.each<readonly [title: string, text: string, expected: readonly string[]]>([
    ["to the end of the file", two({ above: "    # compose-lint-disable\n" }), ["pin-image-tag 3", "(no-privileged 5)", "(pin-image-tag 7)", "(no-privileged 8)"]],
    ["until it is enabled", two({ head: "# compose-lint-disable\n", above: "    # compose-lint-enable\n" }), ["no-privileged 6", "pin-image-tag 8", "no-privileged 9", "(pin-image-tag 4)"]],
    ["by rule", two({ head: "# compose-lint-disable pin-image-tag, no-privileged\n", above: "    # compose-lint-enable pin-image-tag\n" }), ["pin-image-tag 8", "(pin-image-tag 4)", "(no-privileged 6)", "(no-privileged 9)"]],
    ["of all rules but one", two({ head: "# compose-lint-disable\n", above: "    # compose-lint-enable pin-image-tag\n" }), ["pin-image-tag 8", "(pin-image-tag 4)", "(no-privileged 6)", "(no-privileged 9)"]],
    ["from the comment on", two({ image: " # compose-lint-disable pin-image-tag" }), ["pin-image-tag 3", "no-privileged 4", "no-privileged 7", "(pin-image-tag 6)"]],
    ["ends what was begun alone", two({ above: "    # compose-lint-enable pin-image-tag\n" }), ["pin-image-tag 3", "unused-suppression 4", "no-privileged 5", "pin-image-tag 7", "no-privileged 8"]],
    ["ends nothing twice", two({ head: "# compose-lint-disable pin-image-tag\n", above: "    # compose-lint-enable\n", end: "# compose-lint-enable\n" }), ["no-privileged 6", "pin-image-tag 8", "no-privileged 9", "unused-suppression 10", "(pin-image-tag 4)"]],
    ["ends in part what was begun for all", two({ head: "# compose-lint-disable\n", above: "    # compose-lint-enable pin-image-tag\n", end: "# compose-lint-enable\n" }), ["pin-image-tag 8", "(pin-image-tag 4)", "(no-privileged 6)", "(no-privileged 9)"]],
    ["begun twice for one rule, once in vain", two({ head: "# compose-lint-disable no-privileged\n# compose-lint-disable no-privileged\n" }), ["unused-suppression 1", "pin-image-tag 5", "pin-image-tag 8", "(no-privileged 6)", "(no-privileged 9)"]],
  ])("%s", (_title, text, expected) => {
    expect(seen(text, rules)).toEqual(expected);
  });
});

describe("a file", () => {
  it.each([
    ["in the first line", two({ head: "# compose-lint-disable-file pin-image-tag\n" }), 1],
    ["in the last line", two({ end: "# compose-lint-disable-file pin-image-tag\n" }), 0],
    ["behind a BOM", `\uFEFF${two({ head: "# compose-lint-disable-file pin-image-tag\n" })}`, 1],
    ["with CRLF", two({ head: "# compose-lint-disable-file pin-image-tag\n" }).replaceAll("\n", "\r\n"), 1],
    ["in another document", two({ end: "---\n# compose-lint-disable-file pin-image-tag\nname: shop\n" }), 0],
  ])("%s", (_title, text, shift) => {
    expect(seen(text, ["pin-image-tag", "no-privileged"])).toEqual([`no-privileged ${String(4 + shift)}`, `no-privileged ${String(7 + shift)}`, `(pin-image-tag ${String(3 + shift)})`, `(pin-image-tag ${String(6 + shift)})`]);
  });

  it("is not another one", () => {
    const texts = { "a.yaml": "# compose-lint-disable-file\ninclude: [b.yaml]\nservices:\n  web:\n    image: nginx:latest\n", "b.yaml": "services:\n  db:\n    image: postgres:latest\n" };
    expect(seen(texts, ["pin-image-tag"])).toEqual(["pin-image-tag b.yaml:3", "(pin-image-tag a.yaml:5)"]);
  });

  it("that is no YAML at all", () => {
    expect(seen("# compose-lint-disable-file\nservices: {{ all }}:\n  - [\n", ["yaml-syntax"]).filter((each) => !each.startsWith("("))).toEqual([]);
  });
});

describe("what is no comment", () => {
  it.each([
    ["text in a block", "services:\n  web:\n    image: nginx:latest\n    command: |\n      # compose-lint-disable-file\n"],
    ["text in quotes", 'services:\n  web:\n    image: nginx:latest\n    command: "# compose-lint-disable-file"\n'],
    ["text that goes on", "services:\n  web:\n    image: nginx:latest\n    command: a#compose-lint-disable-file\n"],
  ])("suppresses nothing: %s", (_title, text) => {
    expect(seen(text, ["pin-image-tag"])).toEqual(["pin-image-tag 3"]);
  });

  it("does not keep a comment behind the head of a block from counting", () => {
    expect(seen("services:\n  web:\n    image: | # compose-lint-disable-line\n      nginx:latest\n", ["pin-image-tag"])).toEqual(["(pin-image-tag 3)"]);
  });
});

describe("what arrives from elsewhere is suppressed where it stands", () => {
  const text = (comment: string, other: string): string => `x-base: &base\n  privileged: true${comment}\nservices:\n  web:\n    <<: *base${other}\n    image: nginx:1.27\n`;
  it("through an alias", () => {
    expect(seen(text(" # compose-lint-disable-line", ""), ["no-privileged"])).toEqual(["(no-privileged 2)"]);
    expect(seen(text("", " # compose-lint-disable-line"), ["no-privileged"])).toEqual(["no-privileged 2", "unused-suppression 5"]);
  });

  it("through extends", () => {
    const texts = { "a.yaml": "services:\n  web:\n    extends: {file: b.yaml, service: base}\n", "b.yaml": "services:\n  base:\n    image: nginx:1.27\n    privileged: true # compose-lint-disable-line no-privileged\n" };
    expect(seen(texts, ["no-privileged"])).toEqual(["(no-privileged b.yaml:4)"]);
  });
});

describe("several projects", () => {
  const base = (comment: string): string => `services:\n  web:\n    image: nginx:1.27${comment}\n`;
  it("use a comment if one of them does", () => {
    const texts = { "a.yaml": base(" # compose-lint-disable-line pin-image-tag"), "b.yaml": base("").replace(":1.27", ":latest") };
    expect(seen(texts, ["pin-image-tag"], { projects: [["a.yaml"], ["a.yaml", "b.yaml"]] })).toEqual(["unused-suppression a.yaml:3", "pin-image-tag b.yaml:3"]);
    const shared = { "a.yaml": "services:\n  web: # compose-lint-disable-line memory-limit, depends-on-healthy\n    image: nginx:1.27\n", "b.yaml": "services:\n  web:\n    mem_limit: 1g\n" };
    expect(seen(shared, ["memory-limit"], { projects: [["a.yaml", "b.yaml"]] })).toEqual(["unused-suppression a.yaml:2"]);
    expect(seen(shared, ["memory-limit"], { projects: [["a.yaml"], ["a.yaml", "b.yaml"]] })).toEqual(["(memory-limit a.yaml:2)"]);
  });
});

describe("a comment is not called unused", () => {
  const text = "services:\n  web:\n    image: nginx:1.27 # compose-lint-disable-line pin-image-tag\n";
  it("unless its rule was on", () => {
    expect(seen(text, ["pin-image-tag"])).toEqual(["unused-suppression 3"]);
    expect(seen(text, ["no-privileged"])).toEqual([]);
  });

  it.each([
    ["where another half of the service is missing", "services:\n  web: # compose-lint-disable-line memory-limit\n    restart: always\n"],
    ["where Compose refuses the file", `${text}    prots: [80]\n`],
    ["where something is not followed", `include: [missing.yaml]\n${text}`],
  ])("%s", (_title, other) => {
    expect(seen(other, ["pin-image-tag", "memory-limit"]).filter((each) => each.startsWith("unused"))).toEqual([]);
  });

  it("where its rule is off in that file, or for some service", () => {
    const files = { read: () => text };
    const [tag, unused] = only(["pin-image-tag", "unused-suppression"]).rules;
    if (!tag || !unused) throw new Error("There are two rules.");
    const rulesOf = (exception: NonNullable<typeof tag.exceptions>[number]): Configuration => ({ rules: [{ ...tag, exceptions: [exception] }, unused] });
    const count = (configuration: Configuration): number => lintProjects(files, [{ files: ["compose.yaml"] }], configuration).diagnostics.length;
    expect(count(rulesOf({ severity: "off", inFile: (path) => path === "compose.yaml" }))).toBe(0);
    expect(count(rulesOf({ severity: "off", forService: () => true }))).toBe(0);
    expect(count(rulesOf({ severity: "off", inFile: () => false }))).toBe(1);
    expect(count({ ...rulesOf({ severity: "error" }), ignores: () => true })).toBe(0);
  });
});

describe("a comment with a date", () => {
  const text = (rule = "pin-image-tag"): string => `services:\n  web:\n    image: nginx:latest # compose-lint-disable-line ${rule} until 2027-03-01 -- until the registry moves\n`;
  it.each([
    ["before", "2026-12-31", ["(pin-image-tag 3)"]],
    ["on that day", "2027-03-01", ["(pin-image-tag 3)"]],
    ["after", "2027-03-02", ["pin-image-tag 3", "expired-suppression 3"]],
    ["without a clock", undefined, ["(pin-image-tag 3)"]],
  ])("%s", (_title, today, expected) => {
    expect(seen(text(), ["pin-image-tag"], today === undefined ? {} : { today })).toEqual(expected);
  });

  it("that has nothing to hide any more is unused, not expired", () => {
    expect(seen(text("no-privileged"), ["no-privileged"], { today: "2027-03-02" })).toEqual(["unused-suppression 3"]);
  });

  it("says what it was about", () => {
    expect(lint(text(), ["pin-image-tag"], { today: "2028-01-01" }).diagnostics.map(({ message }) => message)).toContain("This comment counted until 2027-03-01; what it suppressed is reported again. Mend that, or set another date and say why.");
  });
});

describe("names in a comment", () => {
  const messages = (names: string): readonly string[] =>
    lint(`services:\n  web:\n    image: nginx:latest # compose-lint-disable-line ${names}\n`, ["pin-image-tag"]).diagnostics.map(({ rule, message, place: { file, range } }) => `${rule} ${file.text.slice(range.start, range.end)}: ${message}`);

  it.each([
    ["pin-image-tga, pin-image-tag", ["invalid-suppression pin-image-tga: There is no rule pin-image-tga, so that it is not suppressed. Did you mean pin-image-tag?"]],
    ["compose/pin-image-tag, pin-image-tag", ["invalid-suppression compose/pin-image-tag: There is no rule compose/pin-image-tag, so that it is not suppressed. Did you mean pin-image-tag?"]],
    ["cl-0005, pin-image-tag", ["invalid-suppression cl-0005: There is no rule cl-0005, so that it is not suppressed. Did you mean unbound-port?"]],
    ["quite-another-thing, pin-image-tag", ["invalid-suppression quite-another-thing: There is no rule quite-another-thing, so that it is not suppressed. `compose-lint rules` lists all."]],
    ["unused-suppression, pin-image-tag", ["invalid-suppression unused-suppression: Comments do not suppress what unused-suppression says of comments. Mend the comment that it is about, or turn the rule off in the configuration."]],
  ])("%s", (names, expected) => {
    expect(messages(names)).toEqual(expected);
  });

  it("that are all wrong suppress nothing, least of all everything", () => {
    expect(messages("pin-image-tga").map((message) => message.split(" ", 1)[0])).toEqual(["pin-image-tag", "invalid-suppression"]);
  });
});

describe("what a person is told", () => {
  it("of a finding that is suppressed: by which comment, and why", () => {
    const [first] = lint("services:\n  web:\n    image: nginx:latest # compose-lint-disable-line pin-image-tag until 2027-03-01 -- mirrored\n", ["pin-image-tag"]).suppressed;
    expect(first).toMatchObject({ diagnostic: { rule: "pin-image-tag", service: "web" }, suppression: { kind: "disable-line", reason: "mirrored", until: "2027-03-01" } });
  });

  it("where a reason is wanted", () => {
    const text = (comment: string): string => `services:\n  web:\n    image: nginx:latest # compose-lint-${comment}\n`;
    const told = (comment: string): readonly string[] => lintProjects({ read: () => text(comment) }, [{ files: ["compose.yaml"] }], only(["pin-image-tag", "suppression-reason"])).diagnostics.filter(({ rule }) => rule === "suppression-reason").map(({ message }) => message);
    expect(told("disable-line pin-image-tag")).toEqual(["Say why pin-image-tag is suppressed here: `-- because …` at the end of this comment."]);
    expect(told("disable-line pin-image-tag, memory-limit --")).toEqual(["Say why pin-image-tag, memory-limit are suppressed here: `-- because …` at the end of this comment."]);
    expect(told("disable-line")).toEqual(["Say why everything is suppressed here: `-- because …` at the end of this comment."]);
    expect(told("disable-line -- mirrored")).toEqual([]);
    expect(told("enable")).toEqual([]);
  });
});

it("a file of many services and comments takes no time to speak of", () => {
  const services = Array.from({ length: 3000 }, (_, index) => `  s${String(index)}: # compose-lint-disable-line memory-limit\n    # compose-lint-disable pin-image-tag\n    # compose-lint-disable-next-line\n    image: nginx:latest\n    # compose-lint-enable\n`).join("");
  const start = performance.now();
  const { suppressed } = lint(`services:\n${services}`, ["memory-limit", "pin-image-tag"]);
  expect(suppressed).toHaveLength(6000);
  expect(performance.now() - start).toBeLessThan(20_000);
});

it("presets have the rules about comments", () => {
  expect(presetConfiguration("recommended").rules.map(({ rule }) => rule.name).filter((name) => name.endsWith("-suppression"))).toEqual(["expired-suppression", "invalid-suppression", "unused-suppression"]);
});
