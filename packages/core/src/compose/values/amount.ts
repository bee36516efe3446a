import { parseByteSize } from "./byte-size.js";
import { parseDuration } from "./duration.js";

/** Whether Compose can read a size. Source: compose-go `types/bytes.go`: a whole number, or docker/go-units `RAMInBytes`, which takes no sign. */
export function isByteSize(text: string): boolean {
  return parseByteSize(text) !== undefined && !(text.startsWith("-") && !/^-\d+$/.test(text));
}

/** What a person very likely meant by a size that Compose refuses: `512Mi`, `4GB ram`, `1,5g`, `2 gigabytes`. */
export function guessByteSize(text: string): string | undefined {
  const [, whole = "", fraction = "", unit = ""] = /^\s*(\d+)(?:[.,](\d{1,2}))?\s*([kmgt])(?:i|ib|b|bytes|ilobytes?|egabytes?|igabytes?|erabytes?|eg|egs|ig|igs)?(?:\s+(?:of\s+)?(?:ram|memory))?\s*$/i.exec(text) ?? [];
  return whole === "" ? undefined : `${whole}${fraction === "" ? "" : `.${fraction}`}${unit.toLowerCase()}`;
}

/** Reads a number of CPUs; nothing if Compose would refuse it. Source: compose-go `types/cpus.go`, Go's `strconv.ParseFloat`. */
export function parseCpus(text: string): number | undefined {
  return /^[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?$/.test(text) ? Number(text) : undefined;
}

/** What a person very likely meant by a number of CPUs that Compose refuses: `0.5cpu`, `2 cores`, Kubernetes' `500m`, `0,5`. */
export function guessCpus(text: string): string | undefined {
  const [, amount = "", unit = ""] = /^\s*(\d+(?:[.,]\d+)?)\s*(m|(?:v?cpus?|v?cores?))?\s*$/i.exec(text) ?? [];
  if (amount === "") return undefined;
  const number = Number(amount.replace(",", "."));
  return String(unit.toLowerCase() === "m" ? number / 1000 : number);
}

/** What a person very likely meant by a duration that Compose refuses: `10 min` is `10m`, a bare `10` is `10s`. */
export function guessDuration(text: string): string | undefined {
  const words = text.trim().toLowerCase().replaceAll(",", " ").replace(/\band\b/g, " ");
  if (/^\d+(?:\.\d+)?$/.test(words)) return `${words}s`;
  if (!/^(?:\d+(?:\.\d+)?\s*[a-z]+\s*)+$/.test(words)) return undefined;
  const guess = [...words.matchAll(/(\d+(?:\.\d+)?)\s*([a-z]+)/g)].map(([, amount = "", unit = ""]) => amount + (UNITS.get(unit) ?? "?")).join("");
  return parseDuration(guess) === undefined ? undefined : guess;
}

const UNITS: ReadonlyMap<string, string> = new Map(
  ([
    ["ms", ["ms", "msec", "msecs", "millis", "millisecond", "milliseconds"]],
    ["s", ["s", "sec", "secs", "second", "seconds"]],
    ["m", ["m", "min", "mins", "minute", "minutes"]],
    ["h", ["h", "hr", "hrs", "hour", "hours"]],
    ["d", ["d", "day", "days"]],
    ["w", ["w", "week", "weeks"]],
  ] as const).flatMap(([unit, names]) => names.map((name) => [name, unit] as const)),
);
