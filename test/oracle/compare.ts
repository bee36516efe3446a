import { join } from "node:path";
import { effectiveModel } from "../../packages/core/src/compose/effective-model.js";
import { loadProject } from "../../packages/core/src/compose/load.js";
import { refusals } from "../conformance/verdict.js";
import { disk } from "../corpus/corpus.js";
import type { OracleAnswer, OracleRequest } from "./ask.js";

/** Loads a project of the oracle's the way the oracle does. */
export function loadOurs({ workdir, files, env, profiles, projectName }: OracleRequest): { readonly refusals: readonly string[]; readonly model: unknown } {
  const project = loadProject(disk, {
    files: files.map((file) => join(workdir, file)),
    environment: new Map(Object.entries({ PWD: workdir, ...env })),
    unsetVariables: "empty",
    projectName,
    ...(env["HOME"] === undefined ? {} : { homeFolder: env["HOME"] }),
  });
  const refused = refusals(project, disk, profiles);
  return { refusals: refused, model: refused.length > 0 ? undefined : JSON.parse(JSON.stringify(effectiveModel(project, disk, profiles))) };
}

/** What differs between what the oracle says of a project and what we say; empty if nothing does. */
export function differencesOf(request: OracleRequest, theirs: OracleAnswer): readonly string[] {
  const ours = loadOurs(request);
  if (theirs.valid !== (ours.refusals.length === 0)) {
    return [theirs.valid ? `Compose loads it, we do not: ${ours.refusals.slice(0, 3).join("; ")}` : `we load it, Compose does not: ${theirs.error ?? ""}`];
  }
  return theirs.valid ? compare(ours.model, theirs.model, "") : [];
}

function compare(ours: unknown, theirs: unknown, path: string): readonly string[] {
  if (isList(ours) && isList(theirs) && ours.length === theirs.length) {
    // Compose prints the keys for a build in the order of a Go map, which is another one each time.
    const [a, b] = path.endsWith(".build.ssh") ? [ours.map(String).sort(), theirs.map(String).sort()] : [ours, theirs];
    return a.flatMap((item, index) => compare(item, b[index], `${path}[${index}]`));
  }
  if (isMapping(ours) && isMapping(theirs)) {
    return [...new Set([...Object.keys(ours), ...Object.keys(theirs)])].flatMap((key) => compare(ours[key], theirs[key], `${path}.${key}`));
  }
  return Object.is(ours, theirs) || asPrinted(ours) === theirs ? [] : [`${path}: ${shorten(ours)} here, ${shorten(theirs)} there`];
}

/**
 * go-yaml prints a text that begins with line breaks and blanks as a block without saying how far it is indented, so that the blanks
 * are gone when it is read again. The model that Compose works with still has them.
 */
function asPrinted(value: unknown): unknown {
  const [, indentation = ""] = typeof value === "string" ? (/^\n+( +)/.exec(value) ?? []) : [];
  return typeof value === "string" && indentation !== "" ? value.replaceAll(`\n${indentation}`, "\n") : value;
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function shorten(value: unknown): string {
  return (JSON.stringify(value) as string | undefined)?.slice(0, 120) ?? "nothing";
}
