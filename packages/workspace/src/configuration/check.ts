import { nearest, rules } from "@compose-lint/core";
import { ROLES } from "@compose-lint/core/images";
import { rulesMeant } from "../known-rule.js";
import { LEVELS, listOf, type ConfigurationData } from "./data.js";
import type { DataPath, Fault } from "./fault.js";
import { ownRuleFaults, type OwnRules } from "./own-rules.js";
import { validate, type TypeName, type ValidationError } from "./validator.generated.js";

/** What is wrong with a configuration, in the order of the validator; or the same data, known to be one. */
export function checkConfiguration(data: unknown, own: OwnRules): { readonly data: ConfigurationData } | { readonly faults: readonly Fault[] } {
  if (validate(data)) {
    const faults = meaninglessParts(data);
    return faults.length === 0 ? { data } : { faults };
  }
  const errors = (validate.errors ?? []).map((error) => ({ error, path: pathOf(error.instancePath, data) }));
  const unknown = errors.flatMap(({ error, path }) => (error.keyword === "closed" ? [[...path, error.params.key]] : []));
  const isOwn = (path: DataPath): boolean => path.some((step, index) => path[index - 1] === "rules" && own.has(String(step)));
  // Of a key that should not be there, nothing else matters; and of what a rule of one's own takes, only that rule knows.
  const faults = errors.filter(({ error, path }) => !isOwn(error.keyword === "closed" ? [...path, error.params.key] : path) && !unknown.some((key) => key.every((step, index) => path[index] === step)));
  const told = [...faults.map(({ error, path }) => explain(error, path, valueAt(data, path))), ...ownRuleFaults(data, own)];
  // What is left is what the schema cannot know of.
  return told.length === 0 ? { data: data as ConfigurationData } : { faults: told };
}

function explain(error: ValidationError, path: DataPath, value: unknown): Fault {
  switch (error.keyword) {
    case "closed":
      return { path: [...path, error.params.key], part: "key", message: explainKey(path, error.params.key, error.params.known) };
    case "type":
      return { path, part: value === null && typeof path.at(-1) === "string" ? "key" : "value", message: explainType(path, value, error.params.type) };
    case "words":
      return { path, part: "value", message: explainWord(path, value, error.params.known) };
    case "matches":
      return { path, part: "value", message: `${subject(path)} must be ${error.params.meaning}, not ${shown(value)}.` };
    case "required":
      return { path, part: "value", message: `${subject(path)} needs \`${error.params.missingProperty}\`.` };
    case "minItems":
      return { path, part: "key", message: `${subject(path)} is empty.` };
    case "minimum":
      return { path, part: "value", message: `${subject(path)} must be at least ${String(error.params.limit)}, not ${shown(value)}.` };
    case "exclusiveMinimum":
      return { path, part: "value", message: `${subject(path)} must be more than ${String(error.params.limit)}, not ${shown(value)}.` };
  }
}

function explainKey(path: DataPath, key: string, known: readonly string[]): string {
  if (path.at(-1) === "rules") return `There is no rule ${code(key)}.${suggested(rulesMeant(key, known))} \`compose-lint rules\` lists them.`;
  if (isRule(path)) return `${code(String(path.at(-1)))} has no option ${code(key)}.${suggestion(key, known) || ` It takes ${all(known)}.`}`;
  if (path.length === 0 && rules.some(({ name }) => name === key)) return `${code(key)} is a rule: it belongs under \`rules\`.`;
  return `${path.length === 0 ? `${code(key)} is not a key of the configuration` : `${code(key)} is not a key of ${code(dotted(path))}`}.${suggestion(key, known) || ` It takes ${all(known.filter((name) => name !== "$schema"))}.`}`;
}

function suggestion(typed: string, known: readonly string[]): string {
  return suggested(nearest(typed, known).names);
}

function suggested(names: readonly string[]): string {
  return names.length === 0 ? "" : ` Did you mean ${either(names)}?`;
}

const TYPE_WORDS: Readonly<Record<TypeName, string>> = { string: "text", number: "a number", integer: "a whole number", boolean: "true or false", array: "a list", object: "a mapping", null: "nothing" };

function explainType(path: DataPath, value: unknown, type: TypeName | readonly TypeName[]): string {
  if (value === null) return `${subject(path)} has no value; remove the key, or give it one.`;
  const expected = isRule(path) ? `${LEVELS.map(code).join(", ")}, or a mapping with \`severity\` and options` : [type].flat().map((name) => TYPE_WORDS[name]).join(" or ");
  const advice = [type].flat().includes("string") && !isRule(path) && typeof value !== "object" ? "; put it in quotes" : "";
  return `${subject(path)} must be ${expected}, not ${shown(value)}${advice}.`;
}

function explainWord(path: DataPath, value: unknown, known: readonly string[]): string {
  const words = known.filter((word) => word !== "");
  return `${subject(path)} must be ${either(words)}, not ${shown(value)}.${typeof value === "string" ? suggested(wordsMeant(value, words)) : ""}`;
}

/** `warn` is short for `warning`. */
function wordsMeant(typed: string, words: readonly string[]): readonly string[] {
  const longer = words.filter((word) => typed.length > 2 && word.startsWith(typed));
  return longer.length > 0 ? longer : nearest(typed, words).names;
}

/** What the schema allows, and what would do nothing all the same. */
function meaninglessParts({ overrides = [] }: ConfigurationData): readonly Fault[] {
  return overrides.flatMap(({ files, services }, index) => {
    const path = ["overrides", index];
    if (files === undefined && services === undefined) return [{ path, part: "value" as const, message: `${subject(path)} says neither for which \`files\` nor for which \`services\`. Rules that hold everywhere belong under \`rules\`.` }];
    return listOf(services).flatMap((name, place): readonly Fault[] => {
      const role = name.startsWith("role:") ? name.slice("role:".length) : undefined;
      if (role === undefined || ROLES.includes(role)) return [];
      const at = [...path, "services", ...(typeof services === "string" ? [] : [place])];
      return [{ path: at, part: "value", message: `There is no role ${code(role)}.${suggestion(role, ROLES) || ` The roles are ${all(ROLES)}.`}` }];
    });
  });
}

function isRule(path: DataPath): boolean {
  return path.at(-2) === "rules";
}

/** `rules.memory-limit`, as the subject of a sentence. */
function subject(path: DataPath): string {
  return path.length === 0 ? "The configuration" : code(dotted(path));
}

function dotted(path: DataPath): string {
  return path.map((step, index) => (typeof step === "number" ? `[${String(step)}]` : `${index === 0 ? "" : "."}${step}`)).join("");
}

function shown(value: unknown): string {
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return "a mapping";
  if (value === "") return "empty text";
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  return typeof value === "string" ? code(value.length > LONGEST ? `${value.slice(0, LONGEST)}…` : value) : "that";
}

const LONGEST = 40;

function code(text: string): string {
  return `\`${text}\``;
}

/** `a`, `b` or `c`. */
function either(names: readonly string[]): string {
  return joined(names, "or");
}

function all(names: readonly string[]): string {
  return joined(names, "and");
}

function joined(names: readonly string[], word: string): string {
  const quoted = names.map(code);
  return quoted.length < 2 ? quoted.join("") : `${quoted.slice(0, -1).join(", ")} ${word} ${quoted.at(-1) ?? ""}`;
}

/** A JSON pointer as a path; the data decides whether `0` is an index or a key. */
function pathOf(pointer: string, data: unknown): DataPath {
  const path: (string | number)[] = [];
  for (const token of pointer.split("/").slice(1)) {
    const key = token.replaceAll("~1", "/").replaceAll("~0", "~");
    path.push(Array.isArray(valueAt(data, path)) ? Number(key) : key);
  }
  return path;
}

function valueAt(data: unknown, path: DataPath): unknown {
  let value = data;
  for (const step of path) value = isRecord(value) ? value[step] : undefined;
  return value;
}

function isRecord(value: unknown): value is Readonly<Record<string | number, unknown>> {
  return typeof value === "object" && value !== null;
}
