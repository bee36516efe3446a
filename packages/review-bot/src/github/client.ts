import { Octokit } from "@octokit/core";
import { paginateRest } from "@octokit/plugin-paginate-rest";
import { retry } from "@octokit/plugin-retry";
import { throttling } from "@octokit/plugin-throttling";
import { LONGEST_WAIT, MOST_WAITS, SECOND, TIMEOUT, type ForgeConnection } from "../forge/connection.js";

/** Where GitHub is, and who asks. */
export interface Connection extends ForgeConnection {
  /** Absent but for tests. */
  readonly pace?: Pace;
}

/** How fast things go. */
export interface Pace {
  /** How long a second of waiting is, in milliseconds. */
  readonly second: number;
  /** What keeps requests that write, and those that notify people, apart. */
  readonly limits: Pick<ThrottlingOptions, "write" | "notifications">;
}

type ThrottlingOptions = Exclude<NonNullable<ConstructorParameters<typeof ReviewOctokit>[0]>["throttle"], undefined>;

/** The API of GitHub: what may be asked and what is answered, is typed by GitHub's own description. */
export type Client = InstanceType<typeof ReviewOctokit>;

/** Answers that trying again does not change. After 429 it is the throttling that waits, for as long as GitHub says. */
const FINAL = [400, 401, 403, 404, 410, 422, 429, 451];

const ReviewOctokit = Octokit.plugin(paginateRest, retry, throttling);

/** A client that waits where GitHub asks for it, tries again what failed on GitHub's side, and gives up after a while. */
export function connect({ apiUrl, token, userAgent, onWait = () => undefined, pace = { second: SECOND, limits: {} } }: Connection): Client {
  const waits =
    (why: string) =>
    (seconds: number, _options: unknown, _client: unknown, count: number): boolean => {
      const isWorthIt = seconds <= LONGEST_WAIT && count < MOST_WAITS;
      if (isWorthIt) onWait(`GitHub asks to wait ${String(seconds)} seconds (${why}).`);
      return isWorthIt;
    };
  return new ReviewOctokit({
    auth: token,
    baseUrl: apiUrl.replace(/\/+$/, ""),
    userAgent,
    // A deprecation or a failed try is nothing that people could act on.
    log: { debug: silence, info: silence, warn: silence, error: silence },
    request: { fetch: (url: string, options: RequestInit) => fetch(url, { ...options, signal: AbortSignal.timeout(TIMEOUT) }) },
    retry: { retryAfterBaseValue: pace.second, doNotRetry: FINAL },
    throttle: { id: `${apiUrl} ${userAgent}`, retryAfterBaseValue: pace.second, ...pace.limits, onRateLimit: waits("rate limit"), onSecondaryRateLimit: waits("secondary rate limit") },
  });
}

function silence(): void {
  // Nothing to be told.
}
