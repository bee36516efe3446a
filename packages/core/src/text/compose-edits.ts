import type { TextEdit } from "./text-edit.js";
import { sortEdits } from "./text-edit.js";

/** A stretch of a text that was edited: kept from the text before, or new. */
type Piece = { readonly kind: "kept"; readonly start: number; readonly end: number } | { readonly kind: "new"; readonly text: string };

/**
 * One set of edits that does what two do, one after the other: `first` refers to a text of `length` characters, `second` to what
 * `first` makes of it, and the result to the text before both.
 */
export function composeEdits(length: number, first: readonly TextEdit[], second: readonly TextEdit[]): readonly TextEdit[] {
  const pieces = piecesOf(length, first);
  const total = pieces.reduce((sum, piece) => sum + lengthOf(piece), 0);
  const cut = cutter(pieces);
  const result = piecesOf(total, second).flatMap((piece): readonly Piece[] => (piece.kind === "new" ? [piece] : cut(piece.start, piece.end)));
  return editsOf(length, result);
}

/** What a text consists of after edits. */
function piecesOf(length: number, edits: readonly TextEdit[]): readonly Piece[] {
  const pieces: Piece[] = [];
  let done = 0;
  for (const { range, text } of sortEdits(edits)) {
    if (range.start > done) pieces.push({ kind: "kept", start: done, end: range.start });
    if (text !== "") pieces.push({ kind: "new", text });
    done = range.end;
  }
  if (length > done) pieces.push({ kind: "kept", start: done, end: length });
  return pieces;
}

function lengthOf(piece: Piece): number {
  return piece.kind === "kept" ? piece.end - piece.start : piece.text.length;
}

/** Cuts parts out of the text that pieces make, by their places in it; what is asked for later has to lie behind. */
function cutter(pieces: readonly Piece[]): (start: number, end: number) => readonly Piece[] {
  let index = 0;
  /** Where the piece at `index` begins. */
  let at = 0;
  return (start, end) => {
    const result: Piece[] = [];
    for (let piece = pieces[index]; piece && at < end; piece = pieces[index]) {
      const length = lengthOf(piece);
      const from = Math.max(start, at) - at;
      const to = Math.min(end, at + length) - at;
      if (from < to) result.push(piece.kind === "kept" ? { kind: "kept", start: piece.start + from, end: piece.start + to } : { kind: "new", text: piece.text.slice(from, to) });
      if (at + length > end) break;
      at += length;
      index += 1;
    }
    return result;
  };
}

/** The edits that make these pieces, whose kept parts are in order, of a text of `length` characters. */
function editsOf(length: number, pieces: readonly Piece[]): readonly TextEdit[] {
  const edits: TextEdit[] = [];
  let done = 0;
  let text = "";
  const flush = (until: number): void => {
    if (until > done || text !== "") edits.push({ range: { start: done, end: until }, text });
    text = "";
  };
  for (const piece of pieces) {
    if (piece.kind === "new") text += piece.text;
    else {
      flush(piece.start);
      done = piece.end;
    }
  }
  flush(length);
  return edits;
}
