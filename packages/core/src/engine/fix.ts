import { loadProject, type Project, type ProjectRequest } from "../compose/load.js";
import type { Operation } from "../compose/operation.js";
import type { ProjectFiles } from "../compose/project-files.js";
import { composeEdits } from "../text/compose-edits.js";
import type { SourceFile } from "../text/source-file.js";
import type { TextEdit } from "../text/text-edit.js";
import { configurationFor, type Configuration, type ConfigurationFor } from "./configuration.js";
import { identityOf, lintProject, placedIdentityOf, type Diagnostic, type RuleFailure } from "./lint.js";
import { planFixes, type PlannedFix, type Unfixed } from "./plan-fixes.js";
import { encoded, proveFixes, textsAfter, TOO_MUCH, type LintedProject, type Proving, type Repaired } from "./prove-fixes.js";
import { tidyComments, type CommentFix } from "./suppressions/tidy-comments.js";

export type { Unfixed } from "./plan-fixes.js";

/** Passes are repeated until nothing changes; two are usual: the second one finds nothing. What is put in order waits for all that is in it. */
const MAX_PASSES = 10;

/** Which fixes are wanted. */
export interface FixOptions {
  /** Also carry out fixes after which something may behave differently. */
  readonly unsafe: boolean;
  /** Only fixes of these rules; of all rules where it is absent. */
  readonly only?: ReadonlySet<string>;
  /** Whether a file may be changed; every file where it is absent. What others say counts, but stays. */
  readonly mayEdit?: (path: string) => boolean;
  /** Only fixes that mend one of these, with all that has to be mended at once: of services that share what is written once. Any fix where it is absent. */
  readonly mends?: (diagnostic: Diagnostic) => boolean;
  /** A project that has been loaded from these files and linted under this configuration already, if it has. */
  readonly linted?: (request: ProjectRequest) => LintedProject | undefined;
}

/** A fix that was made, with what was proven: the effective configuration changed as its operations say, and nothing else did. */
export interface ProvenFix {
  /** What it mends; several findings where services share what is written once. All have the same title, safety and reason. */
  readonly diagnostics: readonly Diagnostic[];
  readonly operations: readonly Operation[];
  /** The files that it edits. */
  readonly paths: readonly string[];
  /** The project in which it was wanted. */
  readonly request: ProjectRequest;
}

/** A file that fixes change. */
export interface FixedFile {
  readonly path: string;
  readonly before: string;
  readonly after: string;
  /** What makes `after` of `before`. */
  readonly edits: readonly TextEdit[];
}

/** What fixing has come to. */
export interface FixResult {
  /** The files that change, by path. */
  readonly files: readonly FixedFile[];
  readonly fixes: readonly ProvenFix[];
  readonly unfixed: readonly Unfixed[];
  /** What is left to report of each project, in the order they were given; placed in the new texts. */
  readonly projects: readonly LintedProject[];
  readonly failures: readonly RuleFailure[];
}

/** A fix that holds, put to whoever decides. */
export interface ProposedFix extends ProvenFix {
  /** Counted up: those of one pass were proven together. What comes in a later one may have been in the way of an earlier one, and the other way round. */
  readonly pass: number;
  /** What this fix alone does to the files as they are by now. */
  preview(): readonly Omit<FixedFile, "edits">[];
  /** The same as edits of these files. */
  edits(): ReadonlyMap<SourceFile, readonly TextEdit[]>;
  /** What all fixes of its pass in its project do together. */
  readonly together: () => ReadonlyMap<SourceFile, readonly TextEdit[]>;
}

/**
 * Repairs projects as far as fixes can be proven: in the project that wants them, and in every other one that has a changed file.
 * Nothing is written: the caller decides what to do with the texts.
 */
export function fixProjects(files: ProjectFiles, requests: readonly ProjectRequest[], configuration: Configuration | ConfigurationFor, options: FixOptions): FixResult {
  const fixing = proposeFixes(files, requests, configuration, options);
  let step = fixing.next();
  while (!step.done) step = fixing.next(true);
  return step.value;
}

/** The same, with every fix that holds put to the caller first, who answers whether to make it. */
export function* proposeFixes(files: ProjectFiles, requests: readonly ProjectRequest[], configuration: Configuration | ConfigurationFor, options: FixOptions): Generator<ProposedFix, FixResult, boolean> {
  const repair = new Repair(files, requests, configurationFor(configuration), options);
  do {
    for (let pass = 0; pass < MAX_PASSES && repair.isUnsettled; pass += 1) yield* repair.pass();
  } while (yield* repair.tidyComments());
  return repair.result();
}

class Repair {
  private readonly fixes: ProvenFix[] = [];
  private readonly edits = new Map<string, readonly TextEdit[]>();
  private readonly before = new Map<string, string>();
  private readonly projects: LintedProject[];
  /** The projects that have a file, by their place. */
  private readonly placesWith = new Map<string, Set<number>>();
  /** The files as they are by now. */
  private readonly files: ProjectFiles;
  private readonly texts = new Map<string, Uint8Array>();
  /** Findings that may need another pass, by their project's place. */
  private readonly unsettled: Set<number>;
  /** By place of the project and identity. What others have changed may make room, so that a refusal lasts until the next fix that holds. */
  private readonly refused: readonly Map<string, string>[];
  private readonly separately: readonly Set<string>[];
  /** The answers so far, by identity and file: nobody is asked twice. */
  private readonly answers = new Map<string, boolean>();
  private passes = 0;
  /** Comments that suppress nothing and stay, with the reason. */
  private untidied: readonly Unfixed[] = [];
  private readonly isMendable: (diagnostic: Diagnostic) => boolean;
  private readonly mayFix: (diagnostic: Diagnostic) => boolean;
  private readonly mayEdit: (path: string) => boolean;
  private readonly mends: (diagnostic: Diagnostic) => boolean;

  constructor(
    files: ProjectFiles,
    requests: readonly ProjectRequest[],
    private readonly configuration: ConfigurationFor,
    { unsafe, only, mayEdit = () => true, mends = () => true, linted }: FixOptions,
  ) {
    this.files = { read: (path) => this.texts.get(path) ?? files.read(path), exists: (path) => files.exists?.(path), withheld: (path) => files.withheld?.(path) };
    this.mayEdit = mayEdit;
    this.mends = mends;
    this.isMendable = ({ fix }) => fix !== undefined && (fix.safety === "safe" || unsafe);
    this.mayFix = (diagnostic) => this.isMendable(diagnostic) && (only?.has(diagnostic.rule) ?? true);
    this.projects = requests.map((request) => {
      const known = linted?.(request);
      if (known) return known;
      const project = loadProject(files, request);
      return { request, ...lintProject(project, configuration(request)) };
    });
    for (const [place, { project }] of this.projects.entries()) this.enter(place, project);
    this.unsettled = new Set(requests.keys());
    this.refused = requests.map(() => new Map<string, string>());
    this.separately = requests.map(() => new Set<string>());
  }

  get isUnsettled(): boolean {
    return this.unsettled.size > 0;
  }

  /** One round of fixes over all projects, each seeing what was done before. */
  *pass(): Generator<ProposedFix, void, boolean> {
    this.passes += 1;
    for (const [place, current] of this.inOrder()) if (this.unsettled.has(place)) yield* this.fixOnce(place, current);
  }

  /**
   * The projects in an order that does not depend on the one they were given in. Those of few files come first: what they are made of
   * may be included or extended by others, and what is mended there need not be mended in each of these.
   */
  private *inOrder(): Generator<readonly [number, LintedProject]> {
    const keys = this.projects.map(({ request, project }) => [project.files.length, JSON.stringify(request.files)] as const);
    const places = [...keys.entries()].sort(([, [a, nameA]], [, [b, nameB]]) => a - b || compareText(nameA, nameB)).map(([place]) => place);
    for (const place of places) {
      const project = this.projects[place];
      if (project) yield [place, project];
    }
  }

  private *fixOnce(place: number, current: LintedProject): Generator<ProposedFix, void, boolean> {
    const refused = this.refused[place] ?? new Map<string, string>();
    const separately = this.separately[place] ?? new Set<string>();
    const wanted = current.diagnostics.filter((diagnostic) => this.mayFix(diagnostic) && !refused.has(identityOf(diagnostic)));
    if (!wanted.some(this.mends)) {
      this.unsettled.delete(place);
      return;
    }
    const plans = planFixes(current.project, wanted, { separately, mayEdit: this.mayEdit, mends: this.mends });
    const { configuration, files, isMendable, mayFix } = this;
    const proving: Proving = { files, current, projectsWith: (paths) => this.projectsWith(paths), configuration, mayFix, isMendable, writer: plans.writer };

    let outcome = proveFixes(proving, plans.planned);
    const accepted: PlannedFix[] = [];
    const { proven } = outcome;
    const together = (): ReturnType<ProposedFix["together"]> => plans.writer.write(proven.flatMap(({ changes }) => changes));
    for (const fix of proven) {
      const questions = fix.diagnostics.map(questionOf);
      const known = questions.map((question) => this.answers.get(question)).find((answer) => answer !== undefined);
      const answer = known ?? (yield { ...this.describe(fix, current), pass: this.passes, preview: () => this.preview(textsAfter(plans.writer, [fix])), edits: () => plans.writer.write(fix.changes), together });
      for (const question of questions) this.answers.set(question, answer);
      if (answer) accepted.push(fix);
      else for (const diagnostic of fix.diagnostics) refused.set(identityOf(diagnostic), DECLINED);
    }
    const isAsProven = accepted.length === outcome.proven.length;
    if (!isAsProven) outcome = { ...proveFixes(proving, accepted), failed: outcome.failed };

    this.take(outcome.after);
    this.fixes.push(...outcome.proven.map((fix) => this.describe(fix, current)));
    // As long as other fixes change the text, what did not hold is tried again.
    const isLast = outcome.proven.length === 0;
    if (isLast) for (const { diagnostic, reason } of plans.refused) refused.set(identityOf(diagnostic), reason);
    for (const { fix, reason } of outcome.failed) {
      // What does not hold where something shared is written may hold for each of its users.
      for (const diagnostic of fix.diagnostics) {
        if (fix.atAnchor && reason !== TOO_MUCH) separately.add(identityOf(diagnostic));
        else if (isLast || reason === TOO_MUCH) refused.set(identityOf(diagnostic), reason);
      }
    }
    if (outcome.proven.length === 0 && outcome.failed.length === 0 && plans.waiting === 0 && isAsProven) this.unsettled.delete(place);
  }

  /** Mends comments that suppress nothing. Tells whether there were any. */
  *tidyComments(): Generator<ProposedFix, boolean, boolean> {
    this.passes += 1;
    const { files, projects, configuration, mayEdit } = this;
    const mayFix = (diagnostic: Diagnostic): boolean => this.mayFix(diagnostic) && this.mends(diagnostic);
    const tidying = tidyComments({ files, projects, configuration, mayFix, mayEdit });
    const declined: Unfixed[] = [];
    const describe = ({ diagnostics, path, request }: CommentFix): ProvenFix => ({ diagnostics, operations: [], paths: [path], request });
    let step = tidying.next();
    while (!step.done) {
      const fix = step.value;
      const question = questionOf(fix.diagnostics[0]);
      const answer = this.answers.get(question) ?? (yield { ...describe(fix), pass: this.passes, preview: () => this.preview(fix.alone()), edits: () => fix.alone().edits, together: () => fix.alone().edits });
      this.answers.set(question, answer);
      if (!answer) declined.push(...fix.diagnostics.map((diagnostic) => ({ diagnostic, reason: DECLINED })));
      step = tidying.next(answer);
    }
    const { made, after, unfixed } = step.value;
    this.untidied = [...unfixed, ...declined];
    this.take(after);
    this.fixes.push(...made.map(describe));
    return made.length > 0;
  }

  /** Takes over what fixes have made of the files. All projects with one of them have to be looked at again. */
  private take(after: Repaired | undefined): void {
    if (!after) return;
    for (const [file, edits] of after.edits) {
      const before = this.before.get(file.path) ?? file.text;
      this.before.set(file.path, before);
      this.edits.set(file.path, composeEdits(before.length, this.edits.get(file.path) ?? [], edits));
    }
    for (const [path, bytes] of encoded(after.texts)) this.texts.set(path, bytes);
    for (const [place, project] of [...this.placesOf(after.texts.keys())].map((each) => [each, this.projects[each]] as const)) {
      const changed = project && after.projects.get(project);
      if (!changed) continue;
      this.projects[place] = changed;
      this.enter(place, changed.project);
      // What such a project had against a fix of another one may be gone.
      for (const neighbour of this.placesOf(changed.project.files.map(({ path }) => path))) {
        this.unsettled.add(neighbour);
        this.forget(neighbour);
      }
    }
  }

  private describe({ diagnostics, operations, changes }: PlannedFix, { request }: LintedProject): ProvenFix {
    return { diagnostics, operations, paths: [...new Set(changes.map(({ file }) => file.path))], request };
  }

  /** Notes which files a project has. */
  private enter(place: number, { files }: Project): void {
    for (const { path } of files) this.placesWith.set(path, (this.placesWith.get(path) ?? new Set()).add(place));
  }

  private placesOf(paths: Iterable<string>): ReadonlySet<number> {
    return new Set([...paths].flatMap((path) => [...(this.placesWith.get(path) ?? [])]));
  }

  private projectsWith(paths: Iterable<string>): readonly LintedProject[] {
    return [...this.placesOf(paths)].flatMap((place) => this.projects[place] ?? []);
  }

  /** What was refused may hold by now; what was declined, or given up, stays so. */
  private forget(place: number): void {
    const refused = this.refused[place];
    for (const [identity, reason] of refused ?? []) if (reason !== DECLINED && reason !== TOO_MUCH) refused?.delete(identity);
  }

  private preview({ texts, edits }: Pick<Repaired, "edits" | "texts">): readonly Omit<FixedFile, "edits">[] {
    return [...edits.keys()].map((file) => ({ path: file.path, before: file.text, after: texts.get(file.path) ?? file.text }));
  }

  result(): FixResult {
    const files = [...this.before].flatMap(([path, before]): readonly FixedFile[] => {
      const after = this.projectsWith([path]).flatMap(({ project }) => project.files).find((file) => file.path === path)?.text ?? before;
      return after === before ? [] : [{ path, before, after, edits: this.edits.get(path) ?? [] }];
    });
    const unfixed = new Map<string, Unfixed>();
    for (const [place, { diagnostics }] of this.projects.entries()) {
      for (const diagnostic of diagnostics.filter((each) => this.mayFix(each) && this.mends(each))) {
        const reason = this.refused[place]?.get(identityOf(diagnostic)) ?? `it was not settled after ${String(MAX_PASSES)} passes; run the fix again`;
        const key = placedIdentityOf(diagnostic);
        if (!unfixed.has(key)) unfixed.set(key, { diagnostic, reason });
      }
    }
    return {
      files: files.sort((a, b) => compareText(a.path, b.path)),
      fixes: this.fixes,
      unfixed: [...unfixed.values(), ...this.untidied],
      projects: this.projects,
      failures: this.projects.flatMap(({ failures }) => failures),
    };
  }
}

/** A finding as a person is asked about it. */
function questionOf(diagnostic: Diagnostic): string {
  return `${identityOf(diagnostic)}\0${diagnostic.place.file.path}`;
}

const DECLINED = "you declined it";

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
