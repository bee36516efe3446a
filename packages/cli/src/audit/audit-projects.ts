import { loadProject, type ConfigurationFor, type FoundProject, type Project } from "@compose-lint/core";
import { auditProject, mapProject } from "@compose-lint/core/audit";
import { Setup, type ConfigurationOptions, type ProjectHost } from "@compose-lint/workspace";
import { describeBug } from "../report/bug.js";
import { locationOf } from "../report/places.js";
import { counted } from "../report/totals.js";
import type { Audited } from "./audited.js";

/** What came of an audit. */
export interface AuditOutcome {
  readonly audited: readonly Audited[];
  /** What is worth knowing, a sentence each. */
  readonly notes: readonly string[];
  /** What could not be judged, for people. */
  readonly troubles: readonly string[];
}

/** The configuration of the files counts, but not its presets: a rule that it turns off does not judge. */
export function auditSetup({ config }: Pick<ConfigurationOptions, "config">, cwd: string): Setup {
  return new Setup({ presets: ["production", "strict"], levels: new Map(), skip: new Set(), ...(config === undefined ? {} : { config }) }, cwd);
}

/** Judges the services of projects, one project after the other, so that one bug costs one of them. */
export function auditProjects(files: ProjectHost, projects: readonly FoundProject[], configurationOf: ConfigurationFor): AuditOutcome {
  const audited: Audited[] = [];
  const notes: string[] = [];
  const troubles: string[] = [];
  for (const found of projects) {
    const name = nameOf(found);
    try {
      const project = loadProject(files, found.request);
      const { services, failures } = auditProject(project, configurationOf(found.request));
      audited.push({ name, services, map: mapProject(project) });
      troubles.push(...failures.map(({ rule, file, error }) => describeBug(`the rule ${rule} failed on ${file}`, error)), ...unreadable(project));
      notes.push(...unsettled(name, project));
    } catch (error) {
      troubles.push(describeBug(`${name} could not be audited`, error));
    }
  }
  return { audited, notes, troubles };
}

function nameOf({ request }: FoundProject): string {
  return request.files.join(" + ");
}

/** What is no YAML hides services: praise for the rest would not be earned. */
function unreadable({ problems }: Project): readonly string[] {
  return problems.filter(({ kind }) => kind === "syntax").slice(0, 1).map((problem) => `${locationOf(problem)}: ${problem.message}`);
}

function unsettled(name: string, { problems, services }: Project): readonly string[] {
  const others = problems.filter(({ kind }) => kind !== "syntax" && kind !== "remote");
  return [
    ...(others.length === 0 ? [] : [`${name} has ${counted(others.length, "error")} that may hide something from the audit; compose-lint tells them.`]),
    ...(services.length === 0 && problems.length === 0 ? [`${name} has no services to judge.`] : []),
  ];
}
