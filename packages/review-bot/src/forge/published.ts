/** What became of a review. */
export type Published =
  | {
      readonly kind: "told";
      readonly url?: string;
      /** New comments, those of before that still hold, and those that do not, of which some were hidden or resolved and others could not be. */
      readonly made: number;
      readonly kept: number;
      readonly hidden: number;
      readonly left: number;
      /** Comments that the forge has refused; what they would have said is in the summary. */
      readonly refused: number;
    }
  /** There was nothing to say, and nothing had been said before. */
  | { readonly kind: "nothing" }
  /** The change has another head by now, which has a review of its own to come. */
  | { readonly kind: "moved"; readonly head: string }
  /** The token may not write. */
  | { readonly kind: "read-only" };
