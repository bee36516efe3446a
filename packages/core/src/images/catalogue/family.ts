import { rememberText } from "../../compose/remember.js";
import type { Role } from "./role.js";
import type { FactName, Facts, Invocation } from "./facts.js";

/** A data file of the catalogue, as `pnpm generate` compiles it. `schemas/image-facts.schema.json` describes the files themselves. */
export interface Family {
  readonly about: string;
  readonly source: string;
  readonly asOf: string;
  readonly role?: Role;
  readonly names: readonly string[];
  readonly derived?: readonly Derived[];
  readonly invocation?: Invocation;
  readonly facts: Facts;
  readonly variants?: readonly Variant[];
}

/** An image that is built on those of the family, and keeps their entrypoint. */
export interface Derived {
  readonly name: string;
  /** Which tag of the family's own image one of its tags means: a pattern, and what takes its place. */
  readonly tag?: { readonly pattern: string; readonly means: string };
  readonly evidence: string;
  readonly run?: Run;
}

/** A run that shows that what ran of the family's own image holds for others too. */
export interface Run {
  readonly date: string;
  readonly version: string;
  readonly evidence: string;
}

/** What is different for some tags. */
export interface Variant {
  readonly name: string;
  /** With `*` for anything. */
  readonly tags?: readonly string[];
  /** `>=18`, `>=6 <8`, `<9.6 || >=10 <10.3`. */
  readonly versions?: string;
  readonly invocation?: Invocation;
  /** Whether what was run was none of them, though it should be the same. */
  readonly notRun?: boolean;
  /** How it was seen that what ran of others holds for them too. */
  readonly run?: Run;
  /** Facts that are not known for them. */
  readonly unknown?: readonly FactName[] | "all";
  /** Keys of a fact take the place of the same keys of the family's fact. */
  readonly facts?: { readonly [Name in FactName]?: Partial<NonNullable<Facts[Name]>> };
}

/** Whether a tag is one of a variant's. A tag that begins with no number stands for the newest version. */
export function isOfVariant({ tags, versions }: Variant, tag: string): boolean {
  return (tags?.some((pattern) => patternOf(pattern).test(tag)) ?? true) && (versions === undefined || isInRange(versions, tag));
}

const patternOf = rememberText((glob): RegExp => {
  const parts = glob.split("*").map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`);
});

function isInRange(versions: string, tag: string): boolean {
  return versions.split(" || ").some((range) => range.split(" ").every((bound) => {
    const [, operator, version = ""] = /^(>=|<)(.+)$/.exec(bound) ?? [];
    const order = compare(numbersOf(tag), numbersOf(version).filter(Number.isFinite));
    return operator === "<" ? order < 0 : order >= 0;
  }));
}

/** `16.4-alpine` is 16, 4; what is not said is the newest. */
function numbersOf(tag: string): readonly number[] {
  const [, ...numbers] = /^v?(\d+)(?:\.(\d+))?(?:\.(\d+))?/.exec(tag) ?? [undefined, undefined, undefined, undefined];
  return numbers.map((number) => (number === undefined ? Infinity : Number(number)));
}

function compare(left: readonly number[], right: readonly number[]): number {
  const at = right.findIndex((number, index) => left[index] !== number);
  return at === -1 ? 0 : (left[at] ?? Infinity) - (right[at] ?? 0);
}
