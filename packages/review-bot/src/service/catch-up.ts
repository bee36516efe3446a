import { setTimeout as pause } from "node:timers/promises";
import type { GitHubApp } from "./github-app.js";
import { keyOf, type Job } from "./job.js";
import type { Log } from "./log.js";
import type { JobQueue } from "./queue.js";
import type { Settings } from "./settings.js";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Where the look-up of pull requests stands that may have been missed. */
export type CatchUpState = "running" | "done" | "incomplete";

/**
 * Queues every open pull request that something has happened to lately: nothing that was accepted before is kept but by GitHub itself.
 * One that has its review already is told nothing new by another.
 * @returns whether all installations could be looked up; `running` if it was aborted.
 */
export async function catchUp(app: Pick<GitHubApp, "installations" | "pullRequestsOf">, queue: Pick<JobQueue<Job>, "addIfNew">, { catchUpHours, retryMinutes }: Pick<Settings, "catchUpHours" | "retryMinutes">, log: Log, signal: AbortSignal): Promise<CatchUpState> {
  const since = Date.now() - catchUpHours * HOUR;
  let left: readonly number[] | undefined;
  let found = 0;
  for (const minutes of [0, ...retryMinutes]) {
    try {
      await pause(minutes * MINUTE, undefined, { signal });
      left ??= await app.installations();
    } catch (error) {
      if (signal.aborted) return "running";
      log.error({ err: error }, "the installations of the App could not be listed");
      continue;
    }
    const failed: number[] = [];
    for (const installation of left) {
      try {
        for await (const job of app.pullRequestsOf(installation, since)) {
          if (signal.aborted) return "running";
          queue.addIfNew(keyOf(job), job);
          found += 1;
        }
      } catch (error) {
        log.error({ err: error, installation }, "the pull requests of an installation could not be listed");
        failed.push(installation);
      }
    }
    left = failed;
    if (left.length === 0) {
      log.info({ pullRequests: found, hours: catchUpHours }, "looked up what may have been missed");
      return "done";
    }
  }
  log.error({ installations: left }, "gave up looking up what may have been missed; restart to try again");
  return "incomplete";
}
