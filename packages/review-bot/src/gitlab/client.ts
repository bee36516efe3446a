import { Trouble } from "@compose-lint/workspace";
import retrying from "fetch-retry";
import createClient, { type Client as ApiClient } from "openapi-fetch";
import { LONGEST_WAIT, MOST_WAITS, SECOND, TIMEOUT, type ForgeConnection } from "../forge/connection.js";
import type { paths } from "./api.generated.js";
import { answerOf } from "./failure.js";

/** Where GitLab is, and who asks. */
export interface Connection extends ForgeConnection {
  /** How long a second of waiting is, in milliseconds. Absent but for tests. */
  readonly second?: number;
}

/** The API of GitLab, as far as it is used here. */
export type Client = ApiClient<paths>;

/** In seconds. GitLab counts comments by the minute, and does not always say how long to wait. */
const USUAL_WAIT = 60;
/** More pages than these are not read. */
const MOST_PAGES = 500;

/** A client that waits where GitLab asks for it, tries again what failed on GitLab's side, and gives up after a while. */
export function connect({ apiUrl, token, userAgent, onWait = () => undefined, second = SECOND }: Connection): Client {
  const once = async (request: Request): Promise<Response> => await fetch(request, { signal: AbortSignal.timeout(TIMEOUT) });
  const patient = (isRepeatable: boolean): typeof once =>
    retrying(once, {
      retryOn(count, error, response) {
        if (count >= MOST_WAITS) return false;
        if (response?.status !== 429) return isRepeatable && (error !== null || (response?.status ?? 0) >= 500);
        const seconds = waitIn(response);
        const isWorthIt = seconds <= LONGEST_WAIT;
        if (isWorthIt) onWait(`GitLab asks to wait ${String(seconds)} seconds (rate limit).`);
        return isWorthIt;
      },
      retryDelay: (count, _error, response) => (response?.status === 429 ? waitIn(response) : (count + 1) ** 2) * second,
    });
  // What GitLab was asked to make may have been made although there was no answer.
  const [repeating, careful] = [patient(true), patient(false)];
  return createClient<paths>({
    baseUrl: apiUrl,
    headers: { authorization: `Bearer ${token}`, "user-agent": userAgent },
    fetch: (request) => (request.method === "POST" ? careful : repeating)(request),
  });
}

/** In seconds. */
function waitIn({ headers }: Response): number {
  const seconds = Number(headers.get("retry-after") ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds : USUAL_WAIT;
}

/** What tells one page of a list from another: a number, or a mark of GitLab's own. */
export interface PageQuery {
  readonly per_page: number;
  readonly page?: number;
  readonly page_token?: string;
}

/**
 * All items of a list.
 * @throws Trouble if there are too many; what `answerOf` throws.
 */
export async function allPages<Item>(ask: (query: PageQuery) => Promise<{ readonly data?: readonly Item[] | undefined; readonly error?: unknown; readonly response: Response }>): Promise<readonly Item[]> {
  const items: Item[] = [];
  let query: PageQuery | undefined = { per_page: 100 };
  for (let pages = 0; query; pages += 1) {
    if (pages === MOST_PAGES) throw new Trouble(`GitLab lists more than ${String(MOST_PAGES * query.per_page)} items here. Run the review in a checkout with all of its history, as with GIT_DEPTH: 0.`);
    const answer = await answerOf(ask(query));
    items.push(...answer.data);
    query = nextPage(answer.response);
  }
  return items;
}

/** As GitLab links to it. Source: GitLab, "REST API", "Pagination Link header". */
function nextPage({ headers, url }: Response): PageQuery | undefined {
  const [, link] = /<([^>]+)>;\s*rel="?next"?/.exec(headers.get("link") ?? "") ?? [];
  const next = link === undefined ? undefined : new URL(link, url).searchParams;
  const [page, token] = [next?.get("page"), next?.get("page_token")];
  if (page) return { per_page: 100, page: Number(page) };
  return token ? { per_page: 100, page_token: token } : undefined;
}
