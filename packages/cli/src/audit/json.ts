import type { Diagnostic } from "@compose-lint/core";
import type { LayerVerdict, RowVerdict, ServiceAudit } from "@compose-lint/core/audit";
import { jsonText } from "../report/json-text.js";
import { locationNumbers } from "../report/places.js";
import { worstOf, type Audited } from "./audited.js";

/** For other programs; they rely on exactly this shape, so a change of it needs a new `version`. */
export function auditJson(projects: readonly Audited[], maxRed: number): string {
  const services = projects.flatMap((project) => project.services);
  const count = (grade: string): number => services.flatMap(({ rows }) => rows).filter((row) => row.grade === grade).length;
  const document = {
    version: 1,
    projects: projects.map(({ name, services: judged, map }) => ({ name, services: judged.map(jsonService), map })),
    summary: { services: services.length, red: count("red"), amber: count("amber"), green: count("green"), notJudged: count("grey"), maxRed, aboveMaxRed: worstOf(services, maxRed).map(({ name }) => name) },
  };
  return `${jsonText(document, 2)}\n`;
}

function jsonService({ name, reds, rows }: ServiceAudit): object {
  return { name, reds, rows: rows.map(jsonRow) };
}

function jsonRow({ row, grade, what, findings, layers }: RowVerdict): object {
  return { row, grade, what, findings: findings.map(jsonFinding), ...(layers ? { layers: layers.map(jsonLayer) } : {}) };
}

function jsonLayer({ layer, grade, what, findings }: LayerVerdict): object {
  return { layer, grade, what, findings: findings.map(jsonFinding) };
}

/** The place is where to change something, the message says what. */
function jsonFinding({ rule, severity, message, place, fix }: Diagnostic): object {
  return { rule, severity, message, path: place.file.path, ...locationNumbers(place), fix: fix ? { title: fix.title, safety: fix.safety } : null };
}
