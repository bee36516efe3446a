import type { Diagnostic } from "@compose-lint/core";
import type { KnownIn, Published, Reviewed } from "@compose-lint/review-bot";
import { printable, Trouble } from "@compose-lint/workspace";
import type { CommandHost } from "../commands.js";
import { ExitCode } from "../exit-code.js";
import { describeBug } from "../report/bug.js";
import { counted } from "../report/totals.js";
import { writeTrouble } from "../run.js";
import { findingsOf, ORDER } from "./findings.js";
import type { ForgeAccess, Reviewer } from "./forge-access.js";
import { forgeFor } from "./forges.js";
import { knownByBaseline } from "./known-by-baseline.js";
import { parseReviewArguments, type ReviewCommandOptions } from "./options.js";
import { printReview } from "./print-review.js";

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
  const access = forgeFor(options.forge, process.env);
  const reviewer = await import("@compose-lint/review-bot");
  const reviewed = await withOurTroubles(() => reviewAsAsked(options, cwd, reviewer, access, note));
  if (!("review" in reviewed)) {
    note(movedSentence(reviewed.published, access));
    return ExitCode.Clean;
  }
  const { review, published } = reviewed;
  if (published === undefined) out.write(printReview(review, reviewer, access.forge(reviewer)));
  else if (published.kind === "read-only") out.write(access.inPipeline(review, reviewer));
  if (published) for (const sentence of sentencesOf(published, access)) note(sentence);
  for (const { rule, file, error } of review.failures) writeTrouble(describeBug(`the rule ${rule} failed on ${file}`, error), err);
  if (review.failures.length > 0) return ExitCode.Failure;
  return isBad(findingsOf(review), options.failOn) ? ExitCode.Findings : ExitCode.Clean;
}

/** Finds out which change is meant, and reviews it. */
async function reviewAsAsked(options: ReviewCommandOptions, cwd: string, reviewer: Reviewer, access: ForgeAccess, note: (sentence: string) => void): Promise<Reviewed> {
  const { baseline, base, dryRun, trustBase, repo, pr } = options;
  const knownIn: KnownIn | undefined = baseline === undefined ? undefined : (change) => knownByBaseline(baseline, change);
  const event = base === undefined && pr === undefined ? access.event(process.env) : undefined;
  const name = repo !== undefined && pr !== undefined ? { repo, pr } : event;
  if (base !== undefined && !dryRun) throw new Trouble("--base and --head name commits, and comments need a pull request: add --dry-run to print them, or name it by --repo and --pr.");
  const token = access.token(process.env);
  if (name && token !== undefined) return await access.review(reviewer, { name, ...(event ? { expectedHead: event.head } : {}), token, cwd, isDryRun: dryRun, onWait: note }, process.env, options, knownIn);
  const { withoutToken, request, token: tokenWords } = access.words;
  if (name && (!event || (!dryRun && withoutToken === undefined))) throw new Trouble(`a ${request} is read and told with a token: ${tokenWords}`);
  if (name && !dryRun && withoutToken !== undefined) note(withoutToken);
  const range = base !== undefined ? { base, head: options.head ?? "HEAD" } : event;
  if (!range) throw new Trouble("what should be reviewed? Name a pull request by --repo and --pr, or add --dry-run and --base, such as --base origin/main. In GitHub Actions, a pull_request event tells; in GitLab, a pipeline for a merge request does.");
  return { review: await reviewer.reviewFor(access.forge(reviewer), await reviewer.gitChange(cwd, range, trustBase), options, knownIn) };
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

/** What became of a review. */
function sentencesOf(published: Published, access: ForgeAccess): readonly string[] {
  const { words } = access;
  switch (published.kind) {
    case "told": {
      const { url, made, kept, hidden, left, refused } = published;
      return [
        `${counted(made, "comment")} made, ${String(kept)} kept, ${String(hidden)} ${words.hidden}${url === undefined ? "" : `: ${url}`}.`,
        ...(left > 0 ? [`${counted(left, "comment")} that ${left === 1 ? "does" : "do"} not hold any more could not be ${words.hidden}: ${words.left}.`] : []),
        ...(refused > 0 ? [`${counted(refused, "comment")} on the lines ${refused === 1 ? "was" : "were"} refused, so that what ${refused === 1 ? "it" : "they"} would say is in the summary.`] : []),
      ];
    }
    case "nothing":
      return ["this change brings nothing that a review would tell."];
    case "moved":
      return [movedSentence(published, access)];
    case "read-only":
      return [words.readOnly];
  }
}

function movedSentence({ head }: Extract<Published, { kind: "moved" }>, { words }: ForgeAccess): string {
  return `the ${words.request} is at ${head.slice(0, 12)} by now, so that nothing was said of an older commit.`;
}

function isBad(findings: readonly Diagnostic[], failOn: ReviewCommandOptions["failOn"]): boolean {
  return failOn !== "never" && findings.some(({ severity }) => ORDER.indexOf(severity) <= ORDER.indexOf(failOn));
}
