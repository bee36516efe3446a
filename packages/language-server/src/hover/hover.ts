import type { Diagnostic, Fix, Project, ProjectFiles, SourceFile } from "@compose-lint/core";
import { codeSpan } from "@compose-lint/workspace";
import { effectOf, lineIn, type Effective } from "../effective.js";
import { rulePageOf } from "../rule-page.js";
import { assignmentOf, variableAt } from "../variables.js";
import { spotAt, type WrittenSpot } from "../written-spot.js";
import { describeKey } from "./key-description.js";
import { shownValue } from "./shown-value.js";
import { wayOf } from "./way.js";

/** A hover, in Markdown, and what it is about. */
export interface HoverText {
  readonly markdown: string;
  readonly range?: WrittenSpot["range"];
}

/** A place of a file in one of the projects that have it. */
export interface HoveredPlace {
  readonly project: Project;
  readonly files: ProjectFiles;
  readonly file: SourceFile;
  readonly offset: number;
}

/** More findings than that hide the rest. */
const MOST_FINDINGS = 3;
/** What an anchor brings to many services is shown for the first of them. */
const MOST_USES = 3;

/** What is to be said of a place: why something is reported there, what the key is for, and what takes effect. Nothing if there is nothing to say. */
export function hoverText(findings: readonly Diagnostic[], place: HoveredPlace | undefined): HoverText | undefined {
  const spot = place && spotAt(place.project, place.file, place.offset);
  const sections = [...findings.slice(0, MOST_FINDINGS).map(explained), ...(place && spot ? aboutSpot(spot, place) : [])];
  if (sections.length === 0) return undefined;
  return { markdown: sections.join("\n\n---\n\n"), ...(spot ? { range: spot.range } : {}) };
}

/** What the page of the rule says, and what its fix would mean here. */
function explained({ rule, fix }: Diagnostic): string {
  const page = rulePageOf(rule);
  const link = page?.url === undefined ? `**${rule}**` : `[**${rule}**](${page.url})`;
  return [
    page ? `${link}: ${page.summary}` : link,
    ...(page?.why === undefined ? [] : [`*Why:* ${page.why}`]),
    ...(fix ? [fixWords(fix)] : page?.fixSafety === undefined ? [] : [`*Fix:* ${page.fixSafety}`]),
  ].join("\n\n");
}

function fixWords({ title, safety, because }: Fix): string {
  return `*${safety === "safe" ? "Safe fix" : "Unsafe fix"}:* ${title}. ${because}`;
}

function aboutSpot(spot: WrittenSpot, place: HoveredPlace): readonly string[] {
  const description = describeKey(spot.path);
  const effects = effectOf(place.project, spot);
  return [
    ...(description === undefined || spot.part === "value" ? [] : [`${codeSpan(String(spot.path.at(-1)))}: ${description}`]),
    ...aboutVariable(spot, place),
    ...aboutEffect(spot, effects),
  ];
}

function aboutVariable({ file, range, part }: WrittenSpot, { project, files, offset }: HoveredPlace): readonly string[] {
  const variable = part === "value" ? variableAt(file, range, offset) : undefined;
  if (!variable) return [];
  const assignment = assignmentOf(variable.name, project, files);
  const isSet = project.environment(variable.name) !== undefined;
  const where = assignment ? `set in ${codeSpan(lineIn(assignment.file, assignment.range.start, file))}` : isSet ? "set by Compose" : "not set by any file of the project";
  return [`${codeSpan(`$${variable.name}`)} is ${where}.`];
}

/** What takes effect, where that is more than what is written. */
function aboutEffect(spot: WrittenSpot, effects: readonly Effective[]): readonly string[] {
  const told = effects.filter((effect) => tellsMore(spot, effect));
  if (told.length === 0) return [];
  const others = told.length - MOST_USES;
  return [...told.slice(0, MOST_USES).map((effect) => effectWords(spot, effect)), ...(others > 0 ? [`It takes effect in ${String(others)} more places.`] : [])];
}

function tellsMore({ node, path, file }: WrittenSpot, effect: Effective): boolean {
  const { origin } = effect.node;
  const isElsewhere = effect.path.length !== path.length || effect.path.some((step, index) => step !== path[index]);
  const isOtherwise = origin.node !== node || origin.file.path !== file.path || origin.via.length > 0;
  const isInterpolated = effect.node.kind === "scalar" && effect.node.variables.length > 0;
  return isElsewhere || isOtherwise || isInterpolated || effect.node.kind !== "scalar";
}

function effectWords({ file }: WrittenSpot, { path, node }: Effective): string {
  const { origin } = node;
  const way = wayOf(origin.via);
  const from = `from ${codeSpan(lineIn(origin.file, (origin.keyRange ?? origin.range).start, file))}${way === "" ? "" : `, ${way}`}`;
  const last = path.at(-1);
  // Nobody writes as many, and a text that has them must not end the block.
  const fence = "`".repeat(8);
  const lines = shownValue(node, typeof last === "string" ? last : undefined, file);
  return `In effect at ${codeSpan(path.join("."))}, ${from}:\n\n${fence}yaml\n${lines.join("\n")}\n${fence}`;
}
