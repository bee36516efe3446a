import { parseImageReference, type ImageReference } from "../reference.js";
import { FAMILIES, FAMILY_OF } from "./catalogue.generated.js";
import { isOfVariant, type Derived, type Family, type Variant } from "./family.js";
import type { Fact, FactName, Facts, ImageFacts, Invocation } from "./facts.js";

/** What is known of an image, by its reference; nothing if nobody has described it. */
export function imageFactsOf(image: string): ImageFacts | undefined {
  const reference = parseImageReference(image);
  const name = nameOf(reference);
  const key = keyOf(name);
  const family = FAMILY_OF.get(key);
  if (family === undefined) return undefined;
  const { about, source, asOf, role, names, derived = [], invocation = {}, facts, variants = [] } = readFamily(family, name);
  const base = derived.find((each) => each.name === key);
  const tag = baseTagOf(tagOf(reference), base);
  const applied = tag === undefined ? [] : variants.filter((variant) => isOfVariant(variant, tag));
  const known = tag === undefined ? ofAnyTag(facts, variants) : onOtherBase(applied.reduce(vary, facts), tag);
  return {
    family,
    about,
    source,
    ...(role === undefined ? {} : { role }),
    variants: applied.map((variant) => variant.name),
    ...(base && names[0] !== undefined ? { builtOn: names[0] } : {}),
    invocation: applied.reduce<Invocation>((merged, variant) => ({ ...merged, ...variant.invocation }), invocation),
    facts: dated(base ? notRun(known, [base.evidence]) : known, asOf),
  };
}

/** Its one name: `postgres`, `grafana/loki`, `quay.io/keycloak/keycloak`. */
function nameOf({ registry, repository }: ImageReference): string {
  const path = `${registry === "docker.io" ? "" : `${registry}/`}${repository}`.toLowerCase();
  return path.replace(MIRRORS, "").replace(/^library\//, "");
}

/**
 * Copies of Docker Hub under its own names: Amazon's of the official images, Google's, DaoCloud's, and what GitLab's Dependency Proxy hands
 * on. Source: their documentation.
 */
const MIRRORS = /^(?:public\.ecr\.aws\/docker\/library|mirror\.gcr\.io|docker\.m\.daocloud\.io|m\.daocloud\.io\/docker\.io|[^/]+\/(?:.+\/)?dependency_proxy\/containers)\//;

/** The name under which the catalogue has an image: its own, or `bitnami/*` for all of a folder. */
function keyOf(name: string): string {
  return FAMILY_OF.has(name) ? name : name.replace(/[^/]+$/, "*");
}

/** The tag; nothing if only a digest tells the version. */
function tagOf({ tag, digest }: ImageReference): string | undefined {
  return tag ?? (digest === undefined ? "latest" : undefined);
}

/** The tag of the image that another is built on. */
function baseTagOf(tag: string | undefined, base: Derived | undefined): string | undefined {
  if (tag === undefined || !base?.tag) return tag;
  const pattern = new RegExp(base.tag.pattern);
  return pattern.test(tag) ? tag.replace(pattern, base.tag.means) : undefined;
}

/** `{name}` in a family of many images is the last part of the name. */
function readFamily(family: string, name: string): Family {
  return JSON.parse((FAMILIES[family] ?? "").replaceAll("{name}", name.slice(name.lastIndexOf("/") + 1))) as Family;
}

function vary(facts: Facts, { unknown = [], facts: changes = {}, notRun: isNotRun = false }: Variant): Facts {
  const kept = isNotRun ? notRun(facts, []) : facts;
  const changed = Object.fromEntries((Object.keys(changes) as FactName[]).map((name) => [name, changedFact(kept[name], changes[name])])) as Facts;
  return unknown === "all" ? changed : without({ ...kept, ...changed }, unknown);
}

function changedFact(fact: object | undefined, change: object | undefined): object {
  const { ran, ...rest }: Partial<Fact<object>> = { ...fact, ...change };
  return rest.confidence === "ran" && ran ? { ...rest, ran } : rest;
}

/** Tags may name a base that no variant is about: an older one, or Windows. */
function onOtherBase(facts: Facts, tag: string): Facts {
  if (/windowsservercore|nanoserver/.test(tag)) return {};
  const shell = facts.tools?.shell;
  return tag.includes("alpine") && (shell === "dash" || shell === "bash") ? without(facts, ["tools"]) : facts;
}

/** What holds for an image of which only the digest is known: what no variant changes. */
function ofAnyTag(facts: Facts, variants: readonly Variant[]): Facts {
  const same = without(facts, variants.flatMap(touched));
  return variants.some((variant) => variant.notRun === true) ? notRun(same, []) : same;
}

function touched({ unknown = [], facts = {} }: Variant): readonly FactName[] {
  return unknown === "all" ? ALL : [...unknown, ...(Object.keys(facts) as FactName[])];
}

const ALL: readonly FactName[] = [
  "user", "drop", "otherUser", "capabilities", "ports", "data", "files", "stop", "pid1", "tools", "healthcheck", "probe", "secrets", "firstStart", "memory", "maintenance",
];

function without(facts: Facts, names: readonly FactName[]): Facts {
  return Object.fromEntries(Object.entries(facts).filter(([name]) => !names.includes(name as FactName)));
}

/** What was run was another image, with the same files. */
function notRun(facts: Facts, more: readonly string[]): Facts {
  return Object.fromEntries(
    Object.entries(facts as Readonly<Record<string, Fact<object>>>).map(([name, fact]) => [
      name,
      changedFact(fact, { confidence: fact.confidence === "ran" ? "read" : fact.confidence, evidence: [...fact.evidence, ...more] }),
    ]),
  );
}

/** Every fact with its day: its own, or that of the file. */
function dated(facts: Facts, asOf: string): Facts {
  return Object.fromEntries(Object.entries(facts as Readonly<Record<string, Partial<Fact<object>>>>).map(([name, fact]) => [name, { ...fact, asOf: fact.asOf ?? asOf }]));
}
