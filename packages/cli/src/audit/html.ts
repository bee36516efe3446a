import { LAYERS, REDS_TOO_MANY, ROWS, type Grade, type LayerVerdict, type RowVerdict, type ServiceAudit } from "@compose-lint/core/audit";
import { htmlPage, tag, type Html } from "../report/html.js";
import { locationOf } from "../report/places.js";
import { countedReds, GRADE_NAMES, SIGNS, worstOf, type Audited } from "./audited.js";
import { DRAWING_STYLE, drawingsOf } from "./drawing.js";
import { shape } from "./svg.js";
import { alsoWords, FIX_COMMAND, fixWords, toDo, type ToDo } from "./to-do.js";

/** What the sections below need on a page, which has more room than others: the table has many columns. */
export const READINESS_STYLE = `
body { max-width: 84rem; }
:root { --red: #c62828; --amber: #b26a00; --green: #2e7d32; }
@media (prefers-color-scheme: dark) { :root { --red: #ef6b6b; --amber: #ffb74d; --green: #81c784; } }
.audit { overflow-x: auto; }
.audit table { font-size: .85rem; line-height: 1.35; width: 100%; }
.audit td, .audit th { vertical-align: top; }
.audit td { overflow-wrap: anywhere; min-width: 5.5rem; }
.audit th:first-child { position: sticky; left: 0; background: Canvas; }
.red > strong, strong.red { color: var(--red); } .amber > strong, strong.amber { color: var(--amber); } .green > strong, strong.green { color: var(--green); } .grey { opacity: .7; }
.audit .layers { display: block; margin-top: .2rem; }
.layers svg { fill: none; } .layers .red { fill: var(--red); } .layers .amber { fill: var(--amber); } .layers .green { fill: var(--green); } .layers .grey { fill: #888; }
.layers text { font: 700 11px system-ui, sans-serif; text-anchor: middle; }
.layers rect { fill: none; stroke: var(--edge); }
.to-do li { margin: .35rem 0; }
${DRAWING_STYLE}
@media print {
  @page { size: landscape; margin: 12mm; }
  body { max-width: none; margin: 0; font-size: 11pt; }
  .audit, .drawing { overflow: visible; }
  .audit table { font-size: 8.5pt; } .audit tr, li { break-inside: avoid; }
  .drawing svg { max-width: 100%; max-height: 17cm; height: auto; }
}
`;

/** One page that needs nothing else. */
export function auditHtml(projects: readonly Audited[]): string {
  return htmlPage("Readiness", [tag("section", [tag("h1", ["Readiness"])]), ...readinessSections(projects)], READINESS_STYLE);
}

/** What is made of projects, for a page with `READINESS_STYLE`. */
export function readinessSections(projects: readonly Audited[]): readonly Html[] {
  const audits = projects.filter(({ services }) => services.length > 0);
  return audits.length === 0 ? [tag("p", ["No services."])] : [...audits.flatMap(auditSections), legend()];
}

/** The table of a project, its drawing, and what to do first. */
function auditSections({ name, services, map }: Audited): readonly Html[] {
  const worst = worstOf(services, REDS_TOO_MANY - 1);
  const tasks = toDo(services);
  return [
    tag("section", [
      tag("h2", [name]),
      ...(worst.length === 0 ? [] : [tag("p", [tag("strong", ["Not in production tomorrow"], "red"), `: ${countedReds(worst)}.`])]),
    ]),
    tag("section", [tag("table", [tag("thead", [tag("tr", ["service", ...ROWS.map(({ title }) => title)].map((title) => tag("th", [title])))]), tag("tbody", services.map(rowOf))])], "audit"),
    ...drawingsOf(map, services).map((drawing) => tag("section", [drawing], "drawing")),
    ...(tasks.length === 0 ? [] : [tag("section", [tag("h3", ["First things to do"]), tag("ul", tasks.map(itemOf), "to-do")])]),
  ];
}

function rowOf({ name, rows }: ServiceAudit): Html {
  return tag("tr", [tag("th", [name]), ...rows.map(cellOf)]);
}

function cellOf({ grade, what, layers = [] }: RowVerdict): Html {
  return tag("td", [signOf(grade), ` ${what}`, ...(layers.length === 0 ? [] : [tag("span", [layersOf(layers)], "layers")])], grade);
}

function signOf(grade: Grade): Html {
  return tag("strong", [SIGNS[grade]], grade);
}

const LAYER_WIDTH = 16;

/** A field for each layer; what it is stands beside the pointer, and below the table in the same order. */
function layersOf(layers: readonly LayerVerdict[]): Html {
  const size = { width: layers.length * LAYER_WIDTH + 1, height: LAYER_WIDTH + 1 };
  return shape("svg", { ...size, role: "img", viewBox: `0 0 ${String(size.width)} ${String(size.height)}` }, [
    shape("title", {}, ["Layers"]),
    ...layers.map(({ title, what, grade }, index) =>
      shape("g", {}, [
        shape("title", {}, [`${title}: ${what} (${GRADE_NAMES[grade]})`]),
        shape("rect", { x: index * LAYER_WIDTH + 0.5, y: 0.5, width: LAYER_WIDTH, height: LAYER_WIDTH }),
        shape("text", { class: grade, x: (index + 0.5) * LAYER_WIDTH + 0.5, y: LAYER_WIDTH - 3.5 }, [SIGNS[grade]]),
      ]),
    ),
  ]);
}

function itemOf(item: ToDo): Html {
  const { grade, row, finding } = item;
  const also = alsoWords(item);
  const fix = fixWords(finding);
  return tag("li", [
    tag("strong", [`${SIGNS[grade]} ${row.title}`], grade),
    " ",
    tag("code", [locationOf(finding.place)]),
    ` ${finding.message} `,
    tag("small", [`${finding.rule}${fix === undefined ? "" : `, ${fix}`}.${also === undefined ? "" : ` ${also}`}`]),
  ]);
}

function legend(): Html {
  return tag("section", [
    tag("p", [
      ...(["green", "amber", "red", "grey"] as const).flatMap((grade) => [signOf(grade), ` ${GRADE_NAMES[grade]}  `]),
      tag("small", [`Layers of hardening, from the left: ${LAYERS.map(({ title }) => title).join(", ")}. What is fixable: ${FIX_COMMAND}, with --unsafe where that is said.`]),
    ]),
  ]);
}
