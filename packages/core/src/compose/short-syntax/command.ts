/** A `command` that is one text, as Compose splits it into words. No shell takes part. */
export interface SplitCommand {
  readonly words: readonly string[];
  /** Where the first unquoted `;`, `&`, `|`, `<` or `>` stands: Compose drops it and all that follows, in silence. */
  readonly cutAt?: number;
}

/**
 * Splits a command like a shell would: quotes group, a backslash escapes, `$(…)` and backquotes stay as they are. Nothing if Compose
 * refuses it: an unclosed quote, a parenthesis outside quotes. Source: mattn/go-shellwords.
 */
export function splitCommand(text: string): SplitCommand | undefined {
  const words: string[] = [];
  let word: string | undefined;
  /** Whether the word holds a quoted part: only such a word may be empty, and only others can be the number in `2>`. */
  let isQuoted = false;
  let open: "'" | '"' | "`" | "(" | undefined;
  let escaped = false;
  let previous = "";

  const endWord = (): void => {
    if (word !== undefined && (word !== "" || isQuoted)) words.push(word);
    word = undefined;
    isQuoted = false;
  };
  const add = (characters: string): void => {
    word = (word ?? "") + characters;
  };

  let at = 0;
  for (const character of text) {
    const here = at;
    at += character.length;
    const before = previous;
    previous = "";
    if (escaped) {
      escaped = false;
      if (open === "`" || open === "(") add(`\\${character}`);
      else {
        add(ESCAPES.get(character) ?? character);
        isQuoted = true;
      }
    } else if (character === "\\" && open !== "'") escaped = true;
    else if (/[ \t\r\n]/.test(character) && open === undefined) endWord();
    else if ((character === '"' || character === "'") && (open === undefined || open === character)) {
      open = open === undefined ? character : undefined;
      isQuoted = true;
      add("");
    } else if (character === "`" && (open === undefined || open === "`")) {
      open = open === undefined ? "`" : undefined;
      add(character);
    } else if (character === "(" && (open === undefined || open === "(")) {
      if (open === "(" || before !== "$") return undefined;
      open = "(";
      add(character);
    } else if (character === ")" && (open === undefined || open === "(")) {
      if (open === undefined) return undefined;
      open = undefined;
      add(character);
    } else if (OPERATORS.has(character) && open === undefined) {
      // The number of a file that is redirected, as in `2>`, is no word.
      if (character === ">" && !isQuoted && word !== undefined && /^\d+$/.test(word)) word = undefined;
      endWord();
      return { words, cutAt: here };
    } else {
      add(character);
      if (character === "$" && open === undefined) previous = "$";
    }
  }
  if (escaped || open !== undefined) return undefined;
  endWord();
  return { words };
}

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ["t", "\t"],
  ["n", "\n"],
]);

const OPERATORS: ReadonlySet<string> = new Set([";", "&", "|", "<", ">"]);
