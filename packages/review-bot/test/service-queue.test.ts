import { setImmediate as turn, setTimeout as pause } from "node:timers/promises";
import { beforeEach, describe, expect, it } from "vitest";
import { JobQueue, type Outcome } from "../src/service/queue.js";

const OVER: Outcome = { kind: "over" };
let begun: string[];
let running: Map<string, { readonly end: (outcome: Outcome) => void; readonly signal: AbortSignal }>;

/** A queue whose jobs end when the test says so, or a moment after they are aborted. */
function queueOf(parallel: number): JobQueue<string> {
  return new JobQueue<string>(async (job, tries, signal) => {
    begun.push(`${job} ${String(tries)}`);
    const outcome = await new Promise<Outcome>((resolve) => {
      running.set(job, { end: resolve, signal });
      signal.addEventListener("abort", () => { setImmediate(() => { resolve(OVER); }); });
    });
    running.delete(job);
    return outcome;
  }, parallel);
}

async function end(job: string, outcome: Outcome = OVER): Promise<void> {
  running.get(job)?.end(outcome);
  await turn();
}

beforeEach(() => {
  begun = [];
  running = new Map();
});

describe("a queue of jobs", () => {
  it("has so many run at the same time, in the order they came", async () => {
    const queue = queueOf(2);
    for (const key of ["a", "b", "c", "d"]) queue.replace(key, key);
    expect(begun).toEqual(["a 1", "b 1"]);
    expect(queue.state).toEqual({ waiting: 2, running: 2 });
    await end("b");
    await end("a");
    expect(begun).toEqual(["a 1", "b 1", "c 1", "d 1"]);
  });

  it("forgets what a newer job replaces, and runs one of a key at a time", async () => {
    const queue = queueOf(2);
    queue.replace("a", "old");
    queue.replace("a", "newer");
    queue.replace("a", "newest");
    expect(begun).toEqual(["old 1"]);
    expect(running.get("old")?.signal.aborted).toBe(true);
    await pause(5);
    expect(begun).toEqual(["old 1", "newest 1"]);
    expect(running.get("newest")?.signal.aborted).toBe(false);
  });

  it("lets what is looked up wait until nothing else does, and adds it once", async () => {
    const queue = queueOf(1);
    queue.addIfNew("a", "a");
    queue.addIfNew("a", "again");
    queue.addIfNew("b", "b");
    queue.addIfNew("c", "c");
    queue.addIfNew("c", "again");
    queue.replace("d", "d");
    for (const job of ["a", "d", "b", "c"]) await end(job);
    expect(begun).toEqual(["a 1", "d 1", "b 1", "c 1"]);
    expect(queue.state).toEqual({ waiting: 0, running: 0 });
  });

  it("tries again after a while, and has others go on meanwhile", async () => {
    const queue = queueOf(1);
    queue.replace("a", "a");
    queue.replace("b", "b");
    await end("a", { kind: "again", afterMilliseconds: 20 });
    expect(begun).toEqual(["a 1", "b 1"]);
    expect(queue.state).toEqual({ waiting: 1, running: 1 });
    await pause(40);
    expect(begun).toEqual(["a 1", "b 1"]);
    await end("b");
    expect(begun).toEqual(["a 1", "b 1", "a 2"]);
  });

  it.each<[what: string, act: (queue: JobQueue<string>) => void, expected: readonly string[]]>([
    ["replaced", (queue) => { queue.replace("a", "newer"); }, ["a 1", "newer 1"]],
    ["dropped", (queue) => { queue.drop("a"); }, ["a 1"]],
  ])("does not try again what is %s while it waits", async (_what, act, expected) => {
    const queue = queueOf(1);
    queue.replace("a", "a");
    await end("a", { kind: "again", afterMilliseconds: 10 });
    act(queue);
    await pause(30);
    expect(begun).toEqual(expected);
  });

  it("does not try again what was replaced while it ran", async () => {
    const queue = queueOf(1);
    queue.replace("a", "a");
    queue.drop("a");
    await end("a", { kind: "again", afterMilliseconds: 1 });
    await pause(10);
    expect(begun).toEqual(["a 1"]);
  });

  it("stops: what waits is dropped, what runs may end", async () => {
    const queue = queueOf(2);
    for (const key of ["a", "b", "c"]) queue.replace(key, key);
    const stopped = queue.stop(1_000);
    queue.replace("d", "d");
    await end("a", { kind: "again", afterMilliseconds: 1 });
    await end("b");
    expect(await stopped).toBe(1);
    expect(begun).toEqual(["a 1", "b 1"]);
    expect(queue.state).toEqual({ waiting: 0, running: 0 });
  });

  it("stops what does not end by itself", async () => {
    const queue = queueOf(1);
    queue.replace("a", "a");
    expect(await queue.stop(5)).toBe(1);
  });
});
