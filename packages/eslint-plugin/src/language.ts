import { loadProject } from "@compose-lint/core";
import type { File, Language, OkParseResult, ParseResult, SourceRange, TraversalStep } from "@eslint/core";
import { TextSourceCodeBase, VisitNodeStep } from "@eslint/plugin-kit";

/** The only node: rules read the Compose project, not a syntax tree. It is named as in yaml-eslint-parser, so that one rule serves both languages. */
export interface Program {
  readonly type: "Program";
  readonly range: SourceRange;
  readonly loc: { readonly start: { readonly line: number; readonly column: number }; readonly end: { readonly line: number; readonly column: number } };
}

/** A Compose file as ESLint's rules see it. */
export class ComposeSourceCode extends TextSourceCodeBase {
  readonly root: Program;

  constructor(text: string, ast: Program) {
    super({ text, ast });
    this.root = ast;
  }

  override traverse(): Iterable<TraversalStep> {
    return [new VisitNodeStep({ target: this.root, phase: 1, args: [this.root] }), new VisitNodeStep({ target: this.root, phase: 2, args: [this.root] })];
  }
}

/** The ESLint language `compose/compose`. */
export const composeLanguage: Language = {
  fileType: "text",
  lineStart: 1,
  columnStart: 0,
  nodeTypeKey: "type",
  validateLanguageOptions: () => undefined,
  parse: (file: File): ParseResult<Program> => {
    const text = String(file.body);
    const project = loadProject({ read: (path) => (path === file.path ? text : undefined) }, file.path);
    const errors = project.problems
      .filter(({ kind }) => kind === "syntax")
      .map(({ message, file: { lines }, range }) => ({ message, ...lines.positionAt(range.start) }));
    if (errors.length > 0) return { ok: false, errors };
    const end = project.files[0]?.lines.positionAt(text.length) ?? { line: 1, column: 1 };
    return { ok: true, ast: { type: "Program", range: [0, text.length], loc: { start: { line: 1, column: 0 }, end: { line: end.line, column: end.column - 1 } } } };
  },
  createSourceCode: (file: File, { ast }: OkParseResult<Program>) => new ComposeSourceCode(String(file.body), ast),
};
