import type { Diagnostic, Place, Severity } from "@compose-lint/core";
import { printable } from "./characters.js";
import { excerptOf } from "./excerpt.js";
import { groupByPlace, type Group } from "./group.js";
import { penFor, SEVERITY_INK, type Pen } from "./pen.js";
import { fixabilityOf, totalsOf, type FileReport, type Look, type Report } from "./report.js";
import { counted, totalsLine } from "./totals.js";

/** For people: what points at the same place stands under one excerpt of the source; the totals come last, where the eye is. */
export function reportStylish(report: Report, look: Look): string {
  const pen = penFor(look);
  // Why a fix is unsafe is the same for every service, so it is told once.
  const told = new Set<string>();
  const blocks = report.files.flatMap((file) => groupByPlace(file.diagnostics).map((group) => blockOf(group, file, pen, told)));
  const parts = [...blocks, refusals(report, pen), outcome(report, pen)].filter((lines) => lines.length > 0);
  return parts.map((lines) => `${lines.join("\n")}\n`).join("\n");
}

function blockOf(group: Group, { unfixed }: FileReport, pen: Pen, told: Set<string>): readonly string[] {
  const { place } = group[0];
  const lines = [pen.ink("bold", locationOf(place)), ...excerptLines(place, worstOf(group), pen)];
  for (const diagnostic of group) {
    const { severity, rule, message } = diagnostic;
    const { remark, reason } = fixNote(diagnostic);
    lines.push(...pen.paragraph({ indent: 2, heading: [[SEVERITY_INK[severity], severity], ["bold", `${rule}:`]], sentence: message, remark }));
    for (const sentence of [...relatedOn(diagnostic), ...reason]) lines.push(...pen.paragraph({ indent: 4, sentence, ink: "dim" }));
  }
  for (const sentence of wayOf(group)) lines.push(...pen.paragraph({ indent: 4, sentence, ink: "dim" }));
  return lines;

  function fixNote(diagnostic: Diagnostic): { readonly remark?: string; readonly reason: readonly string[] } {
    const fixability = fixabilityOf(diagnostic, unfixed);
    if (fixability.kind === "safe") return { remark: "[fixable with --fix]", reason: [] };
    if (fixability.kind !== "unsafe") return { reason: [] };
    if (told.has(fixability.because)) return { remark: "[fixable with --fix --unsafe]", reason: [] };
    told.add(fixability.because);
    return { reason: [`fixable with --fix --unsafe: ${fixability.because}`] };
  }
}

function excerptLines({ file, range }: Place, worst: Severity, pen: Pen): readonly string[] {
  const number = String(file.lines.positionAt(range.start).line);
  const { text, underline } = excerptOf(file, range, pen.excerptWidth - number.length - 5);
  if (text === "") return [];
  const marks = " ".repeat(underline.from) + pen.ink(SEVERITY_INK[worst], "^".repeat(underline.length));
  return [`  ${pen.ink("dim", `${number} |`)} ${text}`, `  ${pen.ink("dim", `${" ".repeat(number.length)} |`)} ${marks}`];
}

/** How what is written there takes effect, if that is not plain to see on the line itself; told once for all findings of the place. */
function wayOf(group: Group): readonly string[] {
  const steps = group.flatMap(({ place }) =>
    (place.via ?? []).flatMap(({ kind, name, ...at }) => {
      const how = kind === "alias" ? `*${name}` : kind === "merge-key" ? `<<: *${name}` : kind === "extends" || kind === "include" ? kind : undefined;
      return how === undefined || lineOf(at) === lineOf(place) ? [] : [`through ${how} at ${locationOf(at)}`];
    }),
  );
  return [...new Set(steps)];
}

function relatedOn({ related }: Diagnostic): readonly string[] {
  return related.map((other) => `${locationOf(other)}: ${other.message}`);
}

function refusals({ files }: Report, pen: Pen): readonly string[] {
  return files.flatMap(({ unfixed }) =>
    unfixed.flatMap(({ diagnostic: { place, rule }, reason }) => pen.paragraph({ heading: [["yellow", "not fixed:"]], sentence: `${lineOf(place)} ${rule}: ${reason}` })),
  );
}

function outcome(report: Report, pen: Pen): readonly string[] {
  const totals = totalsOf(report);
  if (totals.files === 0) return [];
  const mended = report.files.filter(({ fixed }) => fixed.length > 0).length;
  const ink = totals.errors > 0 ? "red" : totals.warnings + totals.infos > 0 ? "yellow" : "dim";
  return [
    ...(totals.fixed > 0 ? [pen.ink("green", `Fixed ${counted(totals.fixed, "problem")} in ${counted(mended, "file")}.`)] : []),
    ...pen.paragraph({ sentence: totalsLine(totals, report.unsafe), ink }),
  ];
}

function lineOf({ file, range }: Pick<Place, "file" | "range">): string {
  return `${printable(file.path)}:${String(file.lines.positionAt(range.start).line)}`;
}

function locationOf(place: Pick<Place, "file" | "range">): string {
  return `${lineOf(place)}:${String(place.file.lines.positionAt(place.range.start).column)}`;
}

const SEVERITIES: readonly Severity[] = ["error", "warning", "info"];

function worstOf(group: Group): Severity {
  return SEVERITIES.find((severity) => group.some((diagnostic) => diagnostic.severity === severity)) ?? "info";
}
