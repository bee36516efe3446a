import { existsSync, lstatSync, readFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import ignore, { type Ignore } from "ignore";

/** What the `.gitignore` files from the root of the repository down to one folder say. */
export interface GitIgnore {
  ignores(path: string, kind: "file" | "folder"): boolean;
  /** The same with the `.gitignore` of a folder below. */
  enter(folder: string): GitIgnore;
}

interface Layer {
  readonly folder: string;
  readonly rules: Ignore;
}

/** A folder that is itself ignored, but named by the user, is searched as if the files above it said nothing. */
export function gitIgnoreFor(folder: string): GitIgnore {
  const above = foldersAbove(folder).reduce<GitIgnore>((all, parent) => all.enter(parent), layered([]));
  return (above.ignores(folder, "folder") ? layered([]) : above).enter(folder);
}

/** What is known of a folder: the rules for what is in it, unless it is ignored itself or in no repository. */
type Inside = GitIgnore | "ignored" | "in no repository";

/**
 * Tells whether what is made at a path would be ignored, by itself or with a folder above it. It need not exist.
 * Every `.gitignore` is read once, however many paths are asked for.
 */
export function gitIgnored(): (path: string) => boolean {
  const known = new Map<string, Inside>();
  const inside = (folder: string): Inside => {
    const found = known.get(folder) ?? look(folder);
    known.set(folder, found);
    return found;
  };
  const look = (folder: string): Inside => {
    if (existsSync(join(folder, ".git"))) return layered([]).enter(folder);
    const parent = dirname(folder);
    const above = parent === folder ? "in no repository" : inside(parent);
    if (typeof above === "string") return above;
    return above.ignores(folder, "folder") ? "ignored" : above.enter(folder);
  };
  return (path) => {
    const rules = inside(dirname(path));
    if (typeof rules === "string") return rules === "ignored";
    return rules.ignores(path, "file") || rules.ignores(path, "folder");
  };
}

/**
 * The same of files that need not be on a disk.
 * @param folders from the root of the repository down to the parent of the path, all absolute.
 * @param read the text of the `.gitignore` in a folder, if there is one.
 */
export function isIgnoredIn(folders: readonly string[], path: string, read: (folder: string) => string | undefined): boolean {
  let known = layered([], read);
  for (const folder of folders) {
    if (known.ignores(folder, "folder")) return true;
    known = known.enter(folder);
  }
  return known.ignores(path, "file") || known.ignores(path, "folder");
}

/** From the root of the repository down to the parent of `folder`; none outside a repository. */
function foldersAbove(folder: string): readonly string[] {
  const folders: string[] = [];
  for (let current = folder; !existsSync(join(current, ".git")); current = dirname(current)) {
    if (dirname(current) === current) return [];
    folders.unshift(dirname(current));
  }
  return folders;
}

/** `layers`: the deepest first, because it has the last word. */
function layered(layers: readonly Layer[], read = textOf): GitIgnore {
  return {
    ignores(path, kind) {
      for (const { folder, rules } of layers) {
        const name = relative(folder, path).split(sep).join("/");
        if (name === "" || name.startsWith("../")) continue;
        const verdict = rules.test(kind === "folder" ? `${name}/` : name);
        if (verdict.ignored || verdict.unignored) return verdict.ignored;
      }
      return false;
    },
    enter(folder) {
      const text = read(folder);
      return text === undefined ? this : layered([{ folder, rules: ignore({ ignorecase: false }).add(text) }, ...layers], read);
    },
  };
}

/** Of the `.gitignore` in a folder of this disk. */
function textOf(folder: string): string | undefined {
  const path = join(folder, ".gitignore");
  try {
    // Git does not follow a link of this name either.
    return lstatSync(path).isFile() ? readFileSync(path, "utf8").replace(/^\ufeff/, "") : undefined;
  } catch {
    return undefined;
  }
}
