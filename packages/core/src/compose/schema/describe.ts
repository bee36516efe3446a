import type { Fault } from "./faults.js";
import { nearest } from "./did-you-mean.js";
import { knownMappings } from "./known-keys.generated.js";
import { surroundings } from "./known-keys.js";
import type { SchemaProblem } from "./problem.js";
import { repeats } from "./repeats.js";
import { explainKey } from "./unknown-key.js";
import { explainType, hasNoValue } from "./wrong-type.js";
import { code, count, either, isMapping, plainName, quoteName, subject } from "./words.js";

const longestShown = 30;

/** What a pattern of the schema asks for, by the key that has it. */
const patterns = new Map<string | number | undefined, string>([
  ["container_name", "must hold at least two letters, digits, `_`, `.` or `-` in a row, the first a letter or digit"],
  ["pull_policy", "must be `always`, `never`, `missing`, `build`, `refresh`, `daily`, `weekly` or `every_<duration>`"],
  ["gpus", "must be `all` or a list of requests"],
]);

/** One fault in words; none if another fault of the same mapping tells it already. */
export function describeFault(document: unknown, fault: Fault): readonly SchemaProblem[] {
  const { path, value } = fault;
  switch (fault.keyword) {
    case "additionalProperties": {
      if (!isMapping(value)) return [];
      const key = fault.params.additionalProperty;
      const hint = textReadAsMapping(document, fault);
      if (hint) return [{ path, at: "value", message: hint }];
      return [{ path: [...path, key], at: "key", ...explainKey(document, path, value, key) }];
    }
    case "required": {
      const missing = missingKeys(document, fault);
      if (missing.length === 0) return [];
      const message = `${subject(path)} needs the ${count("key", missing)}.`;
      return [{ path, at: typeof path.at(-1) === "string" ? "key" : "value", message }];
    }
    case "uniqueItems":
      return describeRepeats(fault);
    case "type": {
      const at = hasNoValue(fault) && typeof path.at(-1) === "string" ? "key" : "value";
      return [{ path, at, message: explainType(fault) }];
    }
    case "enum": {
      const { allowedValues } = fault.params;
      return [{ path, at: "value", message: `${subject(path)} must be ${either(allowedValues.map(code))}${actualWord(value, allowedValues)}` }];
    }
    case "pattern":
      return [{ path, at: "value", message: `${subject(path)} ${patterns.get(path.at(-1)) ?? "is not of the expected form"}.` }];
    case "minimum":
    case "maximum": {
      const bound = fault.keyword === "minimum" ? "at least" : "at most";
      return [{ path, at: "value", message: `${subject(path)} must be ${bound} ${fault.params.limit}, not ${String(value)}.` }];
    }
  }
}

/** Values of keys with a fixed set of words are no secrets, but a long one may have slipped in from elsewhere. */
function actualWord(value: unknown, allowed: readonly string[]): string {
  if (typeof value !== "string" || value.length > longestShown) return ".";
  const [meant, ...rivals] = nearest(value, allowed).names;
  return `, not ${quoteName(value)}.${meant !== undefined && rivals.length === 0 ? ` Did you mean ${code(meant)}?` : ""}`;
}

/** `- 80: 80` or `- data: /data`: with a space after the colon, an entry in short syntax becomes a mapping. */
function textReadAsMapping(document: unknown, { path, value }: Fault): string | undefined {
  const kind = surroundings(path).mapping;
  if (!isMapping(value) || typeof path.at(-1) !== "number" || kind === undefined || !knownMappings[kind].text) return undefined;
  const [key, ...others] = Object.keys(value);
  if (key === undefined || others.length > 0 || key.startsWith("x-") || knownMappings[kind].keys.includes(key)) return undefined;
  const held = value[key];
  if (held === null) return `${subject(path)} is a mapping because it ends in \`:\`; remove the colon.`;
  if (typeof held === "object" || explainKey(document, path, value, key).rename !== undefined) return undefined;
  return `${subject(path)} is a mapping because of the space after \`:\`; remove the space, or put the whole entry in quotes.`;
}

/** Required keys that are absent, other than those that are there under a misspelt name. */
function missingKeys(document: unknown, fault: Fault): readonly string[] {
  const kind = surroundings(fault.path).mapping;
  if (!isMapping(fault.value) || kind === undefined || textReadAsMapping(document, fault)) return [];
  const { value, path } = fault;
  const { keys, required } = knownMappings[kind];
  const unknown = Object.keys(value).filter((key) => !keys.includes(key) && !key.startsWith("x-"));
  const misspelt = unknown.map((key) => explainKey(document, path, value, key).rename);
  return required.filter((key) => !Object.hasOwn(value, key) && !misspelt.includes(key));
}

function describeRepeats({ path, value, schemaPath }: Fault): readonly SchemaProblem[] {
  if (!Array.isArray(value)) return [];
  return repeats(value).map((index) => ({
    path: [...path, index],
    at: "value",
    message: `${subject(path)} lists ${itemName(value[index], schemaPath)} more than once.`,
  }));
}

/** Items of some lists hold secrets after the name, and any long text may. */
function itemName(item: unknown, schemaPath: string): string {
  if (typeof item === "number") return code(String(item));
  if (typeof item !== "string" || item.length > longestShown) return "the same entry";
  if (!schemaPath.includes("namedValues")) return quoteName(item);
  const name = item.split("=", 1)[0] ?? "";
  return /^[\w.-]+$/.test(name) ? code(plainName(name)) : "the same entry";
}
