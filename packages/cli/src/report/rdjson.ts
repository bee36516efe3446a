import type { Diagnostic, Range, Severity, SourceFile } from "@compose-lint/core";
import { homeUrl } from "../version.js";
import { asOneEdit, shareableEdits } from "./fix-edits.js";
import { jsonText } from "./json-text.js";
import type { Report, Setting } from "./report.js";

const SEVERITIES: Readonly<Record<Severity, string>> = { error: "ERROR", warning: "WARNING", info: "INFO" };

/** The format of reviewdog. Source: reviewdog, `proto/rdf/reviewdog.proto`. */
export function reportRdjson(report: Report, { pageOf }: Setting): string {
  const document = {
    source: { name: "compose-lint", ...(homeUrl === undefined ? {} : { url: homeUrl }) },
    diagnostics: report.files.flatMap(({ diagnostics }) =>
      diagnostics.map((diagnostic) => {
        const { rule, severity, message, place, related } = diagnostic;
        const url = pageOf(rule)?.url;
        const suggestion = suggestionFor(report, diagnostic);
        return {
          message,
          location: locationOf(place.file, place.range),
          severity: SEVERITIES[severity],
          code: { value: rule, ...(url === undefined ? {} : { url }) },
          ...(suggestion ? { suggestions: [suggestion] } : {}),
          ...(related.length === 0 ? {} : { related_locations: related.map((other) => ({ message: other.message, location: locationOf(other.file, other.range) })) }),
        };
      }),
    ),
  };
  return `${jsonText(document, 2)}\n`;
}

/** A suggestion is one stretch of text in the file of the finding. */
function suggestionFor(report: Report, diagnostic: Diagnostic): object | undefined {
  const one = asOneEdit(shareableEdits(report, diagnostic) ?? []);
  return one?.file.path === diagnostic.place.file.path ? { range: rangeOf(one.file, one.edit.range), text: one.edit.text } : undefined;
}

function locationOf(file: SourceFile, range: Range): object {
  return { path: file.path, range: rangeOf(file, range) };
}

function rangeOf(file: SourceFile, { start, end }: Range): object {
  return { start: positionOf(file, start), end: positionOf(file, end) };
}

/** Columns are bytes of UTF-8, from 1. */
function positionOf({ text, lines }: SourceFile, offset: number): object {
  const { line } = lines.positionAt(offset);
  return { line, column: Buffer.byteLength(text.slice(lines.lineRange(line).start, offset)) + 1 };
}
