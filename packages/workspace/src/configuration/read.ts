import { extname } from "node:path";
import { readPlainDocument, type PlainDocument } from "@compose-lint/core";
import { shownPath } from "../find-files.js";
import { readBytes } from "../read-files.js";
import { ConfigurationTrouble, type DataPath, type Fault } from "./fault.js";
import { PACKAGE_KEY } from "./find.js";

/** A configuration file as it was read, not checked yet. */
export interface ReadConfiguration {
  /** Absolute. */
  readonly path: string;
  /** As people are told it. */
  readonly name: string;
  readonly data: unknown;
  /** Faults with their places in front, `file:line:column: sentence`, as the text runs. */
  locate(faults: readonly Fault[]): readonly string[];
}

/** The endings that a configuration file may have. */
export const ENDINGS: readonly string[] = [".yaml", ".yml", ".json", ".mjs"];

/** How the bytes of a configuration are had, by its absolute path and the name that people are told; from the disk, unless somebody has them open. */
export type ReadBytes = (path: string, shown: string) => Uint8Array;

/**
 * Reads a configuration of YAML or JSON, or the one in a package.json.
 * @throws ConfigurationTrouble if the text makes no sense, Trouble if it cannot be read.
 */
export function readConfiguration(path: string, cwd: string, read: ReadBytes = readBytes): ReadConfiguration {
  const name = shownPath(path, cwd);
  const text = new TextDecoder().decode(read(path, name));
  if (extname(path) !== ".json") {
    const document = readPlainDocument(name, text);
    refuse(document, document.problems);
    // A file without content is one that says nothing.
    return { path, name, data: document.value ?? {}, locate: locatorIn(document) };
  }
  const document = readPlainDocument(name, text);
  const data = parseJson(text, document);
  if (!name.endsWith("package.json")) {
    // JSON.parse takes the last of two equal keys, and says nothing.
    refuse(document, document.problems.filter(({ message }) => message.includes("stands twice")));
    return { path, name, data, locate: locatorIn(document) };
  }
  const held = typeof data === "object" && data !== null && PACKAGE_KEY in data ? (data as Readonly<Record<string, unknown>>)[PACKAGE_KEY] : {};
  return { path, name, data: held, locate: locatorIn(document, [PACKAGE_KEY]) };
}

function locatorIn(document: PlainDocument, above: DataPath = []): ReadConfiguration["locate"] {
  return (faults) =>
    faults
      .map(({ path, part, message }) => ({ start: document.placeOf([...above, ...path], part).range.start, message }))
      .sort((a, b) => a.start - b.start)
      .map(({ start, message }) => `${placeIn(document, start)}: ${message}`);
}

function placeIn({ file }: PlainDocument, offset: number): string {
  const { line, column } = file.lines.positionAt(offset);
  return `${file.path}:${String(line)}:${String(column)}`;
}

function refuse(document: PlainDocument, problems: PlainDocument["problems"]): void {
  if (problems.length > 0) throw new ConfigurationTrouble(problems.map(({ range, message }) => `${placeIn(document, range.start)}: ${message}`));
}

function parseJson(text: string, document: PlainDocument): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ""));
  } catch (error) {
    // A place that YAML finds is better than the one where JavaScript gives up, and than none.
    refuse(document, document.problems);
    const message = error instanceof Error ? error.message : String(error);
    const offset = Number(/position (\d+)/.exec(message)?.[1] ?? 0);
    throw new ConfigurationTrouble([`${placeIn(document, offset)}: This is not JSON: ${message.replace(/ in JSON at position .*$/s, "")}.`]);
  }
}
