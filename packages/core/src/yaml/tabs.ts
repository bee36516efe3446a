import type { Range } from "../text/range.js";

/** A scalar without quotes: plain, or the lines below `|` or `>`; "indented" if a digit there sets the indentation. */
export type ScalarKind = "plain" | "block" | "indented-block";

/**
 * Finds the tabs that Compose's decoder refuses where YAML 1.2 would let them pass: at the start of a line, even of a blank one or
 * of a comment, and after `-`, `?` or the `:` of an explicit key. Told of every lexeme in turn. Source: go-yaml `scanToNextToken`,
 * `scanPlainScalar`, `scanBlockScalarBreaks`.
 */
export class TabWatch {
  readonly found: Range[] = [];
  /** What stands before the next lexeme on its line: nothing but blanks, an indicator that lets a block begin, or more. */
  private before: "nothing" | "opener" | "content" = "nothing";
  private lineStart = 0;
  /** Blanks a tab needs before it on the lines that follow a plain scalar; go-yaml still takes them for a part of it. */
  private blanksNeeded: number | undefined;

  /** Anything but a scalar. `inFlow` tells whether it stands inside brackets. */
  seeLexeme(lexeme: string, start: number, inFlow: boolean): void {
    if (/^[ \t]+$/.test(lexeme)) this.seeBlanks(lexeme, start, inFlow);
    else if (lexeme.endsWith("\n")) this.breakLine(start + lexeme.length);
    else if (lexeme !== "\uFEFF" && lexeme >= " ") {
      this.before = (lexeme === "-" || lexeme === "?" || lexeme === ":") && this.before !== "content" ? "opener" : "content";
      this.blanksNeeded = undefined;
    }
  }

  /** A scalar's text as it stands in the file, in a mapping or list that begins in `column`. */
  seeScalar(source: string, start: number, kind: ScalarKind, column: number): void {
    this.before = "content";
    if (source.endsWith("\n")) this.breakLine(start + source.length);
    this.blanksNeeded = kind === "plain" ? column + 1 : undefined;
    if (kind === "indented-block") return;
    const needed = this.blanksNeeded ?? blockIndentOf(source);
    const lines = kind === "plain" ? /(?<=\n)( *)\t/g : /^( *)\t/gm;
    for (const line of source.matchAll(lines)) {
      const blanks = line[1]?.length ?? 0;
      if (blanks < needed) this.add(start + line.index + blanks);
    }
  }

  private seeBlanks(lexeme: string, start: number, inFlow: boolean): void {
    const tab = lexeme.indexOf("\t");
    if (tab === -1 || this.before === "content") return;
    const column = start + tab - this.lineStart;
    if (this.blanksNeeded !== undefined ? column < this.blanksNeeded : !inFlow) this.add(start + tab);
  }

  private breakLine(next: number): void {
    this.before = "nothing";
    this.lineStart = next;
  }

  private add(at: number): void {
    this.found.push({ start: at, end: at + 1 });
  }
}

/** The indentation of a block scalar is that of its first line with content; no tab may stand before it is known. */
function blockIndentOf(body: string): number {
  for (const line of body.split("\n")) {
    const blanks = /^ */.exec(line)?.[0].length ?? 0;
    if (line[blanks] === "\t") return Infinity;
    if (line[blanks] !== undefined && line[blanks] !== "\r") return blanks;
  }
  return Infinity;
}
