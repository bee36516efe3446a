import { groupProjects, lintProject, loadProject, placedIdentityOf, uniteFindings, type Configuration, type Diagnostic, type LintedProject, type Place } from "@compose-lint/core";
import { onThisDay, projectHost } from "@compose-lint/workspace";
import type { LintedFile } from "./linted-file.js";
import type { Plan } from "./plan.js";
import { repairsOf, type Repair, type Repairs } from "./repairs.js";
import { shownPlace } from "./shown-place.js";

/** A finding as ESLint can show it: in the linted file. */
export interface Shown {
  readonly message: string;
  readonly at: Place;
  /** Where it really stands, if that is in another file. */
  readonly elsewhere?: Place;
  readonly repair?: Repair;
}

/** Something of ours that broke. What else was found is told all the same. */
export interface Failure {
  /** What did not work, as in "The rule healthcheck failed". */
  readonly what: string;
  readonly error: unknown;
}

/** What the rules of a run have to say of a file, by their names. */
export interface Analysis {
  readonly shown: ReadonlyMap<string, readonly Shown[]>;
  readonly failures: ReadonlyMap<string, readonly Failure[]>;
  /** What ESLint is to make of the text, if it makes anything. */
  readonly plan?: Plan;
}

/** Looks at the project that a file is part of: the one that the command makes of this file alone. `before` is the plan for what ESLint has linted before. */
export function analyse({ name, text, cwd }: LintedFile, configuration: Configuration, before?: Plan): Analysis {
  const host = projectHost(new Map([[name, new TextEncoder().encode(text)]]), cwd);
  const configurationOf = onThisDay(() => configuration);
  const projects = groupProjects(host, [name]).map(({ request }): LintedProject => {
    const project = loadProject(host, request);
    return { request, ...lintProject(project, configurationOf(request)) };
  });
  const found = uniteFindings(projects);

  const placed = found.diagnostics.flatMap((diagnostic) => {
    const at = shownPlace(diagnostic, name, projects);
    return at ? [{ diagnostic, at }] : [];
  });
  const failures: (readonly [string, Failure])[] = found.failures.map(({ rule, error }) => [rule, { what: `The rule ${rule} failed`, error }]);
  let repairs: Repairs = { byFinding: new Map() };
  try {
    repairs = repairsOf(placed.map(({ diagnostic }) => diagnostic), { name, host, projects, configurationOf }, before);
  } catch (error) {
    const rule = placed.find(({ diagnostic }) => diagnostic.fix)?.diagnostic.rule ?? "";
    failures.push([rule, { what: "The fixes for this file could not be planned", error }]);
  }
  const { byFinding, plan } = repairs;
  return { shown: byRule(placed.map(({ diagnostic, at }) => [diagnostic.rule, shown(diagnostic, at, byFinding.get(placedIdentityOf(diagnostic)))])), failures: byRule(failures), ...(plan ? { plan } : {}) };
}

function shown({ message, place }: Diagnostic, at: Place, repair: Repair | undefined): Shown {
  return { message, at, ...(place.file === at.file ? {} : { elsewhere: place }), ...(repair ? { repair } : {}) };
}

function byRule<T>(entries: readonly (readonly [string, T])[]): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const [rule, item] of entries) {
    const known = groups.get(rule);
    if (known) known.push(item);
    else groups.set(rule, [item]);
  }
  return groups;
}
