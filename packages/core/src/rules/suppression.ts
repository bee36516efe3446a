import type { Place } from "../compose/place.js";
import type { Range } from "../text/range.js";
import type { TextEdit } from "../text/text-edit.js";

/** What a comment says after `compose-lint-`: which part of its file it is about. */
export type SuppressionKind = "disable-next-line" | "disable-line" | "disable" | "enable" | "disable-file";

/** A comment that keeps findings from being reported, or (`enable`) ends one that does. */
export interface Suppression {
  readonly kind: SuppressionKind;
  /** The comment. */
  readonly place: Place;
  /** The rules that it names; without any names, it is about all of them. */
  readonly rules: "all" | readonly NamedRule[];
  /** What stands behind `--`. */
  readonly reason?: string;
  /** The last day on which it counts, as `2027-03-01`. */
  readonly until?: string;
}

/** A rule as a comment names it. There may be none of that name. */
export interface NamedRule {
  readonly name: string;
  readonly range: Range;
}

/** Something in the words of a comment that cannot be meant. */
export interface CommentFault {
  readonly range: Range;
  readonly message: string;
}

/** A comment that begins as ours do, as it was understood. */
export interface SuppressionComment {
  readonly place: Place;
  readonly faults: readonly CommentFault[];
  /** Absent if it could not be understood: then it suppresses nothing. */
  readonly suppression?: Suppression;
}

/** What came of a comment when all rules had looked at all projects that have its file. */
export interface CommentReview extends SuppressionComment {
  readonly use: CommentUse;
}

export type CommentUse =
  /** It hides something; or nobody can tell, because not all has been looked at. */
  | { readonly kind: "needed" }
  /** There is nothing for it to hide. */
  | { readonly kind: "in-vain"; readonly removal: TextEdit }
  /** There is nothing for it to hide on its line, but there is in what is written below that. */
  | { readonly kind: "misplaced"; readonly rules: readonly string[] }
  /** Some of the rules that it names have nothing to say there. */
  | { readonly kind: "partly"; readonly idle: readonly string[]; readonly removal: TextEdit }
  /** Its day is over, and what it hid is still there. */
  | { readonly kind: "expired"; readonly until: string };
