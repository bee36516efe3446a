import { formatGoNumber, printGo } from "../../yaml/scalar-type.js";
import { plainMapping, type Plain } from "../plain.js";
import { splitCommand } from "../short-syntax/command.js";
import { withEntries, type Mapping, type Scalar, type Tree } from "../tree.js";
import { parseByteSize } from "../values/byte-size.js";
import { formatDuration, parseDuration } from "../values/duration.js";

/** Prints a value the way the field of compose-go's model does that it is bound to; nothing if the field is left out. */
export type Print = (node: Tree) => Plain | undefined;

/** Prints a scalar; nothing if it does not have the form that the field wants. */
type PrintScalar = (scalar: Scalar) => Plain | undefined;

/** What has another form stays as it is: a validity rule tells that Compose refuses it, and this is not the place to do it again. */
function scalarField(print: PrintScalar, isZero: (printed: Plain) => boolean): Print {
  return (node) => {
    if (node.kind !== "scalar") return printAny(node);
    if (node.value === null) return undefined;
    const printed = (node.known ? print(node) : undefined) ?? printGo(node);
    return isZero(printed) ? undefined : printed;
  };
}

/** A field that is printed even if it holds the zero of its type: a pointer in Go. */
function evenZero(print: PrintScalar): Print {
  return scalarField(print, () => false);
}

const toFlag: PrintScalar = ({ value }) => (typeof value === "string" ? FLAGS.get(value.toLowerCase()) : typeof value === "boolean" ? value : undefined);

const FLAGS: ReadonlyMap<string, boolean> = new Map([
  ...["true", "y", "yes", "on"].map((word) => [word, true] as const),
  ...["false", "n", "no", "off"].map((word) => [word, false] as const),
]);

const toWhole: PrintScalar = ({ value }) => (typeof value === "string" && !/^[-+]?\d+$/.test(value) ? undefined : Number(value));

/** Single precision, and of that the shortest decimal that means the same number. */
const toReal: PrintScalar = ({ value }) => {
  const single = Math.fround(Number(value));
  if (value === "" || !Number.isFinite(single)) return undefined;
  for (let digits = 1; digits <= 9; digits += 1) if (Math.fround(Number(single.toPrecision(digits))) === single) return Number(single.toPrecision(digits));
  return single;
};

/** Compose prints sizes as text; a number with a fraction counts as none. */
const toBytes: PrintScalar = (scalar) => {
  if (scalar.type === "float") return "0";
  if (typeof scalar.value === "number") return printGo(scalar);
  const bytes = typeof scalar.value === "string" ? parseByteSize(scalar.value) : undefined;
  return bytes === undefined ? undefined : formatGoNumber(bytes, "integer");
};

const toDuration: PrintScalar = (scalar) => {
  const duration = parseDuration(printGo(scalar));
  return duration === undefined ? undefined : formatDuration(duration);
};

/** A number is a file mode as it is, a text is one in octal. */
const toMode: PrintScalar = ({ value }) => {
  const mode = typeof value === "string" ? (/^0*[0-7]+$/.test(value) ? parseInt(value, 8) : undefined) : Number(value);
  return mode === undefined ? undefined : `0${mode.toString(8)}`;
};

export const text: Print = scalarField(printGo, (printed) => printed === "");
export const anyText: Print = evenZero(printGo);
export const flag: Print = scalarField(toFlag, (printed) => printed === false);
export const setFlag: Print = evenZero(toFlag);
export const whole: Print = scalarField(toWhole, (printed) => printed === 0);
export const setWhole: Print = evenZero(toWhole);
export const real: Print = scalarField(toReal, (printed) => printed === 0);
export const bytes: Print = scalarField(toBytes, (printed) => printed === "0");
export const anyBytes: Print = evenZero(toBytes);
export const duration: Print = scalarField(toDuration, (printed) => printed === "0s");
export const setDuration: Print = evenZero(toDuration);
export const mode: Print = evenZero(toMode);
/** A flag that is on unless it is switched off. */
export const optOut: Print = scalarField(toFlag, (printed) => printed === true);

/** Devices by number; `all` is counted as -1. */
export const deviceCount: Print = scalarField((scalar) => (String(scalar.value).toLowerCase() === "all" ? -1 : toWhole(scalar)), (printed) => printed === 0);

/** Text is split into words; an empty command is one, and not the same as none. */
export const command: Print = (node) => {
  if (node.kind === "scalar") return node.value === null ? undefined : (splitCommand(printGo(node))?.words ?? [printGo(node)]);
  return node.kind === "sequence" ? node.items.map(printGoValue) : printAny(node);
};

export const texts: Print = list(anyText);

/** A list without items is left out. A single value counts as a list of one. */
export function list(item: Print): Print {
  return (node) => {
    if (node.kind === "mapping") return printAny(node);
    const items = node.kind === "sequence" ? node.items : node.value === null ? [] : [node];
    return items.length === 0 ? undefined : items.map((each) => item(each) ?? null);
  };
}

/** A mapping with keys that are known. What begins with `x-` is kept as written, anything else is dropped. */
export function struct(fields: Readonly<Record<string, Print>>): Print {
  const printers = new Map(Object.entries(fields));
  return (node) => {
    if (node.kind !== "mapping") return node.kind === "scalar" && node.value === null ? undefined : printAny(node);
    const pairs: (readonly [string, Plain])[] = [];
    for (const [key, value] of node.entries) {
      const printed = key.startsWith("x-") ? printAny(value) : printers.get(key)?.(value);
      if (printed !== undefined) pairs.push([key, printed]);
    }
    return plainMapping(pairs);
  };
}

/** A mapping whose type in Go has no place for `x-` keys. */
export function closedStruct(fields: Readonly<Record<string, Print>>): Print {
  const print = struct(fields);
  return (node) => print(node.kind === "mapping" ? withEntries(node, new Map([...node.entries].filter(([key]) => !key.startsWith("x-")))) : node);
}

/** A structure that Go holds by value: left out if nothing in it is set. */
export function orNothing(print: Print): Print {
  return (node) => {
    const printed = print(node);
    return typeof printed === "object" && printed !== null && Object.keys(printed).length === 0 ? undefined : printed;
  };
}

/** A mapping with keys of the user's choice whose names may begin with `x-`; null values stay. */
export function named(value: Print): Print {
  return (node) => (node.kind === "mapping" ? plainMapping([...node.entries].map(([key, held]) => [key, value(held) ?? null] as const)) : printAny(node));
}

/**
 * A mapping with keys of the user's choice from which Compose takes all that begin with `x-` for extensions. It finds no place for
 * them in the model, and what is left is an entry by the name of the bag they were put in.
 */
export function unlessExtension(value: Print): Print {
  const print = named(value);
  return (node) => {
    if (node.kind !== "mapping" || node.listed === true) return print(node);
    const entries = [...node.entries];
    const extensions = entries.filter(([key]) => key.startsWith("x-"));
    if (extensions.length === 0) return print(node);
    const bag: Mapping = withEntries(node, new Map(extensions));
    return print(withEntries(node, new Map([...entries.filter(([key]) => !key.startsWith("x-")), ["#extensions", bag]])));
  };
}

const textOrEmpty: Print = (node) => printText(node, "");

/** `KEY: text`, where nothing counts as an empty text. */
export const textsByName: Print = orNothing(unlessExtension(textOrEmpty));

/** `KEY: text`, where nothing stays nothing. */
export const variables: Print = orNothing(unlessExtension((node) => printText(node, null)));

/** An option may be given several times. */
export const repeatedOptions: Print = orNothing(unlessExtension((node) => (node.kind === "sequence" ? node.items.map(printGoValue) : [printGoValue(node)])));

function printText(node: Tree, nothing: Plain): Plain {
  return node.kind === "scalar" && node.value === null ? nothing : printGoValue(node);
}

/** A value as Go's `fmt.Sprint` prints it, lists and mappings included. */
function printGoValue(node: Tree): string {
  switch (node.kind) {
    case "scalar":
      return node.value === null ? "<nil>" : printGo(node);
    case "sequence":
      return `[${node.items.map(printGoValue).join(" ")}]`;
    case "mapping":
      return `map[${[...node.entries].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, value]) => `${key}:${printGoValue(value)}`).join(" ")}]`;
  }
}

/** A value as it is written, as in an extension. Go prints an instant in its RFC 3339 form. */
export function printAny(node: Tree): Plain {
  switch (node.kind) {
    case "scalar":
      return node.type === "timestamp" ? String(node.value).replace(/^(\S+) (\S+) (?:\+0000 UTC|([-+]\d\d)(\d\d) \S+)$/, (_, date: string, time: string, hours?: string, minutes = "") => `${date}T${time}${hours === undefined ? "Z" : `${hours}:${minutes}`}`) : node.value;
    case "sequence":
      return node.items.map(printAny);
    case "mapping":
      return plainMapping([...node.entries].map(([key, value]) => [key, printAny(value)] as const));
  }
}
