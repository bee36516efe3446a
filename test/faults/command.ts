import { spawn, type ChildProcess } from "node:child_process";
import { buffer } from "node:stream/consumers";
import { CACHE, copyCommand, folderWith } from "../e2e/command.js";

/** A copy, because the bundle may be built anew in these minutes. */
let copy: string | undefined;

interface Surroundings {
  readonly cwd: string;
  /** Options for Node itself. */
  readonly node?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** Starts the command without waiting for it. */
export function start(args: readonly string[], { cwd, node = [], env = {} }: Surroundings): ChildProcess {
  copy ??= copyCommand(folderWith({}));
  return spawn(process.execPath, [...node, copy, ...args], { cwd, env: { PATH: process.env["PATH"] ?? "", HOME: cwd, XDG_CACHE_HOME: CACHE, ...env }, stdio: ["ignore", "pipe", "pipe"] });
}

export interface End {
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Waits until it has ended. */
export async function finish(child: ChildProcess): Promise<End> {
  const ended = new Promise<Pick<End, "status" | "signal">>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (status, signal) => { resolve({ status, signal }); });
  });
  const [{ status, signal }, stdout, stderr] = await Promise.all([ended, read(child.stdout), read(child.stderr)]);
  return { status, signal, stdout, stderr };
}

async function read(stream: NodeJS.ReadableStream | null): Promise<string> {
  return stream ? (await buffer(stream)).toString() : "";
}
