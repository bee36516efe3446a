import type { Project } from "../compose/load.js";
import type { Service } from "../compose/model/service.js";
import { presetConfiguration, type Configuration } from "../engine/configuration.js";
import type { Diagnostic } from "../engine/diagnostic.js";
import { lintProject, type RuleFailure } from "../engine/lint.js";
import type { SuppressedFinding } from "../engine/suppressions/suppress.js";
import { concernedBy } from "./concerned.js";
import { inapplicable, type Fact } from "./fact.js";
import { worse, type Grade } from "./grade.js";
import { LAYER_FACTS } from "./layer-facts.js";
import { ROW_FACTS } from "./row-facts.js";
import { LAYERS, MOST_MISSING_LAYERS, ROWS, type Judge, type LayerName, type RowName } from "./rows.js";

/** One judgement. */
export interface Verdict {
  readonly grade: Grade;
  /** What is there, or why it is not judged, in a few words. */
  readonly what: string;
  /** What counts against it, the first thing to do first; its place is the line, its message says what to do. */
  readonly findings: readonly Diagnostic[];
}

/** What is judged of one of `LAYERS`. */
export interface LayerVerdict extends Verdict {
  readonly layer: LayerName;
  readonly title: string;
}

/** What is judged of one of `ROWS`. */
export interface RowVerdict extends Verdict {
  readonly row: RowName;
  readonly title: string;
  /** Of the hardening row. */
  readonly layers?: readonly LayerVerdict[];
}

/** All that is judged of one service. */
export interface ServiceAudit {
  readonly name: string;
  /** One for each of `ROWS`, in that order. */
  readonly rows: readonly RowVerdict[];
  /** How many rows are red. */
  readonly reds: number;
}

/** The services of a project, judged in the order in which it has them. */
export interface ProjectAudit {
  readonly project: Project;
  readonly services: readonly ServiceAudit[];
  readonly failures: readonly RuleFailure[];
}

/** From this many red rows on, a service should not be in production tomorrow. */
export const REDS_TOO_MANY = 3;

const JUDGING: ReadonlySet<string> = new Set([...ROWS, ...LAYERS].flatMap(({ judges }) => judges.map(({ rule }) => rule)));

/**
 * Judges every service of a project by what the rules find, and by nothing else; in their strictest form, unless they are configured. A
 * rule that the configuration has turned off does not judge, and what comments in the files suppress does not count; both leave grey what
 * is not there.
 */
export function auditProject(project: Project, configuration: Configuration = presetConfiguration("production", "strict")): ProjectAudit {
  const judging = { ...configuration, rules: configuration.rules.filter(({ rule }) => JUDGING.has(rule.name)) };
  const { diagnostics, suppressed, failures } = lintProject(project, judging);
  const findings = byService(project, diagnostics, (diagnostic) => diagnostic);
  const accepted = byService(project, suppressed, ({ diagnostic }) => diagnostic);
  const services = project.services.map((service): ServiceAudit => {
    const given: Case = { project, service, findings: findings.get(service.name) ?? [], accepted: accepted.get(service.name) ?? [] };
    const rows = ROWS.map(({ name, title, judges }): RowVerdict => (name === "hardening" ? hardening(given, title) : { row: name, title, ...judged(given, judges, ROW_FACTS[name]) }));
    return { name: service.name, rows, reds: rows.filter(({ grade }) => grade === "red").length };
  });
  return { project, services, failures };
}

/** What there is to judge a service by. */
interface Case {
  readonly project: Project;
  readonly service: Service;
  readonly findings: readonly Diagnostic[];
  readonly accepted: readonly SuppressedFinding[];
}

function byService<T>(project: Project, items: readonly T[], findingOf: (item: T) => Diagnostic): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    for (const name of concernedBy(project, findingOf(item))) {
      const group = groups.get(name);
      if (group) group.push(item);
      else groups.set(name, [item]);
    }
  }
  return groups;
}

function judged(given: Case, judges: readonly Judge[], factOf: (project: Project, service: Service) => Fact): Verdict {
  const { project, service, findings, accepted } = given;
  const counted = countedBy(given, judges, findings, (finding) => finding);
  const grade = counted.reduce<Grade>((worst, each) => worse(worst, each.grade), "grey");
  const told = counted.map(({ item }) => item);
  const fact = strangeness(service) ?? factOf(project, service);
  if (grade !== "grey") return { grade, what: fact.text, findings: told };
  const [excused] = countedBy(given, judges, accepted, ({ diagnostic }) => diagnostic);
  if (excused) return { grade: "grey", what: `${fact.text}; accepted: ${excused.item.suppression.reason ?? "no reason given"}`, findings: [] };
  return { ...gradeOfFact(fact), findings: [] };
}

/** Where no rule has found anything. */
function gradeOfFact({ state, text }: Fact): Pick<Verdict, "grade" | "what"> {
  switch (state) {
    case "sound":
      return { grade: "green", what: text };
    case "undone":
      return { grade: "red", what: text };
    case "lacking":
      return { grade: "grey", what: `${text}; no rule objects` };
    case "unknown":
    case "inapplicable":
      return { grade: "grey", what: text };
  }
}

/** What is no container of Linux that is all here, no rule can judge by what it lacks. */
function strangeness({ kind, complete }: Service): Fact | undefined {
  if (kind === "provider") return inapplicable("run by a provider, not by Docker");
  if (kind === "windows") return inapplicable("a Windows container");
  return complete ? undefined : inapplicable("only a part of it is here");
}

interface Counted<T> {
  readonly item: T;
  readonly grade: Grade;
}

/** What counts, the worst first, then in the order of the judges. */
function countedBy<T>({ project, service }: Case, judges: readonly Judge[], items: readonly T[], findingOf: (item: T) => Diagnostic): readonly Counted<T>[] {
  const counted = judges.flatMap((judge) =>
    items.flatMap((item): readonly Counted<T>[] => {
      const finding = findingOf(item);
      if (finding.rule !== judge.rule || !isWanted(judge, service, finding)) return [];
      const grade = gradeOf(judge, finding, judge.red?.holds(service, project) === true);
      return grade === "grey" ? [] : [{ item, grade }];
    }),
  );
  return counted.sort((a, b) => Number(b.grade === "red") - Number(a.grade === "red"));
}

/** One that nobody wants in particular belongs to whoever wants nothing in particular. */
function isWanted(judge: Judge, service: Service, { place }: Diagnostic): boolean {
  const others = LAYERS.flatMap(({ judges }) => judges).filter(({ rule, wants }) => rule === judge.rule && wants);
  return judge.wants ? judge.wants(service, place) : !others.some(({ wants }) => wants?.(service, place));
}

/** Grey does not count. */
function gradeOf({ infoIsAmber }: Judge, { severity }: Diagnostic, isRed: boolean): Grade {
  switch (severity) {
    case "error":
      return "red";
    case "warning":
      return isRed ? "red" : "amber";
    case "info":
      return infoIsAmber ? "amber" : "grey";
  }
}

function hardening(given: Case, title: string): RowVerdict {
  const layers = LAYERS.map(({ name, title: layerTitle, judges, broken }): LayerVerdict => {
    const verdict = judged(given, judges, LAYER_FACTS[name]);
    return { layer: name, title: layerTitle, ...verdict, ...(broken !== undefined && verdict.findings.length > 0 ? { what: broken } : {}) };
  });
  const row = { row: "hardening", title, layers } as const;
  const strange = strangeness(given.service);
  const graded = (grade: Grade): readonly LayerVerdict[] => layers.filter((layer) => layer.grade === grade);
  const missing = graded("red").length + graded("amber").length;
  if (strange && missing === 0) return { ...row, grade: "grey", what: strange.text, findings: [] };
  const findings = [...graded("red"), ...graded("amber")].flatMap((layer) => layer.findings);
  const what = `${String(graded("green").length)} of ${String(layers.length)} layers`;
  if (missing > 0) return { ...row, grade: graded("red").length > 0 || missing > MOST_MISSING_LAYERS ? "red" : "amber", what, findings };
  const unsure = graded("grey").filter(({ layer }) => LAYER_FACTS[layer](given.project, given.service).state === "unknown");
  if (unsure.length > 0) return { ...row, grade: "grey", what: `${what}; ${String(unsure.length)} not known`, findings };
  return { ...row, grade: graded("green").length > 0 ? "green" : "grey", what, findings };
}
