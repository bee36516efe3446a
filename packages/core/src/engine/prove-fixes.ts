import { loadProject, type ProjectRequest } from "../compose/load.js";
import { dependenciesOf } from "../compose/model/dependency.js";
import type { Operation } from "../compose/operation.js";
import type { ProjectFiles } from "../compose/project-files.js";
import { prove, proveElsewhere } from "../fix/prove.js";
import type { ChangeWriter } from "../fix/write-changes.js";
import type { SourceFile } from "../text/source-file.js";
import { applyEdits, haveConflict, type TextEdit } from "../text/text-edit.js";
import type { ConfigurationFor } from "./configuration.js";
import { narrowDown, reasonsAgainst, type Fault } from "./narrow-down.js";
import { identityOf, lintProject, type Diagnostic, type LintResult, type ProjectResult } from "./lint.js";
import type { PlannedFix } from "./plan-fixes.js";
import { movedComment } from "./suppressions/keeps-targets.js";

/** A project with what is found in it. */
export interface LintedProject extends ProjectResult {
  readonly request: ProjectRequest;
}

/** What fixes of one project are proven against: that project, and all others that may share files with it. */
export interface Proving {
  readonly files: ProjectFiles;
  /** The one whose findings are fixed. */
  readonly current: LintedProject;
  /** All projects that have one of these files. */
  readonly projectsWith: (paths: Iterable<string>) => Iterable<LintedProject>;
  readonly configuration: ConfigurationFor;
  /** Whether a finding's own fix may be made in this run. */
  readonly mayFix: (diagnostic: Diagnostic) => boolean;
  /** Whether a finding's own fix is safe enough for this run, be it wanted or not. */
  readonly isMendable: (diagnostic: Diagnostic) => boolean;
  readonly writer: ChangeWriter;
}

/** Which fixes hold, and which do not, with the reason. */
export interface ProvenFixes {
  readonly proven: readonly PlannedFix[];
  /** What has become of the files and projects; absent if no fix holds. */
  readonly after?: Repaired;
  readonly failed: readonly { readonly fix: PlannedFix; readonly reason: string }[];
}

/** What edits have made of the files and of the projects that have them. */
export interface Repaired {
  readonly edits: ReadonlyMap<SourceFile, readonly TextEdit[]>;
  readonly texts: ReadonlyMap<string, string>;
  readonly projects: ReadonlyMap<LintedProject, LintedProject>;
}

/** Why a fix was not looked at any further. */
export const TOO_MUCH = "too many fixes of this project do not hold together; try some rules at a time";

/** Characters of edited text that one pass reads to find out which fixes do not hold; a file of 1 MB is read forty times. */
const MOST_READ = 40_000_000;

/**
 * Makes all fixes that prove themselves together; one that does not is found by what is wrong afterwards, or by halving, and dropped alone.
 * One that holds alone but not with the others is in neither list: its turn comes in the next pass.
 */
export function proveFixes(before: Proving, fixes: readonly PlannedFix[]): ProvenFixes {
  const failed: { readonly fix: PlannedFix; readonly reason: string }[] = [];
  let best: { readonly proven: readonly PlannedFix[]; readonly after?: Repaired } = { proven: [] };
  const size = before.current.project.files.reduce((sum, { text }) => sum + text.length, 0);
  let read = 0;

  const extend = (more: readonly PlannedFix[]): void => {
    if (more.length === 0) return;
    read += size;
    if (read > MOST_READ) {
      failed.push(...more.map((fix) => ({ fix, reason: TOO_MUCH })));
      return;
    }
    // In their own order, in which they are written at one place: whatever else does not hold must not show.
    const tried = new Set([...best.proven, ...more]);
    const together = fixes.filter((fix) => tried.has(fix));
    const outcome = attempt(before, together);
    if ("texts" in outcome) {
      best = { proven: together, after: outcome };
      return;
    }
    const parts = narrowDown(more, outcome.faults);
    if (parts.length > 1) {
      parts.forEach(extend);
      return;
    }
    const alone = best.proven.length === 0 ? outcome : attempt(before, more);
    if ("texts" in alone) return;
    failed.push(...reasonsAgainst(more, alone.faults));
  };
  extend(fixes);
  return { ...best, failed };
}

/** The texts that some fixes make of the files that they change, proven or not. */
export function textsAfter(writer: ChangeWriter, fixes: readonly PlannedFix[]): Pick<Repaired, "edits" | "texts"> {
  return withTextsOf(writer.write(fixes.flatMap(({ changes }) => changes)));
}

function withTextsOf(edits: ReadonlyMap<SourceFile, readonly TextEdit[]>): Pick<Repaired, "edits" | "texts"> {
  return { edits, texts: new Map([...edits].map(([file, some]) => [file.path, applyEdits(file.text, some)] as const)) };
}

/** What fixes make of the projects if they hold together, or what is against that. */
function attempt(before: Proving, fixes: readonly PlannedFix[]): Repaired | { readonly faults: readonly [Fault, ...Fault[]] } {
  const { current, configuration } = before;
  const edits = before.writer.write(fixes.flatMap(({ changes }) => changes));
  // What goes and what comes may each have its place alone, but not beside each other.
  if ([...edits.values()].some(haveConflict)) return { faults: [{ reason: "its parts would touch the same text", needs: [] }] };
  const changed = withTextsOf(edits);
  const files = withTexts(before.files, changed.texts);
  const operations = fixes.flatMap((fix) => fix.operations);
  const proof = prove(current.project, operations, files, current.request);
  if ("failure" in proof) return { faults: [{ reason: proof.failure, needs: [] }] };
  const moved = movedComment(current.project, proof.project, edits);
  if (moved) return { faults: [{ reason: `it would make the comment compose-lint-${moved.kind} stand for another line`, needs: [] }] };
  const result = lintProject(proof.project, configuration(current.request));
  const [fault, ...others] = newFaults(before, current, result, fixes.flatMap(({ diagnostics }) => diagnostics));
  if (fault) return { faults: [fault, ...others] };

  const projects = new Map([[current, { request: current.request, ...result }]]);
  for (const other of before.projectsWith(changed.texts.keys())) {
    if (other === current) continue;
    const checked = checkElsewhere(before, other, files, operations);
    if ("failure" in checked) return { faults: [{ reason: checked.failure, needs: [] }] };
    projects.set(other, checked);
  }
  return { ...changed, projects };
}

/**
 * Another project with an edited file: it may only have become what it asked for itself. A service that is only a part there, which
 * nobody can run, asks for nothing and minds nothing.
 */
function checkElsewhere(before: Proving, other: LintedProject, files: ProjectFiles, operations: readonly Operation[]): LintedProject | { readonly failure: string } {
  const project = loadProject(files, other.request);
  const parts = new Set(other.project.services.filter(({ complete }) => !complete).map(({ name }) => name));
  const wanted = other.diagnostics.filter(before.mayFix).flatMap(({ fix }) => fix?.operations ?? []);
  const unminded = operations.map(({ path }) => path).filter(([section, name]) => section === "services" && parts.has(String(name)));
  const result = lintProject(project, before.configuration(other.request));
  const [fault] = newFaults(before, other, result, []);
  const failure = proveElsewhere(other.project, project, { wanted, made: operations, unminded }) ?? (fault && `${fault.reason} in the project ${other.request.files.join(" + ")}`);
  return failure === undefined ? { request: other.request, ...result } : { failure };
}

/** What a person would find worse than before; `fixed` are the findings that have to be gone. */
function newFaults({ isMendable }: Proving, before: LintedProject, after: ProjectResult, fixed: readonly Diagnostic[]): readonly Fault[] {
  const faults: Fault[] = [];
  const note = (reason: string, { service: name }: Diagnostic): void => {
    const service = after.project.services.find((each) => each.name === name);
    faults.push({ reason, service: name, needs: service ? dependenciesOf(service).map(({ on }) => on) : [] });
  };
  const toGo = new Set(fixed.map(identityOf));
  const alike = leftOf(before.diagnostics, fixed, identityOf);
  // How a finding is worded may depend on what others have left, so that new ones are told by their number.
  const left = leftOf(before.diagnostics, fixed, subjectOf);
  const hidden = new HiddenFindings(before, after);
  for (const diagnostic of after.diagnostics) {
    const identity = identityOf(diagnostic);
    if (!takeOne(alike, identity) && toGo.has(identity)) note("the finding would still be there", diagnostic);
    const isNew = !takeOne(left, subjectOf(diagnostic));
    // What comes to light and can be fixed next is no harm; nor is a hint, such as one more use of a variable that nobody set.
    if (isNew && hidden.brings(diagnostic)) note(`it would bring back a finding of ${diagnostic.rule} that is suppressed`, diagnostic);
    else if (isNew && !isMendable(diagnostic) && diagnostic.severity !== "info") note(`it would bring a new finding of ${diagnostic.rule}`, diagnostic);
  }
  for (const { diagnostic } of after.suppressed) {
    // What was there to see is hidden now.
    if (hidden.isNew(diagnostic) && takeOne(left, subjectOf(diagnostic))) note(`it would suppress a finding of ${diagnostic.rule}`, diagnostic);
  }
  return faults;
}

/** How many findings comments hide, by what they are about, before and after. */
class HiddenFindings {
  private readonly before: Map<string, number>;
  private readonly gone: Map<string, number>;

  constructor(before: LintResult, after: LintResult) {
    this.before = leftOf(before.suppressed.map(({ diagnostic }) => diagnostic), [], subjectOf);
    this.gone = leftOf(before.suppressed.map(({ diagnostic }) => diagnostic), after.suppressed.map(({ diagnostic }) => diagnostic), subjectOf);
  }

  /** Whether a finding that is seen now takes the place of one that was hidden. */
  brings(diagnostic: Diagnostic): boolean {
    return takeOne(this.gone, subjectOf(diagnostic));
  }

  /** Whether more is hidden than before; asked once for everything that is hidden. */
  isNew(diagnostic: Diagnostic): boolean {
    return !takeOne(this.before, subjectOf(diagnostic));
  }
}

/** The files with some of them replaced. */
export function withTexts(files: ProjectFiles, texts: ReadonlyMap<string, string>): ProjectFiles {
  const replaced = encoded(texts);
  return { read: (path) => replaced.get(path) ?? files.read(path), exists: (path) => files.exists?.(path), withheld: (path) => files.withheld?.(path) };
}

/** Texts as bytes, so that one which several projects read is parsed once. */
export function encoded(texts: ReadonlyMap<string, string>): ReadonlyMap<string, Uint8Array> {
  const encoder = new TextEncoder();
  return new Map([...texts].map(([path, text]) => [path, encoder.encode(text)] as const));
}

function subjectOf({ rule, service = "" }: Diagnostic): string {
  return `${rule}\0${service}`;
}

/** How many findings of a kind are left if those that are fixed are gone. */
function leftOf(all: readonly Diagnostic[], fixed: readonly Diagnostic[], kindOf: (diagnostic: Diagnostic) => string): Map<string, number> {
  const counts = new Map<string, number>();
  const count = (diagnostic: Diagnostic, by: number): void => {
    const kind = kindOf(diagnostic);
    counts.set(kind, (counts.get(kind) ?? 0) + by);
  };
  for (const diagnostic of all) count(diagnostic, 1);
  for (const diagnostic of fixed) count(diagnostic, -1);
  return counts;
}

function takeOne(counts: Map<string, number>, kind: string): boolean {
  const count = counts.get(kind) ?? 0;
  counts.set(kind, count - 1);
  return count > 0;
}
