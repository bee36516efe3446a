import { nearest } from "../../compose/schema/did-you-mean.js";
import { rules as ownRules } from "../../rules/registry.generated.js";
import type { Rule } from "../../rules/rule.js";
import type { CommentFault, CommentReview, CommentUse, NamedRule, Suppression } from "../../rules/suppression.js";
import { leaveOut, removeComment } from "./remove-comment.js";
import type { CheckedComment } from "./suppress.js";

/**
 * What is to be said of comments when all projects have been looked at. One that several projects have is of use if it is in any of
 * them. `known` are the rules that there are beside our own.
 */
export function reviewComments(projects: readonly (readonly CheckedComment[])[], known: readonly Rule[]): readonly CommentReview[] {
  const byPlace = new Map<string, CheckedComment[]>();
  for (const comment of projects.flat()) {
    const key = JSON.stringify([comment.place.file.path, comment.place.range.start]);
    byPlace.set(key, [...(byPlace.get(key) ?? []), comment]);
  }
  const names = new Set([...ownRules, ...known].map(({ name }) => name));
  return [...byPlace.values()].flatMap((same): readonly CommentReview[] => {
    const [first] = same;
    if (!first) return [];
    const { place, suppression, faults } = first;
    const nameFaults = suppression && suppression.rules !== "all" ? suppression.rules.flatMap((rule) => nameFault(rule, names, known) ?? []) : [];
    return [{ place, faults: [...faults, ...nameFaults], ...(suppression ? { suppression } : {}), use: suppression ? useOf(suppression, same) : { kind: "needed" } }];
  });
}

function nameFault({ name, range }: NamedRule, names: ReadonlySet<string>, known: readonly Rule[]): CommentFault | undefined {
  if (names.has(name)) {
    const rule = [...ownRules, ...known].find((each) => each.name === name);
    return rule?.review ? { range, message: `Comments do not suppress what ${name} says of comments. Mend the comment that it is about, or turn the rule off in the configuration.` } : undefined;
  }
  const called = ownRules.filter(({ tags }) => tags.some((tag) => tag.slice(tag.indexOf(":") + 1).toLowerCase() === name.toLowerCase())).map((rule) => rule.name);
  const meant = called.length > 0 ? called : nearest(name.replace(/^.*\//, ""), [...names]).names;
  return { range, message: `There is no rule ${name}, so that it is not suppressed.${meant.length === 0 ? " `compose-lint rules` lists all." : ` Did you mean ${meant.join(" or ")}?`}` };
}

function useOf(suppression: Suppression, same: readonly CheckedComment[]): CommentUse {
  const { rules, place } = suppression;
  const inVain: CommentUse = { kind: "in-vain", removal: removeComment(place) };
  const misplaced = [...new Set(same.flatMap(({ below, hides }) => [...below].filter((rule) => !hides.has(rule))))].filter((rule) => rules === "all" || rules.some(({ name }) => name === rule));
  const idle = suppression.kind === "enable" ? endedInVain(same) : idleRules(suppression, same);
  const strayed = idle === "all" ? misplaced : misplaced.filter((rule) => idle.includes(rule));
  if (strayed.length > 0) return { kind: "misplaced", rules: strayed };
  if (idle === "all" || (rules !== "all" && idle.length === rules.length)) return inVain;
  const expired = same.find(({ isExpired, hides }) => isExpired && hides.size > 0);
  if (expired && suppression.until !== undefined) return { kind: "expired", until: suppression.until };
  const removal = rules === "all" ? undefined : leaveOut(rules, new Set(idle));
  return idle.length > 0 && removal ? { kind: "partly", idle, removal } : { kind: "needed" };
}

/** The rules that hide nothing in any project, though each was looked for in one at least. */
function idleRules({ rules }: Suppression, same: readonly CheckedComment[]): "all" | readonly string[] {
  if (rules !== "all") return rules.map(({ name }) => name).filter((name) => same.some(({ isWatched }) => isWatched(name)) && !same.some(({ hides }) => hides.has(name)));
  // What no rule of this run finds, one of another run may: but one that is on in no project cannot be asked.
  return same.some(({ hides }) => hides.size > 0) || !same.some(({ isWatched }) => ownRules.some(({ name }) => isWatched(name))) ? [] : "all";
}

/** What it ends in vain is the same in every project that has the file. */
function endedInVain(same: readonly CheckedComment[]): "all" | readonly string[] {
  return same[0]?.endedInVain ?? [];
}
