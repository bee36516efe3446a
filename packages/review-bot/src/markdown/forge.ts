import type { Suggestion } from "../review/suggest.js";

/** What differs between forges in how a review is written. */
export interface Forge {
  readonly name: string;
  /** The most characters that a comment may have. */
  readonly mostCharacters: number;
  /** What stands behind the fence of a suggestion, whose comment stands at its last line. */
  suggestionInfo(suggestion: Suggestion): string;
  /** Why it cannot be a suggestion there, as what follows "because"; nothing if it can. */
  obstacle(suggestion: Suggestion): string | undefined;
  /** Any text as it is shown in a sentence: on one line, and with nothing in it that the forge would obey. */
  text(text: string): string;
}
