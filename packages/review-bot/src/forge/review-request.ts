import type { Diagnostic } from "@compose-lint/core";
import type { Forge } from "../markdown/forge.js";
import type { Change } from "../review/change.js";
import { reviewChange, type Review, type ReviewOptions } from "../review/review.js";
import { suggestible } from "./suggestible.js";
import type { Published } from "./published.js";

/** A change that somebody asks a forge to take: a pull request, or a merge request. */
export interface ChangeRequest {
  /** The full hash of its head as it is now. */
  readonly head: string;
  /** @throws Trouble if the forge does not tell. */
  change(): Promise<Change>;
  /** @throws Trouble if the forge refuses. */
  publish(review: Review): Promise<Published>;
}

/** What is wanted of a review on a forge. */
export interface RequestWishes {
  /** The head that somebody wants to be reviewed; absent for the one that it has. */
  readonly expectedHead?: string;
  /** A folder that may be a checkout of the repository. */
  readonly cwd: string;
  /** Whether to say nothing on the forge. */
  readonly isDryRun: boolean;
}

/** A review, and what became of it; no review if there was no use in making one. */
export type Reviewed = { readonly review: Review; readonly published?: Published } | { readonly published: Extract<Published, { kind: "moved" }> };

/** What is known already, by what the repository says of it. */
export type KnownIn = (change: Change) => Promise<(diagnostics: readonly Diagnostic[]) => ReadonlySet<Diagnostic>>;

/**
 * Reviews what somebody asks a forge to take, and tells it there.
 * @throws Trouble if it cannot be read or told, or the configuration cannot be used.
 */
export async function reviewRequest(request: ChangeRequest, forge: Forge, { expectedHead, isDryRun }: RequestWishes, options: Omit<ReviewOptions, "isKnown">, knownIn?: KnownIn): Promise<Reviewed> {
  if (expectedHead !== undefined && expectedHead !== request.head) return { published: { kind: "moved", head: request.head } };
  const review = await reviewFor(forge, await request.change(), options, knownIn);
  return isDryRun ? { review } : { review, published: await request.publish(review) };
}

/**
 * Reviews a change as a forge takes it.
 * @throws Trouble if it cannot be read, or the configuration cannot be used.
 */
export async function reviewFor(forge: Forge, change: Change, options: Omit<ReviewOptions, "isKnown">, knownIn?: KnownIn): Promise<Review> {
  return suggestible(await reviewChange(change, { ...options, ...(knownIn ? { isKnown: await knownIn(change) } : {}) }), forge);
}
