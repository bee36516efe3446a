import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import type { Message, Order, Result } from "./order.js";

/** How a worker ends without a result of its own. */
export type Ended = Result | { readonly kind: "aborted" } | { readonly kind: "timed-out" } | { readonly kind: "out-of-memory" } | { readonly kind: "broken"; readonly error: unknown };

export interface Limits {
  readonly seconds: number;
  /** In MiB. */
  readonly memory: number;
}

/** Stands beside this one in the bundle. */
const WORKER = new URL("./worker.mjs", import.meta.url);

/** Has a worker carry out an order, and ends it when it has, when it may not go on, or when it must not. Never rejects. */
export async function runWorker(order: Order, { seconds, memory }: Limits, signal: AbortSignal, onWait: (sentence: string) => void): Promise<Ended> {
  const folder = await mkdtemp(join(tmpdir(), "compose-lint-job-"));
  try {
    return await new Promise((resolve) => {
      // It gets nothing of the environment but the folder, which goes however the worker ends.
      const worker = new Worker(WORKER, { workerData: order, env: { TMPDIR: folder }, resourceLimits: { maxOldGenerationSizeMb: memory } });
      let ended: Ended = { kind: "broken", error: new Error("the worker ended without a word") };
      const end = (how: Ended): void => {
        ended = how;
        void worker.terminate();
      };
      const timer = setTimeout(() => { end({ kind: "timed-out" }); }, seconds * 1_000);
      const abort = (): void => { end({ kind: "aborted" }); };
      if (signal.aborted) abort();
      signal.addEventListener("abort", abort);
      worker.on("message", (message: Message) => {
        if ("wait" in message) onWait(message.wait);
        else end(message.result);
      });
      worker.on("error", (error: Error & { readonly code?: string }) => {
        ended = error.code === "ERR_WORKER_OUT_OF_MEMORY" ? { kind: "out-of-memory" } : { kind: "broken", error };
      });
      worker.on("exit", () => {
        clearTimeout(timer);
        signal.removeEventListener("abort", abort);
        resolve(ended);
      });
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
