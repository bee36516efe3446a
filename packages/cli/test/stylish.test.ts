import { openSource, type Diagnostic } from "@compose-lint/core";
import { describe, expect, it } from "vitest";
import { reportJson } from "../src/report/json.js";
import { reportFindings, reportOutcome } from "../src/report/stylish.js";
import { errorsIn, type Change, type FileReport, type Look, type Report } from "../src/report/report.js";

const text = "services:\n  db:\n    image: postgres\n    mem_limit: 512m\n  web: { image: nginx }\n";

function finding(at: string, details: Partial<Diagnostic> = {}): Diagnostic {
  const file = openSource("compose.yaml", text);
  const start = text.indexOf(at);
  return { rule: "some-rule", severity: "warning", message: "It is so.", place: { file, range: { start, end: start + at.length } }, related: [], ...details };
}

function fix(safety: "safe" | "unsafe", because = "It may fail."): Diagnostic["fix"] & object {
  return { title: "Mend it", safety, because, operations: [] };
}

function change(...diagnostics: readonly Diagnostic[]): Change {
  return { diagnostics, paths: ["compose.yaml"] };
}

const LINT: Omit<Report, "files"> = { action: "lint", unsafe: false, rules: [], hidden: { suppressed: [], inBaseline: [] }, changes: [], changed: 0 };

function reportStylish(given: Report, look: Look): string {
  return [reportFindings(given, look), reportOutcome(given, look)].filter((part) => part !== "").join("\n");
}

function report(file: Partial<FileReport>, { look = { color: false }, ...others }: Partial<Omit<Report, "files">> & { readonly look?: Look } = {}): string {
  return reportStylish({ ...LINT, ...others, files: [{ path: "compose.yaml", diagnostics: [], left: file.diagnostics ?? [], fixed: [], unfixed: [], ...file }] }, look);
}

describe("the report for people", () => {
  it("shows the place, the line, the rule, the message and the totals", () => {
    expect(report({ diagnostics: [finding("mem_limit", { severity: "error", fix: fix("safe") })] })).toBe(
      `compose.yaml:4:5
  4 |     mem_limit: 512m
    |     ^^^^^^^^^
  error some-rule: It is so. [fixable with --fix]

1 problem (1 error) in 1 file; 1 fixable with --fix
`,
    );
  });

  it("puts findings on one place under one excerpt, and tells a reason once", () => {
    const diagnostics = [finding("db", { fix: fix("unsafe") }), finding("db", { rule: "other-rule", severity: "info" }), finding("web", { fix: fix("unsafe") })];
    expect(report({ diagnostics })).toBe(
      `compose.yaml:2:3
  2 |   db:
    |   ^^
  warning some-rule: It is so.
    fixable with --fix --unsafe: It may fail.
  info other-rule: It is so.

compose.yaml:5:3
  5 |   web: { image: nginx }
    |   ^^^
  warning some-rule: It is so. [fixable with --fix --unsafe]

3 problems (2 warnings, 1 info) in 1 file; 2 fixable with --fix --unsafe
`,
    );
  });

  it("names related places and the way to the place of use", () => {
    const { place } = finding("mem_limit");
    const diagnostic = finding("db", { related: [{ ...place, message: "Set here." }], place: { ...finding("db").place, via: [{ kind: "alias", name: "base", ...finding("web").place }] } });
    expect(report({ diagnostics: [diagnostic] })).toContain("    compose.yaml:4:5: Set here.\n    through *base at compose.yaml:5:3\n");
  });

  it("tells once what is the same for several services", () => {
    const same = (service: string, details: Partial<Diagnostic> = {}): Diagnostic => finding(service, { service, message: `${service} is open.`, ...details });
    const unlike = finding("web", { service: "web", rule: "third-rule", message: "web is shut." });
    expect(report({ diagnostics: [same("db"), same("db", { rule: "other-rule" }), same("web"), same("web", { rule: "other-rule" }), unlike] })).toBe(
      `compose.yaml:2:3
  2 |   db:
    |   ^^
  warning some-rule: db is open.
  warning other-rule: db is open.

compose.yaml:5:3
  5 |   web: { image: nginx }
    |   ^^^
  warning third-rule: web is shut.
  warning some-rule, other-rule: for web as for db.

5 problems (5 warnings) in 1 file
`,
    );
  });

  describe("about what is not there", () => {
    const lack = (service: string, rule: string, details: Partial<Diagnostic> = {}): Diagnostic => finding(service, { service, rule, message: `${service} has none.`, isAbsence: true, ...details });
    const limit = { fix: fix("safe") };
    const swap = { ...finding("mem_limit"), rule: "swap", service: "db", isAbsence: true, fix: fix("unsafe") } as const;
    const CLOSING = "\nWhy each of what is lacking matters: --verbose, or compose-lint explain <rule>.\n";

    it("has one block for each service, with what --fix adds and where, and leaves what is wrong alone", () => {
      const wrong = finding("db", { service: "db", severity: "error", message: "db is open." });
      expect(report({ diagnostics: [lack("db", "limit", limit), lack("db", "check"), wrong, swap, lack("web", "limit", limit)] })).toBe(
        `compose.yaml:2:3
  warning db lacks: limit (--fix); swap (line 4) (--fix --unsafe); check.

compose.yaml:2:3
  2 |   db:
    |   ^^
  error some-rule: db is open.

compose.yaml:5:3
  5 |   web: { image: nginx }
    |   ^^^
  warning limit: web has none. [fixable with --fix]
${CLOSING}5 problems (1 error, 4 warnings) in 1 file; 2 fixable with --fix, 1 more with --fix --unsafe
`,
      );
    });

    it("has one block for services that lack the same, each severity by itself", () => {
      const both = ["db", "web"].flatMap((service) => [lack(service, "check", { severity: "error" }), lack(service, "limit", limit), lack(service, "order", limit)]);
      expect(report({ diagnostics: both })).toContain("compose.yaml:2:3, :5\n  error db and web lack: check.\n  warning db and web lack: limit, order (--fix).\n");
    });

    it.each([
      { kinds: ["safe", "safe"], lacked: "rule-0, rule-1 (--fix)." },
      { kinds: ["unsafe", "unsafe"], lacked: "rule-0, rule-1 (--fix --unsafe)." },
      { kinds: ["unsafe", "safe"], lacked: "rule-1 (--fix); rule-0 (--fix --unsafe)." },
      { kinds: ["none", "unsafe"], lacked: "rule-1 (--fix --unsafe); rule-0." },
      { kinds: ["none", "none"], lacked: "rule-0, rule-1." },
    ] as const)("tells the remedy for $kinds", ({ kinds, lacked }) => {
      const diagnostics = kinds.map((kind, index) => lack("db", `rule-${String(index)}`, kind === "none" ? {} : { fix: fix(kind) }));
      expect(report({ diagnostics })).toContain(`db lacks: ${lacked}\n`);
    });

    it("does not promise what was refused", () => {
      const diagnostics = [lack("db", "limit", limit), lack("db", "check")];
      expect(report({ diagnostics, unfixed: diagnostics.slice(0, 1).map((diagnostic) => ({ diagnostic, reason: "it is shared" })) })).toContain("db lacks: check, limit.\n");
    });

    it("tells how to see less of much", () => {
      const many = (severity: "error" | "warning"): readonly Diagnostic[] => Array.from({ length: 50 }, (_, index) => lack("db", `rule-${String(index)}`, { severity }));
      expect(report({ diagnostics: many("error") })).toContain("\n--quiet tells errors only, --group-by rule tells what is alike at once.\n50 problems");
      expect(report({ diagnostics: many("warning") })).toContain("\n--group-by rule tells what is alike at once.\n50 problems");
      expect(report({ diagnostics: many("error") }, { quiet: true })).not.toContain("--quiet");
      expect(report({ diagnostics: many("error").slice(1) })).not.toContain("--quiet");
    });

    it("names the projects in which something is lacking, if others have the file as well", () => {
      const part = { onlyIn: [["compose.yaml"], ["compose.yaml", "dev.yaml"]] };
      expect(report({ diagnostics: [lack("db", "limit", { ...limit, ...part }), lack("db", "order", part), lack("db", "check")] })).toContain(
        "  warning db lacks: limit (--fix); check, order.\n    limit, order: only in compose.yaml and compose.yaml + dev.yaml\n",
      );
      expect(report({ diagnostics: [lack("db", "limit", part)] })).toContain("has none.\n    only in compose.yaml and compose.yaml + dev.yaml\n");
    });

    it("tells each of them with --verbose", () => {
      const text = report({ diagnostics: [lack("db", "limit", limit), lack("db", "check")] }, { verbose: true });
      expect(text).toContain("  warning limit: db has none. [fixable with --fix]\n  warning check: db has none.\n");
      expect(text).not.toContain("lack");
    });
  });

  it("tells the same line of several services once, unless --verbose wants all", () => {
    const twice = "services:\n  db:\n    image: a\n  web:\n    image: a\n";
    const file = openSource("compose.yaml", twice);
    const at = (service: string, start: number): Diagnostic => finding("db", { service, message: `${service} moves.`, place: { file, range: { start, end: start + 1 } } });
    const diagnostics = [at("db", twice.indexOf("a\n")), at("web", twice.lastIndexOf("a\n"))];
    expect(report({ diagnostics })).toBe("compose.yaml:3:12\n  3 |     image: a\n    |            ^\n  warning some-rule: db moves.\n    the same for web (line 5)\n\n2 problems (2 warnings) in 1 file\n");
    expect(report({ diagnostics }, { verbose: true })).toContain("compose.yaml:5:12\n");
  });

  describe("grouped", () => {
    const same = (service: string, details: Partial<Diagnostic> = {}): Diagnostic => finding(service, { service, message: `${service} is open.`, ...details });

    it("by service, what is about none under the file", () => {
      expect(report({ diagnostics: [finding("services"), same("db"), same("web"), same("db", { rule: "other-rule" })] }, { groupBy: "service" })).toBe(
        `compose.yaml (1 problem)

compose.yaml:1:1
  1 | services:
    | ^^^^^^^^
  warning some-rule: It is so.

db in compose.yaml (2 problems)

compose.yaml:2:3
  2 |   db:
    |   ^^
  warning some-rule: db is open.
  warning other-rule: db is open.

web in compose.yaml (1 problem)

compose.yaml:5:3
  5 |   web: { image: nginx }
    |   ^^^
  warning some-rule: for web as for db.

4 problems (4 warnings) in 1 file
`,
      );
    });

    it("by rule, the gravest and most frequent first, also what is not there", () => {
      const diagnostics = [finding("services", { rule: "a-rule" }), same("db", { rule: "b-rule", isAbsence: true, fix: fix("safe") }), same("web", { rule: "b-rule", isAbsence: true, fix: fix("safe") }), finding("db", { severity: "error", rule: "c-rule" })];
      expect(report({ diagnostics }, { groupBy: "rule" })).toBe(
        `error c-rule (1 problem)
  compose.yaml:2:3: It is so.

warning b-rule (2 problems)
  compose.yaml:2:3: db is open. [fixable with --fix]
    and so web (compose.yaml:5:3)

warning a-rule (1 problem)
  compose.yaml:1:1: It is so.

4 problems (1 error, 3 warnings) in 1 file; 2 fixable with --fix
`,
      );
    });
  });

  it("tells of errors only if that is all there may be, and nothing without any", () => {
    const quiet = (...diagnostics: readonly Diagnostic[]): string => reportStylish(errorsIn({ ...LINT, files: [{ path: "compose.yaml", diagnostics, left: diagnostics, fixed: [], unfixed: [] }] }), { color: false });
    expect(quiet(finding("db"), finding("web", { severity: "error" }))).toBe("compose.yaml:5:3\n  5 |   web: { image: nginx }\n    |   ^^^\n  error some-rule: It is so.\n\n1 problem (1 error) in 1 file\n");
    expect(quiet(finding("db"))).toBe("");
  });

  it("tells after --fix what was changed, what was refused and what is left", () => {
    const stubborn = finding("mem_limit", { service: "db", fix: fix("safe") });
    const web = finding("web", { service: "web", fix: fix("safe") });
    const unsafe = finding("web", { rule: "other-rule", fix: fix("unsafe", "It may stop.") });
    const changes = [change(finding("db", { service: "db", fix: fix("safe") })), change(web), change(unsafe)];
    const unfixed = ["some-rule", "third-rule"].map((rule) => ({ diagnostic: { ...stubborn, rule }, reason: "it is shared" }));
    expect(report({ diagnostics: [stubborn], unfixed }, { action: "fix", changes, changed: 1 })).toBe(
      `compose.yaml:4:5
  4 |     mem_limit: 512m
    |     ^^^^^^^^^
  warning some-rule: It is so.

Changed:
  other-rule (unsafe): Mend it.
    It may stop.
    compose.yaml:5
  some-rule (safe): Mend it.
    It may fail.
    compose.yaml:2 (db), :5 (web)

not fixed: some-rule at compose.yaml:4 (db); third-rule at compose.yaml:4 (db): it is shared

Fixed 3 problems in 1 file: 2 some-rule, 1 other-rule.
1 problem (1 warning) left in 1 file
`,
    );
  });

  it("tells with --diff what is in the patch, and what is not", () => {
    const mended = finding("db", { fix: fix("safe") });
    const left = finding("web", { fix: fix("unsafe") });
    expect(report({ diagnostics: [mended, left], left: [left] }, { action: "diff", changes: [change(mended)], changed: 1 })).toBe(
      `compose.yaml:5:3
  5 |   web: { image: nginx }
    |   ^^^
  warning some-rule: It is so.
    fixable with --fix --unsafe: It may fail.

In the patch:
  some-rule (safe): Mend it.
    It may fail.
    compose.yaml:2

The patch fixes 1 problem in 1 file.
1 problem (1 warning) left in 1 file; 1 fixable with --fix --unsafe (see them with --diff --unsafe)
`,
    );
  });

  describe("where a fix rests on what is known of an image", () => {
    const known = { image: "postgres", fact: "capabilities", confidence: "ran", evidence: ["run pg"], asOf: "2026-11-20", ran: { date: "2026-11-21", version: "PostgreSQL 17" } } as const;
    const declared = { image: "postgres", fact: "user", confidence: "read", evidence: ["Dockerfile:1"], asOf: "2026-11-19" } as const;
    const supported = finding("db", { fix: { ...fix("safe"), support: [known, declared, known] } });
    const LINE = "\n    because: capabilities of postgres, ran 2026-11-21; start user of postgres, read 2026-11-19\n";

    it("says so below the fix if more is asked for", () => {
      expect(report({ diagnostics: [supported] }, { verbose: true })).toContain(`  warning some-rule: It is so. [fixable with --fix]${LINE}`);
      expect(report({ diagnostics: [finding("db", { fix: { ...fix("unsafe"), support: [known] } })] }, { verbose: true })).toContain("    fixable with --fix --unsafe: It may fail.\n    because: capabilities of postgres, ran 2026-11-21\n");
      expect(report({}, { action: "fix", changes: [change(supported)], changed: 1, verbose: true })).toContain(`  some-rule (safe): Mend it.\n    It may fail.${LINE}    compose.yaml:2\n`);
    });

    it("tells the same change with other reasons apart", () => {
      const other = finding("web", { fix: { ...fix("safe"), support: [declared] } });
      const told = (verbose: boolean): number => report({}, { action: "fix", changes: [change(supported), change(other)], changed: 1, verbose }).split("Mend it.").length - 1;
      expect([told(true), told(false)]).toEqual([2, 1]);
    });

    it("else keeps quiet, and has nothing to say of other fixes", () => {
      expect(report({ diagnostics: [supported] })).not.toContain("because:");
      expect(report({}, { action: "fix", changes: [change(supported)], changed: 1 })).not.toContain("because:");
      expect(report({ diagnostics: [finding("db", { fix: fix("safe") })] }, { verbose: true })).not.toContain("because:");
    });

    it("tells programs all of it", () => {
      const files = [{ path: "compose.yaml", diagnostics: [supported, finding("web", { fix: fix("safe") })], left: [], fixed: [supported], unfixed: [] }];
      const support = [known, { ...declared, ran: null }, known];
      expect(JSON.parse(reportJson({ ...LINT, action: "fix", files }))).toMatchObject({ files: [{ diagnostics: [{ fix: { title: "Mend it", safety: "safe", support } }, { fix: { title: "Mend it", safety: "safe" } }], fixed: [{ title: "Mend it", support }] }] });
      expect(reportJson({ ...LINT, files: files.map((file) => ({ ...file, diagnostics: file.diagnostics.slice(1) })) })).not.toContain("support");
    });
  });

  it("puts what one change mends on one line, and says if it is written in another file", () => {
    const both = [finding("db", { service: "db", fix: fix("safe") }), finding("db", { service: "web", fix: fix("safe") })];
    expect(report({}, { action: "fix", changes: [{ diagnostics: both, paths: ["compose.override.yaml"] }], changed: 1 })).toContain("    compose.yaml:2 (db, web), written in compose.override.yaml\n");
  });

  it("wraps to the width of a terminal", () => {
    const diagnostics = [finding("mem_limit", { message: "word ".repeat(30).trim(), fix: fix("safe") })];
    const lines = report({ diagnostics }, { look: { color: false, width: 50 } }).split("\n");
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(50);
    expect(lines).toContain("    [fixable with --fix]");
  });

  it("is quiet about nothing", () => {
    expect(report({})).toBe("No problems in 1 file.\n");
    expect(reportStylish({ ...LINT, files: [] }, { color: false })).toBe("");
  });

  it.each([
    { safeties: ["safe", "unsafe", "unsafe"], unsafe: false, end: "; 1 fixable with --fix, 2 more with --fix --unsafe" },
    { safeties: ["safe", "unsafe", "unsafe"], unsafe: true, end: "; 3 fixable with --fix --unsafe" },
    { safeties: ["unsafe"], unsafe: false, end: "; 1 fixable with --fix --unsafe" },
  ] as const)("counts $safeties with unsafe: $unsafe", ({ safeties, unsafe, end }) => {
    const diagnostics = safeties.map((safety) => finding("db", { fix: fix(safety) }));
    expect(report({ diagnostics }, { unsafe }).trimEnd().endsWith(end)).toBe(true);
  });

  it("tells how many of the files have problems", () => {
    const files = [{ path: "a.yaml", diagnostics: [], left: [finding("db")], fixed: [], unfixed: [] }, { path: "b.yaml", diagnostics: [], left: [], fixed: [], unfixed: [] }];
    expect(reportStylish({ ...LINT, files }, { color: false })).toContain("1 problem (1 warning) in 1 of 2 files\n");
  });

  it("colours only if it may", () => {
    expect(report({ diagnostics: [finding("db")] }, { look: { color: true } })).toContain("\u001b[33mwarning\u001b[39m");
  });
});
