/** A text whose variables are replaced, or that depends on one without a value. */
export interface Expanded {
  readonly text: string;
  readonly known: boolean;
}

/** What a variable stands for; nothing if nobody has given it a value. */
export type Variables = (name: string) => Expanded | undefined;

/** Variables within the defaults of others; nobody goes as far. */
const MAX_DEPTH = 20;

/** Characters that variables bring; one that is twice another may grow without end. */
const MAX_BROUGHT = 100_000;

/**
 * Replaces variables and takes quotes away, as Docker does with the words of an instruction. What Docker refuses, and the patterns of
 * `${name#…}`, `${name%…}` and `${name/…}`, count as not known. Source: Dockerfile reference, "Environment replacement"; moby/buildkit
 * `frontend/dockerfile/shell/lex.go`.
 */
export function expand(word: string, variables: Variables): Expanded {
  return new Expansion(word, variables).run();
}

const UNKNOWN: Expanded = { text: "", known: false };

class Expansion {
  private at = 0;
  private known = true;
  private brought = 0;

  constructor(
    private readonly word: string,
    private readonly variables: Variables,
  ) {}

  run(): Expanded {
    const text = this.until("", 0);
    return { text: text ?? "", known: this.known && text !== undefined };
  }

  /** Up to a character, or to the end; nothing if it is missing. */
  private until(stop: string, depth: number): string | undefined {
    const parts: string[] = [];
    while (this.at < this.word.length) {
      const character = this.word[this.at] ?? "";
      this.at += 1;
      if (character === stop) return parts.join("");
      const part = this.part(character, depth);
      if (part === undefined) return undefined;
      parts.push(part);
    }
    return stop === "" ? parts.join("") : undefined;
  }

  private part(character: string, depth: number): string | undefined {
    if (character === "$") return this.variable(depth);
    if (character === "'") return this.take(/([^']*)'/y)?.[1];
    if (character === '"') return this.quoted(depth);
    if (character === "\\") return this.take(/[^]?/y)?.[0];
    return character;
  }

  private quoted(depth: number): string | undefined {
    const parts: string[] = [];
    while (this.at < this.word.length) {
      const character = this.word[this.at] ?? "";
      this.at += 1;
      if (character === '"') return parts.join("");
      const part = character === "$" ? this.variable(depth) : character === "\\" ? (this.take(/["$\\]/y)?.[0] ?? "\\") : character;
      if (part === undefined) return undefined;
      parts.push(part);
    }
    return undefined;
  }

  private variable(depth: number): string | undefined {
    const [, plain] = this.take(/(\d+|[@*#?\-$!]|[\p{L}_][\p{L}\p{N}_]*)/uy) ?? [];
    if (plain !== undefined) return this.value(this.variables(plain));
    if (!this.take(/\{/y)) return "$";
    const [, name = "", operator = ""] = this.take(/([\p{L}\p{N}_]+)(:?[-+?]|\}|[#%/])/uy) ?? [];
    if (operator === "}") return this.value(this.variables(name));
    if (depth === MAX_DEPTH || !/^:?[-+?]$/.test(operator)) return undefined;

    const outer = this.known;
    const found = this.variables(name);
    const argument = this.until("}", depth + 1);
    if (argument === undefined) return undefined;
    const usesArgument = this.takesArgument(found, operator);
    // What stands in an argument that is not used does not matter.
    if (usesArgument !== true) this.known = outer;
    if (usesArgument === undefined) return this.value(UNKNOWN);
    if (usesArgument) return argument;
    return operator.endsWith("+") ? "" : this.value(found);
  }

  /** Whether `${name:-argument}` is its argument. */
  private takesArgument(found: Expanded | undefined, operator: string): boolean | undefined {
    if (found?.known === false) return undefined;
    const isSet = found !== undefined && (found.text !== "" || !operator.startsWith(":"));
    if (operator.endsWith("-")) return !isSet;
    // Who gives it a value somewhere else makes a difference.
    return found === undefined || (operator.endsWith("?") && !isSet) ? undefined : operator.endsWith("+") && isSet;
  }

  private value(found: Expanded | undefined): string {
    this.brought += found?.text.length ?? 0;
    if (found?.known === true && this.brought <= MAX_BROUGHT) return found.text;
    this.known = false;
    return "";
  }

  private take(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.at;
    const match = pattern.exec(this.word);
    if (match) this.at = pattern.lastIndex;
    return match ?? undefined;
  }
}

/** The words of an instruction with their quotes, as `ENV` and `ARG` take them. Source: moby/buildkit `parser/line_parsers.go`, `parseWords`. */
export function splitWords(text: string): readonly string[] {
  return text.match(/(?:'[^']*(?:'|$)|"(?:[^"\\]|\\[^])*(?:"|$)|\\[^]|[^\s'"\\]|\\$)+/g) ?? [];
}

/** `name=value` in its two parts; the value is absent where there is no equals sign. */
export function splitAssignment(word: string): { readonly name: string; readonly value?: string } {
  const equals = word.indexOf("=");
  return equals === -1 ? { name: word } : { name: word.slice(0, equals), value: word.slice(equals + 1) };
}
