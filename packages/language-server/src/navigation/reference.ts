import type { WrittenSpot } from "../written-spot.js";

/** The sections of a Compose file whose entries are named elsewhere. */
export type Section = "services" | "networks" | "volumes" | "secrets" | "configs" | "models";

/** What a text or a key names. */
export type Reference =
  | { readonly kind: "entry"; readonly section: Section; readonly name: string }
  /** A service of another file; as written. */
  | { readonly kind: "service-of-file"; readonly name: string; readonly file: string }
  | { readonly kind: "file"; readonly file: string; readonly from: "project" | "context" };

type Path = WrittenSpot["path"];

/** Keys of a service whose items, or keys, are the names of entries. */
const LISTS: Readonly<Record<string, Section>> = { depends_on: "services", networks: "networks", secrets: "secrets", configs: "configs", models: "models" };

/** What stands at a path of a Compose file names, by what that is; nothing if it names nothing. `sibling` gives the text of a key beside it. */
export function referenceOf(path: Path, text: string, sibling: (key: string) => string | undefined): Reference | undefined {
  const [section, , key, ...below] = path;
  if (section === "services" && typeof key === "string") return referenceInService(key, below, text, sibling);
  if (section === "include") return isIn(path, [["*"], ["*", "path"], ["*", "path", "*"], ["*", "env_file"], ["*", "env_file", "*"]], 1) ? projectFile(text) : undefined;
  if ((section === "secrets" || section === "configs") && key === "file") return projectFile(text);
  return undefined;
}

function referenceInService(key: string, below: Path, text: string, sibling: (key: string) => string | undefined): Reference | undefined {
  const listed = LISTS[key];
  if (listed) return namesEntry(below) ? entry(listed, text) : undefined;
  switch (key) {
    case "links":
    case "volumes_from":
      return below.length === 1 && !text.startsWith("container:") ? entry("services", text.split(":")[0] ?? "") : undefined;
    case "network_mode":
    case "ipc":
    case "pid":
      return below.length === 0 && text.startsWith("service:") ? entry("services", text.slice("service:".length)) : undefined;
    case "volumes":
      return volume(below, text, sibling);
    case "extends":
      return extended(below, text, sibling);
    case "env_file":
    case "label_file":
      return isIn(below, [[], ["*"], ["*", "path"]], 0) ? projectFile(text) : undefined;
    case "build":
      if (below.length === 1 && below[0] === "dockerfile") return { kind: "file", file: text, from: "context" };
      return below[0] === "secrets" && namesEntry(below.slice(1)) ? entry("secrets", text) : undefined;
    default:
      return undefined;
  }
}

/** An item of a list, its `source`, or a key of a mapping. */
function namesEntry(below: Path): boolean {
  return below.length === 1 || (below.length === 2 && typeof below[0] === "number" && below[1] === "source");
}

function volume(below: Path, text: string, sibling: (key: string) => string | undefined): Reference | undefined {
  if (below.length === 2 && below[1] === "source") return (sibling("type") ?? "volume") === "volume" ? entry("volumes", text) : undefined;
  const [name = "", target] = text.split(":");
  return below.length === 1 && target !== undefined && /^[\w.-]+$/.test(name) && !name.startsWith(".") ? entry("volumes", name) : undefined;
}

function extended(below: Path, text: string, sibling: (key: string) => string | undefined): Reference | undefined {
  if (below.length === 0) return entry("services", text);
  if (below[0] === "file") return projectFile(text);
  if (below[0] !== "service") return undefined;
  const file = sibling("file");
  return file === undefined ? entry("services", text) : { kind: "service-of-file", name: text, file };
}

function isIn(path: Path, patterns: readonly (readonly string[])[], from: number): boolean {
  const rest = path.slice(from);
  return patterns.some((pattern) => pattern.length === rest.length && pattern.every((step, index) => (step === "*" ? typeof rest[index] === "number" : step === rest[index])));
}

function entry(section: Section, name: string): Reference {
  return { kind: "entry", section, name };
}

function projectFile(file: string): Reference {
  return { kind: "file", file, from: "project" };
}
