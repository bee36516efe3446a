import { rememberText } from "../../compose/remember.js";
import { parseImageReference, type ImageReference } from "../reference.js";
import { FAMILIES, FAMILY_OF } from "./catalogue.generated.js";
import { isOfVariant, type Derived, type Family, type Run, type Variant } from "./family.js";
import { FACT_NAMES, type Fact, type FactName, type Facts, type ImageFacts, type Invocation } from "./facts.js";

/** What is known of an image, by its reference; nothing if nobody has described it. */
export const imageFactsOf = rememberText(describe);

/** The names of all images of which something is known: `postgres`, `grafana/loki`; `bitnami/*` for all of a folder. */
export function knownImages(): readonly string[] {
  return [...FAMILY_OF.keys()];
}

/** What is known of an image that is built on another one and changes nothing that its facts depend on. */
export const factsOnBase = rememberText((base: string): ImageFacts | undefined => {
  const image = imageFactsOf(base);
  return image && { ...image, facts: notRun(image.facts, []) };
});

function describe(image: string): ImageFacts | undefined {
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
    facts: dated(base ? onBase(known, base) : known, asOf),
    otherFolders: tag === undefined || /\d/.test(tag) ? [] : variants.flatMap((variant) => (applied.includes(variant) ? [] : (variant.facts?.data?.folders ?? []))),
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
  return FAMILIES[family]?.includes("{name}") === true ? parseFamily(family, name.slice(name.lastIndexOf("/") + 1)) : familyOfOne(family);
}

const familyOfOne = rememberText((family) => parseFamily(family, ""));

function parseFamily(family: string, name: string): Family {
  return JSON.parse((FAMILIES[family] ?? "").replaceAll("{name}", name)) as Family;
}

/** What else is installed in it was not read. */
function onBase(facts: Facts, { evidence, run }: Derived): Facts {
  const kept = without(facts, ["elevation"]);
  return run ? ranToo(kept, run) : notRun(kept, [evidence]);
}

function vary(facts: Facts, { unknown = [], facts: changes = {}, notRun: isNotRun = false, run }: Variant): Facts {
  const kept = isNotRun ? notRun(facts, []) : run ? ranToo(facts, run) : facts;
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
  return unknown === "all" ? FACT_NAMES : [...unknown, ...(Object.keys(facts) as FactName[])];
}

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

/** What was run was run again, with another image in mind. */
function ranToo(facts: Facts, { evidence, ...ran }: Run): Facts {
  return Object.fromEntries(
    Object.entries(facts as Readonly<Record<string, Fact<object>>>).map(([name, fact]) => [name, fact.confidence === "ran" ? { ...fact, evidence: [...fact.evidence, evidence], ran } : fact]),
  );
}

/** Every fact with its day: its own, or that of the file. */
function dated(facts: Facts, asOf: string): Facts {
  return Object.fromEntries(Object.entries(facts as Readonly<Record<string, Partial<Fact<object>>>>).map(([name, fact]) => [name, { ...fact, asOf: fact.asOf ?? asOf }]));
}
