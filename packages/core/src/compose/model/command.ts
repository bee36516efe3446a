import type { Path } from "../path.js";
import { splitCommand } from "../short-syntax/command.js";
import type { Origin, Tree } from "../tree.js";
import { asText, readScalar, readTexts, type Value } from "./value.js";

/** The words of a `command`, an `entrypoint` or a hook. Compose starts no shell for it, however it is written. */
export interface Command {
  /** A list has one item a word; a text is split by Compose, and ends at the first shell operator. */
  readonly form: "list" | "text";
  /** In order. One that is not known stands for a whole text that cannot be split, or for one item. Empty if it says that there is to be none. */
  readonly words: readonly Value<string>[];
  readonly origin: Origin;
  readonly path: Path;
}

/** Reads a command; nothing if it is absent or null, which leaves the one of the image. */
export function readCommand(node: Tree | undefined, path: Path): Command | undefined {
  if (node?.kind === "sequence") return { form: "list", words: readTexts(node, path, []), origin: node.origin, path };
  if (node?.kind !== "scalar") return undefined;
  const text = readScalar(node, path, asText);
  if (!text) return undefined;
  const split = text.known ? splitCommand(text.value) : undefined;
  const { origin, variables } = text;
  const words: readonly Value<string>[] = split ? split.words.map((word) => ({ known: true, value: word, text: word, origin, path, variables })) : [{ known: false, origin, path, variables }];
  return { form: "text", words, origin, path };
}

/** All the words; nothing if there is no command, or if one of them is not known. */
export function knownWords(command: Pick<Command, "words"> | undefined): readonly string[] | undefined {
  if (!command) return undefined;
  const words: string[] = [];
  for (const word of command.words) {
    if (!word.known) return undefined;
    words.push(word.value);
  }
  return words;
}

/** The script of `sh -c script`, whichever shell it is; nothing if the words start something else. */
export function shellScriptOf(words: readonly string[]): string | undefined {
  const [program = "", ...rest] = words;
  if (!isShell(program)) return undefined;
  const flags = rest.findIndex((word) => /^-[a-z]*c$/.test(word));
  if (flags === -1 || !rest.slice(0, flags).every((word) => word.startsWith("-"))) return undefined;
  // Other options may follow.
  return rest.slice(flags + 1).find((word) => !/^[-+]/.test(word));
}

/** Whether a program is a shell: `sh`, `/bin/bash`. */
export function isShell(program: string): boolean {
  return /^(?:\/\S*\/)?(?:ba|da|a|z|k)?sh$/.test(program);
}
