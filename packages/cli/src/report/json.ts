import type { Diagnostic, Fix, Place } from "@compose-lint/core";
import { jsonText } from "./json-text.js";
import { locationNumbers } from "./places.js";
import { totalsOf, type Report } from "./report.js";
import { stepMessage } from "./steps.js";

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
    summary: { files, errors, warnings, infos, fixable, fixed, suppressed: report.hidden.suppressed.length, inBaseline: report.hidden.inBaseline.length },
  };
  return `${jsonText(document, 2)}\n`;
}

/** The same findings, each on a line of its own. */
export function reportJsonLines({ files }: Report): string {
  return files.flatMap(({ path, diagnostics }) => diagnostics.map((diagnostic) => `${jsonText({ path, ...jsonDiagnostic(diagnostic) })}\n`)).join("");
}

function jsonDiagnostic({ rule, severity, message, service, place, related, fix, onlyIn }: Diagnostic): object {
  const places = [...(place.via ?? []).map((step) => jsonPlace(step, stepMessage(step))), ...related.map((other) => jsonPlace(other, other.message))];
  return {
    rule,
    severity,
    message,
    service: service ?? null,
    ...locationNumbers(place),
    fix: fix ? { title: fix.title, safety: fix.safety, ...jsonSupport(fix) } : null,
    // Only where there are any: most findings are about one place.
    ...(places.length > 0 ? { related: places } : {}),
    // Only where others go without it that have the file as well.
    ...(onlyIn ? { onlyIn } : {}),
  };
}

function jsonFixed({ rule, service, place, fix }: Diagnostic): object {
  return { rule, service: service ?? null, ...locationNumbers(place), title: fix?.title, safety: fix?.safety, because: fix?.because, ...(fix ? jsonSupport(fix) : {}) };
}

/** What is known of an image, where a fix rests on it. */
function jsonSupport({ support = [] }: Fix): object {
  if (support.length === 0) return {};
  return { support: support.map(({ image, fact, confidence, evidence, asOf, ran = null }) => ({ image, fact, confidence, evidence, asOf, ran })) };
}

function jsonPlace({ file, range }: Pick<Place, "file" | "range">, message: string): object {
  const { line, column } = file.lines.positionAt(range.start);
  return { path: file.path, line, column, message };
}
