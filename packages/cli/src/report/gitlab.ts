import type { Severity } from "@compose-lint/core";
import { fingerprinter } from "./fingerprints.js";
import { jsonText } from "./json-text.js";
import { lineOf } from "./places.js";
import type { Report, Setting } from "./report.js";

const SEVERITIES: Readonly<Record<Severity, string>> = { error: "major", warning: "minor", info: "info" };

/** GitLab's Code Quality report. Source: GitLab, "Code Quality report format". */
export function reportGitlab(report: Report, { fromRoot }: Setting): string {
  const fingerprintOf = fingerprinter(report);
  const issues = report.files.flatMap(({ diagnostics }) =>
    diagnostics.map((diagnostic) => {
      const { rule, severity, message, place } = diagnostic;
      const path = fromRoot(place.file.path);
      // The rule is not shown unless it is in the description as well.
      return { description: `${rule}: ${message}`, check_name: rule, fingerprint: fingerprintOf(diagnostic, path), severity: SEVERITIES[severity], location: { path, lines: { begin: lineOf(place) } } };
    }),
  );
  return `${jsonText(issues, 2)}\n`;
}
