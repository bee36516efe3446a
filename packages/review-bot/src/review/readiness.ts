import type { ConfigurationFor } from "@compose-lint/core";
import { auditProject, type Grade, type RowName, type ServiceAudit } from "@compose-lint/core/audit";
import type { ReadProject } from "./look.js";

/** How ready for production a service is before and after a change. */
export interface ReadinessChange {
  /** The files of its project. */
  readonly project: string;
  readonly service: string;
  /** Absent for a service that is new. */
  readonly before?: Readiness;
  /** Absent for a service that is gone. */
  readonly after?: Readiness;
}

export interface Readiness {
  readonly grades: ReadonlyMap<RowName, Grade>;
  readonly reds: number;
  /** How many layers of hardening there are. */
  readonly layers: number;
}

/** The services whose readiness is not what it was, in the order of the projects. */
export function readinessChanges(before: readonly ReadProject[], after: readonly ReadProject[], renamed: ReadonlyMap<string, string>, configurationOf: ConfigurationFor): readonly ReadinessChange[] {
  const left = new Set(before);
  const nameBefore = ({ found }: ReadProject): string => found.request.files.map((path) => renamed.get(path) ?? path).join(" + ");
  const mainBefore = ({ found }: ReadProject): string | undefined => found.request.files.slice(0, 1).map((path) => renamed.get(path) ?? path)[0];
  const take = (matches: (each: ReadProject) => boolean): ReadProject | undefined => {
    const found = [...left].find(matches);
    if (found) left.delete(found);
    return found;
  };
  // A project of the same files, or else one that begins with the same: an override may have come or gone.
  const same = after.map((each) => ({ each, was: take((other) => nameBefore(other) === nameOf(each)) }));
  const pairs = same.map(({ each, was }) => ({ each, was: was ?? take((other) => mainBefore(other) === each.found.request.files[0]) }));
  const audited = (project: ReadProject | undefined): readonly ServiceAudit[] => (project ? auditProject(project.project, configurationOf(project.found.request)).services : []);
  return [
    ...pairs.flatMap(({ each, was }) => changesOf(nameOf(each), audited(was), audited(each))),
    ...[...left].flatMap((gone) => changesOf(nameOf(gone), audited(gone), [])),
  ];
}

function nameOf({ found }: ReadProject): string {
  return found.request.files.join(" + ");
}

function changesOf(project: string, before: readonly ServiceAudit[], after: readonly ServiceAudit[]): readonly ReadinessChange[] {
  const was = new Map(before.map((service) => [service.name, readinessOf(service)] as const));
  const is = new Map(after.map((service) => [service.name, readinessOf(service)] as const));
  return [...new Set([...is.keys(), ...was.keys()])].flatMap((service) => {
    const [old, now] = [was.get(service), is.get(service)];
    if (old && now && isSame(old, now)) return [];
    return [{ project, service, ...(old ? { before: old } : {}), ...(now ? { after: now } : {}) }];
  });
}

function readinessOf({ rows, reds }: ServiceAudit): Readiness {
  const layers = rows.flatMap((row) => row.layers ?? []).filter(({ grade }) => grade === "green").length;
  return { grades: new Map(rows.map(({ row, grade }) => [row, grade] as const)), reds, layers };
}

function isSame(one: Readiness, other: Readiness): boolean {
  return one.layers === other.layers && [...one.grades].every(([row, grade]) => other.grades.get(row) === grade);
}
