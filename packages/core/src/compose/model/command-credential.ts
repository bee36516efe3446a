import { rememberText } from "../remember.js";
import { namesCredential } from "../values/credential-name.js";

/** A credential among the words of a command: `--token …`, `PGPASSWORD=… psql`, `redis-cli -a …`. */
export interface CommandCredential {
  /** The option or variable in front of it. */
  readonly name: string;
  readonly value: string;
  /** The word that the option is. */
  readonly index: number;
}

/** The words of a command or script: quotes group, shell operators part. Rough, but a credential is a word whichever way it is cut. */
export function roughWords(text: string): readonly string[] {
  return /\s/.test(text) ? cutWords(text) : [text];
}

const cutWords = rememberText((text): readonly string[] => {
  const words = [...text.matchAll(WORD)].map(([word]) => unquoted(word));
  // What follows `sh -c` is a script of its own.
  return words.flatMap((word, index) => (/^-[a-z]*c$/.test(words[index - 1] ?? "") && word.length < text.length ? roughWords(word) : [word]));
});

const WORD = /(?:"[^"]*"|'[^']*'|[^\s"';&|()<>`])+/g;

/** The credentials among the words of a command, as `roughWords` or a list of arguments has them. */
export function commandCredentials(words: readonly string[]): readonly CommandCredential[] {
  const credentials: CommandCredential[] = [];
  const programs = new Set<string>();
  for (const [index, word] of words.entries()) {
    const program = PROGRAMS.exec(word)?.[1];
    if (program !== undefined) programs.add(program);
    const found = credentialAt(word, words[index + 1] ?? "", programs);
    if (found) credentials.push({ ...found, value: unquoted(found.value), index });
  }
  return credentials;
}

/** Programs with options that say nothing by themselves. */
const PROGRAMS = /^(?:.*\/)?(mysql|mariadb|redis|valkey|curl)(?:[_-][\w-]*|admin)?$/;

function credentialAt(word: string, next: string, programs: ReadonlySet<string>): Pick<CommandCredential, "name" | "value"> | undefined {
  if (word.includes("=")) {
    const [, assigned = "", given = ""] = /^-{0,2}([\w.-]+)=([^]+)$/.exec(word) ?? [];
    if (namesOption(assigned)) return { name: assigned, value: given };
  }
  if (!word.startsWith("-")) return undefined;
  const attached = programs.has("mysql") || programs.has("mariadb") ? /^-p(.+)$/.exec(word)?.[1] : undefined;
  if (attached !== undefined) return { name: "-p", value: attached };
  if (next === "" || next.startsWith("-")) return undefined;
  if (/^--?[\w.-]+$/.test(word) && namesOption(word)) return { name: word, value: next };
  if (word === "-a" && (programs.has("redis") || programs.has("valkey"))) return { name: word, value: next };
  const [, user, password] = (word === "-u" || word === "--user") && programs.has("curl") ? (/^([^:]+):(.+)$/.exec(unquoted(next)) ?? []) : [];
  // A password that repeats the user's name is no secret.
  return password === undefined || password === user ? undefined : { name: word, value: password };
}

/** Redis calls its passwords by names of their own. */
function namesOption(name: string): boolean {
  return name !== "" && (namesCredential(name) || /^-{0,2}(?:requirepass|masterauth)$/.test(name));
}

function unquoted(text: string): string {
  return text.replace(/^(["'])([^]*)\1$/, "$2");
}
