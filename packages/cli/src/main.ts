import { parseArguments } from "./arguments.js";
import { wantsColor } from "./color.js";
import { ExitCode } from "./exit-code.js";
import type { Terminal } from "./interactive.js";
import { describeBug } from "./report/bug.js";
import type { Look } from "./report/report.js";
import { run, writeTrouble, type Sink } from "./run.js";
import { Trouble } from "./trouble.js";

// The exit code is set, never forced: whatever is still to be written gets out first.
process.exitCode = await main(process.argv.slice(2));

async function main(args: readonly string[]): Promise<ExitCode> {
  watch(process.stdout);
  watch(process.stderr);
  try {
    if (args[0] === "rules" || args[0] === "explain") {
      const { tellOfRules } = await import("./rule-commands.js");
      process.stdout.write(tellOfRules(args, (color) => lookOf(process.stdout, color)));
      return ExitCode.Clean;
    }
    if (args[0] === "image") {
      const { tellOfImage } = await import("./image-command.js");
      process.stdout.write(tellOfImage(args, (color) => lookOf(process.stdout, color)));
      return ExitCode.Clean;
    }
    const options = parseArguments(args);
    if ("text" in options) {
      process.stdout.write(options.text);
      return ExitCode.Clean;
    }
    const { out, err } = { out: sinkFor(process.stdout, options.color), err: sinkFor(process.stderr, options.color) };
    const terminal = async (): Promise<Terminal> => (await import("./terminal.js")).openTerminal(process.stdin, process.stdout, out.look);
    return await run(options, { cwd: process.cwd(), stdin: process.stdin, out, err, ...(process.stdin.isTTY && process.stdout.isTTY ? { terminal } : {}) });
  } catch (error) {
    writeTrouble(error instanceof Trouble ? `${error.message}\n  See compose-lint --help.` : describeBug("unexpected failure", error), { write: (content) => void process.stderr.write(content) });
    return ExitCode.Failure;
  }
}

function sinkFor(stream: NodeJS.WriteStream, color: boolean | undefined): Sink {
  return {
    write: (content) => void stream.write(content),
    isTerminal: stream.isTTY,
    look: lookOf(stream, color),
  };
}

function lookOf(stream: NodeJS.WriteStream, color: boolean | undefined): Look {
  return { color: wantsColor(color, process.env, stream.isTTY), ...(stream.isTTY ? { width: stream.columns } : {}) };
}

/** A reader that goes away (`| head`) has seen enough; any other failure to write means that the job is not done. */
function watch(stream: NodeJS.WriteStream): void {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") return;
    process.on("exit", () => {
      process.exitCode = ExitCode.Failure;
    });
  });
}
