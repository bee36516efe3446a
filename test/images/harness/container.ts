import { spawn } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { processOf, specOf, type ContainerPlan } from "./spec.js";

export interface Container {
  /** Resolves with the exit status once it has ended. */
  readonly ended: Promise<number>;
  /** Nothing while it runs. */
  readonly status: () => number | undefined;
  /** What it has written so far. */
  readonly log: () => string;
  /** Runs a program in it, with its own user and capabilities. */
  readonly run: (args: readonly string[], seconds: number) => Promise<Ended>;
  readonly signal: (signal: string) => Promise<void>;
  readonly processes: () => Promise<readonly number[]>;
  /** Ends whatever is left of it. */
  readonly remove: () => Promise<void>;
}

export interface Ended {
  readonly status: number;
  readonly output: string;
}

/** Starts a container in a folder of its own, which must be empty. */
export function startContainer(plan: ContainerPlan, folder: string): Container {
  const { id } = plan;
  mkdirSync(folder);
  writeFileSync(join(folder, "config.json"), JSON.stringify(specOf(plan)));
  const child = spawn("runc", [...STATE, "run", "--bundle", folder, id], { env: ENVIRONMENT, stdio: ["ignore", "pipe", "pipe"] });
  let log = "";
  let status: number | undefined;
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", (part: string) => { log += part; });
  const ended = new Promise<number>((resolve, reject) => {
    child.on("error", reject);
    child.on("exit", (code, signal) => {
      status = code ?? (signal === null ? 0 : 255);
      resolve(status);
    });
  });
  let runs = 0;
  return {
    ended,
    status: () => status,
    log: () => log,
    run: (args, seconds) => {
      const file = join(folder, `process-${(runs += 1)}.json`);
      writeFileSync(file, JSON.stringify(processOf(plan, args)));
      return runc(["exec", "--process", file, id], seconds);
    },
    signal: async (signal) => { await runc(["kill", id, signal], 30); },
    processes: async () => JSON.parse((await runc(["ps", "--format", "json", id], 30)).output) as number[],
    remove: async () => {
      await runc(["delete", "--force", id], 30);
      await ended;
    },
  };
}

const STATE = ["--root", "/run/compose-lint-images"];

/**
 * `runc run` hands on every signal that it gets, and Go sends itself SIGURG to interrupt itself; before 1.1.6, that went to the container too.
 * So Go is told not to. Then it is as good as a detached container, and tells the exit status by itself.
 */
const ENVIRONMENT = { ...process.env, GODEBUG: "asyncpreemptoff=1" };

async function runc(args: readonly string[], seconds: number): Promise<Ended> {
  const child = spawn("runc", [...STATE, ...args], { env: ENVIRONMENT, stdio: ["ignore", "pipe", "pipe"], timeout: seconds * 1000, killSignal: "SIGKILL" });
  const status = new Promise<number>((resolve, reject) => {
    child.on("error", reject);
    child.on("exit", (code) => { resolve(code ?? 255); });
  });
  const output = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { status: await status, output: output.join("") };
}
