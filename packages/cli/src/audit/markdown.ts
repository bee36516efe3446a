import { LAYERS, REDS_TOO_MANY, ROWS, type Grade, type RowVerdict, type ServiceAudit } from "@compose-lint/core/audit";
import { codeSpan, escapeMarkdown } from "@compose-lint/workspace";
import { locationOf } from "../report/places.js";
import { countedReds, GRADE_NAMES, worstOf, type Audited } from "./audited.js";
import { alsoWords, FIX_COMMAND, fixWords, toDo, type ToDo } from "./to-do.js";

/** Coloured, and told apart by their shapes as well. */
const DOTS: Readonly<Record<Grade, string>> = { green: "✅", amber: "⚠️", red: "❌", grey: "➖" };

/** For a comment on a pull request, or a job's summary: a table for each project, and below it what to do first. */
export function auditMarkdown(projects: readonly Audited[]): string {
  const audits = projects.filter(({ services }) => services.length > 0);
  if (audits.length === 0) return "No services.\n";
  const hasFixes = audits.some(({ services }) => toDo(services).some(({ finding }) => finding.fix));
  const signs = (["green", "amber", "red", "grey"] as const).map((grade) => `${DOTS[grade]} ${GRADE_NAMES[grade]}`).join(", ");
  return [
    ...audits.flatMap(projectBlocks),
    `${signs}. Layers of hardening: ${LAYERS.map(({ title }) => title).join(", ")}.${hasFixes ? ` What is fixable: \`${FIX_COMMAND}\`.` : ""}`,
  ].map((block) => `${block}\n`).join("\n");
}

function projectBlocks({ name, services }: Audited): readonly string[] {
  const worst = worstOf(services, REDS_TOO_MANY - 1);
  const tasks = toDo(services);
  return [
    `## Readiness of ${codeSpan(name)}`,
    ...(worst.length === 0 ? [] : [`**Not in production tomorrow**: ${escapeMarkdown(countedReds(worst))}.`]),
    [`| service | ${ROWS.map(({ title }) => title.toLowerCase().replace("dns", "DNS")).join(" | ")} |`, `|---|${"---|".repeat(ROWS.length)}`, ...services.map(rowOf)].join("\n"),
    ...(tasks.length === 0 ? [] : [tasks.map(itemOf).join("\n")]),
  ];
}

function rowOf({ name, rows }: ServiceAudit): string {
  return `| ${codeSpan(name)} | ${rows.map(cellOf).join(" | ")} |`;
}

function cellOf({ grade, what, layers = [] }: RowVerdict): string {
  return `${DOTS[grade]} ${escapeMarkdown(what)}${layers.length === 0 ? "" : `<br>${layers.map((layer) => DOTS[layer.grade]).join("")}`}`;
}

function itemOf(item: ToDo): string {
  const { grade, row, finding } = item;
  const also = alsoWords(item, codeSpan);
  const fix = fixWords(finding);
  return [
    `- ${DOTS[grade]} **${row.title}**, ${codeSpan(locationOf(finding.place))}: ${escapeMarkdown(finding.message)}`,
    ` (\`${finding.rule}\`${fix === undefined ? "" : `, ${fix}`})`,
    also === undefined ? "" : ` ${also}`,
  ].join("");
}
