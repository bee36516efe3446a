import { createHash } from "node:crypto";
import { lintProject, openSource, uniteFindings, type Diagnostic, type ProjectResult, type RuleFailure, type Severity, type SourceFile } from "@compose-lint/core";
import { onThisDay, type Setup } from "@compose-lint/workspace";
import { changedPaths, type Change } from "./change.js";
import { broughtFindings, keysOf } from "./compare.js";
import { readFileDiff, type FileDiff } from "./file-diff.js";
import { lookAt, touchedProjects, type Look, type ReadProject } from "./look.js";
import { readinessChanges, type ReadinessChange } from "./readiness.js";
import { gather, type Contents } from "./snapshot.js";
import { suggest, type Suggestion } from "./suggest.js";
import { addedSuppressions, type AddedSuppression } from "./suppressions.js";
import { withTrustedSetup, type ConfigurationWishes, type TrustedSetup } from "./trusted-setup.js";

/** What there is to say of a change, whoever is told it and however. */
export interface Review {
  /** The commit that it is about. */
  readonly head: string;
  /** What a suggestion mends, in the order of the files. */
  readonly comments: readonly ReviewComment[];
  /** What else the change brings. */
  readonly others: readonly OtherFinding[];
  readonly readiness: readonly ReadinessChange[];
  readonly suppressions: readonly AddedSuppression[];
  /** The Compose projects that the change touches, by their files. */
  readonly projects: readonly string[];
  /** What is worth knowing, a sentence each. */
  readonly notes: readonly string[];
  /** Rules that broke. */
  readonly failures: readonly RuleFailure[];
}

/** A suggestion as it is told. */
export interface ReviewComment {
  /** The same in every review as long as the same is suggested for the same reasons. */
  readonly id: string;
  readonly suggestion: Suggestion;
  /** What touches the same lines, and can be mended after this. */
  readonly waiting: readonly Diagnostic[];
}

export interface OtherFinding {
  readonly diagnostic: Diagnostic;
  /** Why its fix, which holds, is no suggestion. */
  readonly notSuggested?: string;
}

export interface ReviewOptions extends ConfigurationWishes {
  /** Of all findings at the head, what is known already and not to be told again, as a baseline has it; nothing if absent. */
  readonly isKnown?: (diagnostics: readonly Diagnostic[]) => ReadonlySet<Diagnostic>;
}

/** More comments than these help nobody; what is left is told in the summary. */
const MOST_COMMENTS = 50;
const ORDER: readonly Severity[] = ["error", "warning", "info"];

/**
 * Says what a change brings.
 * @throws Trouble if the configuration cannot be used; whatever the repository throws when it cannot be read.
 */
export async function reviewChange(change: Change, options: ReviewOptions): Promise<Review> {
  const contents: Contents = new Map();
  return await withTrustedSetup(change, contents, options, async (setup) => {
    const changed = changedPaths(change.base, change.head);
    const setups = [setup.lint, setup.audit] as const;
    const before = await lookAt(change.base, change.repository, contents, setups, changed);
    const after = await lookAt(change.head, change.repository, contents, setups, changed);
    const touched = touchedProjects(before, after, changed);
    const [was, is] = [resultsOf(touched.base, setup.lint), resultsOf(touched.head, setup.lint)];
    const sources = [...touched.head.flatMap(({ project }) => project.files), ...is.flatMap(({ diagnostics }) => diagnostics.map(({ place }) => place.file))].filter(({ path }) => changed.has(path));
    const diffs = await diffsOf(change, new Map(sources.map((file) => [file.path, file])), before.files, (work) => gather(before.files, contents, change.repository, work));
    return compared(change, options, setup, { after, touched, was, is, diffs });
  });
}

interface Looked {
  readonly after: Look;
  readonly touched: { readonly base: readonly ReadProject[]; readonly head: readonly ReadProject[] };
  readonly was: readonly ProjectResult[];
  readonly is: readonly ProjectResult[];
  readonly diffs: ReadonlyMap<string, FileDiff>;
}

function compared(change: Change, options: ReviewOptions, setup: TrustedSetup, { after, touched, was, is, diffs }: Looked): Review {
  const configuration = onThisDay(setup.lint.configurationOf);
  const found = uniteFindings(is);
  const all = broughtFindings(uniteFindings(was).diagnostics, found.diagnostics, { renamed: change.renamed, diffs });
  const known = options.isKnown?.(found.diagnostics) ?? new Set();
  const brought = all.filter((diagnostic) => !known.has(diagnostic));
  const { made, waiting, refused } = suggest(brought, { files: after.files, projects: touched.head, configuration, diffs });
  const comments = commentsOf(made, waiting);
  const commented = new Set(comments.flatMap((comment) => [...comment.suggestion.mends, ...comment.waiting]));
  const others = brought.filter((diagnostic) => !commented.has(diagnostic));
  return {
    head: change.head.commit,
    comments,
    others: others.map((diagnostic) => ({ diagnostic, ...reasonOf(refused.get(diagnostic)) })),
    readiness: readinessChanges(touched.base, touched.head, change.renamed, onThisDay(setup.audit.configurationOf)),
    suppressions: addedSuppressions(was, is, change.renamed, diffs),
    projects: touched.head.map(({ found: { request } }) => request.files.join(" + ")),
    notes: [
      ...setup.notes(touched.head.flatMap(({ found: { request } }) => request.files)),
      ...setup.lint.notes,
      ...(all.length === brought.length ? [] : [`${String(all.length - brought.length)} of what this change brings ${all.length - brought.length === 1 ? "is" : "are"} not told, because the baseline has ${all.length - brought.length === 1 ? "it" : "them"}.`]),
      ...(after.leftOut === 0 ? [] : [`There are ${String(after.leftOut)} more Compose files than a review looks at; those farthest from the changes were left out.`]),
      ...(made.length > comments.length ? [`There are ${String(made.length - comments.length)} more suggestions than fit; compose-lint --diff shows them.`] : []),
    ],
    failures: found.failures,
  };
}

function reasonOf(reason: string | undefined): { readonly notSuggested?: string } {
  return reason === undefined ? {} : { notSuggested: reason };
}

function resultsOf(projects: readonly ReadProject[], setup: Setup): readonly ProjectResult[] {
  const configurationOf = onThisDay(setup.configurationOf);
  return projects.map(({ found, project }) => lintProject(project, configurationOf(found.request)));
}

/** The diffs of files of the head, by path. */
async function diffsOf(change: Change, sources: ReadonlyMap<string, SourceFile>, before: Look["files"], gathered: (work: () => Uint8Array | undefined) => Promise<Uint8Array | undefined>): Promise<ReadonlyMap<string, FileDiff>> {
  const nameBefore = new Map([...change.renamed].map(([old, now]) => [now, old] as const));
  const diffs = new Map<string, FileDiff>();
  for (const [path, { text }] of sources) {
    const old = nameBefore.get(path) ?? path;
    const bytes = await gathered(() => before.read(old));
    diffs.set(path, readFileDiff(await change.patchOf(path), bytes ? openSource(old, bytes).text : "", text));
  }
  return diffs;
}

function commentsOf(suggestions: readonly Suggestion[], waiting: ReadonlyMap<Diagnostic, Suggestion>): readonly ReviewComment[] {
  const gravest = new Set(suggestions.toSorted((a, b) => gravity(a) - gravity(b)).slice(0, MOST_COMMENTS));
  const seen = new Map<string, number>();
  return suggestions.filter((suggestion) => gravest.has(suggestion)).map((suggestion) => {
    const about = suggestion.mends.map((diagnostic) => JSON.stringify([diagnostic.rule, diagnostic.service, keysOf(diagnostic)])).sort();
    const content = JSON.stringify([suggestion.path, about, suggestion.lines]);
    const repeated = seen.get(content) ?? 0;
    seen.set(content, repeated + 1);
    return {
      id: createHash("sha256").update(`${content} ${String(repeated)}`).digest("hex").slice(0, 16),
      suggestion,
      waiting: [...waiting].flatMap(([diagnostic, inTheWay]) => (inTheWay === suggestion ? [diagnostic] : [])),
    };
  });
}

function gravity({ mends }: Suggestion): number {
  return Math.min(...mends.map(({ severity }) => ORDER.indexOf(severity)));
}
