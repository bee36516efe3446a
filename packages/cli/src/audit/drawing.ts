import type { Grade, MappedMount, MappedPort, MappedService, ProjectMap, ServiceAudit } from "@compose-lint/core/audit";
import { printable } from "@compose-lint/workspace";
import { displayWidth, cellsOf } from "../report/characters.js";
import type { Html } from "../report/html.js";
import { shape } from "./svg.js";

// Services below each other: on the left what is open to the outside, on the right one lane for each network, and what is mounted.

const LINE = 16;
const ROW_PADDING = 9;
const LANE = 24;
const GAP = 24;
/** Of a character of the font below, which is not of one width: somewhat more than most. */
const CHARACTER = 7;
const BOLD = 1.1;
const LONGEST = { name: 26, port: 24, network: 20, mount: 56 };
/** More lines than that in a row are counted. */
const MOST_LINES = 10;
/** As high as what fits on a printed page. */
const MOST_HEIGHT = 900;
const COLORS = 8;

/** Style for the drawings; light or dark is up to the page. */
export const DRAWING_STYLE = `
.drawing { overflow-x: auto; break-inside: avoid; }
.drawing svg { display: block; font: 12px system-ui, sans-serif; fill: currentColor; }
.drawing .band { fill: #8881; }
.drawing .box { fill: none; stroke: var(--edge); stroke-width: 1.5; }
.drawing .dim { opacity: .7; }
.drawing .wire { stroke: currentColor; opacity: .45; stroke-width: 1.5; }
.drawing .port { stroke: currentColor; stroke-width: 1.5; }
.drawing .private { stroke-dasharray: 2 3; opacity: .6; }
.drawing .outline { fill: none; stroke: currentColor; opacity: .7; }
.drawing .stripe.red { fill: var(--red); } .drawing .stripe.amber { fill: var(--amber); } .drawing .stripe.green { fill: var(--green); } .drawing .stripe.grey { fill: var(--edge); }
${Array.from({ length: COLORS }, (_, index) => `.drawing .lane${String(index)} { stroke: hsl(${String((200 + index * 137) % 360)} 60% 50%); fill: hsl(${String((200 + index * 137) % 360)} 60% 50%); }`).join("\n")}
.drawing text { stroke: none; fill: currentColor; }
`;

/** One drawing, or several where there is much to draw; a network is in each of them where somebody is on it. */
export function drawingsOf(map: ProjectMap, services: readonly ServiceAudit[]): readonly Html[] {
  const grades = new Map(services.map((service) => [service.name, gradeOf(service)]));
  const parts: MappedService[][] = [];
  let height = Infinity;
  for (const service of map.services) {
    height += heightOf(service);
    const part = parts.at(-1);
    if (part && height <= MOST_HEIGHT) part.push(service);
    else {
      parts.push([service]);
      height = heightOf(service);
    }
  }
  return parts.map((part, index) => drawing(map, { before: parts.slice(0, index).flat(), shown: part, after: parts.slice(index + 1).flat() }, grades));
}

/** What is in one drawing, and what is in others. */
interface Part {
  readonly before: readonly MappedService[];
  readonly shown: readonly MappedService[];
  readonly after: readonly MappedService[];
}

/** How the box of a service is marked. */
function gradeOf({ rows }: ServiceAudit): Grade {
  const grades = rows.map(({ grade }) => grade);
  return (["red", "amber", "green"] as const).find((grade) => grades.includes(grade)) ?? "grey";
}

interface Row {
  readonly service: MappedService;
  readonly top: number;
  readonly height: number;
}

function drawing({ networks }: ProjectMap, { before, shown, after }: Part, grades: ReadonlyMap<string, Grade>): Html {
  const lanes = networks.map((network, color) => ({ ...network, color: color % COLORS })).filter(({ name }) => shown.some((service) => service.networks.includes(name)));
  const labels = lanes.map(({ name, kind }) => ({ text: cut(kind === undefined ? name : `${name} (${kind})`, LONGEST.network + 10) }));

  const portWidth = widest(shown.flatMap(({ ports }) => few(ports, portText)), "published ports");
  const boxLeft = portWidth + GAP + 8;
  const boxWidth = Math.max(widest(shown.map(({ name }) => cut(name, LONGEST.name)), "services") * BOLD, widest(shown.flatMap((service) => remarkOf(service) ?? []), "")) + 24;
  const lanesLeft = boxLeft + boxWidth + GAP;
  const mountsLeft = lanesLeft + lanes.length * LANE + GAP;
  const mountWidth = widest(shown.flatMap(({ mounts }) => few(mounts, mountText)), "volumes and folders") + 20;
  // Labels of lanes lean to the right by as much as they rise.
  const labelRise = Math.max(0, ...labels.map(({ text }) => displayWidth(text) * CHARACTER)) * Math.SQRT1_2;
  const width = Math.max(mountsLeft + mountWidth, mountsLeft + labelRise) + 8;
  const top = Math.max(24, labelRise + 20);

  const rows: Row[] = [];
  for (const service of shown) {
    const last = rows.at(-1);
    rows.push({ service, top: last ? last.top + last.height : top, height: heightOf(service) });
  }
  const bottom = (rows.at(-1)?.top ?? top) + (rows.at(-1)?.height ?? 0);
  const height = bottom + 8;
  const laneAt = (index: number): number => lanesLeft + index * LANE + LANE / 2;

  return shape("svg", { xmlns: "http://www.w3.org/2000/svg", role: "img", width, height, viewBox: `0 0 ${String(Math.ceil(width))} ${String(Math.ceil(height))}` }, [
    shape("title", {}, ["Services with their published ports, networks, volumes and folders"]),
    ...rows.flatMap((row, index) => (index % 2 === 0 ? [shape("rect", { class: "band", x: 0, y: row.top, width, height: row.height })] : [])),
    heading("published ports", portWidth, top, "end"),
    heading("services", boxLeft, top, "start"),
    heading("volumes and folders", mountsLeft, top, "start"),
    ...lanes.flatMap(({ name, color }, index) => {
      const members = rows.filter(({ service }) => service.networks.includes(name));
      const first = members[0];
      const last = members.at(-1);
      if (!first || !last) return [];
      const x = laneAt(index);
      const isMember = (service: MappedService): boolean => service.networks.includes(name);
      // Where it goes on in the drawing before or after, so does the line.
      const y1 = before.some(isMember) ? top : middleOf(first);
      const y2 = after.some(isMember) ? bottom : middleOf(last);
      return [
        shape("line", { class: `lane${String(color)}`, x1: x, x2: x, y1, y2, "stroke-width": 3 }),
        shape("line", { class: `lane${String(color)}`, x1: x, x2: x, y1: top, y2: y1, "stroke-width": 1, "stroke-dasharray": "1 4" }),
        shape("text", { transform: `translate(${String(x)} ${String(Math.round(top - 6))}) rotate(-45)` }, [labels[index]?.text ?? ""]),
      ];
    }),
    ...rows.flatMap((row) => {
      const { service } = row;
      const y = middleOf(row);
      const joined = lanes.flatMap(({ name, color }, index) => (service.networks.includes(name) ? [{ x: laneAt(index), color }] : []));
      const furthest = joined.at(-1);
      return [
        ...portShapes(row, portWidth, boxLeft),
        ...boxShapes(row, boxLeft, boxWidth, grades.get(service.name) ?? "grey"),
        ...(furthest ? [shape("line", { class: "wire", x1: boxLeft + boxWidth, x2: furthest.x, y1: y, y2: y })] : []),
        ...joined.map(({ x, color }) => shape("circle", { class: `lane${String(color)}`, cx: x, cy: y, r: 5 })),
        ...mountShapes(row, mountsLeft),
      ];
    }),
  ]);
}

function heading(words: string, x: number, top: number, anchor: "start" | "end"): Html {
  return shape("text", { class: "dim", x, y: top - 6, "text-anchor": anchor }, [words]);
}

function portShapes(row: Row, right: number, boxLeft: number): readonly Html[] {
  const { ports } = row.service;
  const lines = few(ports, portText);
  return lines.flatMap((line, index) => {
    const y = lineAt(row, index, lines.length);
    const isOpen = ports[index]?.isOpen === true;
    return [
      shape("text", { class: isOpen ? "open" : "dim", x: right, y: y + 4, "text-anchor": "end" }, [line]),
      shape("line", { class: isOpen ? "port" : "port private", x1: right + 6, x2: boxLeft - 6, y1: y, y2: y }),
      ...(isOpen ? [shape("path", { class: "port", fill: "none", d: `M${String(boxLeft - 11)} ${String(y - 4)}l5 4l-5 4` })] : []),
    ];
  });
}

function boxShapes(row: Row, x: number, width: number, grade: Grade): readonly Html[] {
  const y = row.top + ROW_PADDING / 2;
  const height = row.height - ROW_PADDING;
  const remark = remarkOf(row.service);
  const middle = middleOf(row);
  return [
    shape("rect", { class: "box", x, y, width, height, rx: 4 }),
    shape("rect", { class: `stripe ${grade}`, x, y, width: 6, height, rx: 3 }),
    shape("text", { x: x + 14, y: remark === undefined ? middle + 4 : middle - 4, "font-weight": 600 }, [cut(row.service.name, LONGEST.name)]),
    ...(remark === undefined ? [] : [shape("text", { class: "dim", x: x + 14, y: middle + 12 }, [remark])]),
  ];
}

/** A drum for a volume, a folder for what is the host's. */
function mountShapes(row: Row, x: number): readonly Html[] {
  const { mounts } = row.service;
  const lines = few(mounts, mountText);
  return lines.flatMap((line, index) => {
    const y = lineAt(row, index, lines.length);
    const drum = `M${String(x)} ${String(y - 4)}c0 -3 10 -3 10 0v8c0 3 -10 3 -10 0zc0 3 10 3 10 0`;
    const folder = `M${String(x)} ${String(y - 5)}h4l1 2h6v8h-11z`;
    return [shape("path", { class: "outline", d: mounts[index]?.kind === "volume" ? drum : folder }), shape("text", { x: x + 17, y: y + 4 }, [line])];
  });
}

/** A line for each; of many, the last one says how many more there are. */
function few<T>(items: readonly T[], textOf: (item: T) => string): readonly string[] {
  const lines = items.map(textOf);
  return lines.length <= MOST_LINES ? lines : [...lines.slice(0, MOST_LINES - 1), `and ${String(lines.length - MOST_LINES + 1)} more`];
}

function heightOf(service: MappedService): number {
  const lines = [service.ports.length, service.mounts.length].map((count) => Math.min(count, MOST_LINES));
  return Math.max(1, ...lines, remarkOf(service) === undefined ? 1 : 2) * LINE + 2 * ROW_PADDING;
}

function middleOf({ top, height }: Row): number {
  return top + height / 2;
}

/** Where a line of several stands in its row. */
function lineAt(row: Row, index: number, count: number): number {
  return middleOf(row) + (index - (count - 1) / 2) * LINE;
}

function remarkOf({ joins, networks }: MappedService): string | undefined {
  if (joins !== undefined) return cut(`in the network of ${joins}`, LONGEST.name + 10);
  return networks.length === 0 ? "no network" : undefined;
}

function portText({ published, target }: MappedPort): string {
  const number = published.replace(/^.*:|\/.*$/g, "");
  return cut(number === target ? published : `${published} to ${target}`, LONGEST.port);
}

function mountText({ source, target, isReadOnly }: MappedMount): string {
  return `${cut(`${source} on ${target}`, LONGEST.mount)}${isReadOnly ? ", read-only" : ""}`;
}

function widest(words: readonly string[], least: string): number {
  return Math.max(...[...words, least].map((word) => displayWidth(word))) * CHARACTER;
}

/** Of what is too long, both ends tell more than the beginning. */
function cut(words: string, most: number): string {
  const shown = printable(words);
  if (displayWidth(shown) <= most) return shown;
  const cells = cellsOf(shown).map(({ text }) => text);
  const half = Math.floor((most - 1) / 2);
  return `${cells.slice(0, half).join("")}…${cells.slice(-half).join("")}`;
}
