import type { Diagnostic, LintedProject, Place } from "@compose-lint/core";

/**
 * Where ESLint, which shows one file at a time, shows a finding: where it stands, if that is in the linted file; else at what it has to do
 * with there, or at the service that it is about. Nowhere, if the linted file has neither.
 */
export function shownPlace({ place, related, service }: Diagnostic, name: string, projects: readonly LintedProject[]): Place | undefined {
  return [place, ...related].find(({ file }) => file.path === name) ?? (service === undefined ? undefined : keyOf(service, name, projects));
}

function keyOf(service: string, name: string, projects: readonly LintedProject[]): Place | undefined {
  for (const { project: { services } } of projects) {
    const origin = services.find((each) => each.name === service)?.origin;
    if (origin?.file.path === name) return { file: origin.file, range: origin.keyRange ?? origin.range };
  }
  return undefined;
}
