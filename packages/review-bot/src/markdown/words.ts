import type { Diagnostic, Severity } from "@compose-lint/core";
import type { Grade } from "@compose-lint/core/audit";
import { codeSpan, DOCUMENTATION } from "@compose-lint/workspace";
import type { Forge } from "./forge.js";

export const SEVERITY_SIGNS: Readonly<Record<Severity, string>> = { error: "🛑", warning: "⚠️", info: "ℹ️" };
/** Coloured, and told apart by their shapes as well. */
export const GRADE_DOTS: Readonly<Record<Grade, string>> = { green: "✅", amber: "⚠️", red: "❌", grey: "➖" };

/** In UTF-16 code units. A name in a file may be as long as its writer likes. */
const MOST_TEXT = 2_000;

/** Text from a file, as it is shown in a sentence. */
export function shown(text: string, forge: Forge): string {
  return forge.text(clipped(text));
}

/** A name or path, as it is shown in a sentence. */
export function shownName(text: string): string {
  return codeSpan(clipped(text));
}

function clipped(text: string): string {
  return text.length > MOST_TEXT ? `${text.slice(0, MOST_TEXT)}…` : text;
}

/** The sentence of a finding, with a link to what is to be known of its rule. */
export function sentenceOf({ rule, severity, message }: Diagnostic, forge: Forge): string {
  return `${SEVERITY_SIGNS[severity]} ${severity}: ${shown(message, forge)} ([${codeSpan(rule)}](${new URL(`rules/${rule}.md`, DOCUMENTATION).href}))`;
}

/** `1 finding`, `2 findings` */
export function counted(count: number, noun: string): string {
  return `${String(count)} ${noun}${count === 1 ? "" : "s"}`;
}

/** `a, b and c` */
export function listed(items: readonly string[]): string {
  return items.length < 2 ? items.join("") : `${items.slice(0, -1).join(", ")} and ${items.at(-1) ?? ""}`;
}
