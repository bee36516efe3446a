import type { FactName, Grounds } from "./facts.js";
import type { ServiceFacts } from "./invocation.js";

/** What may be done on a fact: a fix that is deployed unread, one that somebody reads first, or none. */
export type Trust = "safe" | "unsafe" | "told";

/** How far a fact may be trusted. The one place where that is decided. */
export function trustIn(name: FactName, { confidence }: Pick<Grounds, "confidence">): Trust {
  switch (confidence) {
    case "ran":
      return "safe";
    case "read":
      return DECLARED.has(name) ? "safe" : "unsafe";
    case "documented":
      return "unsafe";
    case "inferred":
      return "told";
  }
}

/** The least trust in several facts that a fix rests on together; `told` if one of them is not known at all. */
export function trustInAll(facts: readonly (readonly [FactName, Pick<Grounds, "confidence"> | undefined])[]): Trust {
  const trusts = facts.map(([name, fact]) => (fact ? trustIn(name, fact) : "told"));
  return (["told", "unsafe"] as const).find((trust) => trusts.includes(trust)) ?? "safe";
}

/**
 * Facts that an image declares outright, in `USER`, `EXPOSE`, `VOLUME`, `STOPSIGNAL`, `HEALTHCHECK`, by a script that reads `*_FILE`, or by the
 * list of what is installed in it: who reads them knows them.
 */
const DECLARED: ReadonlySet<FactName> = new Set<FactName>(["user", "ports", "data", "stop", "healthcheck", "secrets", "elevation"]);

/** A fact about an image, as what a fix rests on. */
export interface Support extends Grounds {
  /** The name of the image's family. */
  readonly image: string;
  readonly fact: FactName;
}

/** The grounds of some facts that hold for a service; nothing if one of them is not known. */
export function supportFrom({ image, facts }: Pick<ServiceFacts, "image" | "facts">, names: readonly FactName[]): readonly Support[] | undefined {
  const found = names.map((fact): Support | undefined => {
    const grounds = facts[fact];
    if (!grounds) return undefined;
    const { confidence, evidence, asOf, ran } = grounds;
    return { image: image.family, fact, confidence, evidence, asOf, ...(ran ? { ran } : {}) };
  });
  return found.every((each) => each !== undefined) ? found : undefined;
}

/** The least trust in anything of what a fix rests on. */
export function trustInSupport(support: readonly Support[]): Trust {
  return trustInAll(support.map((each) => [each.fact, each]));
}
