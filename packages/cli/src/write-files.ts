import { Trouble } from "@compose-lint/workspace";
import { writeFile, type Change } from "./write-file.js";

export interface Outcome {
  /** The names of the files that are as they were; all others have become what they were to become. */
  readonly unwritten: ReadonlySet<string>;
  readonly troubles: readonly string[];
  /** Not all were tried, because somebody stopped it. */
  readonly isInterrupted: boolean;
}

const INTERRUPTS: readonly NodeJS.Signals[] = ["SIGINT", "SIGTERM", "SIGHUP"];

/** Writes one file after the other. Ctrl-C and its like are obeyed between two of them; what is written by then stays. */
export async function writeFiles(changes: readonly Change[]): Promise<Outcome> {
  const unwritten = new Set(changes.map(({ name }) => name));
  const troubles: string[] = [];
  let signal: NodeJS.Signals | undefined;
  const interrupt = (received: NodeJS.Signals): void => void (signal ??= received);
  for (const name of INTERRUPTS) process.on(name, interrupt);
  try {
    for (const change of changes) {
      // Node tells of signals when its event loop turns, which it does not while a file is written.
      await new Promise(setImmediate);
      if (signal) break;
      try {
        writeFile(change);
        unwritten.delete(change.name);
      } catch (error) {
        if (!(error instanceof Trouble)) throw error;
        troubles.push(error.message);
      }
    }
  } finally {
    for (const name of INTERRUPTS) process.off(name, interrupt);
  }
  if (signal) troubles.push(describeInterrupt(signal, changes, unwritten));
  return { unwritten, troubles, isInterrupted: signal !== undefined };
}

function describeInterrupt(signal: NodeJS.Signals, changes: readonly Change[], unwritten: ReadonlySet<string>): string {
  const names = changes.map(({ name }) => name);
  const written = names.filter((name) => !unwritten.has(name));
  return [
    `stopped by ${signal}.`,
    ...written.map((name) => `  written: ${name}`),
    ...[...unwritten].map((name) => `  not written: ${name}`),
    `  ${written.length} of ${names.length} files ${written.length === 1 ? "was" : "were"} written, the others are as they were. Run --fix again.`,
  ].join("\n");
}
