import { printable, Trouble } from "@compose-lint/workspace";

/** An answer of GitLab that is none. */
class GitLabFailure extends Error {
  constructor(
    message: string,
    /** Of HTTP; absent where there was no answer. */
    readonly status?: number,
  ) {
    super(message);
  }
}

/** What a client of GitLab's API gives for an operation. */
interface Given<Data> {
  readonly data?: Data | undefined;
  readonly error?: unknown;
  readonly response: Response;
}

/**
 * What GitLab answers.
 * @throws what the other functions here know, if it refuses or does not answer.
 */
export async function answerOf<Data>(asking: Promise<Given<Data>>): Promise<{ readonly data: Data; readonly response: Response }> {
  const { data, error, response } = await asking.catch((cause: unknown) => {
    throw new GitLabFailure(cause instanceof SyntaxError ? "what it answers is no JSON" : reasonOf(cause));
  });
  if (response.ok && data !== undefined) return { data, response };
  throw new GitLabFailure(wordsIn(error) ?? (response.statusText || String(response.status)), response.status);
}

/** Of a connection that failed, the cause says more. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error && error.cause.message !== "" ? error.cause.message : error.message;
}

/** GitLab says what is wrong in `message`, which may be more than a text, or in `error_description` or `error`. */
function wordsIn(answer: unknown): string | undefined {
  if (typeof answer !== "object" || answer === null) return undefined;
  const fields = new Map<string, unknown>(Object.entries(answer));
  const [words] = [fields.get("message"), fields.get("error_description"), fields.get("error")].filter((each) => each !== undefined && each !== null);
  return words === undefined ? undefined : typeof words === "string" ? words : JSON.stringify(words);
}

/** Of HTTP; nothing if that is not what went wrong. */
export function statusIn(error: unknown): number | undefined {
  return error instanceof GitLabFailure ? error.status : undefined;
}

/** What GitLab says against something. */
export function refusalIn(error: unknown): string {
  return error instanceof Error ? error.message : "";
}

/** Whether a token may read and not write: one of the scope `read_api`, or of somebody who may not comment. */
export function isReadOnly(error: unknown): boolean {
  return statusIn(error) === 403;
}

/** Whether GitLab may or may not have done what it was asked to. */
export function isUncertain(error: unknown): boolean {
  return error instanceof GitLabFailure && (error.status ?? 500) >= 500;
}

/**
 * Says what somebody can do about it.
 * @throws Trouble if GitLab has refused something, or cannot be reached; anything else as it is.
 */
export function explainFailure(error: unknown, doing: string): never {
  if (!(error instanceof GitLabFailure)) throw error;
  throw new Trouble(`GitLab: ${doing} failed: ${printable(error.message.split("\n")[0] ?? "").replace(/\.$/, "")}.${nextStep(error)}`);
}

const NEEDS = "It needs the scope api, and the role Developer in the project.";

function nextStep({ status }: GitLabFailure): string {
  switch (status) {
    case undefined:
      return "\n  GitLab could not be asked, or is not what answers. Is CI_API_V4_URL right? If it is, run it again later.";
    case 401:
      return "\n  The token is not accepted. Is GITLAB_TOKEN set to a project, group or personal access token that is still valid? A CI_JOB_TOKEN is none of these.";
    case 403:
      return `\n  The token may not do that. ${NEEDS}`;
    case 404:
      return `\n  There is no such project, merge request or commit, or the token may not see it. ${NEEDS}`;
    case 429:
      return "\n  Run it again later; GitLab limits how often one user may ask.";
    default:
      return status >= 500 ? "\n  GitLab could not answer. Run it again later." : "";
  }
}
