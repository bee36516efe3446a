import type { DirectiveType } from "@eslint/core";

/** The label of a comment that configures rules. */
export const CONFIGURATION = "eslint";

const DISABLING: ReadonlyMap<string, DirectiveType> = new Map([
  ["eslint-disable", "disable"],
  ["eslint-enable", "enable"],
  ["eslint-disable-line", "disable-line"],
  ["eslint-disable-next-line", "disable-next-line"],
]);

/** What a comment with this label does; nothing if it is none that disables or enables rules. */
export function asDisableDirective(label: string): DirectiveType | undefined {
  return DISABLING.get(label);
}

/** Whether a comment, without its `#`, speaks to ESLint. */
export function isForEslint(comment: string): boolean {
  const [, label = ""] = /^\s*([a-z-]+)(?:\s|$)/.exec(comment) ?? [];
  return label === CONFIGURATION || DISABLING.has(label);
}
