import { describe, expect, it } from "vitest";
import { readComment } from "../../../src/engine/suppressions/read-comment.js";
import { openSource } from "../../../src/text/source-file.js";
import type { SuppressionComment } from "../../../src/rules/suppression.js";

function read(text: string): SuppressionComment | undefined {
  const file = openSource("compose.yaml", `a: 1 ${text}`);
  return readComment({ file, range: { start: 5, end: 5 + text.length } });
}

/** Kind, rules, date and reason, as far as there are any. */
function understood(text: string): string | undefined {
  const { suppression, faults = [] } = read(text) ?? {};
  expect(faults).toEqual([]);
  if (!suppression) return undefined;
  const { kind, rules, until, reason } = suppression;
  return [kind, rules === "all" ? "all" : `[${rules.map(({ name }) => name).join(" ")}]`, ...(until === undefined ? [] : [until]), ...(reason === undefined ? [] : [`"${reason}"`])].join(" ");
}

/** What is underlined, and what is said of it. */
function faultsOf(text: string): readonly string[] {
  const { faults = [], place } = read(text) ?? {};
  return faults.map(({ range, message }) => `${place?.file.text.slice(range.start, range.end) ?? ""} | ${message}`);
}

describe("a comment is understood", () => {
  it.each([
    ["# compose-lint-disable-line", "disable-line all"],
    ["#compose-lint-disable-line", "disable-line all"],
    ["## compose-lint-disable-line  ", "disable-line all"],
    ["#\tcompose-lint-disable-file", "disable-file all"],
    ["# compose-lint-disable", "disable all"],
    ["# compose-lint-enable a, b", "enable [a b]"],
    ["# compose-lint-disable-next-line memory-limit", "disable-next-line [memory-limit]"],
    ["# compose-lint-disable-next-line memory-limit,log-rotation", "disable-next-line [memory-limit log-rotation]"],
    ["# compose-lint-disable-next-line memory-limit , log-rotation", "disable-next-line [memory-limit log-rotation]"],
    ["# compose-lint-disable-line a -- it is measured", 'disable-line [a] "it is measured"'],
    ["# compose-lint-disable-line -- it is measured", 'disable-line all "it is measured"'],
    ["# compose-lint-disable-line a --- for psql -- mine", 'disable-line [a] "for psql -- mine"'],
    ["# compose-lint-disable-line a --", "disable-line [a]"],
    ["# compose-lint-disable-line a until 2027-03-01", "disable-line [a] 2027-03-01"],
    ["# compose-lint-disable-line until 2028-02-29 -- why", 'disable-line all 2028-02-29 "why"'],
    ["# compose-lint-disable-line a, b  until  2027-03-01  --  wait until Monday", 'disable-line [a b] 2027-03-01 "wait until Monday"'],
    ["# compose-lint-disable-line @acme/team.rule_1", "disable-line [@acme/team.rule_1]"],
  ])("%s", (text, expected) => {
    expect(understood(text)).toBe(expected);
  });
});

describe("a comment is none of ours", () => {
  it.each(["# compose-lint finds this", "# the line below: compose-lint-disable-line", "# compose-lint: see docs", "# compose-linter-disable-line", "# compose-lint-action is pinned", "# compose-lint disable comments are explained in docs", "# ports: # compose-lint-disable-line a"])("%s", (text) => {
    expect(read(text)).toBeUndefined();
  });
});

describe("a comment cannot be understood, and suppresses nothing", () => {
  const nothing = "This comment suppresses nothing";
  it.each([
    ["# compose-lint-disable-nextline a", "# compose-lint-disable-nextline | ", ", because `disable-nextline` is no word that compose-lint knows. Did you mean `compose-lint-disable-next-line`?"],
    ["# compose-lint-ignore a", "# compose-lint-ignore | ", ", because `ignore` is no word that compose-lint knows. There are `compose-lint-disable-next-line`, `compose-lint-disable-line`, `compose-lint-disable`, `compose-lint-enable`, `compose-lint-disable-file`."],
    ["# compose-lint: disable=a", "# compose-lint: disable | ", ", because `disable` is no word that compose-lint knows. Did you mean `compose-lint-disable`?"],
    ["# compose-lint disable-line a", "# compose-lint disable-line | ", ", because `disable-line` is no word that compose-lint knows. Did you mean `compose-lint-disable-line`?"],
    ["# compose-lint-disable-line a b", "a b | ", ": put commas between the names of rules, and `--` before a reason."],
    ["# compose-lint-disable-line a – for psql", "a – for psql | ", ": put commas between the names of rules, and `--` before a reason."],
    ["# compose-lint-disable-line: a", ": a | ", ": put commas between the names of rules, and `--` before a reason."],
    ["# compose-lint-disable-line a until tomorrow", "until tomorrow | ", ": a date is written as `until 2027-03-01`."],
    ["# compose-lint-disable-line a until=2027-03-01", "until=2027-03-01 | ", ": a date is written as `until 2027-03-01`."],
    ["# compose-lint-disable-line a until 2027-3-1", "until 2027-3-1 | ", ": a date is written as `until 2027-03-01`."],
    ["# compose-lint-disable-line a until", "until | ", ": a date is written as `until 2027-03-01`."],
    ["# compose-lint-disable-line until 2027-02-29", "until 2027-02-29 | ", ": a date is written as `until 2027-03-01`, and there is no day 2027-02-29."],
    ["# compose-lint-enable a until 2027-03-01", "until 2027-03-01 | ", ": `enable` takes no date."],
  ])("%s", (text, underlined, sentence) => {
    expect(faultsOf(text)).toEqual([`${underlined}${nothing}${sentence}`]);
    expect(read(text)?.suppression).toBeUndefined();
  });

  it("for each comma without a name", () => {
    expect(faultsOf("# compose-lint-disable-line a,,b, -- x")).toEqual([", | This comment suppresses nothing: a name is missing beside this comma.", "  | This comment suppresses nothing: a name is missing beside this comma."]);
  });
});

it("a date in the reason is told, and the comment counts", () => {
  expect(faultsOf("# compose-lint-disable-line a -- until 2027-03-01")).toEqual([" -- until 2027-03-01 | A date in the reason is only text. Put `until` and the date before the `--`."]);
  expect(read("# compose-lint-disable-line a -- until 2027-03-01")?.suppression).toMatchObject({ reason: "until 2027-03-01" });
});
