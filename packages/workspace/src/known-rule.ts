import { rules as builtIn, type Rule } from "@compose-lint/core";
import { namesLike } from "./names-like.js";
import { printable } from "./printable.js";
import { Trouble } from "./trouble.js";

/**
 * The rule of a name that somebody typed, `where` if not as a word of its own.
 * @throws Trouble if there is none, with those that may be meant.
 */
export function knownRule(name: string, where?: string, rules: readonly Rule[] = builtIn): Rule {
  const rule = rules.find((each) => each.name === name);
  if (rule) return rule;
  const prefix = where === undefined ? "" : `${where}: `;
  if (name === "") throw new Trouble(`${prefix}the name of a rule is empty.`);
  const meant = rulesMeant(name, rules.map((each) => each.name));
  throw new Trouble(`${prefix}there is no rule '${printable(name)}'.${meant.length === 0 ? "" : `\n  (Did you mean ${meant.join(" or ")}?)`}`);
}

/** The rules that somebody may mean by a name that none of `names` is: another tool's name, or one that is much like it. */
export function rulesMeant(name: string, names: readonly string[]): readonly string[] {
  const called = rulesCalled(name);
  return called.length === 0 ? namesLike(name, names) : called.map((rule) => rule.name);
}

/** The rules that another tool or guide has under a name or number, as in `CL-0005`. */
export function rulesCalled(name: string): readonly Rule[] {
  return builtIn.filter(({ tags }) => tags.some((tag) => tag.slice(tag.indexOf(":") + 1) === name));
}
