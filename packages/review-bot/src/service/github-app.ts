import { Probot } from "probot";
import { keyOf, type Job } from "./job.js";
import type { Log } from "./log.js";
import type { JobQueue } from "./queue.js";
import type { Settings } from "./settings.js";

declare const COMPOSE_LINT_VERSION: string | undefined;

/** What the App may do with a repository while it reviews a pull request there. */
const PERMISSIONS = { contents: "read", pull_requests: "write" } as const;

/** Our side of the GitHub App: the events that reach it, and what it asks for itself. */
export class GitHubApp {
  readonly userAgent = `compose-lint/${typeof COMPOSE_LINT_VERSION === "string" ? COMPOSE_LINT_VERSION : "0.0.0-source"}`;
  readonly probot: Probot;

  constructor(
    { appId, privateKey, webhookSecret: secret, apiUrl: baseUrl }: Pick<Settings, "appId" | "privateKey" | "webhookSecret" | "apiUrl">,
    log: Log,
  ) {
    this.probot = new Probot({ appId, privateKey, secret, baseUrl, log });
  }

  /** Has events put jobs into a queue. */
  feed(queue: Pick<JobQueue<Job>, "replace" | "drop">): void {
    this.probot.on(["pull_request.opened", "pull_request.reopened", "pull_request.synchronize"], ({ payload }) => {
      const job = jobOf(payload);
      if (job) queue.replace(keyOf(job), job);
    });
    this.probot.on("pull_request.edited", ({ payload }) => {
      const job = jobOf(payload);
      // Words are edited as well, which changes nothing for a review.
      if (job && payload.changes.base) queue.replace(keyOf(job), job);
    });
    this.probot.on("pull_request.closed", ({ payload }) => {
      const job = jobOf(payload);
      if (job) queue.drop(keyOf(job));
    });
  }

  /** A token that is good for an hour, for one repository and for what a review does there. */
  async tokenFor({ installationId: installation_id, repositoryId }: Job): Promise<string> {
    const app = await this.probot.auth();
    const { data } = await app.request("POST /app/installations/{installation_id}/access_tokens", { installation_id, repository_ids: [repositoryId], permissions: PERMISSIONS });
    return data.token;
  }

  /** Where the App is installed, by numbers. Who has suspended it is left out. */
  async installations(): Promise<readonly number[]> {
    const app = await this.probot.auth();
    const all = await app.paginate("GET /app/installations", { per_page: 100 });
    return all.flatMap(({ id, suspended_at: suspended }) => (suspended ? [] : [id]));
  }

  /** The open pull requests of an installation that something has happened to since some moment, in milliseconds since 1970. */
  async *pullRequestsOf(installationId: number, since: number): AsyncGenerator<Job> {
    const client = await this.probot.auth(installationId);
    const repositories = await client.paginate("GET /installation/repositories", { per_page: 100 });
    for (const { id: repositoryId, name: repo, owner: { login: owner }, archived } of repositories) {
      if (archived) continue;
      const pages = client.paginate.iterator("GET /repos/{owner}/{repo}/pulls", { owner, repo, state: "open", sort: "updated", direction: "desc", per_page: 100 });
      for await (const { data: pulls } of pages) {
        const recent = pulls.filter(({ updated_at: updated }) => Date.parse(updated) >= since);
        for (const { number: pull_number } of recent) yield { name: { owner, repo, pull_number }, repositoryId, installationId };
        if (recent.length < pulls.length) break;
      }
    }
  }
}

interface PullRequestPayload {
  readonly installation?: { readonly id: number };
  readonly repository: { readonly id: number; readonly name: string; readonly owner: { readonly login: string } };
  readonly pull_request: { readonly number: number };
}

/** Nothing for an event that is not from an installation, as one is that a repository sends by itself. */
function jobOf({ installation, repository: { id: repositoryId, name: repo, owner: { login: owner } }, pull_request: { number: pull_number } }: PullRequestPayload): Job | undefined {
  return installation && { name: { owner, repo, pull_number }, repositoryId, installationId: installation.id };
}
