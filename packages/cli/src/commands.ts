import type { Command } from "commander";
import { COMMAND_NAMES, type CommandName } from "./command-names.js";
import { ExitCode } from "./exit-code.js";
import type { Look } from "./report/report.js";
import type { Host, Sink } from "./run.js";

/** What a command runs in; whoever reads the output decides about colours, unless the words do. */
export interface CommandHost extends Pick<Host, "cwd" | "stdin"> {
  readonly sinks: (color: boolean | undefined) => { readonly out: Sink; readonly err: Sink };
}

/** Something to do other than linting. */
export interface NamedCommand {
  /** What may be said after its name: read by the command itself, and by what completes words in a shell. */
  readonly define: () => Promise<Command>;
  /**
   * @param words the command line, its own name first.
   * @throws Trouble if they make no sense, or it cannot be done.
   */
  readonly run: (words: readonly string[], host: CommandHost) => Promise<ExitCode>;
}

const commands: Readonly<Record<CommandName, NamedCommand>> = {
  audit: {
    define: async () => (await import("./audit/options.js")).auditCommand(),
    run: async (words, host) => await (await import("./audit/audit-command.js")).tellOfAudit(words, host),
  },
  rules: {
    define: async () => (await import("./rule-commands.js")).rulesCommand(),
    run: printing(async (words, _cwd, look) => (await import("./rule-commands.js")).tellOfRules(words, look)),
  },
  explain: {
    define: async () => (await import("./rule-commands.js")).explainCommand(),
    run: printing(async (words, _cwd, look) => (await import("./rule-commands.js")).tellOfRules(words, look)),
  },
  image: {
    define: async () => (await import("./image-command.js")).imageCommand(),
    run: printing(async (words, _cwd, look) => (await import("./image-command.js")).tellOfImage(words, look)),
  },
  init: {
    define: async () => (await import("./configuration/init-command.js")).initCommand(),
    run: printing(async (words, cwd) => (await import("./configuration/init-command.js")).initialize(words, cwd)),
  },
  migrate: {
    define: async () => (await import("./configuration/migrate/migrate-command.js")).migrateCommand(),
    run: printing(async (words, cwd) => (await import("./configuration/migrate/migrate-command.js")).migrate(words, cwd)),
  },
  review: {
    define: async () => (await import("./review/options.js")).reviewCommand(),
    run: async (words, host) => await (await import("./review/review-command.js")).tellOfReview(words, host),
  },
  lsp: {
    define: async () => (await import("./language-server/lsp-command.js")).lspCommand(),
    run: async (words, host) => await (await import("./language-server/lsp-command.js")).serveEditor(words, host),
  },
  completion: {
    define: async () => (await import("./completion/completion-command.js")).completionCommand(),
    run: printing(async (words) => await (await import("./completion/completion-command.js")).tellOfCompletion(words)),
  },
};

/** The commands by name, which has to be the first word. Nothing of them is loaded before it is asked for. */
export const COMMANDS: ReadonlyMap<string, NamedCommand> = new Map(COMMAND_NAMES.map((name) => [name, commands[name]]));

type Print = (words: readonly string[], cwd: string, lookFor: (color: boolean | undefined) => Look) => Promise<string>;

/** A command that has done all there is to do when its text is printed. */
function printing(print: Print): NamedCommand["run"] {
  return async (words, { cwd, sinks }) => {
    sinks(undefined).out.write(await print(words, cwd, (color) => sinks(color).out.look));
    return ExitCode.Clean;
  };
}
