import { PRESETS, rules } from "@compose-lint/core";
import { knownImages } from "@compose-lint/core/images";
import { Help, type Argument, type Command, type Option } from "commander";
import { LEVELS } from "@compose-lint/workspace";
import { lintCommand } from "../arguments.js";
import { COMMANDS } from "../commands.js";

/** What may stand in the place of a value. */
export type Values =
  /** One of these, or with `isList` several with commas between them. */
  | { readonly kind: "choices"; readonly choices: readonly string[]; readonly isList: boolean }
  /** Rules and what each shall be, as in `memory-limit=error`, with commas between them. */
  | { readonly kind: "levels" }
  | { readonly kind: "files" }
  | { readonly kind: "folders" }
  /** What nobody can guess, as a number; or nothing at all. */
  | { readonly kind: "unknown" };

/** An option, as it is typed. */
export interface OptionWords {
  /** The short form first, if there is one. */
  readonly flags: readonly string[];
  readonly description: string;
  /** Absent if it takes none. */
  readonly value?: Values;
}

/** What may be typed after a command. */
export interface CommandWords {
  /** Empty for linting, which has no name. */
  readonly name: string;
  readonly description: string;
  readonly options: readonly OptionWords[];
  readonly argument: Values;
}

/** The names of all rules, and what each may be. */
export const RULE_NAMES: readonly string[] = rules.map(({ name }) => name);
export { LEVELS };

/** All that may be typed, from the definitions that the commands themselves read; linting first. */
export async function commandWords(): Promise<readonly CommandWords[]> {
  const named = await Promise.all([...COMMANDS].map(async ([name, { define }]) => wordsOf(name, await define())));
  return [wordsOf("", lintCommand(undefined, true)), ...named];
}

function wordsOf(name: string, command: Command): CommandWords {
  const [argument] = command.registeredArguments;
  const options = new Help().visibleOptions(command).map(optionWords);
  const help: OptionWords = { flags: ["-h", "--help"], description: "print this help" };
  return {
    name,
    description: firstSentence(command.description()),
    options: options.some(({ flags }) => flags.includes("--help")) ? options : [...options, help],
    argument: argument ? valuesOf(argument.name(), argument.argChoices) : { kind: "unknown" },
  };
}

function optionWords({ short, long, description, flags, argChoices, required, optional }: Option): OptionWords {
  const placeholder = /[<[](.*?)(?:\.\.\.)?[>\]]/.exec(flags)?.[1] ?? "";
  return {
    flags: [short, long].filter((flag) => flag !== undefined),
    description,
    ...(required || optional ? { value: valuesOf(placeholder, argChoices) } : {}),
  };
}

/** What is meant by the word that stands for a value in the help. */
const BY_PLACEHOLDER: Readonly<Record<string, Values>> = {
  rules: { kind: "choices", choices: RULE_NAMES, isList: true },
  rule: { kind: "choices", choices: RULE_NAMES, isList: false },
  "name=level": { kind: "levels" },
  presets: { kind: "choices", choices: PRESETS, isList: true },
  image: { kind: "choices", choices: knownImages().filter((name) => /^[\w./-]+$/.test(name)), isList: false },
  path: { kind: "files" },
  paths: { kind: "files" },
  file: { kind: "files" },
  folder: { kind: "folders" },
  commit: { kind: "unknown" },
  id: { kind: "unknown" },
  n: { kind: "unknown" },
  name: { kind: "unknown" },
  "owner/name": { kind: "unknown" },
  port: { kind: "unknown" },
};

/** @throws Error if it is another word, so that whoever adds an option says what its values are. */
function valuesOf(placeholder: string, choices: Argument["argChoices"]): Values {
  if (choices) return { kind: "choices", choices, isList: false };
  const values = BY_PLACEHOLDER[placeholder];
  if (!values) throw new Error(`what does <${placeholder}> stand for?`);
  return values;
}

function firstSentence(text: string): string {
  return text.replace(/\s+/g, " ").replace(/[.:;](?: .*)?$/, "");
}
