/** What a file says, before anybody has decided how to write it. */
export type Value = string | number | boolean | null | readonly Value[] | { readonly [key: string]: Value } | Alias | Anchored | Tagged;

/** `*name`, or a list of them under `<<`. */
export class Alias {
  constructor(readonly yaml: string) {}
}

/** `&name value`. */
export class Anchored {
  constructor(
    readonly name: string,
    readonly value: Value,
  ) {}
}

/** `!reset value`. */
export class Tagged {
  constructor(
    readonly tag: string,
    readonly value: Value,
  ) {}
}

/** How somebody writes. Numbers are percentages. */
export interface Hand {
  readonly indent: number;
  readonly sequenceIndent: number;
  readonly quotedKeys: number;
  readonly flow: number;
  /** Of what is written in brackets: how much of it goes over several lines. */
  readonly flowLines: number;
  readonly comments: number;
  readonly tabs: number;
  readonly trailingBlanks: number;
  /** Explicit keys, values on the line below their key, texts over several lines. */
  readonly oddities: number;
}

/** Where chance comes from. */
export interface Dice {
  readonly chance: (percent: number) => boolean;
  readonly pick: <T>(...options: readonly [T, ...T[]]) => T;
}

/** Writes values as YAML in one hand, and notes which styles it has used. */
export class Printer {
  readonly comments: string[] = [];

  constructor(
    private readonly hand: Hand,
    private readonly dice: Dice,
    private readonly styles: Set<string>,
    private readonly name: string,
  ) {}

  /** A document: its sections, perhaps set apart by blank lines. */
  document(sections: Readonly<Record<string, Value>>, apart: boolean): string {
    return Object.entries(sections).map(([key, value]) => this.entry(key, value, 0)).join(apart ? "\n\n" : "\n") + this.below(0);
  }

  /** `key: value` for a key in `column`, with what somebody may have written around it; no final line break. */
  private entry(key: string, value: Value, column: number, isFirstOfItem = false): string {
    if (key === "<<") this.used("merge keys", "");
    const margin = " ".repeat(column);
    const above = isFirstOfItem ? "" : (this.odd(2) ? "\n" : "") + this.above(column);
    const name = this.key(key);
    if (!isFirstOfItem && key !== "<<" && this.odd(1)) return `${above}${margin}${this.used("explicit keys", `? ${name}`)}\n${margin}:${this.value(value, column, false)}`;
    return `${above}${isFirstOfItem ? "" : margin}${name}:${this.value(value, column)}`;
  }

  private key(key: string): string {
    if (key === "<<") return key;
    if (/^[\d~]|[,[\]{}#:&*!|>'"%@`\s]/.test(key)) return JSON.stringify(key);
    return this.dice.chance(this.hand.quotedKeys) ? this.used("quoted keys", this.dice.pick(`"${key}"`, `'${key}'`)) : key;
  }

  /** What stands behind the colon. */
  private value(value: Value, column: number, mayBeTab = true): string {
    const { properties, bare } = this.unwrap(value);
    const before = properties === "" ? "" : ` ${properties}`;
    const isFilled = (isList(bare) && bare.length > 0) || (isMapping(bare) && Object.keys(bare).length > 0);
    if (isFilled && !this.dice.chance(this.hand.flow)) return before + this.tail(mayBeTab) + this.block(bare, column);
    if (bare === null && this.dice.chance(70)) return before + this.used("empty values", this.tail(mayBeTab));
    if (typeof bare === "string" && bare.includes("\n")) return `${before} ${this.literal(bare, column)}`;
    if (typeof bare === "string" && mayBeTab && this.odd(1)) return `${before}${this.tail()}\n${" ".repeat(column + this.hand.indent)}${this.used("values on the next line", this.scalar(bare))}${this.tail()}`;
    if (typeof bare === "string" && bare.includes(" ") && !bare.includes("#") && this.odd(5)) return `${before} ${this.overLines(bare, column)}${this.tail()}`;
    const gap = mayBeTab && this.dice.chance(this.hand.tabs) ? this.used("tabs", "\t") : this.odd(1) ? "  " : " ";
    return before + gap + this.flow(bare, column) + this.tail();
  }

  private block(value: readonly Value[] | { readonly [key: string]: Value }, column: number): string {
    if (isList(value)) {
      const at = column + this.hand.sequenceIndent;
      if (at === column) this.used("lists without indentation", "");
      return value.map((item) => `\n${this.above(at)}${this.item(item, at)}`).join("") + this.below(at);
    }
    const at = column + this.hand.indent;
    return Object.entries(value).map(([key, held]) => `\n${this.entry(key, held, at)}`).join("") + this.below(at);
  }

  private item(item: Value, column: number): string {
    const { properties, bare } = this.unwrap(item);
    const dash = `${" ".repeat(column)}-${this.odd(2) ? "   " : " "}`;
    if (isMapping(bare) && Object.keys(bare).length > 0 && properties === "" && !this.dice.chance(this.hand.flow)) {
      this.used("mappings in lists", "");
      const entries = Object.entries(bare).map(([key, held], index) => this.entry(key, held, dash.length, index === 0));
      return dash + entries.join("\n");
    }
    if (typeof bare === "string" && bare.includes("\n")) return dash + (properties ? `${properties} ` : "") + this.literal(bare, column);
    return dash + (properties ? `${properties} ` : "") + this.flow(bare, column) + this.tail();
  }

  private literal(text: string, column: number): string {
    const isFolded = !/\n./.test(text) && this.dice.chance(30);
    const header = (isFolded ? ">" : "|") + (text.endsWith("\n\n") ? "+" : text.endsWith("\n") ? "" : "-");
    const lines = text.replace(/\n$/, "").split("\n");
    return this.used(isFolded ? "folded texts" : "literal texts", [header, ...lines.map((line) => (line === "" ? "" : " ".repeat(column + Math.max(this.hand.indent, 1)) + line))].join("\n"));
  }

  /** A text whose blanks are line breaks in the file. */
  private overLines(text: string, column: number): string {
    const folded = text.replace(" ", `\n${" ".repeat(column + this.hand.indent + 1)}`);
    return this.used("texts of several lines", isPlain(text) && this.dice.chance(50) ? folded : `"${folded.replaceAll('"', '\\"')}"`);
  }

  private flow(value: Value, column: number): string {
    const { properties, bare } = this.unwrap(value);
    const before = properties === "" ? "" : `${properties} `;
    if (bare instanceof Alias) return before + this.used(bare.yaml.startsWith("[") ? "lists of aliases" : "aliases", bare.yaml);
    if (!isList(bare) && !isMapping(bare)) return before + (bare === null ? this.dice.pick("null", "~") : this.scalar(bare, true));
    const parts = isList(bare) ? bare.map((item) => this.flow(item, column)) : Object.entries(bare).map(([key, held]) => `${key === "<<" ? this.used("merge keys", key) : this.key(key)}: ${this.flow(held, column)}`);
    const [open, close] = isList(bare) ? (["[", "]"] as const) : (["{", "}"] as const);
    this.used("brackets", "");
    if (parts.length > 0 && this.dice.chance(this.hand.flowLines)) return before + this.flowLines(parts, open, close, column);
    const blank = this.dice.chance(20) ? " " : "";
    const comma = parts.length > 0 && this.odd(2) ? this.used("commas at the end", ",") : "";
    return `${before}${open}${blank}${parts.join(", ")}${comma}${blank}${close}`;
  }

  private flowLines(parts: readonly string[], open: string, close: string, column: number): string {
    this.used("brackets over several lines", "");
    const margin = `\n${" ".repeat(column + this.hand.indent)}`;
    if (this.odd(5)) return `${open}${parts.map((part, index) => `${index === 0 ? " " : this.used("commas in front", `${margin}, `)}${part}`).join("")}${margin}${close}`;
    if (this.odd(5)) return `${open}${parts.join(`,${margin} `)}${close}`;
    const last = this.odd(10) ? this.used("commas at the end", ",") : "";
    const lines = parts.map((part, index) => `${margin}${this.flowComment(margin)}${part}${index < parts.length - 1 ? "," : last}${this.tail()}`);
    return `${open}${lines.join("")}${this.flowComment(margin, true)}\n${" ".repeat(this.odd(10) ? column + this.hand.indent : column)}${close}`;
  }

  private flowComment(margin: string, isLast = false): string {
    if (!this.dice.chance(this.hand.comments / 4)) return "";
    return isLast ? margin + this.comment() : this.comment() + margin;
  }

  private scalar(value: string | number | boolean, inFlow = false): string {
    if (typeof value !== "string") return String(value);
    if (value.includes("\n")) return JSON.stringify(value);
    const single = `'${value.replaceAll("'", "''")}'`;
    const stays = isPlain(value) && !(inFlow && /[,[\]{}]/.test(value));
    return stays ? this.dice.pick(value, value, single, JSON.stringify(value)) : this.dice.pick(single, JSON.stringify(value));
  }

  private unwrap(value: Value): { readonly properties: string; readonly bare: Exclude<Value, Anchored | Tagged> } {
    if (value instanceof Anchored) {
      const { properties, bare } = this.unwrap(value.value);
      return { properties: this.used("anchors", `&${value.name}`) + (properties && ` ${properties}`), bare };
    }
    if (value instanceof Tagged) return { properties: this.used("tags", value.tag), bare: this.unwrap(value.value).bare };
    return { properties: "", bare: value };
  }

  /** What ends a line. */
  private tail(mayBeTab = true): string {
    if (this.dice.chance(this.hand.comments)) return this.used("comments beside", ` ${this.comment()}`);
    return this.dice.chance(this.hand.trailingBlanks) ? this.used("trailing blanks", this.dice.pick("  ", " ", mayBeTab ? " \t" : " ")) : "";
  }

  private above(column: number): string {
    if (!this.dice.chance(this.hand.comments / 3)) return "";
    const at = this.odd(15) ? this.dice.pick(0, column + 2) : column;
    return this.used("comments above", `${" ".repeat(at)}${this.comment()}\n`);
  }

  private below(column: number): string {
    if (!this.dice.chance(this.hand.comments / 6)) return "";
    return this.used("comments below", `\n${" ".repeat(this.dice.pick(column, column, column + 2, 0))}${this.comment()}`);
  }

  private comment(): string {
    const number = `${this.name}${String(this.comments.length)}`;
    const comment = this.dice.pick(`# note ${number}.`, `# key${number}: off.`, `# - item ${number}.`, `#tight, ${number}.`, `# compose-lint-disable-next-line ${number}.`);
    this.comments.push(comment);
    return comment;
  }

  private odd(percent: number): boolean {
    return this.dice.chance((percent * this.hand.oddities) / 10);
  }

  private used(style: string, text: string): string {
    this.styles.add(style);
    return text;
  }
}

/** Whether a text may stand without quotes, and stays text. */
function isPlain(text: string): boolean {
  return /^[\w/$.*-][\w/$. ,{}:=+-]*$/.test(text) && !/^[-*]|^[\d._]+$|^(?:no|yes|on|off|true|false|null)$|: |:$| $|^\d+(?::\d+)+$/i.test(text);
}

/** A whole file in JSON; `blanks` is what a level stands deeper, nothing for a single line. */
export function printJson(sections: Readonly<Record<string, Value>>, blanks: string): string {
  const text = JSON.stringify(sections, null, blanks);
  return blanks === "" ? text.replaceAll(/("(?:[^"\\]|\\.)*")|([:,])/g, (_, quoted: string | undefined, mark: string | undefined) => quoted ?? `${mark ?? ""} `) : text;
}

export function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}

export function isMapping(value: Value): value is { readonly [key: string]: Value } {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Alias) && !(value instanceof Anchored) && !(value instanceof Tagged);
}
