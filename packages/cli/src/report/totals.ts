import type { Totals } from "./report.js";

/** `1 problem`, `2 problems` */
export function counted(count: number, noun: string): string {
  return `${String(count)} ${noun}${count === 1 ? "" : "s"}`;
}

/** The last line of a report: how much there is, and how much of it goes away by itself. */
export function totalsLine(totals: Totals, unsafe: boolean): string {
  const { errors, warnings, infos, files, filesWithProblems, fixable, unsafelyFixable } = totals;
  const problems = errors + warnings + infos;
  if (problems === 0) return `No problems in ${counted(files, "file")}.`;

  const kinds = [[errors, "error"] as const, [warnings, "warning"] as const, [infos, "info"] as const];
  const bySeverity = kinds.flatMap(([count, noun]) => (count > 0 ? [counted(count, noun)] : [])).join(", ");
  const where = filesWithProblems === files ? counted(files, "file") : `${String(filesWithProblems)} of ${counted(files, "file")}`;
  const mendable = [
    ...(fixable > 0 ? [`${String(fixable)} fixable with --fix${unsafe ? " --unsafe" : ""}`] : []),
    ...(unsafelyFixable > 0 ? [`${String(unsafelyFixable)} ${fixable > 0 ? "more" : "fixable"} with --fix --unsafe`] : []),
  ].join(", ");
  return `${counted(problems, "problem")} (${bySeverity}) in ${where}${mendable === "" ? "" : `; ${mendable}`}`;
}
