import { parseArguments } from "./arguments.js";
import { wantsColor } from "./color.js";
import { COMMANDS } from "./commands.js";
import { describeFailure } from "./describe-failure.js";
import { ExitCode } from "./exit-code.js";
import type { Terminal } from "./interactive.js";
import type { Look } from "./report/report.js";
import { run, writeTrouble, type Host, type Sink } from "./run.js";

// The exit code is set, never forced: whatever is still to be written gets out first.
void main(process.argv.slice(2)).then((code) => {
  process.exitCode = code;
});

async function main(args: readonly string[]): Promise<ExitCode> {
  watch(process.stdout);
  watch(process.stderr);
  try {
    const sinks = (color: boolean | undefined): { readonly out: Sink; readonly err: Sink } => ({ out: sinkFor(process.stdout, color), err: sinkFor(process.stderr, color) });
    const command = COMMANDS.get(args[0] ?? "");
    if (command) return await command.run(args, { cwd: process.cwd(), get stdin() { return process.stdin; }, sinks });
    const options = parseArguments(args);
    if ("text" in options) {
      process.stdout.write(options.text);
      return ExitCode.Clean;
    }
    const { out, err } = sinks(options.color);
    const terminal = async (): Promise<Terminal> => (await import("./terminal.js")).openTerminal(process.stdin, process.stdout, out.look);
    const host: Host = { cwd: process.cwd(), get stdin() { return process.stdin; }, out, err, environment: process.env, ...(process.stdout.isTTY && process.stdin.isTTY ? { terminal } : {}) };
    return options.watch ? await (await import("./watch/watch.js")).watchProjects(options, host) : await run(options, host);
  } catch (error) {
    writeTrouble(describeFailure(error), { write: (content) => void process.stderr.write(content) });
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
