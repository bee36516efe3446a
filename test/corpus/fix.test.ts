import { existsSync, readFileSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { parseAllDocuments } from "yaml";
import { loadProject } from "../../packages/core/src/compose/load.js";
import type { Operation } from "../../packages/core/src/compose/operation.js";
import { isPlainMapping, type Plain } from "../../packages/core/src/compose/plain.js";
import { presetConfiguration } from "../../packages/core/src/engine/configuration.js";
import { fixFile, type FixResult } from "../../packages/core/src/engine/fix.js";
import { folder } from "../../packages/core/test/rules/check.js";
import { lineDiff, type Hunk } from "./line-diff.js";

const corpus = new URL("../../../shared/corpus/", import.meta.url);
if (!existsSync(corpus)) throw new Error(`The corpus is not there: ${fileURLToPath(corpus)} is needed.`);

const files = readdirSync(corpus, { recursive: true, encoding: "utf8" }).filter((file) => /\.ya?ml$/.test(file)).sort();
const configuration = presetConfiguration("recommended");

describe.each([
  ["safe fixes", false],
  ["safe and unsafe fixes", true],
] as const)("%s of the corpus", (name, unsafe) => {
  it("hold, keep comments, explain every line, and are made once", () => {
    const tally = { files: 0, changed: 0, findings: 0, proven: 0, dropped: 0 };
    const reasons = new Map<string, number>();
    const faults: string[] = [];
    for (const file of files) {
      const content = readFileSync(new URL(file.split("/").map(encodeURIComponent).join("/"), corpus));
      const result = fixFile(folder(content), "compose.yaml", configuration, { unsafe });
      tally.files += 1;
      tally.findings += result.fixed.length + result.diagnostics.length;
      tally.proven += result.fixed.length;
      tally.dropped += result.unfixed.length;
      for (const { diagnostic, reason } of result.unfixed) {
        const key = `${diagnostic.rule}: ${reason}`;
        reasons.set(key, (reasons.get(key) ?? 0) + 1);
      }
      if (result.after !== result.before) tally.changed += 1;
      for (const fault of faultsOf(result, unsafe)) faults.push(`${file}: ${fault}`);
    }
    process.stdout.write(`${name}: ${JSON.stringify(tally)}\n${[...reasons].map(([reason, count]) => `  ${String(count)} dropped, ${reason}\n`).join("")}`);
    expect(faults).toEqual([]);
    expect(tally.changed).toBeGreaterThan(tally.files / 2);
    expect(tally.dropped).toBeLessThan(tally.proven / 100);
  });
});

/** What a maintainer could hold against the new text. */
function faultsOf({ before, after, fixed, failures }: FixResult, unsafe: boolean): readonly string[] {
  const faults = failures.map(({ rule, error }) => `${rule} failed: ${String(error)}`);
  if (after === before) return fixed.length === 0 ? faults : [...faults, "fixed without a change"];

  if (errorsOf(after) > errorsOf(before)) faults.push("does not parse any more");
  if (commentsOf(after) !== commentsOf(before)) faults.push("comments are lost or new");
  if (fixFile(folder(after), "compose.yaml", configuration, { unsafe }).after !== after) faults.push("a second run changes it again");
  const operations = fixed.flatMap(({ fix }) => fix?.operations ?? []);
  for (const hunk of lineDiff(before, after)) {
    if (!isExplained(hunk, wordsOf(operations))) faults.push(`not explained: ${JSON.stringify(hunk)}`);
  }
  return faults;
}

function errorsOf(text: string): number {
  return parseAllDocuments(text, { merge: true, uniqueKeys: false }).reduce((sum, { errors }) => sum + errors.length, 0);
}

function commentsOf(text: string): string {
  return loadProject(folder(text), "compose.yaml").comments.map(({ file, range }) => file.text.slice(range.start, range.end)).sort().join("\n");
}

/** Every line that is new says something that a fix has stated; a line that is gone is still there in parts, or a fix has named it; or only the quotes differ. */
function isExplained({ removed, added }: Hunk, words: readonly string[]): boolean {
  const states = (line: string): boolean => words.some((word) => line.includes(word));
  const isMoved = (line: string): boolean => removed.some((old) => old.includes(line.trim()));
  const old = withoutSpace(removed.join(""));
  if (withoutQuotes(old) === withoutQuotes(withoutSpace(added.join("")))) return true;
  // A new section may stand apart from the one above it.
  const isGap = (index: number): boolean => added[index]?.trim() === "" && /^[\w"']/.test(added[index + 1] ?? "");
  if (!added.every((line, index) => states(line) || isGap(index) || (line.trim() !== "" && isMoved(line)))) return false;
  return isSubsequence(old, withoutSpace(added.join(""))) || removed.filter((line) => line.trim() !== "").some(states);
}

/** Keys and values that the operations speak of. */
function wordsOf(operations: readonly Operation[]): readonly string[] {
  const words = new Set<string>();
  const visit = (value: Plain): void => {
    if (Array.isArray(value)) for (const item of value as readonly Plain[]) visit(item);
    else if (isPlainMapping(value)) for (const [key, held] of Object.entries(value)) [key, held].forEach(visit);
    else if (value !== "") words.add(JSON.stringify(value).replace(/^"|"$/g, ""));
  };
  for (const operation of operations) {
    // The sections and names in front only say where.
    for (const step of operation.path.slice(operation.path.length > 2 ? 2 : 0)) if (typeof step === "string") words.add(step);
    if (operation.kind === "set") visit(operation.value);
    if (operation.kind === "append") visit(operation.item);
    if (operation.kind === "rename") words.add(operation.key);
  }
  return [...words];
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
