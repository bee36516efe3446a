import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { importModule, Trouble } from "@compose-lint/workspace";
import { Command, Option } from "commander";
import type { CommandHost } from "../commands.js";
import { readCommandLine } from "../command-line.js";
import { ExitCode } from "../exit-code.js";

/** The language server is a bundle of its own, so that no other command is the slower for it. It reads the command line itself. */
const SERVER = new URL("./language-server.mjs", import.meta.url);

/** What may be said after `lsp`. */
export function lspCommand(): Command {
  return new Command("compose-lint lsp")
    .description("Serves an editor, which starts it: diagnostics, fixes and more over the Language Server Protocol. docs/editors.md tells how to set up editors.")
    .option("--stdio", "on standard input and output (default)")
    .option("--node-ipc", "through Node's own channel")
    .option("--pipe <name>", "through a pipe, or a socket in the file system")
    .option("--socket <port>", "through a port of this machine")
    .addOption(new Option("--clientProcessId <id>").hideHelp())
    .helpOption("-h, --help", "print this help")
    .allowExcessArguments(false);
}

/**
 * Does what `lsp`, the first of the words, asks for: until the editor ends it.
 * @throws Trouble if it makes no sense, or the server is not there.
 */
export async function serveEditor([, ...words]: readonly string[], { sinks }: CommandHost): Promise<ExitCode> {
  const asked = readCommandLine(lspCommand(), words);
  if (asked) {
    sinks(undefined).out.write(asked.text);
    return ExitCode.Clean;
  }
  if (!existsSync(SERVER)) throw new Trouble(`the language server should be at ${fileURLToPath(SERVER)}; it is in the package, beside the command.`);
  await importModule(SERVER.href);
  return ExitCode.Clean;
}
