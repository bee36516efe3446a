import type { Grade, ProjectAudit, ProjectMap, ServiceAudit } from "@compose-lint/core/audit";
import { counted } from "../report/totals.js";

/** A project with what was made of it. */
export interface Audited extends Pick<ProjectAudit, "services"> {
  /** Its files, as people are told them. */
  readonly name: string;
  readonly map: ProjectMap;
}

/** A sign for each grade, for whoever sees no colours. */
export const SIGNS: Readonly<Record<Grade, string>> = { green: "✓", amber: "!", red: "✗", grey: "–" };

/** In words, for whoever reads no signs. */
export const GRADE_NAMES: Readonly<Record<Grade, string>> = { green: "green", amber: "amber", red: "red", grey: "not judged" };

/** The services with more red rows than that, the worst first. */
export function worstOf(services: readonly ServiceAudit[], most: number): readonly ServiceAudit[] {
  return services.filter(({ reds }) => reds > most).sort((a, b) => b.reds - a.reds);
}

/** `db (4 red rows), api and web (3 red rows)` */
export function countedReds(services: readonly ServiceAudit[]): string {
  const counts = [...new Set(services.map(({ reds }) => reds))];
  return counts.map((count) => `${joined(services.filter(({ reds }) => reds === count).map(({ name }) => name))} (${counted(count, "red row")})`).join(", ");
}

/** `a, b and c`; of many, the first ones and how many more there are. */
export function joined(names: readonly string[], most = 8): string {
  if (names.length < 2) return names.join("");
  if (names.length > most) return `${names.slice(0, most - 1).join(", ")} and ${String(names.length - most + 1)} more`;
  return `${names.slice(0, -1).join(", ")} and ${names.at(-1) ?? ""}`;
}
