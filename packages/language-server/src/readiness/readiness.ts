import type { Configuration, Project } from "@compose-lint/core";
import { auditProject, type ServiceAudit } from "@compose-lint/core/audit";

/** How ready the services of projects are for production, worked out once for each project and configuration. */
export class Readiness {
  private readonly known = new WeakMap<Project, { readonly configuration: Configuration; readonly services: readonly ServiceAudit[] }>();

  /** @param configuration with the presets that an audit asks. */
  of(project: Project, configuration: Configuration): readonly ServiceAudit[] {
    const known = this.known.get(project);
    if (known?.configuration === configuration) return known.services;
    const { services } = auditProject(project, configuration);
    this.known.set(project, { configuration, services });
    return services;
  }
}

/** `2 red, 1 amber, 3 green`: the worst first, without what there is none of. */
export function gradesInWords({ rows }: ServiceAudit): string {
  const counts = (["red", "amber", "green"] as const).flatMap((grade) => {
    const count = rows.filter((row) => row.grade === grade).length;
    return count === 0 ? [] : [`${String(count)} ${grade}`];
  });
  return counts.length === 0 ? "nothing to judge" : counts.join(", ");
}

/** What counts against a service, row by row, for people. */
export function verdictInWords(service: ServiceAudit): string {
  const bad = service.rows.filter(({ grade }) => grade === "red" || grade === "amber").toSorted((a, b) => (a.grade === b.grade ? 0 : a.grade === "red" ? -1 : 1));
  if (bad.length === 0) return `${service.name}: nothing counts against it.`;
  return [`${service.name}: ${gradesInWords(service)}.`, ...bad.map(({ title, grade, what }) => `${title} (${grade}): ${what}`)].join("\n");
}
