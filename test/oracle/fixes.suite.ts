import { expect, test } from "vitest";
import type { Plain } from "../../packages/core/src/compose/plain.js";
import type { ProjectFiles } from "../../packages/core/src/compose/project-files.js";
import { corpusFolder, disk, projectsOf } from "../corpus/corpus.js";
import { repair } from "../corpus/repair.js";
import type { OracleRequest } from "./ask.js";
import { completionOf, type Completion } from "./completion.js";
import { derivedChanges, unseenOperations } from "./exceptions.js";
import { judge, type Trial, type Verdict } from "./judge.js";
import { operationsOf } from "./plan.js";
import { requestFor } from "./projects.js";
import { Shadows } from "./shadows.js";

const MODES = [["safe fixes", false], ["safe and unsafe fixes", true]] as const;

const corpus = corpusFolder();
const loads = projectsOf(corpus).flatMap(loadsOf);

test("what Compose loads after fixes differs from what it loaded before as planned, and in nothing else", () => {
  const shadows = new Shadows(corpus, loads.flatMap(({ completion }) => completion.files));
  try {
    const completed = loads.map(({ request, ...load }) => ({ ...load, request: withCompletion(request, load.completion, shadows) }));
    const before = shadows.ask(completed.map(({ request }) => ({ request, shadow: shadows.original })));
    const valid = completed.flatMap((load, index) => (before[index]?.valid === true ? [{ ...load, before: before[index].model as Plain }] : []));
    for (const [name, unsafe] of MODES) {
      const trials = trialsOf(valid, unsafe, shadows);
      const verdicts = judge(trials, shadows);
      process.stdout.write(report(name, valid, trials, verdicts));
      expect(verdicts.filter(({ faults }) => faults.length > 0).map(({ id, faults }) => `${id}: ${faults.slice(0, 3).join("; ")}`)).toEqual([]);
      expect(verdicts.filter(({ wouldNotice }) => wouldNotice === false).map(({ id }) => id), "A fix could be made here without being told").toEqual([]);
    }
  } finally {
    shadows.remove();
  }
});

interface Load {
  readonly files: readonly string[];
  readonly request: OracleRequest;
  readonly completion: Completion;
}

/** All profiles, so that no service escapes; without a value for any variable, and, if there are some, with one for each. */
function loadsOf(files: readonly string[]): readonly Load[] {
  const requests = [false, true].map((isSet) => requestFor(corpus, files, { profiles: ["*"], isSet }));
  // The home folder is always set.
  const different = requests.filter(({ env }, index) => index === 0 || Object.keys(env).length > 1);
  return different.map((request) => ({ files, request, completion: completionOf(request) }));
}

function withCompletion(request: OracleRequest, { sections }: Completion, shadows: Shadows): OracleRequest {
  return Object.keys(sections).length === 0 ? request : { ...request, files: [...request.files, shadows.note(JSON.stringify(sections))] };
}

/** Repairs each project once, and puts the texts where all projects that read the same files can be loaded with them. */
function trialsOf(loads: readonly (Load & { readonly before: Plain })[], unsafe: boolean, shadows: Shadows): readonly Trial[] {
  const repairs = new Map<string, Pick<Trial, "fixes" | "after"> | undefined>();
  return loads.flatMap(({ files, request, completion, before }) => {
    const project = files.join("\n");
    if (!repairs.has(project)) repairs.set(project, repairIn(shadows, files, unsafe));
    const made = repairs.get(project);
    return made ? [{ request, before, given: completion.sections, ...made }] : [];
  });
}

function repairIn(shadows: Shadows, paths: readonly string[], unsafe: boolean): Pick<Trial, "fixes" | "after"> | undefined {
  const texts = new Map<string, string | undefined>();
  const read: ProjectFiles["read"] = (path) => {
    if (/\.ya?ml$/.test(path)) texts.set(path, undefined);
    return disk.read(path);
  };
  const { files, fixes } = repair({ read }, paths, unsafe);
  for (const { path, after } of files) texts.set(path, after);
  return files.length === 0 ? undefined : { fixes, after: shadows.with(texts) };
}

function report(name: string, valid: readonly Load[], trials: readonly Trial[], verdicts: readonly Verdict[]): string {
  const projects = (some: readonly Load[]): number => new Set(some.map(({ files }) => files.join("\n"))).size;
  const differing = verdicts.filter(({ faults }) => faults.length > 0).length;
  const exceptions = verdicts.flatMap((verdict) => verdict.exceptions);
  return [
    `${name}: ${projects(loads)} projects in ${loads.length} loads; ${loads.length - valid.length} are not comparable as Compose refuses them before as well, which leaves ${projects(valid)} projects; ${valid.length - trials.length} have nothing to fix;`,
    `  ${trials.length} compared with ${trials.flatMap(({ fixes }) => operationsOf(fixes)).length} operations, ${trials.length - differing} as planned, ${differing} not; with one fix untold, ${verdicts.filter(({ wouldNotice }) => wouldNotice).length} more would not be.`,
    ...[...unseenOperations, ...derivedChanges].map(({ because }) => `  ${exceptions.filter((each) => each === because).length} times: ${because}`),
    "",
  ].join("\n");
}
