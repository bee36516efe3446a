import { printable, Trouble } from "@compose-lint/workspace";

/** An answer of GitHub that is none. */
interface Failure {
  /** Of HTTP; 500 as well where there was no answer at all. */
  readonly status: number;
  readonly message: string;
}

/** What went wrong between us and GitHub, if that is what an error is about. */
export function failureIn(error: unknown): Failure | undefined {
  return error instanceof Error && "status" in error && typeof error.status === "number" ? { status: error.status, message: error.message } : undefined;
}

/** Whether a token may read and not write: what the pipeline of a stranger's pull request is given. */
export function isReadOnly(error: unknown): boolean {
  const failure = failureIn(error);
  return failure?.status === 403 && !isRateLimit(failure);
}

/** Whether GitHub may or may not have done what it was asked to. */
export function isUncertain(error: unknown): boolean {
  return (failureIn(error)?.status ?? 0) >= 500;
}

function isRateLimit({ message }: Failure): boolean {
  return /rate limit/i.test(message);
}

/**
 * Says what somebody can do about it.
 * @throws Trouble if GitHub has refused something, or cannot be reached; anything else as it is.
 */
export function explainFailure(error: unknown, doing: string): never {
  const failure = failureIn(error);
  if (!failure) throw error;
  throw new Trouble(`GitHub: ${doing} failed: ${printable(failure.message.split("\n")[0] ?? "")}.${nextStep(failure)}`);
}

function nextStep(failure: Failure): string {
  if (isRateLimit(failure)) return "\n  Run it again later; a token of its own has a limit of its own.";
  switch (failure.status) {
    case 401:
      return "\n  The token is not accepted. Is GITHUB_TOKEN set to a token that is still valid?";
    case 403:
      return "\n  The token may not do that. It needs the permissions contents: read and pull-requests: write.";
    case 404:
      return "\n  There is no such repository, pull request or commit, or the token may not see it. It needs the permissions contents: read and pull-requests: write.";
    default:
      return failure.status >= 500 ? "\n  GitHub could not answer. Run it again later." : "";
  }
}
