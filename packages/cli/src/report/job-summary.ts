import type { Diagnostic, Severity } from "@compose-lint/core";
import { codeSpan, escapeMarkdown } from "@compose-lint/workspace";
import { lineOf } from "./places.js";
import { fixabilityOf, refusalsOf, totalsOf, type Report, type Setting } from "./report.js";
import { counted, countedByName, totalsLine } from "./totals.js";

const ORDER: readonly Severity[] = ["error", "warning", "info"];
const SIGNS: Readonly<Record<Severity, string>> = { error: "🛑 error", warning: "⚠️ warning", info: "ℹ️ info" };

/** Markdown for the summary of a job or a comment: what is wrong, the gravest first, and folded up below it what services lack. */
export function reportMarkdown(report: Report, { pageOf, fromRoot }: Setting): string {
  const refusals = new Map(report.files.flatMap(({ unfixed }) => [...refusalsOf(unfixed)]));
  const diagnostics = report.files.flatMap((file) => file.diagnostics).sort((a, b) => ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity));
  const rowOf = (diagnostic: Diagnostic): string => {
    const { rule, severity, message, place } = diagnostic;
    const url = pageOf(rule)?.url;
    const kind = fixabilityOf(diagnostic, refusals).kind;
    const cells = [
      SIGNS[severity],
      codeSpan(`${fromRoot(place.file.path)}:${String(lineOf(place))}`),
      escapeMarkdown(message),
      url === undefined ? escapeMarkdown(rule) : `[${escapeMarkdown(rule)}](${url})`,
      kind === "safe" ? "`--fix`" : kind === "unsafe" ? "`--fix --unsafe`" : "",
    ];
    return `| ${cells.join(" | ")} |`;
  };
  const tableOf = (some: readonly Diagnostic[]): readonly string[] => (some.length === 0 ? [] : ["", "| | where | what | rule | fix |", "|---|---|---|---|---|", ...some.map(rowOf)]);
  const absences = diagnostics.filter(({ isAbsence }) => isAbsence);
  const mended = report.changes.flatMap((change) => change.diagnostics.map(({ rule }) => rule));
  const lines = [
    "### compose-lint",
    "",
    escapeMarkdown(totalsLine(totalsOf(report), report)),
    ...(mended.length === 0 ? [] : ["", escapeMarkdown(`${report.action === "diff" ? "The patch fixes" : "Fixed"} ${counted(mended.length, "problem")}: ${countedByName(mended)}.`)]),
    ...tableOf(diagnostics.filter(({ isAbsence }) => !isAbsence)),
    ...(absences.length === 0 ? [] : ["", "<details>", `<summary>What services lack: ${counted(absences.length, "problem")}</summary>`, ...tableOf(absences), "", "</details>"]),
  ];
  return `${lines.join("\n")}\n`;
}
