import { CommanderError, type Command } from "commander";
import { printable, Trouble } from "@compose-lint/workspace";

/** Words that make no sense to a command. */
class UsageTrouble extends Trouble {
  override readonly seeAlso: string;

  constructor(message: string, command: string) {
    super(message);
    this.seeAlso = `See ${command} --help.`;
  }
}

/**
 * Reads words by a description of what may be said; they are then in the `Command`.
 * @returns the text that was asked for instead, such as the help.
 * @throws Trouble if the words make no sense.
 */
export function readCommandLine(command: Command, words: readonly string[]): { readonly text: string } | undefined {
  let text = "";
  command
    .configureHelp({ helpWidth: 80, optionDescription: ({ description }) => description })
    .configureOutput({ writeOut: (written) => (text += written), writeErr: () => undefined, getOutHasColors: () => false, getErrHasColors: () => false })
    .exitOverride();
  try {
    command.parse(words, { from: "user" });
    return undefined;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return { text };
    // "error: unknown option '--fxi'\n(Did you mean --fix?)"
    throw new UsageTrouble(error.message.replace(/^error: /, "").split("\n").map(printable).join("\n  "), command.name());
  }
}
