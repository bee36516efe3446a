import { resolve } from "node:path";
import { openSource, type Diagnostic, type Unfixed } from "@compose-lint/core";
import { Trouble } from "@compose-lint/workspace";
import type { Looked } from "./baseline.js";
import { lint, type Linted } from "./lint.js";
import { repair, type Decider } from "./repair.js";
import { identityOf, type Change, type Hidden, type Report } from "./report/report.js";
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
      const found = lint(work);
      const { diagnostics, hidden, notes } = told(work, found);
      const troubles = [...found.troubles];
      return { report: reportOn(work, { diagnostics, hidden }), outputs: [], troubles, notes: [...notes, ...updateBaseline(work, found, troubles)] };
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
  const { diagnostics, hidden, notes } = told(work, found);
  const { diagnostics: afterwards, hidden: { inBaseline } } = told(work, left ?? found);
  return {
    report: reportOn(work, { diagnostics, hidden, left: afterwards.map(place), changes, place, unfixed: without(unfixed, inBaseline), changed: files.length }),
    outputs: files.map(({ path, before, after }) => unifiedDiff(path, before, after)),
    troubles: [...found.troubles, ...troubles],
    notes: [...notes, ...files.flatMap(({ path }) => whyNotApplicable(path, work.linted.get(path)))],
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
  const { diagnostics, hidden, notes } = told(work, left);
  troubles.push(...left.troubles, ...notWritten);
  return {
    report: reportOn({ ...work, linted: new Map([...work.linted].filter(([path]) => isTold(path))) }, {
      diagnostics: diagnostics.filter(({ place }) => isTold(place.file.path)),
      hidden,
      changes: changes.filter(isMade),
      place: await placer(changes, (path) => work.host.read(path)),
      unfixed: without(unfixed, hidden.inBaseline).filter(({ diagnostic }) => !unwritten.has(diagnostic.place.file.path)),
      changed: files.length - unwritten.size,
    }),
    outputs: output ? [output] : [],
    notes: [...notes, ...updateBaseline(work, left, troubles)],
    troubles,
  };
}

/** What is to be told of findings, what is not, and a line about that. */
function told(work: Work, { diagnostics, suppressed }: Linted): { readonly diagnostics: readonly Diagnostic[]; readonly hidden: Hidden; readonly notes: readonly string[] } {
  const { baseline } = work;
  if (!baseline) return { diagnostics, hidden: { suppressed, inBaseline: [] }, notes: [] };
  const sifted = baseline.sift(diagnostics, lookedAt(work));
  return { diagnostics: sifted.fresh, hidden: { suppressed, inBaseline: sifted.known }, notes: baseline.notes(sifted) };
}

/** Writes the baseline, unless something has kept findings from being found; tells what it holds. */
function updateBaseline(work: Work, { diagnostics }: Linted, troubles: string[]): readonly string[] {
  if (!work.options.updateBaseline || !work.baseline) return [];
  if (troubles.length > 0 || work.isPartial) {
    troubles.push("the baseline is not written, because not all was found.");
    return [];
  }
  try {
    return work.baseline.update(diagnostics, lookedAt(work));
  } catch (error) {
    if (!(error instanceof Trouble)) throw error;
    troubles.push(error.message);
    return [];
  }
}

function lookedAt({ linted, rules }: Work): Pick<Looked, "files" | "rules"> {
  return { files: new Set(linted.keys()), rules: new Set(rules.map(({ name }) => name)) };
}

/** Why something that the baseline knows could not be fixed is no news. */
function without(unfixed: readonly Unfixed[], known: readonly Diagnostic[]): readonly Unfixed[] {
  const identities = new Set(known.map(identityOf));
  return unfixed.filter(({ diagnostic }) => !identities.has(identityOf(diagnostic)));
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
  readonly hidden: Hidden;
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
function reportOn({ linted, options, rules }: Work, { diagnostics, hidden, left = diagnostics, changes = [], place = (diagnostic) => diagnostic, unfixed = [], changed = 0 }: Findings): Report {
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
  return { files: [...files.values()], action: options.action, unsafe: options.unsafe, verbose: options.verbose, rules, hidden, changes: placed, changed };
}
