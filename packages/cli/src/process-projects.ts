import { resolve } from "node:path";
import { openSource, type Diagnostic, type Unfixed } from "@compose-lint/core";
import { lint } from "./lint.js";
import { repair, type Decider } from "./repair.js";
import type { Change, Report } from "./report/report.js";
import type { Work } from "./work.js";
import { encode } from "./write-file.js";
import { writeFiles } from "./write-files.js";

/** What came of the projects. */
export interface Result {
  readonly report: Report;
  /** What goes to standard output apart from any report: patches, or the repaired standard input. */
  readonly outputs: readonly (string | Uint8Array)[];
  /** What went wrong, for people. */
  readonly troubles: readonly string[];
  /** What is worth knowing, and nobody's fault. */
  readonly notes: readonly string[];
}

/** Lints, repairs or compares projects, as the options say. Whatever happens to one of them, the others are not affected. */
export async function processProjects(work: Work, decider: Decider): Promise<Result> {
  switch (work.options.action) {
    case "lint": {
      const { diagnostics, troubles } = lint(work);
      return { report: reportOn(work, { diagnostics }), outputs: [], troubles, notes: [] };
    }
    case "diff":
      return await compare(work, decider);
    case "fix":
      return await fix(work, decider);
  }
}

async function compare(work: Work, decider: Decider): Promise<Result> {
  const found = lint(work);
  const troubles: string[] = [];
  const { files, changes, unfixed, left } = await repair(work, decider, troubles);
  const place = await placer(changes, (path) => work.linted.get(path));
  const { unifiedDiff } = await import("./unified-diff.js");
  return {
    report: reportOn(work, { diagnostics: found.diagnostics, left: (left ?? found).diagnostics.map(place), changes, place, unfixed, changed: files.length }),
    outputs: files.map(({ path, before, after }) => unifiedDiff(path, before, after)),
    troubles: [...found.troubles, ...troubles],
    notes: files.flatMap(({ path }) => whyNotApplicable(path, work.linted.get(path))),
  };
}

/** The tools that apply patches know text whose bytes are ASCII's, below the folder that they run in. */
function whyNotApplicable(path: string, bytes: Uint8Array | undefined): readonly string[] {
  const encoding = bytes ? openSource(path, bytes).encoding : "utf-8";
  const reasons = [...(encoding === "utf-8" ? [] : [`it is ${encoding.toUpperCase()}`]), ...(path.startsWith("../") ? ["it is outside the current folder"] : [])];
  return reasons.length === 0 ? [] : [`${path}: no tool applies its part of the patch, because ${reasons.join(", and ")}. --fix writes it.`];
}

async function fix(work: Work, decider: Decider): Promise<Result> {
  const troubles: string[] = [];
  const { files, changes, unfixed, left: repaired } = await repair(work, decider, troubles);
  await decider.finish();
  const due = files.flatMap(({ path, after }) => {
    const before = work.linted.get(path);
    return before ? [{ name: path, path: resolve(work.cwd, path), before, after: encode(after, openSource(path, before).encoding) }] : [];
  });
  const { unwritten, troubles: notWritten, isInterrupted } = await writeFiles(due.filter(({ name }) => name !== work.stdinName));
  for (const { name, after } of due) if (!unwritten.has(name)) work.host.replace(name, after);
  // Whoever interrupts has not asked for a report on files that nothing was done to.
  const isTold = (path: string): boolean => !isInterrupted || !unwritten.has(path);
  const left = (unwritten.size === 0 ? repaired : undefined) ?? lint(work);
  const isMade = ({ paths }: Change): boolean => !paths.some((path) => unwritten.has(path));
  const output = work.stdinName === undefined ? undefined : work.host.read(work.stdinName);
  return {
    report: reportOn({ ...work, linted: new Map([...work.linted].filter(([path]) => isTold(path))) }, {
      diagnostics: left.diagnostics.filter(({ place }) => isTold(place.file.path)),
      changes: changes.filter(isMade),
      place: await placer(changes, (path) => work.host.read(path)),
      unfixed: unfixed.filter(({ diagnostic }) => !unwritten.has(diagnostic.place.file.path)),
      changed: files.length - unwritten.size,
    }),
    outputs: output ? [output] : [],
    troubles: [...troubles, ...left.troubles, ...notWritten],
    notes: [],
  };
}

/** Finds the places of findings in the files as a person sees them. */
async function placer(changes: readonly Change[], read: (path: string) => Uint8Array | undefined): Promise<(diagnostic: Diagnostic) => Diagnostic> {
  if (changes.length === 0) return (diagnostic) => diagnostic;
  const { placerIn } = await import("./place-in.js");
  return placerIn((path) => {
    const bytes = read(path);
    return bytes && openSource(path, bytes);
  });
}

interface Findings {
  readonly diagnostics: readonly Diagnostic[];
  readonly left?: readonly Diagnostic[];
  readonly changes?: readonly Change[];
  /** Where a person finds what was changed. */
  readonly place?: (diagnostic: Diagnostic) => Diagnostic;
  readonly unfixed?: readonly Unfixed[];
  readonly changed?: number;
}

/** The report on a file, as it fills. */
interface Draft {
  readonly path: string;
  readonly diagnostics: Diagnostic[];
  readonly left: Diagnostic[];
  readonly fixed: Diagnostic[];
  readonly unfixed: Unfixed[];
}

/** One report for each file that was linted, and for each other one that a finding points at. */
function reportOn({ linted, options }: Work, { diagnostics, left = diagnostics, changes = [], place = (diagnostic) => diagnostic, unfixed = [], changed = 0 }: Findings): Report {
  const files = new Map<string, Draft>();
  const reportOf = (path: string): Draft => {
    const report = files.get(path) ?? { path, diagnostics: [], left: [], fixed: [], unfixed: [] };
    files.set(path, report);
    return report;
  };
  const placed = changes.map((change) => ({ ...change, diagnostics: change.diagnostics.map(place) }));
  for (const path of linted.keys()) reportOf(path);
  for (const diagnostic of diagnostics) reportOf(diagnostic.place.file.path).diagnostics.push(diagnostic);
  for (const diagnostic of left) reportOf(diagnostic.place.file.path).left.push(diagnostic);
  for (const diagnostic of placed.flatMap((change) => change.diagnostics)) reportOf(diagnostic.place.file.path).fixed.push(diagnostic);
  for (const { fixed } of files.values()) fixed.sort((a, b) => a.place.range.start - b.place.range.start);
  for (const refusal of unfixed) reportOf(refusal.diagnostic.place.file.path).unfixed.push(refusal);
  return { files: [...files.values()], action: options.action, unsafe: options.unsafe, verbose: options.verbose, changes: placed, changed };
}
