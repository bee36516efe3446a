import { fileName } from "./file-path.js";
import { interpolate, type Lookup } from "./interpolation.js";
import type { ParsedFile } from "./parse-file.js";

/** Lower case, and only the characters that a project's name may have. Source: compose-go `loader.NormalizeProjectName`. */
export function normalizeProjectName(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9_-]/g, "")
    .replace(/^[_-]+/, "");
}

/** The `name:` that holds: that of the last document that has one, with its variables replaced. */
export function writtenProjectName(files: readonly ParsedFile[], environment: Lookup): string | undefined {
  const names = files.flatMap(({ documents }) => documents.map(({ tree }) => (tree.kind === "mapping" ? tree.entries.get("name") : undefined)));
  const last = names.filter((name) => name?.kind === "scalar" && typeof name.value === "string" && name.value !== "").at(-1);
  const result = last?.kind === "scalar" ? interpolate(String(last.value), environment) : undefined;
  return result && "text" in result && result.known ? nonEmpty(normalizeProjectName(result.text)) : undefined;
}

/** The name that a folder gives to its project; nothing if the path does not tell what the folder is called. */
export function projectNameOfFolder(folder: string): string | undefined {
  const name = fileName(folder);
  return name === "." || name === ".." ? undefined : nonEmpty(normalizeProjectName(name));
}

function nonEmpty(text: string): string | undefined {
  return text === "" ? undefined : text;
}
