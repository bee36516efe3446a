import type { Fault } from "./faults.js";
import { knownMappings } from "./known-keys.generated.js";
import { surroundings } from "./known-keys.js";
import { count, either, isMapping, subject } from "./words.js";
import type { TypeName } from "./validator.generated.js";

type TypeFault = Extract<Fault, { keyword: "type" }>;

/** What is expected where the schema names the kind of scalar, and the name says more than its type. */
const scalars = new Map([
  ["flag", "true or false"],
  ["external", "true or false"],
  ["looseExternal", "true or false"],
  ["flagOrParameters", "true, false or parameters such as `mode=max`"],
  ["numeric", "a number"],
  ["wholeNumber", "a whole number"],
  ["byteSize", "a size such as `512m`"],
  ["wholeByteSize", "a whole number of bytes or a size such as `512m`"],
  ["sizeText", "a size with a unit, such as `512m`"],
  ["duration", "a duration with a unit, such as `30s`"],
]);

const typeWords: Readonly<Record<Exclude<TypeName, "null">, string>> = {
  boolean: "true or false",
  array: "a list",
  object: "a mapping",
  integer: "a whole number",
  number: "a number",
  string: "text",
};
const typeOrder = ["boolean", "array", "object", "integer", "number", "string"] as const;

export const hasNoValue = ({ value }: Fault): boolean => value === null;

/** Why a value of this type may not stand here, and what is expected instead. */
export function explainType(fault: TypeFault): string {
  const { path, value } = fault;
  const types = new Set([fault.params.type].flat());
  if (value === null) return `${subject(path)} ${explainNull(fault, types)}.`;
  if (path.length === 0) return `A Compose file must be a mapping with the key \`services\`, not ${actual(value, types)}.`;
  const scalar = scalars.get(definition(fault));
  const expected = scalar ?? either(expectedTypes(value, types).map((type) => typeWords[type]));
  return `${subject(path)} must be ${expected}, not ${actual(value, types)}${scalar ? "" : advice(fault, types)}.`;
}

function expectedTypes(value: unknown, types: ReadonlySet<TypeName>): readonly (keyof typeof typeWords)[] {
  const expected = typeOrder.filter((type) => types.has(type));
  // To someone who wrote 1.5, text is no alternative to a whole number.
  return typeof value === "number" && types.has("integer") ? expected.filter((type) => type !== "string") : expected;
}

/** The definition that gives the type: it stands in the error's path, because definitions without references are checked in place. */
function definition({ schemaPath }: Fault): string {
  return /^#\/definitions\/(\w+)\/type$/.exec(schemaPath)?.[1] ?? "";
}

function explainNull({ path }: Fault, types: ReadonlySet<TypeName>): string {
  if (path.length === 0) return "is empty; it needs the key `services` with at least one service";
  if (path.length === 2 && path[0] === "services") return "has no value; give it at least an `image` or a `build`";
  if (typeof path.at(-1) === "number") return "has no value; remove the `-` or give it one";
  const kind = surroundings(path).mapping;
  if (kind !== undefined && knownMappings[kind].required.length > 0) {
    return `has no value; give it the ${count("key", knownMappings[kind].required)}`;
  }
  return `has no value; remove the key or give it ${types.has("array") || types.has("object") ? "entries" : "one"}`;
}

/** The value in words. A number is shown only where text of the user's choice, and so a secret, is not expected. */
function actual(value: unknown, types: ReadonlySet<TypeName>): string {
  if (Array.isArray(value)) return "a list";
  if (isMapping(value)) return "a mapping";
  if (typeof value === "boolean") return String(value);
  if (typeof value !== "number") return "text";
  const harmless = types.has("boolean") || types.has("integer") || types.has("number");
  if (!harmless) return "a number";
  return types.has("boolean") ? `the number ${value}` : String(value);
}

function advice({ path, value, schemaPath }: Fault, types: ReadonlySet<TypeName>): string {
  if (path.length === 1 && path[0] === "version") return "; put it in quotes, or remove it, since Compose ignores it";
  const isItem = typeof path.at(-1) === "number";
  if (isItem && isMapping(value) && types.has("string")) {
    return schemaPath.includes("namedValues") ? "; write `NAME=value`" : "; put the whole entry in quotes";
  }
  if (types.has("string")) {
    const quotable = typeof value === "number" || typeof value === "boolean";
    return quotable && !types.has("boolean") && !types.has("integer") && !types.has("number") ? "; put it in quotes" : "";
  }
  if (types.has("array") && !types.has("object")) return "; start each entry on a line of its own with `- `";
  return "";
}
