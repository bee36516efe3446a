import { parseFile, type ParsedFile, type Place } from "@compose-lint/core";
import type { File, Language, OkParseResult, ParseResult } from "@eslint/core";
import { ComposeSourceCode, locationOf, type CommentNode, type ComposeFile } from "./source-code.js";

/** What may be said of the language in `languageOptions`; the rest of these is about other languages. */
export interface ComposeLanguageOptions {
  /** Whether a file that is not YAML gets as far as the rules, so that `yaml-syntax` reports it, and the others what can be read of it. */
  readonly tolerant?: boolean;
}

interface Parsed extends OkParseResult<ComposeFile> {
  readonly comments: readonly CommentNode[];
}

/** The ESLint language `compose/compose`. */
export const composeLanguage: Language<{ LangOptions: Record<string, unknown>; Code: ComposeSourceCode; RootNode: ComposeFile; Node: ComposeFile }> = {
  fileType: "text",
  lineStart: 1,
  columnStart: 0,
  nodeTypeKey: "type",
  // ESLint hands over what configurations of other languages say as well, wherever they name no files.
  validateLanguageOptions({ tolerant }) {
    if (tolerant !== undefined && typeof tolerant !== "boolean") throw new TypeError('Key "tolerant": Expected a Boolean.');
  },
  parse(file, { languageOptions }): ParseResult<ComposeFile> {
    const parsed = parseFile(file.path, textOf(file));
    const faults = languageOptions["tolerant"] === true ? [] : parsed.problems.filter(({ kind }) => kind === "syntax");
    // ESLint shows these places as they are, so that they count from 1.
    if (faults.length > 0) return { ok: false, errors: faults.map(({ message, file: { lines }, range }) => ({ message, ...lines.positionAt(range.start) })) };
    const result: Parsed = { ok: true, ast: rootOf(parsed), comments: parsed.comments.map(commentNode) };
    return result;
  },
  createSourceCode: (file, result) => new ComposeSourceCode(textOf(file), result.ast, { comments: "comments" in result ? (result as Parsed).comments : [], hasBOM: file.bom }),
};

function textOf({ body }: File): string {
  return typeof body === "string" ? body : new TextDecoder().decode(body);
}

/** It begins at the very start, because ESLint turns offsets into places by it. */
function rootOf({ file }: ParsedFile): ComposeFile {
  const { length } = file.text;
  return { type: "ComposeFile", range: [0, length], loc: { ...locationOf(file, { start: 0, end: length }), start: { line: 1, column: 0 } } };
}

function commentNode({ file, range }: Place): CommentNode {
  return { type: "Comment", value: file.text.slice(range.start + 1, range.end), range: [range.start, range.end], loc: locationOf(file, range) };
}
