import { ruleBlocks } from "./by-rule.js";
import { changeLines, refusalLines } from "./changes.js";
import { findingBlocks } from "./findings.js";
import { foldLacks } from "./lacks.js";
import { penFor, type Pen } from "./pen.js";
import { totalsOf, type Look, type Report, type Setting, type Totals } from "./report.js";
import { counted, countedByName, totalsLine } from "./totals.js";

/** For people, all of it. */
export function reportStylish(report: Report, { look }: Pick<Setting, "look">): string {
  return [reportFindings(report, look), reportOutcome(report, look)].filter((part) => part !== "").join("\n");
}

/** For people: what is found, or left. */
export function reportFindings(report: Report, look: Look): string {
  const pen = penFor(look);
  const left = leftIn(report);
  return paragraphs(report.groupBy === "rule" ? ruleBlocks(left, pen) : findingBlocks(left, pen));
}

/** For people: what has changed and what could not, and at the very end, where the eye is, how much there is in all. */
export function reportOutcome(report: Report, look: Look): string {
  const pen = penFor(look);
  return paragraphs([changeLines(report, pen), refusalLines(report, pen), totals(report, pen)]);
}

function paragraphs(parts: readonly (readonly string[])[]): string {
  return parts.filter((lines) => lines.length > 0).map((lines) => `${lines.join("\n")}\n`).join("\n");
}

/** What the patch mends is told with the patch. */
function leftIn(report: Report): Report {
  return { ...report, files: report.files.map((file) => ({ ...file, diagnostics: file.left })) };
}

function totals(report: Report, pen: Pen): readonly string[] {
  const left = totalsOf(leftIn(report));
  if (left.files === 0 || (report.quiet && left.errors === 0)) return [];
  const mended = report.changes.flatMap(({ diagnostics }) => diagnostics.map(({ rule }) => rule));
  const byRule = new Set(mended).size > 1 ? `: ${countedByName(mended)}` : "";
  const deed = report.action === "diff" ? "The patch fixes" : "Fixed";
  const ink = left.errors > 0 ? "red" : left.warnings + left.infos > 0 ? "yellow" : "dim";
  return [
    ...(mended.length > 0 ? pen.paragraph({ sentence: `${deed} ${counted(mended.length, "problem")} in ${counted(report.changed, "file")}${byRule}.`, ink: "green" }) : []),
    ...(isFolded(report) ? pen.paragraph({ sentence: "Why each of what is lacking matters: --verbose, or compose-lint explain <rule>.", ink: "dim" }) : []),
    ...shorterWays(left, report).flatMap((sentence) => pen.paragraph({ sentence, ink: "dim" })),
    ...pen.paragraph({ sentence: totalsLine(left, report), ink }),
  ];
}

/** More than a few screens. */
const MANY = 50;

/** How to see less of much. */
function shorterWays({ errors, warnings, infos }: Totals, { quiet, groupBy }: Report): readonly string[] {
  if (quiet || errors + warnings + infos < MANY) return [];
  const ways = [...(errors > 0 ? ["--quiet tells errors only"] : []), ...(groupBy === "rule" ? [] : ["--group-by rule tells what is alike at once"])];
  return ways.length === 0 ? [] : [`${ways.join(", ")}.`];
}

function isFolded({ files, verbose, groupBy }: Report): boolean {
  return !verbose && groupBy !== "rule" && files.some(({ left }) => foldLacks(left).lacks.length > 0);
}
