import type { PlannedFix } from "./plan-fixes.js";

/** What is worse after an edit than before it. */
export interface Fault {
  readonly reason: string;
  /** The service that it is about, if it is about one. */
  readonly service?: string | undefined;
  /** The services that this one depends on: what is done to them may be seen there. */
  readonly needs: readonly string[];
}

/**
 * The parts in which fixes that do not hold together are tried next; one part if there is nothing left to tell apart: a single fix, or fixes
 * of which each has a fault of its own. Faults mostly name the service whose fix is to blame, and mostly it is the same rule's everywhere.
 */
export function narrowDown(fixes: readonly PlannedFix[], faults: readonly Fault[]): readonly (readonly PlannedFix[])[] {
  if (fixes.length < 2) return [fixes];
  const blame = blameAmong(fixes);
  const blamed = faults.map(blame);
  if (blamed.some((some) => some.length === 0)) return apart(fixes);
  const suspects = new Set(blamed.flat());
  if (suspects.size < fixes.length) return [fixes.filter((fix) => !suspects.has(fix)), fixes.filter((fix) => suspects.has(fix))];
  const guilty = new Set(blamed.flatMap((some) => (some.length === 1 ? some : [])));
  return guilty.size === fixes.length ? [fixes] : apart(fixes);
}

/** Why fixes that cannot be told apart do not hold. */
export function reasonsAgainst(fixes: readonly PlannedFix[], faults: readonly Fault[]): readonly { readonly fix: PlannedFix; readonly reason: string }[] {
  const [only, ...others] = fixes;
  if (only && others.length === 0) return faults.slice(0, 1).map(({ reason }) => ({ fix: only, reason }));
  const blame = blameAmong(fixes);
  const reasons = new Map(faults.flatMap((fault) => blame(fault).map((fix) => [fix, fault.reason] as const)));
  return [...reasons].map(([fix, reason]) => ({ fix, reason }));
}

/** Finds the fixes that may have brought a fault about: those of its service; if there is none, those of the services that this one needs. */
function blameAmong(fixes: readonly PlannedFix[]): (fault: Fault) => readonly PlannedFix[] {
  const byService = new Map<string, PlannedFix[]>();
  for (const fix of fixes) {
    for (const name of new Set(fix.diagnostics.flatMap(({ service }) => service ?? []))) {
      const known = byService.get(name);
      if (known) known.push(fix);
      else byService.set(name, [fix]);
    }
  }
  return ({ service, needs }) => (service === undefined ? [] : (byService.get(service) ?? needs.flatMap((name) => byService.get(name) ?? [])));
}

/** Two parts: of some rules and of the others; of one rule, the halves. */
function apart(fixes: readonly PlannedFix[]): readonly (readonly PlannedFix[])[] {
  const rules = [...new Set(fixes.map(ruleOf))];
  if (rules.length === 1) return [fixes.slice(0, fixes.length >> 1), fixes.slice(fixes.length >> 1)];
  const some = new Set(rules.slice(rules.length >> 1));
  return [fixes.filter((fix) => !some.has(ruleOf(fix))), fixes.filter((fix) => some.has(ruleOf(fix)))];
}

function ruleOf({ diagnostics: [first] }: PlannedFix): string {
  return first?.rule ?? "";
}
