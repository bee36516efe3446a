import type { Diagnostic, Severity } from "@compose-lint/core";
import type * as reviewing from "@compose-lint/review-bot";
import type { KnownIn, Published, Review, Reviewed } from "@compose-lint/review-bot";
import { printable, Trouble } from "@compose-lint/workspace";
import type { CommandHost } from "../commands.js";
import { ExitCode } from "../exit-code.js";
import { describeBug } from "../report/bug.js";
import { annotation } from "../report/github.js";
import { counted } from "../report/totals.js";
import { writeTrouble, type Sink } from "../run.js";
import { version } from "../version.js";
import { knownByBaseline } from "./known-by-baseline.js";
import { parseReviewArguments, type ReviewCommandOptions } from "./options.js";
import { apiUrlIn, pipelineEvent, tokenIn } from "./pipeline.js";
import { printReview } from "./print-review.js";

type Reviewer = typeof reviewing;

/**
 * Does what `review`, the first of the words, asks for.
 * @throws Trouble if it makes no sense, or cannot be done.
 */
export async function tellOfReview([, ...words]: readonly string[], { sinks, cwd }: CommandHost): Promise<ExitCode> {
  const options = parseReviewArguments(words);
  if ("text" in options) {
    sinks(undefined).out.write(options.text);
    return ExitCode.Clean;
  }
  const { out, err } = sinks(options.color);
  const note = (sentence: string): void => {
    err.write(`note: ${printable(sentence)}\n`);
  };
  const reviewer = await import("@compose-lint/review-bot");
  const reviewed = await withOurTroubles(() => reviewAsAsked(options, cwd, reviewer, note));
  if (!("review" in reviewed)) {
    note(movedSentence(reviewed.published));
    return ExitCode.Clean;
  }
  const { review, published } = reviewed;
  if (published === undefined) out.write(printReview(review, reviewer));
  else tell(published, review, out, note);
  for (const { rule, file, error } of review.failures) writeTrouble(describeBug(`the rule ${rule} failed on ${file}`, error), err);
  if (review.failures.length > 0) return ExitCode.Failure;
  return isBad(findingsOf(review), options.failOn) ? ExitCode.Findings : ExitCode.Clean;
}

/** Finds out which change is meant, and reviews it. */
async function reviewAsAsked(options: ReviewCommandOptions, cwd: string, { gitChange, reviewChange, reviewPullRequest }: Reviewer, onWait: (sentence: string) => void): Promise<Reviewed> {
  const { baseline, base, dryRun, trustBase } = options;
  const knownIn: KnownIn | undefined = baseline === undefined ? undefined : (change) => knownByBaseline(baseline, change);
  const event = base === undefined && options.pr === undefined ? pipelineEvent(process.env) : undefined;
  const pull = options.repo !== undefined && options.pr !== undefined ? { repo: options.repo, pr: options.pr } : event;
  if (base !== undefined && !dryRun) throw new Trouble("--base and --head name commits, and comments need a pull request: add --dry-run to print them, or name it by --repo and --pr.");
  const token = tokenIn(process.env);
  if (pull && (token !== undefined || !dryRun)) {
    if (token === undefined) throw new Trouble("a pull request is read and told with a token: set GITHUB_TOKEN. In GitHub Actions: env: GITHUB_TOKEN: ${{ github.token }}.");
    const [owner = "", repo = ""] = pull.repo.split("/");
    return await reviewPullRequest(
      {
        connection: { apiUrl: apiUrlIn(process.env), token, userAgent: `compose-lint/${version}`, onWait },
        name: { owner, repo, pull_number: pull.pr },
        ...(event ? { expectedHead: event.head } : {}),
        cwd,
        isDryRun: dryRun,
      },
      options,
      knownIn,
    );
  }
  const range = base !== undefined ? { base, head: options.head ?? "HEAD" } : event;
  if (!range) throw new Trouble("what should be reviewed? Name a pull request by --repo and --pr, or add --dry-run and --base, such as --base origin/main. In GitHub Actions, a pull_request event tells.");
  const change = await gitChange(cwd, range, trustBase);
  return { review: await reviewChange(change, { ...options, ...(knownIn ? { isKnown: await knownIn(change) } : {}) }) };
}

/** The reviewer is bundled by itself, so that its troubles are of another class than ours. */
async function withOurTroubles<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Error && error.name === "Trouble" && !(error instanceof Trouble)) throw new ReviewTrouble(error);
    throw error;
  }
}

class ReviewTrouble extends Trouble {
  override readonly seeAlso: string;

  constructor(cause: Error) {
    super(cause.message);
    this.seeAlso = "seeAlso" in cause && typeof cause.seeAlso === "string" ? cause.seeAlso : "";
  }
}

function tell(published: Published, review: Review, out: Sink, note: (sentence: string) => void): void {
  switch (published.kind) {
    case "told": {
      const { url, made, kept, hidden, withoutComments } = published;
      note(`${counted(made, "comment")} made, ${String(kept)} kept, ${String(hidden)} hidden${url === undefined ? "" : `: ${url}`}.`);
      if (withoutComments) note("GitHub refused the comments on the lines, so that all is in the summary.");
      return;
    }
    case "nothing":
      note("this change brings nothing that a review would tell.");
      return;
    case "moved":
      note(movedSentence(published));
      return;
    case "read-only":
      // What a pipeline prints is all that is left.
      out.write(findingsOf(review).map((diagnostic) => annotation(diagnostic, diagnostic.place.file.path)).join(""));
      note("the token may not write, as in the pipeline of a pull request from a fork, so that these are annotations and no comments. The suggestions need pull-requests: write.");
  }
}

function movedSentence({ head }: Extract<Published, { kind: "moved" }>): string {
  return `the pull request is at ${head.slice(0, 12)} by now, so that nothing was said of an older commit.`;
}

const ORDER: readonly Severity[] = ["error", "warning", "info"];

/** All that a change brings, the gravest first: of annotations, GitHub shows the first ten of a kind. */
function findingsOf({ comments, others }: Review): readonly Diagnostic[] {
  return [...comments.flatMap(({ suggestion, waiting }) => [...suggestion.mends, ...waiting]), ...others.map(({ diagnostic }) => diagnostic)].sort((a, b) => ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity));
}

function isBad(findings: readonly Diagnostic[], failOn: ReviewCommandOptions["failOn"]): boolean {
  return failOn !== "never" && findings.some(({ severity }) => ORDER.indexOf(severity) <= ORDER.indexOf(failOn));
}
