import { openSource, type Diagnostic, type SourceFile } from "@compose-lint/core";
import { READINESS_STYLE, readinessSections } from "../audit/html.js";
import { diffByLine } from "../line-diff.js";
import { excerptOf } from "./excerpt.js";
import { secretsIn, shareableEdits, touchedLines } from "./fix-edits.js";
import { groupByPlace, type Group } from "./group.js";
import { htmlPage, LINE_BREAK, link, tag, type Html } from "./html.js";
import { locationOf } from "./places.js";
import { fixabilityOf, refusalsOf, totalsOf, type Report, type Setting } from "./report.js";
import { stepMessage } from "./steps.js";
import { counted, countedByName, totalsLine } from "./totals.js";
import { partOf } from "./ways.js";

/** Columns of an excerpt. */
const WIDTH = 110;

/** One page that needs nothing else: the totals, every finding with its source line and what its fix would do, and what an audit makes of it all. */
export function reportHtml(report: Report, setting: Setting): string {
  const { audited = [] } = report;
  const readiness = audited.length === 0 ? [] : [tag("section", [tag("h1", ["Readiness"])]), ...readinessSections(audited)];
  return htmlPage("compose-lint", [summarySection(report), ...findingSections(report, setting), ...readiness], READINESS_STYLE);
}

export function summarySection(report: Report): Html {
  const mended = report.changes.flatMap(({ diagnostics }) => diagnostics.map(({ rule }) => rule));
  return tag("section", [
    tag("h1", ["compose-lint"]),
    ...(mended.length === 0 ? [] : [tag("p", [`${report.action === "diff" ? "The patch fixes" : "Fixed"} ${counted(mended.length, "problem")} in ${counted(report.changed, "file")}: ${countedByName(mended)}.`])]),
    tag("p", [totalsLine(totalsOf(report), report)]),
  ]);
}

/** A section for each file that has findings. */
export function findingSections(report: Report, setting: Setting): readonly Html[] {
  return report.files
    .filter(({ diagnostics }) => diagnostics.length > 0)
    .map(({ path, diagnostics, unfixed }) => {
      const refusals = refusalsOf(unfixed);
      return tag("section", [tag("h2", [path]), ...groupByPlace(diagnostics).map((group) => articleOf(group, refusals, report, setting))]);
    });
}

function articleOf(group: Group, refusals: ReadonlyMap<string, string>, report: Report, setting: Setting): Html {
  const [{ place }] = group;
  const excerpt = excerptOf(place.file, place.range, WIDTH);
  const number = String(excerpt.line);
  const source = [`${number} | ${excerpt.text}`, LINE_BREAK, `${" ".repeat(number.length)} | ${" ".repeat(excerpt.underline.from)}${"^".repeat(excerpt.underline.length)}`];
  return tag("article", [
    tag("h3", [locationOf(place)]),
    ...(excerpt.text === "" ? [] : [tag("pre", source)]),
    tag("ul", group.map((diagnostic) => tag("li", findingParts(diagnostic, refusals, report, setting)))),
  ]);
}

function findingParts(diagnostic: Diagnostic, refusals: ReadonlyMap<string, string>, report: Report, setting: Setting): readonly (Html | string)[] {
  const { severity, rule, message, related, place } = diagnostic;
  const others = [...(place.via ?? []).map((step) => ({ ...step, message: stepMessage(step) })), ...related];
  return [
    tag("strong", [severity], severity),
    " ",
    link(setting.pageOf(rule)?.url, rule),
    `: ${message}`,
    ...(others.length === 0 ? [] : [tag("ul", others.map((other) => tag("li", [tag("small", [`${locationOf(other)}: ${other.message}`])])))]),
    ...partOf(diagnostic).map((sentence) => tag("p", [tag("small", [sentence])])),
    ...fixParts(diagnostic, refusals, report),
  ];
}

function fixParts(diagnostic: Diagnostic, refusals: ReadonlyMap<string, string>, report: Report): readonly Html[] {
  const { fix } = diagnostic;
  const fixability = fixabilityOf(diagnostic, refusals);
  if (!fix || fixability.kind === "none") return [];
  if (fixability.kind === "refused") return [tag("p", [tag("small", [`Not fixed: ${fixability.reason}`])])];
  const edits = shareableEdits(report, diagnostic) ?? [];
  const diff = edits.flatMap(({ file, edits: some }) => some.flatMap((edit) => [...diffLines(file, touchedLines(file, edit))]));
  return [tag("details", [tag("summary", [`${fix.title} (${fix.safety})`]), tag("p", [fix.because]), ...(diff.length === 0 ? [] : [tag("pre", diff)])])];
}

/** The lines that go and come, without those around them and without secrets. */
function diffLines({ path }: SourceFile, { before, after, line }: ReturnType<typeof touchedLines>): readonly Html[] {
  const hidden = { "-": maskedLines(path, before), "+": maskedLines(path, after), " ": [] };
  const done = { "-": 0, "+": 0 };
  // A line is the same whether or not another one follows.
  const lines = diffByLine(`${before}\n`, `${after}\n`).flatMap(({ sign }): readonly Html[] => {
    const shown = sign === " " ? undefined : hidden[sign][done[sign]];
    if (sign !== "+") done["-"] += 1;
    if (sign !== "-") done["+"] += 1;
    return shown === undefined ? [] : [tag("span", [`${sign}${shown}`], sign === "+" ? "added" : "removed"), LINE_BREAK];
  });
  return [tag("span", [`@@ ${path}:${String(line)} @@`]), LINE_BREAK, ...lines];
}

function maskedLines(path: string, content: string): readonly string[] {
  const file = openSource(path, content);
  const secrets = secretsIn(file);
  return Array.from({ length: file.lines.lineCount }, (_, index) => {
    const { start, end } = file.lines.lineRange(index + 1);
    let shown = "";
    let done = start;
    for (const secret of secrets.filter((each) => each.start < end && each.end > start)) {
      shown += `${content.slice(done, secret.start)}…`;
      done = secret.end;
    }
    return shown + content.slice(done, end);
  });
}

