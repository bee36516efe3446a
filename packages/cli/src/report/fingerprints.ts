import { createHash } from "node:crypto";
import { keysOfPlace, type Diagnostic } from "@compose-lint/core";
import { findSecrets, secretLinesOf } from "@compose-lint/workspace";
import type { Report } from "./report.js";

/**
 * Gives each finding a mark by which it is known again when lines have moved: made of the rule, the file, the service, the keys that it
 * stands under and, unless that may be a secret, the text that it points at. Of findings that are alike in all that, the order counts.
 */
export function fingerprinter({ rules }: Pick<Report, "rules">): (diagnostic: Diagnostic, path: string) => string {
  const times = new Map<string, number>();
  const aboutSecrets = new Set(rules.filter(({ category }) => category === "secrets").map(({ name }) => name));
  return (diagnostic, path) => {
    const { rule, service, place } = diagnostic;
    const keys = /\.(?:ya?ml|json)$/i.test(place.file.path) ? keysOfPlace(place) : [];
    const subject = JSON.stringify([rule, path, service, keys, aboutSecrets.has(rule) ? "" : pointedAt(diagnostic)]);
    const before = times.get(subject) ?? 0;
    times.set(subject, before + 1);
    return createHash("sha256").update(before === 0 ? subject : `${subject} ${String(before)}`).digest("hex").slice(0, 32);
  };
}

/** Also as a hash, a short password can be guessed. */
function pointedAt({ place: { file, range } }: Diagnostic): string {
  const { line } = file.lines.positionAt(range.start);
  const { start, end } = file.lines.lineRange(line);
  const isSecret = secretLinesOf(file).has(line) || findSecrets(file.text.slice(start, end)).some((secret) => start + secret.start < range.end && start + secret.end > range.start);
  return isSecret ? "" : file.text.slice(range.start, Math.min(range.end, end));
}
