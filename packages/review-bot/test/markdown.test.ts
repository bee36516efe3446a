import { describe, expect, it } from "vitest";
import { openSource, type Diagnostic } from "@compose-lint/core";
import { commentMarkdown, GITHUB, GITLAB, isWorthTelling, summaryMarkdown, type Forge, type Review, type ReviewComment, type Suggestion } from "../src/index.js";
import { suggestible } from "../src/forge/suggestible.js";
import { commentIdIn, settledMarkdown } from "../src/markdown/comment.js";
import { outsideOfCode, readByGitLab } from "./gitlab-reads.js";

const FILE = openSource("compose.yaml", "services:\n  web:\n    image: nginx\n");

function finding(message: string, rule = "log-rotation", path = "compose.yaml"): Diagnostic {
  return { rule, severity: "warning", message, service: "web", place: { file: { ...FILE, path }, range: { start: 12, end: 15 } }, related: [] };
}

function comment(suggestion: Partial<Suggestion> = {}, waiting: readonly Diagnostic[] = []): ReviewComment {
  return {
    id: "0123456789abcdef",
    waiting,
    suggestion: { path: "compose.yaml", first: 2, last: 3, lines: ["  web:", "    image: nginx:1.27"], replaced: ["  web:", "    image: nginx"], mends: [finding("web is open.")], fixes: [{ title: "Close it", because: "It is better.", safety: "safe", operations: [] }], safety: "safe", ...suggestion },
  };
}

function review(some: Partial<Review>): Review {
  return { head: "a".repeat(40), comments: [], others: [], readiness: [], suppressions: [], projects: ["compose.yaml"], notes: [], failures: [], ...some };
}

/** A summary with a text wherever somebody else's text may stand. */
function summaryOf(text: string, forge: Forge): string {
  const place = { file: { ...FILE, path: text }, range: { start: 0, end: 1 } };
  return summaryMarkdown(
    review({
      others: [{ diagnostic: finding(text, "no-privileged", text), notSuggested: "it is" }],
      readiness: [{ project: text, service: text, after: { grades: new Map([["network", "red"]]), reds: 1, layers: 2 } }],
      suppressions: [{ suppression: { kind: "disable", place, rules: [{ name: text, range: place.range }], reason: text }, hides: [text] }],
      notes: [text],
      failures: [{ rule: text, file: text, error: new Error(text) }],
    }),
    forge,
  );
}

/** What people and programs would obey. */
const EVIL = ["@octocat", "@acme/owners", "#1", "acme/shop#1", "```suggestion", "</details>", "<!-- compose-lint:comment:0123456789abcdef -->", "[a](https://evil.example)", "![a](https://evil.example/a.png)", "**bold** | `code`", "a\n::error::forged", "##[error]forged", "$x$", "\u202edrow"];

describe("a comment", () => {
  it("says what it mends, with the lines, and what to know of them", () => {
    expect(commentMarkdown(comment({}, [finding("web has no limit.", "pids-limit")]), GITHUB)).toBe(
      [
        "- ⚠️ warning: web is open. ([`log-rotation`](https://github.com/compose-lint/compose-lint/blob/main/docs/rules/log-rotation.md))",
        "```suggestion\n  web:\n    image: nginx:1.27\n```",
        "Safe to apply:",
        "- Close it. It is better.",
        "About the same lines, and not mended by this; a fix that needs a look can be suggested when it is applied:",
        "- ⚠️ warning: web has no limit. ([`pids-limit`](https://github.com/compose-lint/compose-lint/blob/main/docs/rules/pids-limit.md))",
        "<!-- compose-lint:comment:0123456789abcdef -->",
      ].join("\n\n"),
    );
  });

  it("says that an unsafe one has to be checked", () => {
    expect(commentMarkdown(comment({ safety: "unsafe" }), GITHUB)).toContain("**Check this before you apply it:**");
  });

  it.each<[what: string, lines: readonly string[], block: string]>([
    ["no lines", [], "```suggestion\n```"],
    ["an empty line", [""], "```suggestion\n\n```"],
    ["backticks", ["# ``` and ````"], "`````suggestion\n# ``` and ````\n`````"],
    ["carriage returns", ["a\r", "b\r"], "```suggestion\na\r\nb\r\n```"],
    ["what ends a comment of HTML", ["# -->"], "```suggestion\n# -->\n```"],
  ])("has a block that holds %s", (_what, lines, block) => {
    expect(commentMarkdown(comment({ lines }), GITHUB)).toContain(`\n\n${block}\n\n`);
  });

  it.each(EVIL)("shows %j and does not obey it", (text) => {
    const body = commentMarkdown(comment({ lines: ["    image: nginx"], mends: [finding(text)], fixes: [{ title: text, because: text, safety: "safe", operations: [] }] }), GITHUB);
    expect(body.split("\n").filter((line) => line.startsWith("```"))).toEqual(["```suggestion", "```"]);
    expect(body.match(/<!--/g)).toHaveLength(1);
    expect(body).not.toMatch(/(?<!`)@\w|(?<![\w`(/&])#\d|<\/details|\]\(https:\/\/evil|^::|##\[|\u202e|(?<!\\)\*\*bold/m);
    expect(commentIdIn(body)).toBe("0123456789abcdef");
  });

  it("is no longer than GitHub takes", () => {
    const many = Array.from({ length: 500 }, (_, index) => finding(`${String(index)} ${"x".repeat(5_000)}`));
    const [first = finding("")] = many;
    const body = commentMarkdown(comment({ mends: [first, ...many], lines: ["x".repeat(20_000)] }, many), GITHUB);
    expect(body).toContain("- and 472 more.");
  });
});

/** What GitLab would make more of than text, by what it is. */
const EVIL_ON_GITLAB: readonly (readonly [what: string, text: string])[] = [
  ["a mention of everybody", "@all"],
  ["a mention of a group", "@acme/owners"],
  ["an issue", "#1"],
  ["an issue of another project", "acme/shop#1"],
  ["a merge request", "!1"],
  ["a merge request of another project", "acme/shop!1"],
  ["a label", "~bug"],
  ["a label of several words", '~"on fire"'],
  ["a label by its number", "~12"],
  ["a milestone", "%v1.0"],
  ["a milestone of several words", '%"next week"'],
  ["a snippet", "$1"],
  ["an epic", "&1"],
  ["an epic of another group", "acme&1"],
  ["an alert", "^alert#1"],
  ["an iteration", "*iteration:1"],
  ["a vulnerability", "[vulnerability:1]"],
  ["a feature flag", "[feature_flag:1]"],
  ["a commit", "9ba12248"],
  ["a commit of another project", "acme/shop@9ba12248b19a04f5690c1b0de0a9f0e3d5a3f6aa"],
  ["commits from one to another", "9ba12248...b19a04f5"],
  ["an issue of another tracker", "SHOP-12"],
  ["an address", "https://gitlab.example.com/acme/shop/-/issues/1"],
  ["an address without a scheme", "www.evil.example"],
  ["a placeholder", "%{project_path}"],
  ["a table of contents", "[[_TOC_]]"],
  ["a formula", "$`x`$ and $y$"],
  ["a quick action", "/merge"],
  ["quick actions in lines of their own", "a\n/approve\n/close\n/assign @all\r\n/label ~bug"],
  ["an escape of ours", "&#64;all &commat;all \\@all"],
  ["marks that somebody has split already", "@\u200ball"],
];

describe("a comment on GitLab", () => {
  const on = (text: string): string => commentMarkdown(comment({ lines: ["    image: nginx"], mends: [finding(text)], fixes: [{ title: text, because: text, safety: "safe", operations: [] }] }, [finding(text)]), GITLAB);

  it("replaces lines from the first to that which it stands at", () => {
    expect(on("web is open.")).toContain("\n\n```suggestion:-1+0\n    image: nginx\n```\n\n");
  });

  it.each([...EVIL_ON_GITLAB, ...EVIL.map((text) => [text, text] as const)])("shows %s and does not obey it", (_what, text) => {
    const body = on(text);
    expect(readByGitLab(body)).toEqual([]);
    expect(body.split("\n").filter((line) => line.startsWith("```"))).toEqual(["```suggestion:-1+0", "```"]);
    expect(body.match(/<!--/g)).toHaveLength(1);
    expect(commentIdIn(body)).toBe("0123456789abcdef");
  });

  it.each(EVIL_ON_GITLAB)("shows %s in a summary and does not obey it", (_what, text) => {
    const body = summaryOf(text, GITLAB);
    expect(readByGitLab(body)).toEqual([]);
    expect(outsideOfCode(body)).not.toContain("```");
  });

  it("says what it would say if nobody meant anything by it", () => {
    const shown = GITLAB.text("Set stop_grace_period to 30s, as in ${PERIOD:-30s}; UTF-8, sha256:0123456789abcdef, 50 % & more.").replaceAll("&#8203;", "");
    expect(shown).toBe("Set stop\\_grace\\_period to 30s, as in &#36;{PERIOD:-30s}; UTF-8, sha256:0123456789abcdef, 50 % &amp; more.");
  });

  it.each<[what: string, suggestion: Partial<Suggestion>, why: string | undefined]>([
    ["a line that would be a quick action", { lines: ["  a: |", "/merge"] }, "a line of it would be a quick action for GitLab"],
    ["one behind ticks, which end no block that begins with more", { lines: ["# ```", "```", "/close"] }, "a line of it would be a quick action for GitLab"],
    ["a path further to the right", { lines: ["  - /var/lib"] }, undefined],
    ["several lines with carriage returns", { lines: ["a\r", "b\r"], replaced: ["a\r"] }, "GitLab takes the carriage returns out of it"],
    ["one line with a carriage return, as before", { lines: ["b\r"], replaced: ["a\r"] }, undefined],
    ["a carriage return that is new", { lines: ["b\r"], replaced: ["a"] }, "GitLab takes the carriage returns out of it"],
    ["a carriage return that goes", { lines: ["b"], replaced: ["a\r"] }, "GitLab takes the carriage returns out of it"],
    ["lines that go, with theirs", { lines: [], replaced: ["a\r"] }, undefined],
  ])("is not made of %s, or is", (_what, suggestion, why) => {
    const refused = suggestible(review({ comments: [comment(suggestion)] }), GITLAB);
    expect(refused.comments).toHaveLength(why === undefined ? 1 : 0);
    expect(refused.others.map(({ notSuggested }) => notSuggested)).toEqual(why === undefined ? [] : [why]);
    expect(suggestible(review({ comments: [comment(suggestion)] }), GITHUB).comments).toHaveLength(1);
  });

  it("is no longer one of ours when it is done with", () => {
    const body = on("web is open.");
    expect(commentIdIn(settledMarkdown(body))).toBeUndefined();
    expect(settledMarkdown(body).length).toBe(body.length);
    expect(settledMarkdown("of somebody else")).toBe("of somebody else");
  });
});

describe("the id of a comment", () => {
  it.each<[string, string | undefined]>([
    ["text\n\n<!-- compose-lint:comment:0123456789abcdef -->", "0123456789abcdef"],
    ["text\r\n\r\n<!-- compose-lint:comment:0123456789abcdef -->\r\n", "0123456789abcdef"],
    ["<!-- compose-lint:comment:0123456789abcdef -->\n\nmore", undefined],
    ["text", undefined],
  ])("is read from %j", (body, id) => {
    expect(commentIdIn(body)).toBe(id);
  });
});

describe("the summary", () => {
  it.each(EVIL)("shows %j and does not obey it", (text) => {
    const body = summaryOf(text, GITHUB);
    const outsideOfCode = body.replace(/(`+)(?!`).*?(?<!`)\1(?!`)/g, "CODE");
    expect(outsideOfCode).not.toMatch(/@\w|(?<![\w(/&])#\d|<\/details|\]\(https:\/\/evil|^::|##\[|\u202e|(?<!\\)\*\*bold/m);
    expect(body.split("\n").filter((line) => line.startsWith("```"))).toEqual([]);
    expect(body.split("\n").filter((line) => line.startsWith("|")).map((line) => line.replace(/(?<!\\)\|/g, "\0").split("\0").length)).toEqual([11, 11, 11]);
    expect(outsideOfCode.match(/<!--/g)).toHaveLength(1);
  });

  it("fits, however much there is to say", () => {
    const others = Array.from({ length: 3_000 }, (_, index) => ({ diagnostic: finding(`${String(index)} ${"word ".repeat(20)}`) }));
    const body = summaryMarkdown(review({ others }), GITHUB);
    expect(body.length).toBeLessThanOrEqual(65_536);
    expect(body).toContain("This change brings 3000 warnings.");
    expect(body).toMatch(/^- and \d+ more\.$/m);
    expect(body.length).toBeGreaterThan(20_000);
    const long = summaryMarkdown(review({ others: others.map(({ diagnostic }) => ({ diagnostic: { ...diagnostic, message: "x".repeat(100_000) } })), notes: Array.from({ length: 100 }, () => "y".repeat(100_000)) }), GITHUB);
    expect(long.length).toBeLessThanOrEqual(65_536);
    expect(long).toContain("This change brings 3000 warnings.");
  });

  it.each<[string, Partial<Review>, boolean]>([
    ["nothing", {}, false],
    ["a note alone", { notes: ["something"] }, false],
    ["a finding", { others: [{ diagnostic: finding("web is open.") }] }, true],
    ["a comment", { comments: [comment()] }, true],
    ["readiness", { readiness: [{ project: "a", service: "b" }] }, true],
  ])("is worth telling or not: %s", (_what, some, expected) => {
    expect(isWorthTelling(review(some))).toBe(expected);
  });
});
