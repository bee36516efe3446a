import { remember } from "../../compose/remember.js";
import type { Suppression } from "../../rules/suppression.js";
import type { SourceFile } from "../../text/source-file.js";
import type { YamlEntry, YamlNode } from "../../yaml/nodes.js";

/** Lines of a file, counted from 1, both ends included. */
export interface Lines {
  readonly first: number;
  readonly last: number;
}

/** Finds out which lines comments on or above a line are about, in a file whose documents have these roots. */
export function lineScopes(file: SourceFile, roots: readonly YamlNode[]): (suppression: Suppression) => Lines | undefined {
  const services = lastLinesOfServices(file, roots);
  return (suppression) => {
    const first = targetLine(suppression);
    // What a service lacks is reported at its key, and nobody thinks of that as one line.
    return first === undefined ? undefined : { first, last: Math.max(first, services.get(first) ?? 0) };
  };
}

/** The line that a comment on or above it is about; blank lines and other comments in between do not count. Nothing below the last one. */
export function targetLine({ kind, place: { file, range } }: Suppression): number | undefined {
  if (kind !== "disable-line" && kind !== "disable-next-line") return undefined;
  const { line } = file.lines.positionAt(range.start);
  return kind === "disable-line" ? line : nextLines(file)[line];
}

/** For each line, the next one below it that holds more than a comment. */
const nextLines = remember((file: SourceFile): readonly (number | undefined)[] => {
  const next: (number | undefined)[] = [];
  let found: number | undefined;
  for (let line = file.lines.lineCount; line > 0; line -= 1) {
    next[line] = found;
    if (holdsMore(lineText(file, line))) found = line;
  }
  return next;
});

/** The lines that belong to what a line begins: those indented deeper, and the items of a list below its key. */
export function linesBelow(file: SourceFile, line: number): Lines {
  const indent = indentOf(lineText(file, line));
  const isItem = /^\s*-/.test(lineText(file, line));
  let last = line;
  for (let next = nextLines(file)[line]; next !== undefined; next = nextLines(file)[next]) {
    const text = lineText(file, next);
    const belongs = indentOf(text) > indent || (!isItem && indentOf(text) === indent && /^\s*-\s/.test(text));
    if (!belongs) break;
    last = next;
  }
  return { first: line + 1, last };
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}

/** Whether a line holds more than a comment. */
export function holdsMore(line: string): boolean {
  return !/^\s*(?:#|$)/.test(line);
}

export function lineText({ text, lines }: SourceFile, line: number): string {
  const { start, end } = lines.lineRange(line);
  return text.slice(start, end);
}

/** By the line of a service's key, the last line of that service. */
function lastLinesOfServices({ lines }: SourceFile, roots: readonly YamlNode[]): ReadonlyMap<number, number> {
  const last = new Map<number, number>();
  for (const { key, value } of roots.flatMap(servicesIn)) {
    const first = lines.positionAt(key.range.start).line;
    // A block of text ends where the next line begins.
    const end = lines.positionAt(Math.max(key.range.start, value.range.start, value.range.end - 1)).line;
    last.set(first, Math.max(last.get(first) ?? 0, end));
  }
  return last;
}

function servicesIn(root: YamlNode): readonly YamlEntry[] {
  if (root.kind !== "mapping") return [];
  return root.entries.flatMap(({ key, value }) => (key.kind === "scalar" && key.text === "services" && value.kind === "mapping" ? value.entries : []));
}
