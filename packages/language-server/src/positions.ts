import type { Range as Offsets, SourceFile } from "@compose-lint/core";
import type { Position, Range } from "vscode-languageserver/node";

/**
 * A place as the protocol counts it: lines and UTF-16 units from 0. A byte order mark is a character of a text that a client has sent, and
 * none of a file that it will open: there, it takes the mark away.
 */
export function positionAt({ text, lines }: SourceFile, offset: number, isOpen: boolean): Position {
  const { line } = lines.positionAt(offset);
  const start = line === 1 && isOpen ? 0 : lines.lineRange(line).start;
  return { line: line - 1, character: Math.max(0, Math.min(offset, text.length) - start) };
}

export function rangeOf(file: SourceFile, { start, end }: Offsets, isOpen: boolean): Range {
  return { start: positionAt(file, start, isOpen), end: positionAt(file, end, isOpen) };
}
