import { loadProject, presetConfiguration, proposeFixes, type Diagnostic, type FixResult, type Preset, type ProjectFiles } from "@compose-lint/core";
import { prove } from "../../core/src/fix/prove.js";
import { applyReplacement, commentMarkdown, GITHUB, GITLAB, reviewChange, type Change, type Review, type Suggestion } from "../src/index.js";
import { suggestible } from "../src/forge/suggestible.js";
import { positionOf } from "../src/gitlab/position.js";
import { changeOf, commitId, patchOf, type Files } from "./commits.js";
import { takenOverOnGitHub, takenOverOnGitLab } from "./taken-over.js";

/** What a review has suggested, and what could be held against it. */
export interface Checked {
  readonly review: Review;
  readonly faults: readonly string[];
  /** How many of the suggestions GitLab can take. */
  readonly onGitLab: number;
}

/**
 * Reviews a change and takes all suggestions over as a forge does, each by itself and all of them: what comes of it has to be what the fixes of
 * their findings make, with the model changed as these say, and with no fault that was not there. All of them together may put the same lines in
 * another order than one run of the fixes does: where a key goes depends on which others are made.
 */
export async function checkSuggestions(before: Files, after: Files, presets: readonly Preset[]): Promise<Checked> {
  const change: Change = changeOf(before, after);
  const review = await reviewChange(change, { presets, levels: new Map(), skip: new Set(), trustBase: true });
  const suggestions = review.comments.map(({ suggestion }) => suggestion);
  const faults = suggestions.flatMap((suggestion) => faultsOf([suggestion], after, review, presets).map((fault) => `${suggestion.path}:${String(suggestion.first)} ${suggestion.mends.map(({ rule }) => rule).join(", ")}: ${fault}`));
  faults.push(...faultsOf(suggestions, after, review, presets).map((fault) => `all ${String(suggestions.length)} together: ${fault}`));
  for (const suggestion of suggestions) if (textOf(after, suggestion.path) === taken([suggestion], after)[suggestion.path]) faults.push(`${suggestion.path}:${String(suggestion.first)} changes nothing`);
  const { comments: onGitLab } = suggestible(review, GITLAB);
  for (const comment of review.comments) {
    const { path, first } = comment.suggestion;
    const text = textOf(after, path);
    const expected = applyReplacement(text, comment.suggestion);
    if (takenOverOnGitHub(text, commentMarkdown(comment, GITHUB), comment.suggestion) !== expected) faults.push(`${path}:${String(first)} is another text on GitHub`);
    if (!onGitLab.includes(comment)) continue;
    const position = positionOf(path, comment.suggestion, { oldPath: path, isRenamed: false, patch: patchOf(before[path], after[path]) ?? "" }, REFS);
    if (position?.new_line === undefined) faults.push(`${path}:${String(first)} has no position on GitLab`);
    else if (takenOverOnGitLab(text, commentMarkdown(comment, GITLAB), position.new_line) !== expected) faults.push(`${path}:${String(first)} is another text on GitLab`);
  }
  return { review, faults, onGitLab: onGitLab.length };
}

const REFS = { base_sha: commitId("base"), start_sha: commitId("start"), head_sha: commitId("head") };

function faultsOf(suggestions: readonly Suggestion[], after: Files, { projects }: Review, presets: readonly Preset[]): readonly string[] {
  if (suggestions.length === 0) return [];
  const requests = projects.map((name) => ({ files: name.split(" + ") }));
  const texts = taken(suggestions, after);
  const made = madeBy(suggestions, after, requests, presets);
  const expected = new Map(made.files.map((file) => [file.path, file.after] as const));
  const asOne = (text: string): string => (suggestions.length === 1 ? text : text.split("\n").sort().join("\n"));
  const faults = Object.keys(after).filter((path) => asOne(texts[path] ?? "") !== asOne(expected.get(path) ?? textOf(after, path))).map((path) => `${path} is not what the fixes make of it:\n${String(texts[path])}\n---\n${String(expected.get(path))}`);
  for (const request of requests) {
    const operations = made.fixes.filter((fix) => JSON.stringify(fix.request.files) === JSON.stringify(request.files)).flatMap((fix) => fix.operations);
    const project = loadProject(filesOf(after), request);
    if (operations.length === 0) continue;
    const proof = prove(project, operations, filesOf(texts), request);
    if ("failure" in proof) faults.push(`${request.files.join(" + ")}: ${proof.failure}`);
  }
  return faults;
}

/** What the fixes of the same findings make, and no others. */
function madeBy(suggestions: readonly Suggestion[], after: Files, requests: readonly { readonly files: readonly string[] }[], presets: readonly Preset[]): FixResult {
  const wanted = new Set(suggestions.flatMap(({ mends }) => mends.map(questionOf)));
  const configuration = presetConfiguration(...presets);
  const unsafe = suggestions.some(({ safety }) => safety === "unsafe");
  const fixing = proposeFixes(filesOf(after), requests, configuration, { unsafe, only: new Set(suggestions.flatMap(({ mends }) => mends.map(({ rule }) => rule))) });
  let step = fixing.next();
  while (!step.done) step = fixing.next(step.value.diagnostics.some((diagnostic) => wanted.has(questionOf(diagnostic))));
  return step.value;
}

function questionOf({ rule, service, message, place }: Diagnostic): string {
  return JSON.stringify([rule, service, message, place.file.path]);
}

/** The texts after some suggestions, from the last line up, so that those above stay where they are. */
function taken(suggestions: readonly Suggestion[], after: Files): Readonly<Record<string, string>> {
  const texts = Object.fromEntries(Object.keys(after).map((path) => [path, textOf(after, path)]));
  for (const suggestion of suggestions.toSorted((a, b) => b.first - a.first)) texts[suggestion.path] = applyReplacement(texts[suggestion.path] ?? "", suggestion);
  return texts;
}

function textOf(files: Files, path: string): string {
  return Buffer.from(files[path] ?? "").toString();
}

function filesOf(files: Files): ProjectFiles {
  return { read: (path) => files[path], exists: (path) => path in files };
}
