import type { Path } from "../path.js";
import { knownMappings } from "./known-keys.generated.js";
import type { MappingName, Nested } from "./known-keys.generated.js";
import { code, either } from "./words.js";

/** What the schema says about the mapping at a path. */
export interface Surroundings {
  /** The kinds of mapping that the path leads through, the nearest one last, each with its path. */
  readonly through: readonly { readonly mapping: MappingName; readonly path: Path }[];
  /** The kind of mapping that stands at the path itself, if its keys are known. */
  readonly mapping?: MappingName;
  /** Where keys are names of the user's choice: what is named there, such as services. */
  readonly names?: MappingName;
}

export function surroundings(path: Path): Surroundings {
  let mapping: MappingName = "root";
  let each: MappingName | undefined;
  const through: { mapping: MappingName; path: Path }[] = [{ mapping, path: [] }];
  for (const [index, segment] of path.entries()) {
    if (each === undefined) {
      const nested: Nested | undefined = knownMappings[mapping].nested.get(String(segment));
      if (nested === undefined) return { through };
      if (nested.each) {
        each = nested.mapping;
        continue;
      }
      mapping = nested.mapping;
    } else {
      mapping = each;
      each = undefined;
    }
    through.push({ mapping, path: path.slice(0, index + 1) });
  }
  return each === undefined ? { through, mapping } : { through, names: each };
}

const mostPlaces = 4;

/** Where else a key belongs, in words: "it is a key of a service", "it is a key of `deploy.resources`". */
export function rightPlace(key: string, { through }: Surroundings): string | undefined {
  let isEntry = false;
  for (const [steps, { mapping, path }] of through.toReversed().entries()) {
    if (steps > 0 && knownMappings[mapping].keys.includes(key)) {
      if (mapping === "root") return "it belongs at the top level";
      return `it is a key of ${nameOfMapping(mapping, path)}`;
    }
    // The entries of a list have nothing to do with what stands beside the list.
    const places = isEntry ? [] : placesBelow(key, mapping);
    if (places.length > 0) return places.length > mostPlaces ? undefined : `it is a key of ${either(places)}`;
    isEntry ||= namesAnEntry(path);
  }
  return undefined;
}

function placesBelow(key: string, top: MappingName): readonly string[] {
  // A key at the top level is far more often one of a service than of anything else.
  if (top === "root") {
    const entries = knownMappings.service.keys.includes(key) ? (["service"] as const) : resources;
    return entries.filter((entry) => knownMappings[entry].keys.includes(key)).map((entry) => knownMappings[entry].noun);
  }
  const found: string[] = [];
  const visit = (mapping: MappingName, keys: readonly string[]): void => {
    for (const [held, nested] of knownMappings[mapping].nested) {
      if (nested.each) continue;
      if (knownMappings[nested.mapping].keys.includes(key)) found.push(code([...keys, held].join(".")));
      visit(nested.mapping, [...keys, held]);
    }
  };
  visit(top, []);
  const nearest = Math.min(...found.map(depth));
  return found.filter((place) => depth(place) === nearest);
}

const resources = [...knownMappings.root.nested.values()].map(({ mapping }) => mapping);

const depth = (place: string): number => place.split(".").length;

function nameOfMapping(mapping: MappingName, path: Path): string {
  const last = path.at(-1);
  return namesAnEntry(path) || last === undefined ? knownMappings[mapping].noun : code(String(last));
}

const namesAnEntry = (path: Path): boolean => path.length > 0 && surroundings(path.slice(0, -1)).names !== undefined;
