import { readFileSync } from "node:fs";
import { explainSystemError, Trouble } from "@compose-lint/workspace";

type Environment = Readonly<Record<string, string | undefined>>;

/** A pull request that GitHub Actions runs for. */
export interface PipelineEvent {
  readonly repo: string;
  readonly pr: number;
  /** The full hash of the head that it runs for. */
  readonly head: string;
  readonly base: string;
}

/**
 * The pull request that this pipeline runs for.
 * @returns nothing if this is no pipeline of GitHub, or one of something else.
 * @throws Trouble if it cannot be read.
 */
export function pipelineEvent({ GITHUB_EVENT_PATH: path, GITHUB_REPOSITORY: repo }: Environment): PipelineEvent | undefined {
  if (!path || !repo) return undefined;
  let event: unknown;
  try {
    event = JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    throw new Trouble(`GITHUB_EVENT_PATH names a file that cannot be read: ${explainSystemError(error)}.`);
  }
  const pull = at(event, "pull_request");
  const [pr, head, base] = [at(pull, "number"), at(at(pull, "head"), "sha"), at(at(pull, "base"), "sha")];
  return typeof pr === "number" && typeof head === "string" && typeof base === "string" ? { repo, pr, head, base } : undefined;
}

/** Where GitHub is, as its pipelines say. */
export function apiUrlIn({ GITHUB_API_URL: url }: Environment): string {
  return url === undefined || url === "" ? "https://api.github.com" : url;
}

/** Nothing if there is none. */
export function tokenIn({ GITHUB_TOKEN: token, GH_TOKEN: other }: Environment): string | undefined {
  return [token, other].find((each) => each !== undefined && each !== "");
}

function at(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null ? Object.entries(value).find(([name]) => name === key)?.[1] : undefined;
}
