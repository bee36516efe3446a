import type { Report, Totals } from "./report.js";

/** `1 problem`, `2 problems` */
export function counted(count: number, noun: string): string {
  return `${String(count)} ${noun}${count === 1 ? "" : "s"}`;
}

/** `3 log-rotation, 1 memswap-limit`: the most frequent first. */
export function countedByName(names: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).map(([name, count]) => `${String(count)} ${name}`).join(", ");
}

/** The last line of a report: how much there is, or is left, and how much of it goes away by itself. */
export function totalsLine(totals: Totals, { action, unsafe, changes, hidden }: Pick<Report, "action" | "unsafe" | "changes" | "hidden">): string {
  const { errors, warnings, infos, files, filesWithProblems, fixable, unsafelyFixable } = totals;
  const problems = errors + warnings + infos;
  const left = changes.length === 0 ? "" : " left";
  const untold = [
    ...(hidden.suppressed.length > 0 ? [`${String(hidden.suppressed.length)} suppressed by comments`] : []),
    ...(hidden.inBaseline.length > 0 ? [`${String(hidden.inBaseline.length)} in the baseline`] : []),
  ].map((part) => `; ${part}`).join("");
  if (problems === 0) return `No problems${left} in ${counted(files, "file")}${untold}.`;

  const kinds = [[errors, "error"] as const, [warnings, "warning"] as const, [infos, "info"] as const];
  const bySeverity = kinds.flatMap(([count, noun]) => (count > 0 ? [counted(count, noun)] : [])).join(", ");
  const where = filesWithProblems === files ? counted(files, "file") : `${String(filesWithProblems)} of ${counted(files, "file")}`;
  const mendable = [
    ...(fixable > 0 ? [`${String(fixable)} fixable with --fix${unsafe ? " --unsafe" : ""}`] : []),
    ...(unsafelyFixable > 0 ? [`${String(unsafelyFixable)} ${fixable > 0 ? "more" : "fixable"} with --fix --unsafe${action === "lint" ? "" : " (see them with --diff --unsafe)"}`] : []),
  ].join(", ");
  return `${counted(problems, "problem")} (${bySeverity})${left} in ${where}${mendable === "" ? "" : `; ${mendable}`}${untold}`;
}
