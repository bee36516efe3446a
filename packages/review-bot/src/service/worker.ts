/** Reviews one pull request in a thread of its own, which can be stopped at any time and whose memory is limited. */
import { tmpdir } from "node:os";
import { parentPort, workerData } from "node:worker_threads";
import { Trouble } from "@compose-lint/workspace";
import { connect, type Connection } from "../github/client.js";
import { explainFailure } from "../github/failure.js";
import { reviewPullRequest } from "../github/review-pull-request.js";
import type { Message, Order, Result } from "./order.js";

async function carryOut({ name, apiUrl, token, userAgent, presets, mostChangedFiles }: Order, cwd: string): Promise<Result> {
  const connection: Connection = { apiUrl, token, userAgent, onWait: (wait) => { tell({ wait }); } };
  const { state, changed_files: files } = await pullRequest(connection, name);
  if (state !== "open") return { kind: "closed" };
  if (files > mostChangedFiles) return { kind: "too-large", files };
  const reviewed = await reviewPullRequest({ connection, name, cwd, isDryRun: false }, { presets, levels: new Map(), skip: new Set(), trustBase: true });
  if (!("review" in reviewed) || !reviewed.published) return { kind: "failed", why: "The review was not published." };
  return { kind: "reviewed", published: reviewed.published, head: reviewed.review.head, failures: reviewed.review.failures.map(({ rule, file }) => ({ rule, file })) };
}

async function pullRequest(connection: Connection, name: Order["name"]): Promise<{ readonly state: string; readonly changed_files: number }> {
  try {
    return (await connect(connection).request("GET /repos/{owner}/{repo}/pulls/{pull_number}", { ...name })).data;
  } catch (error) {
    return explainFailure(error, `reading pull request ${String(name.pull_number)} of ${name.owner}/${name.repo}`);
  }
}

function tell(message: Message): void {
  parentPort?.postMessage(message);
}

try {
  // What starts this gives it an order and an empty folder for whatever is temporary: no checkout is there, so that files come from GitHub.
  tell({ result: await carryOut(workerData as Order, tmpdir()) });
} catch (error) {
  if (!(error instanceof Trouble)) throw error;
  tell({ result: { kind: "failed", why: error.message } });
}
