import type { Path } from "../path.js";
import { nearest } from "./did-you-mean.js";
import { knownMappings } from "./known-keys.generated.js";
import type { MappingName } from "./known-keys.generated.js";
import { rightPlace, surroundings } from "./known-keys.js";
import type { Surroundings } from "./known-keys.js";
import { formerKeys, otherNames } from "./other-names.js";
import { all, code, either, has, isMapping, mention, quoteName, subject } from "./words.js";

export interface Explanation {
  readonly message: string;
  readonly rename?: string;
}

/** Up to so many keys are listed when nothing better can be said. */
const fewKeys = 8;

/** Why a key may not stand in the mapping at `path`, and which one was meant. */
export function explainKey(document: unknown, path: Path, mapping: Readonly<Record<string, unknown>>, key: string): Explanation {
  const around = surroundings(path);
  if (around.mapping === undefined) return { message: explainName(path, around, key) };
  if (around.mapping === "root" && resemblesService(document, mapping[key])) {
    return { message: `${quoteName(key)} looks like a service, but services must stand under the top-level key \`services\`.` };
  }
  const kind = around.mapping;
  const former = formerKeys.get(kind)?.get(key);
  if (former !== undefined) return { message: `${quoteName(key)} is no longer a key of ${knownMappings[kind].noun}; ${former}.` };

  const keyed = knownMappings[kind].keys;
  const other = otherNames.get(kind)?.get(key);
  const near = other === undefined ? nearest(key, keyed) : { names: [other], edits: 0 };
  const place = isSlip(key, near) ? undefined : rightPlace(key, around);
  if (place !== undefined) return { message: `${intro(path, kind, key, true)}; ${place}.` };

  const unknown = intro(path, kind, key, false);
  const [only, ...rivals] = near.names;
  if (only === undefined) return { message: `${unknown}. ${remedy(path, kind, key)}`.trim() };
  const message = `${unknown}. Did you mean ${either(near.names.map(code))}?`;
  // `platform` under `build` may be a slip for `platforms`, or belong to the service: suggest, but change nothing.
  const belongsFurtherOut = around.through.slice(0, -1).some((outer) => knownMappings[outer.mapping].keys.includes(key));
  return rivals.length > 0 || has(mapping, only) || belongsFurtherOut ? { message } : { message, rename: only };
}

/** A key that exists elsewhere is more likely misplaced than mistyped twice, or in its first letter (`limits`, `ulimits`). */
function isSlip(key: string, { names, edits }: ReturnType<typeof nearest>): boolean {
  return edits === 0 ? names.length > 0 : edits === 1 && names.some((name) => name.startsWith(key.charAt(0)));
}

function intro(path: Path, kind: MappingName, key: string, misplaced: boolean): string {
  if (kind === "root") return `${quoteName(key)} ${misplaced ? "does not belong at the top level" : "is not a key of a Compose file"}`;
  return `${quoteName(key)} is not a key of ${mention(path)}`;
}

function remedy(path: Path, kind: MappingName, key: string): string {
  if (kind === "root") return "Keys of your own must start with `x-`.";
  if (key.startsWith("x-")) return `${subject(path)} takes no keys of your own.`;
  const { keys } = knownMappings[kind];
  return keys.length > fewKeys ? "" : `It takes ${all(keys.map(code))}.`;
}

/** Keys that the user chooses: names of services and the like, or of variables. */
function explainName(path: Path, { names }: Surroundings, name: string): string {
  if (names === undefined) return `${subject(path)} has an entry ${name === "" ? "without a name" : "whose name is not one line of text"}.`;
  const { noun } = knownMappings[names];
  if (name === "") return `${subject(path)} has an entry without a name; give ${noun} a name.`;
  return `${quoteName(name)} cannot be the name of ${noun}; use only letters, digits, \`.\`, \`_\` and \`-\`.`;
}

/** Files of the first Compose format have their services at the top level. */
function resemblesService(document: unknown, value: unknown): boolean {
  if (!isMapping(value)) return false;
  if (has(value, "image") || has(value, "build")) return true;
  const keys = Object.keys(value);
  const first = isMapping(document) && !has(document, "services");
  return first && keys.length > 0 && keys.every((key) => knownMappings.service.keys.includes(key) || formerKeys.get("service")?.has(key));
}
