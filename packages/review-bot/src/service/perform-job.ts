import { setTimeout as pause } from "node:timers/promises";
import { printable } from "@compose-lint/workspace";
import type { GitHubApp } from "./github-app.js";
import { titleOf, type Job } from "./job.js";
import type { Log } from "./log.js";
import type { Outcome, Run } from "./queue.js";
import { runWorker, type Ended } from "./run-worker.js";
import type { Settings } from "./settings.js";

type JobSettings = Pick<Settings, "apiUrl" | "presets" | "jobSeconds" | "jobMemory" | "mostChangedFiles" | "retryMinutes">;

const OVER: Outcome = { kind: "over" };
const MINUTE = 60_000;

/** Reviews pull requests, and says in the log what came of it. */
export function performer(app: Pick<GitHubApp, "tokenFor" | "userAgent">, settings: JobSettings, log: Log): Run<Job> {
  return async (job, tries, signal) => {
    const jobLog = log.child({ pull: titleOf(job), try: tries });
    const began = performance.now();
    jobLog.info("review begins");
    const ended = await perform(job, app, settings, signal, jobLog);
    const milliseconds = Math.round(performance.now() - began);
    const minutes = isWorthRetrying(ended) ? settings.retryMinutes[tries - 1] : undefined;
    tell(ended, jobLog.child({ milliseconds, ...(minutes === undefined ? {} : { againInMinutes: minutes }) }));
    return minutes === undefined ? OVER : { kind: "again", afterMilliseconds: minutes * MINUTE };
  };
}

async function perform(job: Job, app: Pick<GitHubApp, "tokenFor" | "userAgent">, { apiUrl, presets, jobSeconds: seconds, jobMemory: memory, mostChangedFiles }: JobSettings, signal: AbortSignal, log: Log): Promise<Ended> {
  let token: string;
  try {
    token = await Promise.race([app.tokenFor(job), giveUp(seconds, signal)]);
  } catch (error) {
    if (signal.aborted) return { kind: "aborted" };
    return { kind: "failed", why: `GitHub gives no token: ${printable(error instanceof Error ? (error.message.split("\n")[0] ?? "") : "")}` };
  }
  const order = { name: job.name, apiUrl, token, userAgent: app.userAgent, presets, mostChangedFiles };
  return await runWorker(order, { seconds, memory }, signal, (sentence) => { log.info(sentence); });
}

async function giveUp(seconds: number, signal: AbortSignal): Promise<never> {
  await pause(seconds * 1_000, undefined, { signal, ref: false });
  throw new Error("no answer in time");
}

/** What may be different the next time, because GitHub or the network is. */
function isWorthRetrying(ended: Ended): boolean {
  // Of a new head an event tells, which takes the place of another try; it may have got lost.
  return ended.kind === "failed" || ended.kind === "timed-out" || (ended.kind === "reviewed" && ended.published.kind === "moved");
}

function tell(ended: Ended, log: Log): void {
  switch (ended.kind) {
    case "reviewed": {
      const { published, head, failures } = ended;
      for (const { rule, file } of failures) log.error({ rule, file }, "a rule failed, which is a fault of compose-lint");
      if (published.kind === "read-only") log.error({ head }, "the App may not write: it needs the permission Pull requests: read and write");
      else if (published.kind === "moved") log.info({ head: published.head }, "not told: the pull request has another head by now");
      else log.info({ head, ...published }, "review is done");
      return;
    }
    case "closed":
      log.info("not reviewed: the pull request is not open");
      return;
    case "too-large":
      log.warn({ files: ended.files }, "not reviewed: the pull request changes more files than MOST_CHANGED_FILES");
      return;
    case "failed":
      log.error({ why: ended.why }, "review failed");
      return;
    case "timed-out":
      log.error("review took longer than JOB_SECONDS");
      return;
    case "out-of-memory":
      log.error("review needs more memory than JOB_MEMORY");
      return;
    case "broken":
      log.error(whereBroken(ended.error), "review broke, which is a fault of compose-lint");
      return;
    case "aborted":
      log.info("review was stopped");
  }
}

/** Without the sentence of the error, in which there may be something of a file. */
function whereBroken(error: unknown): object {
  if (!(error instanceof Error)) return {};
  return { type: error.name, at: (error.stack ?? "").split("\n").filter((line) => /^\s+at /.test(line)).slice(0, 5).map((line) => line.trim()) };
}
