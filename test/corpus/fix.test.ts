import { relative } from "node:path";
import { describe, expect, it } from "vitest";
import { parseAllDocuments } from "yaml";
import { loadProject, type Project } from "../../packages/core/src/compose/load.js";
import type { Operation } from "../../packages/core/src/compose/operation.js";
import type { Path } from "../../packages/core/src/compose/path.js";
import { isPlainMapping, type Plain } from "../../packages/core/src/compose/plain.js";
import { nodeAt, toPlain } from "../../packages/core/src/compose/tree.js";
import { corpusFolder, disk, projectsOf } from "./corpus.js";
import { lineDiff, type Hunk } from "./line-diff.js";
import { repair, repaired, type Concern, type Repair } from "./repair.js";

const corpus = corpusFolder();
const projects = projectsOf(corpus);

describe.each([
  ["safe fixes", false, "meaning", 0.01],
  ["safe and unsafe fixes", true, "meaning", 0.01],
  // More of them are refused: it is not always plain which line a comment speaks of.
  ["fixes of style", true, "style", 0.02],
] as const)("%s of the corpus", (name, unsafe, concern, mostDropped) => {
  it("hold, keep comments, explain every line that is not just moved, and are made once", () => {
    const tally = { files: 0, groups: 0, changed: 0, findings: 0, planned: 0, proven: 0, dropped: 0 };
    const reasons = new Map<string, number>();
    const faults: string[] = [];
    for (const paths of projects) {
      const result = repair(disk, paths, unsafe, concern);
      const proven = result.fixes.flatMap(({ rules }) => rules).length;
      tally[paths.length > 1 ? "groups" : "files"] += 1;
      tally.changed += result.files.length > 0 ? 1 : 0;
      tally.findings += proven + result.left;
      tally.planned += proven + result.dropped.length;
      tally.proven += proven;
      tally.dropped += result.dropped.length;
      for (const { rule, reason } of result.dropped) {
        const key = `${rule}: ${reason.replaceAll(corpus, "")}`;
        reasons.set(key, (reasons.get(key) ?? 0) + 1);
      }
      const id = paths.map((path) => relative(corpus, path)).join(" + ");
      for (const fault of faultsOf(paths, result, unsafe, concern)) faults.push(`${id}: ${fault}`);
    }
    process.stdout.write(`${name}: ${JSON.stringify(tally)}\n${[...reasons].map(([reason, count]) => `  ${String(count)} dropped, ${reason}\n`).join("")}`);
    expect(faults).toEqual([]);
    expect(tally.changed).toBeGreaterThan(projects.length / 2);
    expect(tally.dropped).toBeLessThan(tally.planned * mostDropped);
  });
});

/** What a maintainer could hold against the new texts. */
function faultsOf(paths: readonly string[], result: Repair, unsafe: boolean, concern: Concern): readonly string[] {
  const { files, fixes, failures } = result;
  if (files.length === 0) return fixes.length === 0 ? failures : [...failures, "fixed without a change"];

  const after = repaired(disk, result);
  const [old, now] = [loadProject(disk, { files: paths }), loadProject(after, { files: paths })];
  const faults = [...failures];
  if (commentsOf(now) !== commentsOf(old)) faults.push("comments are lost or new");
  if (repair(after, paths, unsafe, concern).files.length > 0) faults.push("a second run changes it again");
  const words = wordsOf(fixes.flatMap(({ operations }) => operations), [old, now]);
  for (const { path, before, after: text } of files) {
    if (errorsOf(text) > errorsOf(before)) faults.push(`${relative(corpus, path)} does not parse any more`);
    if (concern === "style") continue;
    for (const hunk of lineDiff(before, text)) {
      if (!isExplained(hunk, words)) faults.push(`not explained: ${JSON.stringify(hunk)}`);
    }
  }
  return faults;
}

function errorsOf(text: string): number {
  return parseAllDocuments(text, { merge: true, uniqueKeys: false }).reduce((sum, { errors }) => sum + errors.length, 0);
}

function commentsOf({ comments }: Project): string {
  return comments.map(({ file, range }) => file.text.slice(range.start, range.end)).sort().join("\n");
}

/** Every line that is new says something that a fix has stated; a line that is gone is still there in parts, or a fix has named it; or only the quotes differ. */
function isExplained({ removed, added }: Hunk, words: readonly string[]): boolean {
  const states = (line: string): boolean => words.some((word) => line.includes(word));
  const isMoved = (line: string): boolean => removed.some((old) => old.includes(line.trim()));
  const old = withoutSpace(removed.join(""));
  if (withoutQuotes(old) === withoutQuotes(withoutSpace(added.join("")))) return true;
  // A new section may stand apart from the one above it; of equal lines around a hunk, a diff may show the last one as new instead of the first.
  const isGap = (index: number): boolean => added[index]?.trim() === "" && /^[\w"']/.test(added[(index + 1) % added.length] ?? "");
  if (!added.every((line, index) => states(line) || isGap(index) || (line.trim() !== "" && isMoved(line)))) return false;
  return isSubsequence(old, withoutSpace(added.join(""))) || removed.filter((line) => line.trim() !== "").some(states);
}

/**
 * Keys and values that the operations speak of. To change one part of a short form may mean to write all of it in the long one, so that
 * what stands in the same key of a service counts, as it was and as it is.
 */
function wordsOf(operations: readonly Operation[], projects: readonly Project[]): readonly string[] {
  const words = new Set<string>();
  const visit = (value: Plain): void => {
    if (Array.isArray(value)) for (const item of value as readonly Plain[]) visit(item);
    else if (isPlainMapping(value)) for (const [key, held] of Object.entries(value)) [key, held].forEach(visit);
    else if (typeof value !== "object" || value === null) for (const line of String(value).split("\n")) [line.trim(), JSON.stringify(line).slice(1, -1)].forEach((word) => words.add(word));
  };
  for (const operation of operations) {
    const { path } = operation;
    // The sections and names in front only say where.
    for (const step of path.slice(path.length > 2 ? 2 : 0)) if (typeof step === "string") words.add(step);
    if (operation.kind === "set") visit(operation.value);
    // The short syntax of a mount says it in other words.
    if (operation.kind === "set" && path.at(-1) === "read_only") words.add(":ro");
    if ("item" in operation) visit(operation.item);
    if (operation.kind === "rename") words.add(operation.key);
  }
  const touched = new Set(operations.filter(({ path }) => path.length > 3).map(({ path }) => JSON.stringify(path.slice(0, 3))));
  for (const place of touched) {
    for (const { tree } of projects) {
      const node = nodeAt(tree, JSON.parse(place) as Path);
      if (node) visit(toPlain(node));
    }
  }
  // Nearly every line has one of the shortest somewhere.
  return [...words].filter((word) => word.length > 1);
}

function withoutSpace(text: string): string {
  return text.replace(/\s/g, "");
}

function withoutQuotes(text: string): string {
  return text.replace(/["']/g, "");
}

function isSubsequence(part: string, whole: string): boolean {
  let at = 0;
  for (const character of whole) if (character === part[at]) at += 1;
  return at === part.length;
}
