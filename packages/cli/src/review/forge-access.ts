import type * as reviewing from "@compose-lint/review-bot";
import type { Forge, KnownIn, Review, Reviewed, ReviewOptions } from "@compose-lint/review-bot";
import type { Environment, PipelineEvent, RequestName } from "./pipeline-event.js";

/** The package that reviews, which is loaded when it is needed. */
export type Reviewer = typeof reviewing;

/** What is asked for on a forge. */
export interface AskedReview {
  readonly name: RequestName;
  /** The head that a pipeline runs for. */
  readonly expectedHead?: string;
  readonly token: string;
  readonly cwd: string;
  readonly isDryRun: boolean;
  readonly onWait: (sentence: string) => void;
}

/** How this command gets at a forge. */
export interface ForgeAccess {
  /** How comments are written there. */
  forge(reviewer: Reviewer): Forge;
  /**
   * What the pipeline runs for; nothing if this is no pipeline of the forge, or one of something else.
   * @throws Trouble if that cannot be read.
   */
  event(environment: Environment): PipelineEvent | undefined;
  /**
   * Nothing if there is none.
   * @throws Trouble if it is one that is of no use.
   */
  token(environment: Environment): string | undefined;
  /** @throws Trouble if the forge refuses, or cannot be reached. */
  review(reviewer: Reviewer, asked: AskedReview, environment: Environment, options: Omit<ReviewOptions, "isKnown">, knownIn: KnownIn | undefined): Promise<Reviewed>;
  /** What a pipeline shows in place of comments. */
  inPipeline(review: Review, reviewer: Reviewer): string;
  readonly words: ForgeWords;
}

/** Sentences, and parts of them. */
export interface ForgeWords {
  readonly request: "pull request" | "merge request";
  /** What became of comments that do not hold any more. */
  readonly hidden: "hidden" | "resolved";
  /** How to give a token. */
  readonly token: string;
  /** Why a pipeline without a token tells nobody; absent where every pipeline has one, so that something is wrong. */
  readonly withoutToken?: string;
  readonly readOnly: string;
  /** Why comments that do not hold any more may be left as they are. */
  readonly left: string;
}
