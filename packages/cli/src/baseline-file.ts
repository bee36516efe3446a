import { readFileSync } from "node:fs";
import { explainSystemError, Trouble } from "@compose-lint/workspace";
import type { Counts } from "./baseline.js";
import { jsonText } from "./report/json-text.js";

/** What this program writes; it refuses what a later one has written. */
const VERSION = 1;

/** What is wrong with a baseline. */
export class BaselineTrouble extends Trouble {
  override readonly seeAlso = "See https://github.com/compose-lint/compose-lint/blob/main/docs/suppressions.md.";
}

/**
 * Reads a baseline.
 * @returns nothing if there is no such file.
 * @throws Trouble if there is one and it is no baseline.
 */
export function readBaseline(path: string, name: string): Counts | undefined {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw new BaselineTrouble(`--baseline ${name}: ${explainSystemError(error)}.`);
  }
  return parseBaseline(text, name);
}

/** The baseline in a text. @throws Trouble if it is none. */
export function parseBaseline(text: string, name: string): Counts {
  const complain = (why: string): never => {
    throw new BaselineTrouble(`--baseline ${name}: this is no baseline of compose-lint, because ${why}. Name another file, or remove this one and write it with --update-baseline.`);
  };
  const document = parsed(text) ?? complain("it is no JSON");
  if (!isObject(document)) return complain("it holds no object");
  const { version, findings } = document;
  if (typeof version === "number" && version > VERSION) throw new BaselineTrouble(`--baseline ${name}: it was written by a newer compose-lint (version ${String(version)} of baselines, and this one knows ${String(VERSION)}).`);
  if (version !== VERSION) return complain("it has no `version`");
  if (!isObject(findings)) return complain("it has no `findings`");
  const mapped = <V>(value: unknown, where: string, each: (value: unknown, where: string) => V): ReadonlyMap<string, V> => {
    if (!isObject(value)) return complain(`${where} is no object`);
    return new Map(Object.entries(value).map(([key, held]) => [key, each(held, `${where}.${key}`)] as const));
  };
  return mapped(findings, "findings", (file, inFile) => mapped(file, inFile, (keys, atKeys) => mapped(keys, atKeys, (count, where) => (isCount(count) ? count : complain(`${where} is no number of findings`)))));
}

/** A baseline as text: in one order whatever the run was like, a line for each rule, so that a diff shows what has changed. */
export function printBaseline(counts: Counts): string {
  const findings = sorted(counts, (inFile) => sorted(inFile, (atKeys) => sorted(atKeys, (count) => count)));
  return `${jsonText({ version: VERSION, findings }, 2)}\n`;
}

function sorted<V, T>(map: ReadonlyMap<string, V>, each: (value: V) => T): Readonly<Record<string, T>> {
  return Object.fromEntries([...map].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, value]) => [key, each(value)]));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isCount(value: unknown): value is number {
  return typeof value === "number" && Number.isInteger(value) && value > 0;
}
