import type { SourceFile } from "@compose-lint/core";
import type { Directive as EslintDirective, FileProblem, SourceLocation, SourceRange, TextSourceCode, TraversalStep } from "@eslint/core";
import { ConfigCommentParser, Directive, TextSourceCodeBase, VisitNodeStep } from "@eslint/plugin-kit";
import { asDisableDirective, CONFIGURATION, isForEslint } from "./directives.js";

interface Located {
  readonly range: SourceRange;
  readonly loc: SourceLocation;
}

/** The only node: rules read the Compose project, not a syntax tree. Rules for JavaScript, which look for a `Program`, find nothing in it. */
export interface ComposeFile extends Located {
  readonly type: "ComposeFile";
}

/** A comment; its value is what follows the `#`. */
export interface CommentNode extends Located {
  readonly type: "Comment";
  readonly value: string;
}

interface Types {
  readonly LangOptions: Record<string, unknown>;
  readonly RootNode: ComposeFile;
  readonly SyntaxElementWithLoc: ComposeFile | CommentNode;
  readonly ConfigNode: CommentNode;
}

type InlineConfiguration = ReturnType<NonNullable<TextSourceCode["applyInlineConfig"]>>;

const parser = new ConfigCommentParser();

/** A Compose file as ESLint's rules see it. */
export class ComposeSourceCode extends TextSourceCodeBase<Types> {
  /** How a rule knows that it looks at a Compose file. */
  readonly parserServices = { isCompose: true };
  readonly hasBOM: boolean;
  readonly comments: readonly CommentNode[];
  private readonly root: ComposeFile;

  constructor(text: string, ast: ComposeFile, { comments, hasBOM }: { readonly comments: readonly CommentNode[]; readonly hasBOM: boolean }) {
    super({ text, ast, lineEndingPattern: /\r\n|\r|\n/u });
    this.root = ast;
    this.comments = comments;
    this.hasBOM = hasBOM;
  }

  override traverse(): Iterable<TraversalStep> {
    return [new VisitNodeStep({ target: this.root, phase: 1, args: [this.root] }), new VisitNodeStep({ target: this.root, phase: 2, args: [this.root] })];
  }

  /** Some rules for JavaScript ask for them at once, and they are on wherever a configuration names no files. */
  getAllComments(): readonly CommentNode[] {
    return this.comments;
  }

  /** The comments that speak to ESLint. */
  getInlineConfigNodes(): CommentNode[] {
    return this.comments.filter(({ value }) => isForEslint(value));
  }

  /** `# eslint-disable-line compose/memory-limit -- measured`, and the like. */
  getDisableDirectives(): { directives: EslintDirective[]; problems: FileProblem[] } {
    const directives = this.getInlineConfigNodes().flatMap((node) => {
      const { label = "", value = "", justification = "" } = parser.parseDirective(node.value) ?? {};
      const type = asDisableDirective(label);
      return type ? [new Directive({ type, node, value, justification })] : [];
    });
    return { directives, problems: [] };
  }

  /** `# eslint compose/memory-limit: "error"`. */
  applyInlineConfig(): InlineConfiguration {
    const configs: InlineConfiguration["configs"] = [];
    const problems: InlineConfiguration["problems"] = [];
    for (const { value, loc } of this.getInlineConfigNodes()) {
      const directive = parser.parseDirective(value);
      if (directive?.label !== CONFIGURATION) continue;
      const result = parser.parseJSONLikeConfig(directive.value);
      if (result.ok) configs.push({ config: { rules: result.config }, loc });
      else problems.push({ ruleId: null, message: result.error.message, loc });
    }
    return { configs, problems };
  }
}

/** Where a stretch of a file is, as ESLint counts: lines from 1, columns from 0. */
export function locationOf({ lines }: SourceFile, { start, end }: { readonly start: number; readonly end: number }): SourceLocation {
  const [from, to] = [lines.positionAt(start), lines.positionAt(end)];
  return { start: { line: from.line, column: from.column - 1 }, end: { line: to.line, column: to.column - 1 } };
}
