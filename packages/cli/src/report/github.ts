import type { Diagnostic, Severity } from "@compose-lint/core";
import { printable } from "@compose-lint/workspace";
import { locationNumbers } from "./places.js";
import type { Report, Setting } from "./report.js";

const COMMANDS = { error: "error", warning: "warning", info: "notice" } as const satisfies Record<Severity, string>;
const ORDER: readonly Severity[] = ["error", "warning", "info"];

/**
 * Workflow commands, which GitHub shows as annotations: ten of each kind for one step, so that the gravest come first, and what is wrong before
 * what is missing. Source: GitHub, "Workflow commands for GitHub Actions".
 */
export function reportGithub({ files }: Report, { fromRoot }: Setting): string {
  const urgency = ({ severity, isAbsence }: Diagnostic): number => 2 * ORDER.indexOf(severity) + (isAbsence ? 1 : 0);
  return files
    .flatMap(({ diagnostics }) => diagnostics)
    .sort((a, b) => urgency(a) - urgency(b))
    .map((diagnostic) => annotation(diagnostic, fromRoot(diagnostic.place.file.path)))
    .join("");
}

/** The line that makes GitHub show a finding beside the file, which it knows by its path from the root of the repository. */
export function annotation({ rule, severity, message, place }: Diagnostic, file: string): string {
  const { line, column, endLine, endColumn } = locationNumbers(place);
  // Columns of several lines are refused.
  const columns = line === endLine ? { col: column, endColumn } : {};
  const properties = { title: rule, file, line, endLine, ...columns };
  return `::${COMMANDS[severity]} ${Object.entries(properties).map(([key, value]) => `${key}=${escapeProperty(String(value))}`).join(",")}::${escapeData(printable(message))}\n`;
}

/** Source: actions/toolkit, `packages/core/src/command.ts`. */
function escapeData(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapeProperty(text: string): string {
  // What a terminal would obey comes out again on the other side.
  const escaped = escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
  return printable(escaped);
}
