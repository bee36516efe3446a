import type { YamlScalar } from "./nodes.js";

/** A scalar's value as Compose's YAML decoder (go-yaml) types it. */
export type TypedScalar =
  | { readonly type: "null"; readonly value: null }
  | { readonly type: "boolean"; readonly value: boolean }
  /** `digits` is there if the number is too large for JavaScript to hold exactly. */
  | { readonly type: "integer"; readonly value: number; readonly digits?: string }
  | { readonly type: "float"; readonly value: number }
  /** `value` is the instant as Go prints it, which is what a container gets to see. */
  | { readonly type: "timestamp"; readonly value: string }
  | { readonly type: "string"; readonly value: string };

/** Types a scalar: quoted text and text with a tag of its own stays text, plain text follows go-yaml's resolve table. */
export function typeScalar(scalar: YamlScalar): TypedScalar {
  const { tag, text } = scalar;
  if (tag === undefined) return scalar.style === "plain" ? typePlain(text) : { type: "string", value: text };
  const type = TAG_TYPES.get(tag);
  // A quoted date is none, even if its tag says so, but a quoted number can be one.
  const typed = type === undefined || type === "string" ? undefined : typePlain(text);
  if (!typed) return { type: "string", value: text };
  return type === "float" && typed.type === "integer" ? { type: "float", value: typed.value } : typed;
}

/** Whether a tag of YAML's own, such as `!!int`, fits the text that it stands before. Compose refuses the file if not. */
export function tagFits(scalar: YamlScalar): boolean {
  if (scalar.tag === undefined) return true;
  const type = TAG_TYPES.get(scalar.tag);
  return type === undefined || typeScalar(scalar).type === type;
}

const TAG_TYPES: ReadonlyMap<string, TypedScalar["type"]> = new Map(
  ([["null", "null"], ["bool", "boolean"], ["int", "integer"], ["float", "float"], ["timestamp", "timestamp"], ["str", "string"]] as const).map(
    ([name, type]) => [`tag:yaml.org,2002:${name}`, type] as const,
  ),
);

/** go-yaml v4 `resolve.go`: YAML 1.2 booleans and nulls, but integers as Go's base-0 syntax, so that a leading zero means octal. */
export function typePlain(text: string): TypedScalar {
  const fixed = FIXED.get(text);
  if (fixed) return fixed;
  // Everything typed begins with a digit, a sign or a dot: the usual word is settled here.
  if (!/^[-+.\d]/.test(text)) return { type: "string", value: text };

  // After a dot an underscore must stand between digits; elsewhere in a number it may stand anywhere.
  if (/^\..*(?:(?<!\d)_|_(?!\d))/.test(text)) return { type: "string", value: text };
  const digits = text.replaceAll("_", "");
  return typeTimestamp(text) ?? typeInteger(digits) ?? typeFloat(digits) ?? { type: "string", value: text };
}

const FIXED: ReadonlyMap<string, TypedScalar> = new Map<string, TypedScalar>([
  ...["", "~", "null", "Null", "NULL"].map((word) => [word, { type: "null", value: null }] as const),
  ...["true", "True", "TRUE"].map((word) => [word, { type: "boolean", value: true }] as const),
  ...["false", "False", "FALSE"].map((word) => [word, { type: "boolean", value: false }] as const),
  ...[".nan", ".NaN", ".NAN"].map((word) => [word, { type: "float", value: NaN }] as const),
  ...[".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF"].map((word) => [word, { type: "float", value: Infinity }] as const),
  ...["-.inf", "-.Inf", "-.INF"].map((word) => [word, { type: "float", value: -Infinity }] as const),
  ...["-0", "-0.0"].map((word) => [word, { type: "float", value: -0 }] as const),
  // Where it is no key, the sign for merging means nothing.
  ["<<", { type: "null", value: null }],
]);

const FLOAT = /^[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?$/;

/** A number too large for Go stays text. */
function typeFloat(text: string): TypedScalar | undefined {
  return FLOAT.test(text) && Number.isFinite(Number(text)) ? { type: "float", value: Number(text) } : undefined;
}

/** `strconv.ParseInt` and `ParseUint` with base 0: decimal, `0x`, `0o`, `0b`, and octal by a leading zero; 64 bits, a sign counts as one. */
function typeInteger(text: string): TypedScalar | undefined {
  const match = /^([-+]?)(?:(0[xX][\da-fA-F]+)|0[oO]?([0-7]+)|(0[bB][01]+)|([1-9]\d*|0))$/.exec(text);
  // The longest that fits are 64 binary digits.
  if (!match || text.replace(/^[-+]?0[a-zA-Z]?0*/, "").length > 64) return undefined;
  const [, sign = "", hexadecimal, octal, binary, decimal] = match;
  const magnitude = BigInt(hexadecimal ?? (octal === undefined ? (binary ?? decimal ?? "0") : `0o${octal}`));
  if (magnitude >= (sign === "" ? 2n ** 64n : sign === "+" ? 2n ** 63n : 2n ** 63n + 1n)) return undefined;
  const exact = sign === "-" ? -magnitude : magnitude;
  const value = Number(exact);
  return { type: "integer", value, ...(Number.isSafeInteger(value) ? {} : { digits: String(exact) }) };
}

const DATE = /^(\d{4})-(\d\d?)-(\d\d?)(?:(?:[Tt](?=.*(?:Z|[-+]\d\d:\d\d)$)| +(?!.*[Z+-]))(\d\d?):(\d\d?):(\d\d?)(?:[.,](\d+))?(Z|[-+]\d\d:\d\d)?)?$/;

/** The dates and times that go-yaml turns into `time.Time`: with `T` a zone must follow, with a blank none may. */
function typeTimestamp(text: string): TypedScalar | undefined {
  const match = DATE.exec(text);
  if (!match) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = [1, 2, 3, 4, 5, 6].map((group) => Number(match[group] ?? 0));
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day || hour > 23 || minute > 59 || second > 59) return undefined;
  const zone = goZone(match[8] ?? "Z");
  const fraction = (match[7] ?? "").slice(0, 9).replace(/0+$/, "");
  const time = [hour, minute, second].map(twoDigits).join(":") + (fraction === "" ? "" : `.${fraction}`);
  return zone === undefined ? undefined : { type: "timestamp", value: `${match[1] ?? ""}-${twoDigits(month)}-${twoDigits(day)} ${time} ${zone}` };
}

/** Go prints UTC by name and any other offset twice; it takes offsets of up to 24 hours and 60 minutes. */
function goZone(zone: string): string | undefined {
  const hours = Number(zone.slice(1, 3));
  const minutes = Number(zone.slice(4, 6));
  if (hours > 24 || minutes > 60) return undefined;
  const total = hours * 60 + minutes;
  if (total === 0) return "+0000 UTC";
  const offset = `${zone.slice(0, 1)}${twoDigits(Math.floor(total / 60))}${twoDigits(total % 60)}`;
  return `${offset} ${offset}`;
}

function twoDigits(number: number): string {
  return String(number).padStart(2, "0");
}

/** A typed scalar as Go's `%v` prints it; Compose prints what stands in `environment` and `labels` that way. */
export function printGo(scalar: { readonly type: string; readonly value: string | number | boolean | null; readonly digits?: string }): string {
  if (typeof scalar.value !== "number") return String(scalar.value);
  return scalar.digits ?? formatGoNumber(scalar.value, scalar.type === "float" ? "float" : "integer");
}

export function formatGoNumber(value: number, type: "integer" | "float"): string {
  if (type === "integer") return value.toFixed(0);
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value > 0 ? "+Inf" : "-Inf";
  if (value === 0) return Object.is(value, -0) ? "-0" : "0";
  const [mantissa = "0", exponent = "0"] = value.toExponential().split("e");
  const power = Number(exponent);
  // strconv's shortest %g writes an exponent below -4 and from 6 on.
  if (power >= -4 && power < 6) return power < 0 ? value.toFixed(Math.max(0, mantissa.replace(/[-.]/g, "").length - 1 - power)) : String(value);
  return `${mantissa}e${power < 0 ? "-" : "+"}${String(Math.abs(power)).padStart(2, "0")}`;
}
