import { fixFile } from "../fix/fix-file.js";
import { lintProject, type Diagnostic } from "../../src/engine/lint.js";
import type { Configuration } from "../../src/engine/configuration.js";
import { loadProject } from "../../src/compose/load.js";
import type { ProjectFiles } from "../../src/compose/project-files.js";
import { uniteFindings } from "../../src/engine/workspace.js";
import { rules } from "../../src/rules/registry.generated.js";

/** What stands beside the Compose file, and how the rule is set. */
export interface Setting {
  readonly env?: string;
  readonly dockerfile?: string;
  readonly options?: Readonly<Record<string, unknown>>;
  /** Also make unsafe fixes. */
  readonly unsafe?: boolean;
}

/** A folder with one Compose file, and perhaps an `.env` and a `Dockerfile`. */
export function folder(text: string | Uint8Array, env?: string, dockerfile?: string): ProjectFiles {
  const others = [[".env", env], ["Dockerfile", dockerfile]] as const;
  const files = new Map<string, string | Uint8Array>([["compose.yaml", text], ...others.flatMap(([name, content]) => (content === undefined ? [] : [[name, content] as const]))]);
  return { read: (path) => files.get(path), exists: (path) => files.has(path) };
}

/** The named rules alone. */
export function only(names: readonly string[], options?: Setting["options"]): Configuration {
  return {
    rules: names.map((name) => {
      const rule = rules.find((candidate) => candidate.name === name);
      if (!rule) throw new Error(`There is no rule ${name}.`);
      return { rule, ...(options ? { options } : {}) };
    }),
  };
}

/** What lets a rule do its work: a rule about comments that suppress others has nothing to say where no others look. */
export function enabling(rule: string, options?: Setting["options"]): Configuration {
  const alone = only([rule], options);
  const isAboutComments = alone.rules.some((setting) => setting.rule.review !== undefined);
  return isAboutComments ? { rules: [...only(["pin-image-tag", "unbound-port", "no-privileged", "memory-limit"]).rules, ...alone.rules], today: "2026-11-22" } : alone;
}

/** What one rule finds in a text. */
export function diagnose(rule: string, text: string, { env, dockerfile, options }: Setting = {}): readonly Diagnostic[] {
  const { diagnostics, failures } = uniteFindings([lintProject(loadProject(folder(text, env, dockerfile), "compose.yaml"), enabling(rule, options))]);
  if (failures[0]) throw failures[0].error;
  return diagnostics.filter((diagnostic) => diagnostic.rule === rule);
}

/** Findings as `line:column-endColumn severity message`, as a person reads them; in front of those in another file, its name. */
export function findings(rule: string, text: string, setting?: Setting): readonly string[] {
  return diagnose(rule, text, setting).map(({ place, severity, message }) => {
    const { lines } = place.file;
    const { line, column } = lines.positionAt(place.range.start);
    const end = lines.positionAt(place.range.end);
    return `${place.file.path === "compose.yaml" ? "" : `${place.file.path}:`}${String(line)}:${String(column)}-${end.line === line ? "" : `${String(end.line)}:`}${String(end.column)} ${severity} ${message}`;
  });
}

/** Findings as `line:column-endColumn`, for tables in which the sentence is not the point. */
export function places(rule: string, text: string, setting?: Setting): readonly string[] {
  return findings(rule, text, setting).map((finding) => finding.split(" ", 1)[0] ?? "");
}

/** The text after the fixes of one rule; in front of it, why a fix was refused, if one was. */
export function fixed(rule: string, text: string, { env, dockerfile, options, unsafe = false }: Setting = {}): string {
  const { after, unfixed, failures } = fixFile(folder(text, env, dockerfile), "compose.yaml", only([rule], options), { unsafe });
  if (failures[0]) throw failures[0].error;
  return unfixed.map(({ reason }) => `refused: ${reason}\n`).join("") + after;
}

/** A Compose file with the service `web`, whose keys are given as YAML lines; they begin in line 3, column 5. */
export function web(...lines: readonly string[]): string {
  return `services:\n  web:\n${lines.map((line) => `    ${line}\n`).join("")}`;
}
