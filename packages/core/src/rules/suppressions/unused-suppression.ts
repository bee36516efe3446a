import { defineCommentRule, type Fix } from "../rule.js";
import type { CommentReview } from "../suppression.js";

/** A comment that hides nothing today hides what somebody does wrong in that place tomorrow. */
export default defineCommentRule({
  summary: "A `compose-lint-disable` comment has nothing to hide.",
  severity: "warning",
  presets: ["recommended", "production", "strict"],
  fixable: "safe",
  references: ["https://eslint.org/docs/latest/use/configure/rules#report-unused-eslint-disable-comments"],
  messages: {
    whole: ({ named }: { named: readonly string[] }) => `${named.length === 0 ? "No rule finds anything" : `${inWords(named)} ${named.length === 1 ? "finds" : "find"} nothing`} here, so that this comment suppresses nothing. Remove it.`,
    part: ({ named }: { named: readonly string[] }) => `This comment need not name ${inWords(named)}: there is nothing to suppress.`,
    below: ({ named }: { named: readonly string[] }) => `What this comment is to suppress is not on its line, but below that. Put it where ${inWords(named)} ${named.length === 1 ? "points" : "point"}.`,
    end: () => "Nothing is disabled here that this comment could enable again. Remove it.",
  },
  review({ suppression, use, place }, report) {
    if (use.kind === "misplaced") report({ at: place, message: ["below", { named: use.rules }] });
    if (!suppression || (use.kind !== "in-vain" && use.kind !== "partly")) return;
    const named = suppression.rules === "all" ? [] : suppression.rules.map(({ name }) => name);
    const fix = removal(place, use);
    if (use.kind === "partly") report({ at: place, message: ["part", { named: use.idle }], fix });
    else report({ at: place, message: suppression.kind === "enable" ? ["end"] : ["whole", { named }], fix });
  },
});

function removal({ file }: CommentReview["place"], use: Extract<CommentReview["use"], { readonly removal: unknown }>): Fix {
  const title = use.kind === "in-vain" ? "Remove the comment" : `Leave ${inWords(use.idle)} out of the comment`;
  return { title, safety: "safe", because: "It suppresses nothing.", operations: [], comment: { path: file.path, edit: use.removal } };
}

function inWords(names: readonly string[]): string {
  return names.length < 2 ? names.join() : `${names.slice(0, -1).join(", ")} and ${names.at(-1) ?? ""}`;
}
