import { refusedTokens, withoutNothing } from "./dialect.js";
import type { YamlProblem, YamlStream } from "./nodes.js";
import { readComposed } from "./read-composed.js";
import { readDirectly } from "./read-directly.js";
import { tokenize, type Tokens } from "./tokenize.js";

/** Limits far above any real Compose file; they turn hostile input into a diagnostic instead of a hang. */
const MAX_CHARACTERS = 5 * 1024 * 1024;
const MAX_DOCUMENTS = 10_000;
const MAX_PROBLEMS = 20;

/** Reads a YAML stream. Never throws; what is wrong is in `problems`, placed. */
export function parseYaml(text: string): YamlStream {
  return readYaml(text).stream;
}

/** The same, and whether it was read as YAML has it, without making allowances for Compose. */
export function readYaml(text: string): { readonly stream: YamlStream; readonly isStrict: boolean } {
  const refused = refuse(text);
  if (refused) return { stream: { documents: [], comments: [], problems: [refused] }, isStrict: true };
  const { stream, indentMatters } = parseTokens(text, tokenize(text, false));
  if (!indentMatters) return { stream, isStrict: true };
  // YAML wants lines within brackets and quotes indented, Compose does not. Where that is the only fault, there is none; where it is
  // not, the strict reading tells best where a bracket or a quote was forgotten.
  const lenient = parseTokens(text, tokenize(text, true)).stream;
  return { stream: lenient.problems.length === 0 ? lenient : stream, isStrict: false };
}

interface Parsed {
  readonly stream: YamlStream;
  /** Whether some fault may be one of indentation. */
  readonly indentMatters: boolean;
}

function parseTokens(text: string, { tokens: all, comments, problems: refusals, tooMuch }: Tokens): Parsed {
  const refusedFor = (problem: YamlProblem): Parsed => ({ stream: { documents: [], comments, problems: [problem] }, indentMatters: false });
  if (tooMuch) return refusedFor(tooMuch);

  const tokens = withoutNothing(all);
  const refused = [...refusals, ...refusedTokens(tokens)];
  const direct = readDirectly(tokens);
  if (direct) return { stream: { documents: [direct], problems: firstFew(byPlace(refused)), comments }, indentMatters: false };
  const { documents, problems, indentMatters, tooManyAt } = readComposed(tokens, text, refused, MAX_DOCUMENTS);
  if (tooManyAt !== undefined) {
    const message = `The file has more than ${String(MAX_DOCUMENTS)} documents; compose-lint reads up to as many.`;
    return refusedFor({ range: { start: tooManyAt, end: tooManyAt }, message });
  }
  return { stream: { documents, problems: firstFew(byPlace(problems)), comments }, indentMatters };
}

/** What must not reach the parser at all. */
function refuse(text: string): YamlProblem | undefined {
  if (text.length > MAX_CHARACTERS) {
    const message = `The file has ${String(text.length)} characters; compose-lint reads up to ${String(MAX_CHARACTERS)}.`;
    return { range: { start: 0, end: 0 }, message };
  }
  const control = FORBIDDEN_CHARACTER.exec(text);
  if (!control) return undefined;
  const code = (control[0].codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
  const remedy = /[\uD800-\uDFFF]/.test(control[0]) ? "It is half of a character; remove it." : `Remove it, or write it as "\\u${code}" in double quotes.`;
  return { range: { start: control.index, end: control.index + control[0].length }, message: `The character U+${code} is not allowed in YAML. ${remedy}` };
}

/** Characters that go-yaml refuses: control characters, save the tab, the line breaks and those of Latin-1, and half surrogate pairs. */
const FORBIDDEN_CHARACTER =
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/;

/** In order of the text; of several faults in one place, the first one found says enough. */
function byPlace(problems: readonly YamlProblem[]): readonly YamlProblem[] {
  const sorted = [...problems].sort((a, b) => a.range.start - b.range.start);
  return sorted.filter((problem, index) => index === 0 || problem.range.start !== sorted[index - 1]?.range.start);
}

/** In a file that is no YAML at all, such as a template, every line is a fault: nobody reads the hundredth. */
function firstFew(problems: readonly YamlProblem[]): readonly YamlProblem[] {
  const next = problems[MAX_PROBLEMS];
  if (!next) return problems;
  const message = `${String(problems.length - MAX_PROBLEMS)} more faults follow from here on; they may be consequences of those above.`;
  return [...problems.slice(0, MAX_PROBLEMS), { range: next.range, message }];
}
