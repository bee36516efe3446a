import type { Path } from "../path.js";
import { knownMappings } from "./known-keys.generated.js";

const longestName = 40;

export function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Own keys only: `constructor` and `__proto__` are ordinary names of services and variables. */
export function has(mapping: Readonly<Record<string, unknown>>, key: string): boolean {
  return Object.hasOwn(mapping, key);
}

/** A name from the file, fit for a message: of sane length, on one line, and without the value in `NAME=value`. */
export function plainName(name: string): string {
  const [before = "", ...values] = name.split("=");
  const whole = (values.length > 0 ? `${before}=…` : before).replace(/[\p{C}`]/gu, "\u{FFFD}");
  return whole.length > longestName ? `${whole.slice(0, longestName).replace(/[\uD800-\uDBFF]$/, "")}…` : whole;
}

export const code = (text: string): string => `\`${text}\``;

export const quoteName = (name: string): string => code(plainName(name));

/** `services.web.ports[0]`, as the subject of a sentence. */
export function subject(path: Path): string {
  if (path.length === 0) return "The Compose file";
  return resourceName(path, true) ?? code(path.map(dotted).join(""));
}

/** The same in the middle of a sentence. */
export function mention(path: Path): string {
  return path.length === 0 ? "the Compose file" : (resourceName(path, false) ?? code(path.map(dotted).join("")));
}

/** Services, networks and the like are called by their name: service `web`. */
function resourceName([section, name, ...rest]: Path, capital: boolean): string | undefined {
  if (typeof section !== "string" || typeof name !== "string" || rest.length > 0) return undefined;
  const nested = knownMappings.root.nested.get(section);
  if (!nested?.each) return undefined;
  const noun = nested.mapping;
  return `${capital ? noun.charAt(0).toUpperCase() + noun.slice(1) : noun} ${quoteName(name)}`;
}

function dotted(segment: string | number, index: number): string {
  if (typeof segment === "number") return `[${segment}]`;
  const name = plainName(segment);
  if (!/^[\w-]+$/.test(name)) return `["${name}"]`;
  return index === 0 ? name : `.${name}`;
}

/** `a`, `b` or `c`. */
export function either(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join("") : `${parts.slice(0, -1).join(", ")} or ${parts.at(-1) ?? ""}`;
}

/** "key `a`", "keys `a` and `b`". */
export const count = (noun: string, names: readonly string[]): string =>
  `${noun}${names.length > 1 ? "s" : ""} ${all(names.map(code))}`;

/** `a`, `b` and `c`. */
export function all(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join("") : `${parts.slice(0, -1).join(", ")} and ${parts.at(-1) ?? ""}`;
}
