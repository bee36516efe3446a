import { type Diagnostic, type Place, type Severity, type SourceFile, type Step } from "@compose-lint/core";
import { DiagnosticSeverity, DiagnosticTag, type Diagnostic as Shown, type DiagnosticRelatedInformation } from "vscode-languageserver/node";
import { rangeOf } from "../positions.js";
import { rulePageUrl } from "../rule-page.js";

/** Where files are, as a client names them, and which of them it has open. */
export interface Surroundings {
  /** Nothing for a file that has no URI. */
  readonly uriOf: (file: SourceFile) => string | undefined;
  readonly isOpen: (file: SourceFile) => boolean;
  readonly showsRelatedInformation: boolean;
}

/** A finding as clients show it, in the file where it stands. */
export function shownDiagnostic(diagnostic: Diagnostic, around: Surroundings): Shown {
  const { rule, severity, message, place } = diagnostic;
  const page = rulePageUrl(rule);
  const tags = TAGS[rule];
  return {
    range: rangeOf(place.file, place.range, around.isOpen(place.file)),
    severity: SEVERITIES[severity],
    source: "compose-lint",
    code: rule,
    ...(page === undefined ? {} : { codeDescription: { href: page } }),
    message,
    ...(tags ? { tags: [...tags] } : {}),
    ...(around.showsRelatedInformation ? relatedInformation(diagnostic, around) : {}),
  };
}

const SEVERITIES: Readonly<Record<Severity, DiagnosticSeverity>> = { error: DiagnosticSeverity.Error, warning: DiagnosticSeverity.Warning, info: DiagnosticSeverity.Information };

/** What editors show faded, or struck through. */
const TAGS: Readonly<Record<string, readonly DiagnosticTag[]>> = {
  "obsolete-version": [DiagnosticTag.Unnecessary],
  "unused-definition": [DiagnosticTag.Unnecessary],
  "unused-suppression": [DiagnosticTag.Unnecessary],
  "deprecated-key": [DiagnosticTag.Deprecated],
};

/** How what is written there takes effect where it is used, and what else belongs to it. */
function relatedInformation({ place, related }: Diagnostic, around: Surroundings): { readonly relatedInformation?: DiagnosticRelatedInformation[] } {
  const places = [...(place.via ?? []).map((step) => ({ ...step, message: stepMessage(step) })), ...related];
  const shown = places.flatMap(({ file, range, message }: Place & { readonly message: string }) => {
    const uri = around.uriOf(file);
    return uri === undefined ? [] : [{ location: { uri, range: rangeOf(file, range, around.isOpen(file)) }, message }];
  });
  return shown.length === 0 ? {} : { relatedInformation: shown };
}

/** How what is written elsewhere comes to take effect here. */
function stepMessage({ kind, name }: Step): string {
  switch (kind) {
    case "alias":
      return `used here, through the alias *${name}`;
    case "merge-key":
      return "used here, through this merge key";
    case "next-document":
      return "used here, in this document";
    case "extends":
      return `used here, by extending ${name}`;
    case "include":
      return "used here, through this include";
    case "override":
      return "used here, in this override";
  }
}

