/** One entry of `volumes`, as the long syntax spells it. */
export interface VolumeMount {
  readonly type: "bind" | "volume";
  /** A host path or the name of a volume; absent for an anonymous volume. */
  readonly source?: string;
  /** The path in the container, without trailing slash or `.` parts. */
  readonly target: string;
  readonly readOnly: boolean;
  /** Further options that Compose knows: `nocopy`, `z`, `Z`, a propagation mode. It ignores all others. */
  readonly options: readonly string[];
}

/** Reads `[source:]target[:options]`. Nothing if Compose would refuse it. Source: compose-go `format/volume.go`. */
export function parseMount(text: string): VolumeMount | undefined {
  if (text === "") return undefined;
  // One or two characters are always a path in the container.
  if (text.length <= 2) return { type: "volume", target: cleanTarget(text), readOnly: false, options: [] };

  const parts = splitParts(text);
  if (parts.length > 3 || parts.some((part) => part === "")) return undefined;
  const [first = "", second, optionText = ""] = parts;
  if (second === undefined) return { type: "volume", target: cleanTarget(first), readOnly: false, options: [] };
  const options = optionText.split(",");
  return {
    type: isHostPath(first) ? "bind" : "volume",
    source: first,
    target: cleanTarget(second),
    readOnly: options.findLast((option) => option === "ro" || option === "rw") === "ro",
    options: options.filter((option) => KNOWN_OPTIONS.has(option)),
  };
}

const KNOWN_OPTIONS: ReadonlySet<string> = new Set(["nocopy", "z", "Z", "private", "rprivate", "shared", "rshared", "slave", "rslave"]);

/** Splits at colons, but not within `${…}`, and not behind a single letter: that is a drive to Compose, whatever follows. */
function splitParts(text: string): string[] {
  const parts: string[] = [];
  let part = "";
  let open = 0;
  const characters = Array.from(text);
  for (const [index, character] of characters.entries()) {
    if (character === "$" && characters[index + 1] === "{") open += 1;
    else if (character === "}" && open > 0) open -= 1;
    if (character === ":" && open === 0 && !LETTER.test(part)) {
      parts.push(part);
      part = "";
    } else part += character;
  }
  return [...parts, part];
}

const LETTER = /^\p{L}$/u;

/** A source is a host path if it looks like one; `data/db` is the name of a volume, however much it looks like a folder. */
export function isHostPath(source: string): boolean {
  return /^(?:[./~]|\\\\|\p{L}:)/u.test(source);
}

/** What Go's `path.Clean` makes of a Unix path; anything else stays. */
export function cleanTarget(target: string): string {
  if (!target.startsWith("/")) return target;
  const parts: string[] = [];
  for (const part of target.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "" && part !== ".") parts.push(part);
  }
  return `/${parts.join("/")}`;
}
