import { LAYERS, REDS_TOO_MANY, ROWS, type Grade, type RowName, type RowVerdict, type ServiceAudit } from "@compose-lint/core/audit";
import { atLineStart, printable } from "@compose-lint/workspace";
import { cellsOf, displayWidth } from "../report/characters.js";
import { penFor, type Ink, type Pen } from "../report/pen.js";
import { locationOf } from "../report/places.js";
import type { Look } from "../report/report.js";
import { counted } from "../report/totals.js";
import { countedReds, GRADE_NAMES, SIGNS, worstOf, type Audited } from "./audited.js";
import { alsoWords, FIX_COMMAND, fixWords, toDo, type ToDo } from "./to-do.js";

/** The table is made for terminals of the usual width, and stays as it is on wider ones. */
const WIDTH = 80;
const GAP = 2;

const INKS: Readonly<Record<Grade, Ink>> = { green: "green", amber: "yellow", red: "red", grey: "dim" };

/** Short enough for a column. */
const HEADINGS: Readonly<Record<RowName, string>> = { network: "network", dns: "dns", volumes: "volumes", logs: "logs", memory: "memory", health: "health", hardening: "hardening" };

/** For people at a terminal: a table of the services of each project, and what to do first. */
export function auditTable(projects: readonly Audited[], look: Look, verbose: boolean): string {
  const pen = penFor(look);
  const audits = projects.filter(({ services }) => services.length > 0);
  const all = audits.flatMap(({ services }) => services);
  const hasFixes = audits.some(({ services }) => toDo(services).some(({ finding }) => finding.fix));
  return [
    ...audits.flatMap((audited, index) => [...projectLines(audited, pen, { verbose, isFirst: index === 0 }), ""]),
    ...(hasFixes ? [...pen.paragraph({ sentence: `What is fixable: ${FIX_COMMAND} (and --unsafe).`, ink: "dim" })] : []),
    ...pen.paragraph({ sentence: totalsLine(all), ink: "bold" }),
  ].map((line) => `${line}\n`).join("");
}

function projectLines({ name, services }: Audited, pen: Pen, { verbose, isFirst }: { readonly verbose: boolean; readonly isFirst: boolean }): readonly string[] {
  return [
    pen.ink("bold", atLineStart(printable(name))),
    ...tableLines(services, pen),
    // Once is enough.
    ...(isFirst ? legend(pen) : []),
    "",
    ...(verbose ? services.flatMap((service) => [...detailLines(service, pen), ""]) : []),
    ...toDo(services).flatMap((item) => toDoLines(item, pen)),
    ...verdictLines(services, pen),
  ];
}

function tableLines(services: readonly ServiceAudit[], pen: Pen): readonly string[] {
  const room = WIDTH - ROWS.reduce((sum, { name }) => sum + HEADINGS[name].length + GAP, 0);
  const names = services.map(({ name }) => cut(name, room));
  const width = Math.max("service".length, ...names.map(displayWidth));
  const line = (first: string, rest: readonly string[]): string => [first, ...rest].join(" ".repeat(GAP)).trimEnd();
  return [
    pen.ink("dim", line("service".padEnd(width), ROWS.map(({ name }) => HEADINGS[name]))),
    ...services.map(({ rows, reds }, index) => {
      const name = names[index] ?? "";
      const shown = atLineStart(name) + " ".repeat(width - displayWidth(name));
      return line(reds >= REDS_TOO_MANY ? pen.ink("red", shown) : shown, rows.map((row) => cellOf(row, pen)));
    }),
  ];
}

/** One sign; of the hardening row, one more for each layer. */
function cellOf({ row, grade, layers = [] }: RowVerdict, pen: Pen): string {
  const sign = (each: Grade): string => pen.ink(INKS[each], SIGNS[each]);
  if (layers.length > 0) return `${sign(grade)} ${layers.map((layer) => sign(layer.grade)).join("")}`;
  const before = Math.floor((HEADINGS[row].length - 1) / 2);
  return " ".repeat(before) + sign(grade) + " ".repeat(HEADINGS[row].length - 1 - before);
}

function cut(name: string, room: number): string {
  const shown = printable(name);
  if (displayWidth(shown) <= room) return shown;
  let width = 1;
  let text = "";
  for (const cell of cellsOf(shown)) {
    width += cell.width;
    if (width > room) break;
    text += cell.text;
  }
  return `${text}…`;
}

/** What was found, row by row and layer by layer, good or bad. */
function detailLines({ name, rows }: ServiceAudit, pen: Pen): readonly string[] {
  const width = Math.max(...ROWS.map(({ title }) => title.length + 2), ...LAYERS.map(({ title }) => title.length + 4));
  const lineFor = (indent: number, grade: Grade, title: string, what: string): readonly string[] =>
    pen.paragraph({ indent, heading: [[INKS[grade], SIGNS[grade]], ["dim", title.padEnd(width - indent)]], sentence: what });
  return [
    pen.ink("bold", atLineStart(printable(name))),
    ...rows.flatMap(({ grade, title, what, layers = [] }) => [...lineFor(2, grade, title, what), ...layers.flatMap((layer) => lineFor(4, layer.grade, layer.title, layer.what))]),
  ];
}

function toDoLines(item: ToDo, pen: Pen): readonly string[] {
  const { grade, row, finding } = item;
  const remark = fixWords(finding);
  const also = alsoWords(item);
  return [
    ...pen.paragraph({ heading: [[INKS[grade], SIGNS[grade]], ["bold", row.title]], sentence: locationOf(finding.place), ink: "dim" }),
    ...pen.paragraph({ indent: 2, sentence: finding.message, remark: `${finding.rule}${remark === undefined ? "" : `, ${remark}`}` }),
    ...(also === undefined ? [] : pen.paragraph({ indent: 2, sentence: also, ink: "dim" })),
    "",
  ];
}

function verdictLines(services: readonly ServiceAudit[], pen: Pen): readonly string[] {
  const worst = worstOf(services, REDS_TOO_MANY - 1);
  if (worst.length === 0) return [];
  return pen.paragraph({ sentence: `Not in production tomorrow: ${countedReds(worst)}.`, ink: "red" });
}

function legend(pen: Pen): readonly string[] {
  const signs = (["green", "amber", "red", "grey"] as const).map((grade) => `${SIGNS[grade]} ${GRADE_NAMES[grade]}`).join(", ");
  return pen.paragraph({ sentence: `${signs}. Hardening is followed by a sign for each layer: ${LAYERS.map(({ title }) => title).join(", ")}.`, ink: "dim" });
}

/** `4 services: 9 rows red, 7 amber, 10 green, 2 not judged.` */
function totalsLine(services: readonly ServiceAudit[]): string {
  if (services.length === 0) return "No services.";
  const rows = services.flatMap((service) => service.rows);
  const counts = (["red", "amber", "green", "grey"] as const).map((grade) => `${String(rows.filter((row) => row.grade === grade).length)} ${GRADE_NAMES[grade]}`);
  return `${counted(services.length, "service")}, ${counted(rows.length, "row")}: ${counts.join(", ")}.`;
}
