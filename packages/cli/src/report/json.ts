import type { Diagnostic, Fix, Place, Step } from "@compose-lint/core";
import { totalsOf, type Report } from "./report.js";

/** For other programs; they rely on exactly this shape, so a change of it needs a new `version`. */
export function reportJson(report: Report): string {
  const { files, errors, warnings, infos, fixable, fixed } = totalsOf(report);
  const document = {
    version: 1,
    files: report.files.map(({ path, diagnostics, fixed: mended }) => ({
      path,
      diagnostics: diagnostics.map(jsonDiagnostic),
      // With --diff: what the patch fixes.
      ...(report.action === "lint" ? {} : { fixed: mended.map(jsonFixed) }),
    })),
    summary: { files, errors, warnings, infos, fixable, fixed },
  };
  return `${harmless(JSON.stringify(document, null, 2))}\n`;
}

function jsonDiagnostic({ rule, severity, message, service, place, related, fix }: Diagnostic): object {
  const places = [...(place.via ?? []).map((step) => jsonPlace(step, WAYS[step.kind])), ...related.map((other) => jsonPlace(other, other.message))];
  return {
    rule,
    severity,
    message,
    service: service ?? null,
    ...jsonRange(place),
    fix: fix ? { title: fix.title, safety: fix.safety, ...jsonSupport(fix) } : null,
    // Only where there are any: most findings are about one place.
    ...(places.length > 0 ? { related: places } : {}),
  };
}

function jsonFixed({ rule, service, place, fix }: Diagnostic): object {
  return { rule, service: service ?? null, ...jsonRange(place), title: fix?.title, safety: fix?.safety, because: fix?.because, ...(fix ? jsonSupport(fix) : {}) };
}

/** What is known of an image, where a fix rests on it. */
function jsonSupport({ support = [] }: Fix): object {
  if (support.length === 0) return {};
  return { support: support.map(({ image, fact, confidence, evidence, asOf, ran = null }) => ({ image, fact, confidence, evidence, asOf, ran })) };
}

function jsonRange({ file, range }: Place): object {
  const start = file.lines.positionAt(range.start);
  const end = file.lines.positionAt(range.end);
  return { line: start.line, column: start.column, endLine: end.line, endColumn: end.column };
}

/** What a step on the way from use to writing is called. */
const WAYS: Readonly<Record<Step["kind"], string>> = {
  alias: "through this alias",
  "merge-key": "through this merge key",
  "next-document": "in this document",
  extends: "through this extends",
  include: "through this include",
  override: "in this override",
};

function jsonPlace({ file, range }: Pick<Place, "file" | "range">, message: string): object {
  const { line, column } = file.lines.positionAt(range.start);
  return { path: file.path, line, column, message };
}

/** JSON may hold characters that a terminal obeys; escaped they mean the same. */
function harmless(json: string): string {
  return json.replace(/[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
