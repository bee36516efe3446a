import { Argument, Command } from "commander";
import { readCommandLine } from "../command-line.js";
import { commandWords, type CommandWords } from "./words.js";

const SHELLS = ["bash", "zsh", "fish"] as const;

type Shell = (typeof SHELLS)[number];

const HOW = `
For this shell alone, and if it stands in its start-up file for all:
  bash  source <(compose-lint completion bash)
  zsh   source <(compose-lint completion zsh), after compinit
  fish  compose-lint completion fish | source
In a file, which has to be written again when compose-lint is updated:
  bash  ~/.local/share/bash-completion/completions/compose-lint
  zsh   _compose-lint in a folder of $fpath
  fish  ~/.config/fish/completions/compose-lint.fish`;

/** What may be said after `completion`. */
export function completionCommand(): Command {
  return new Command("compose-lint completion")
    .description("Prints a script with which a shell completes what is typed after compose-lint.")
    .addArgument(new Argument("<shell>").choices(SHELLS))
    .helpOption("-h, --help", "print this help")
    .addHelpText("after", HOW)
    .allowExcessArguments(false);
}

/**
 * Does what `completion`, the first of the words, asks for.
 * @returns what to print.
 * @throws Trouble if it makes no sense.
 */
export async function tellOfCompletion([, ...words]: readonly string[]): Promise<string> {
  const command = completionCommand();
  const asked = readCommandLine(command, words);
  if (asked) return asked.text;
  return await scriptFor(SHELLS.find((shell) => shell === command.args[0]) ?? "bash", await commandWords());
}

async function scriptFor(shell: Shell, words: readonly CommandWords[]): Promise<string> {
  switch (shell) {
    case "bash":
      return (await import("./bash.js")).bashScript(words);
    case "zsh":
      return (await import("./zsh.js")).zshScript(words);
    case "fish":
      return (await import("./fish.js")).fishScript(words);
  }
}
