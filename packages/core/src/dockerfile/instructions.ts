import { MAX_DOCKERFILE } from "../compose/dockerfiles.js";
import type { Range } from "../text/range.js";

/** One instruction of a Dockerfile as it is written: no variable is replaced. */
export interface Instruction {
  /** In upper case. */
  readonly keyword: string;
  /** The words that begin with `--`, in front of everything else, by their names; empty text where there is no value. */
  readonly flags: ReadonlyMap<string, string>;
  /** What follows, its lines joined and without the comments between them. */
  readonly text: string;
  /** The words of the JSON form; absent in any other form. */
  readonly words?: readonly string[];
  readonly heredocs: readonly Heredoc[];
  /** What an `ONBUILD` keeps for whoever builds on the image. */
  readonly trigger?: Instruction;
  /** From the keyword to the end of its last line; without its here-documents. */
  readonly range: Range;
}

export interface Heredoc {
  readonly name: string;
  readonly text: string;
}

/**
 * Reads a Dockerfile. Nothing if Docker refuses it, if another frontend builds it, or if backquotes take the place of backslashes in it, which
 * is done for Windows. Source: moby/buildkit `frontend/dockerfile/parser`.
 */
export function parseDockerfile(text: string): readonly Instruction[] | undefined {
  if (text.length > MAX_DOCKERFILE || text.includes("\0")) return undefined;
  const lines = linesOf(text);
  if (!isOrdinary(lines)) return undefined;
  const instructions: Instruction[] = [];
  for (let at = 0; at < lines.length; ) {
    const logical = joinLines(lines, at);
    at = logical.next;
    if (!logical.range) continue;
    const instruction = readInstruction(logical.text, logical.range);
    if (!instruction) return undefined;
    const heredocs: Heredoc[] = [];
    for (const { name, isIndented } of heredocNames(instruction)) {
      const content: string[] = [];
      for (; at < lines.length; at += 1) {
        const line = isIndented ? lines[at]?.text.replace(/^\t+/, "") : lines[at]?.text;
        if (line === name) break;
        content.push(`${line ?? ""}\n`);
      }
      if (at === lines.length) return undefined;
      at += 1;
      heredocs.push({ name, text: content.join("") });
    }
    instructions.push(withHeredocs(instruction, heredocs));
  }
  return instructions;
}

function withHeredocs(instruction: Instruction, heredocs: readonly Heredoc[]): Instruction {
  if (heredocs.length === 0) return instruction;
  return { ...instruction, heredocs, ...(instruction.trigger ? { trigger: { ...instruction.trigger, heredocs } } : {}) };
}

interface Line {
  readonly text: string;
  readonly start: number;
}

/** Only a line feed ends a line; carriage returns at the end do not belong to it. */
function linesOf(text: string): readonly Line[] {
  const lines: Line[] = [];
  for (let start = text.startsWith("\uFEFF") ? 1 : 0; start < text.length; ) {
    const end = (text.indexOf("\n", start) + 1 || text.length + 1) - 1;
    let last = end;
    while (last > start && text[last - 1] === "\r") last -= 1;
    lines.push({ text: text.slice(start, last), start });
    start = end + 1;
  }
  return lines;
}

const DIRECTIVE = /^#\s*([a-zA-Z][a-zA-Z0-9]*)\s*=\s*(\S.*)$/;

/** Docker's own frontend, whoever mirrors it. */
const OWN_FRONTEND = /(?:^|\/)docker\/dockerfile(?:-upstream)?(?:[:@]\S*)?(?:\s|$)/;

/** Looks at the directives: comments with `name=value` at the very top. */
function isOrdinary(lines: readonly Line[]): boolean {
  for (const { text } of lines.slice(lines[0]?.text.startsWith("#!") === true ? 1 : 0)) {
    const [, name = "", value = ""] = DIRECTIVE.exec(text.trimStart()) ?? [];
    switch (name.toLowerCase()) {
      case "syntax":
        if (!OWN_FRONTEND.test(value)) return false;
        break;
      case "escape":
        if (value.trimEnd() !== "\\") return false;
        break;
      case "check":
        break;
      default:
        return true;
    }
  }
  return true;
}

interface Logical {
  readonly text: string;
  /** Absent of an empty line or a comment. */
  readonly range?: Range;
  /** The line behind it. */
  readonly next: number;
}

/** A line with those that continue it: comments and empty lines between them do not end it. */
function joinLines(lines: readonly Line[], first: number): Logical {
  const parts: string[] = [];
  let range: Range | undefined;
  let next = first;
  for (let goesOn = true; goesOn && next < lines.length; next += 1) {
    const { text, start } = lines[next] ?? { text: "", start: 0 };
    if (/^\s*(?:#|$)/.test(text)) {
      goesOn = next > first;
      continue;
    }
    const content = text.trimEnd();
    // One backslash continues the line; a second one in front takes its meaning away.
    goesOn = content.endsWith("\\") && content.at(-2) !== "\\" && /^[ \t]*$/.test(text.slice(content.length));
    const kept = goesOn ? content.slice(0, -1) : text;
    parts.push(next === first ? kept.trimStart() : kept);
    range = { start: range?.start ?? start + text.length - text.trimStart().length, end: start + content.length };
  }
  return { text: parts.join("").trim(), next, ...(range ? { range } : {}) };
}

const KEYWORDS: ReadonlySet<string> = new Set([
  "ADD", "ARG", "CMD", "COPY", "ENTRYPOINT", "ENV", "EXPOSE", "FROM", "HEALTHCHECK", "LABEL", "MAINTAINER", "ONBUILD", "RUN", "SHELL", "STOPSIGNAL", "USER", "VOLUME", "WORKDIR",
]);

/** Instructions that may be given as a list in JSON. */
const WITH_JSON: ReadonlySet<string> = new Set(["ADD", "CMD", "COPY", "ENTRYPOINT", "RUN", "SHELL", "VOLUME"]);

function readInstruction(line: string, range: Range): Instruction | undefined {
  const [, word = "", rest = ""] = /^(\S+)\s*(.*)$/s.exec(line) ?? [];
  const keyword = word.toUpperCase();
  if (!KEYWORDS.has(keyword)) return undefined;
  const { flags, text } = takeFlags(rest);
  const instruction = { keyword, flags, text, heredocs: [], range };
  if (keyword === "ONBUILD") {
    const trigger = readInstruction(text, range);
    return trigger && !NO_TRIGGERS.has(trigger.keyword) ? { ...instruction, trigger } : undefined;
  }
  const listed = WITH_JSON.has(keyword) ? text : keyword === "HEALTHCHECK" ? text.replace(/^\S+\s*/, "") : "";
  const words = readJson(listed);
  if (words === "refused" || (keyword === "SHELL" && !words) || (keyword === "HEALTHCHECK" && !/^(?:none$|cmd\s+\S)/i.test(text))) return undefined;
  return words ? { ...instruction, words } : instruction;
}

const NO_TRIGGERS: ReadonlySet<string> = new Set(["FROM", "MAINTAINER", "ONBUILD"]);

const FLAG = /\s*--(?:(?=\s|$)|([^\s=]+)(?:=((?:'[^']*'|"(?:[^"\\]|\\.)*"|[^\s'"])*))?)/y;

function takeFlags(rest: string): { readonly flags: ReadonlyMap<string, string>; readonly text: string } {
  const flags = new Map<string, string>();
  FLAG.lastIndex = 0;
  let end = 0;
  for (let match = FLAG.exec(rest); match; match = FLAG.exec(rest)) {
    end = FLAG.lastIndex;
    const [, name, value = ""] = match;
    // Two hyphens alone end the flags.
    if (name === undefined) break;
    flags.set(name, value.replace(/'([^']*)'|"((?:[^"\\]|\\.)*)"/g, "$1$2"));
  }
  return { flags, text: rest.slice(end).trim() };
}

/** A list of texts; nothing if it is none, as then it is a text like any other. Docker refuses a list of something else. */
function readJson(text: string): readonly string[] | "refused" | undefined {
  if (!text.startsWith("[")) return undefined;
  try {
    const list: unknown = JSON.parse(text);
    if (!Array.isArray(list)) return undefined;
    return list.every((item): item is string => typeof item === "string") ? list : "refused";
  } catch {
    return undefined;
  }
}

interface HeredocStart {
  readonly name: string;
  /** Whether tabs in front of its lines do not count. */
  readonly isIndented: boolean;
}

/** The here-documents that begin on the line of an instruction. */
function heredocNames(instruction: Instruction): readonly HeredocStart[] {
  const { keyword, text, words } = instruction.trigger ?? instruction;
  if (words || !text.includes("<<") || !/^(?:ADD|COPY|RUN)$/.test(keyword)) return [];
  return shellWords(text).flatMap((word) => {
    const [, dash, quoted = ""] = /^\d*<<(-?)\s*([^<]+)$/.exec(word) ?? [];
    const name = quoted.replace(/'([^']*)'|"((?:[^"\\]|\\.)*)"|\\(.)/g, "$1$2$3");
    return dash === undefined || name === "" ? [] : [{ name, isIndented: dash === "-" }];
  });
}

/** Words with their quotes; blanks behind `<<` do not end one. None if a quote is never closed. */
function shellWords(text: string): readonly string[] {
  const words = text.match(/(?:<<[ \t]*|'[^']*'|"(?:[^"\\]|\\.)*"|\\.|[^\s'"\\])+|['"\\]/gs) ?? [];
  return words.some((word) => /^['"]$/.test(word)) ? [] : words;
}
