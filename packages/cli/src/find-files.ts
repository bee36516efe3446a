import { readdirSync, realpathSync, statSync } from "node:fs";
import { join, relative, resolve, sep } from "node:path";
import { isComposeFileName } from "@compose-lint/core";
import { gitIgnoreFor, type GitIgnore } from "./git-ignore.js";
import { explainSystemError } from "./trouble.js";

/** One thing to lint. */
export type Input = { readonly kind: "stdin" } | { readonly kind: "file"; readonly path: string };

export interface Found {
  readonly inputs: readonly Input[];
  /** What was asked for and cannot be had, a sentence each. */
  readonly troubles: readonly string[];
}

/** Folders that hold other people's files. */
const SKIPPED_FOLDERS = new Set(["node_modules", ".git"]);

/**
 * The files that the arguments stand for, each once, under paths relative to `cwd`. A file named explicitly counts whatever its name; a
 * folder is searched for Compose files.
 */
export function findFiles(paths: readonly string[], cwd: string): Found {
  const inputs: Input[] = [];
  const troubles: string[] = [];
  const seen = new Set<string>();
  const add = (path: string): void => {
    const identity = realpathSync(path);
    if (seen.has(identity)) return;
    seen.add(identity);
    inputs.push({ kind: "file", path: shownPath(path, cwd) });
  };

  for (const path of paths.length > 0 ? paths : ["."]) {
    if (path === "-") {
      if (!inputs.some(({ kind }) => kind === "stdin")) inputs.push({ kind: "stdin" });
      continue;
    }
    const absolute = resolve(cwd, path);
    try {
      if (!statSync(absolute).isDirectory()) {
        add(absolute);
        continue;
      }
    } catch (error) {
      troubles.push(`${path}: ${explainSystemError(error)}.`);
      continue;
    }
    const search = searchFolder(absolute, cwd);
    troubles.push(...search.troubles);
    search.files.forEach(add);
    if (search.files.length === 0) troubles.push(nothingFound(path === "." ? cwd : path));
  }
  return { inputs, troubles };
}

interface Search {
  readonly files: readonly string[];
  readonly troubles: readonly string[];
}

/** Links to files are followed; links to folders are not: what they lead to is found where it really is, and no circle is walked. */
function searchFolder(start: string, cwd: string): Search {
  const files: string[] = [];
  const troubles: string[] = [];
  const attempt = <T>(path: string, read: () => T): T | undefined => {
    try {
      return read();
    } catch (error) {
      troubles.push(`${shownPath(path, cwd) || path}: ${explainSystemError(error)}.`);
      return undefined;
    }
  };
  const walk = (folder: string, ignored: GitIgnore): void => {
    const entries = attempt(folder, () => readdirSync(folder, { withFileTypes: true })) ?? [];
    const folders: string[] = [];
    for (const entry of entries.sort(byName)) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) {
        if (!SKIPPED_FOLDERS.has(entry.name) && !ignored.ignores(path, "folder")) folders.push(path);
      } else if (isComposeFileName(entry.name) && !ignored.ignores(path, "file")) {
        const isFile = entry.isFile() || (entry.isSymbolicLink() && attempt(path, () => statSync(path).isFile()) === true);
        if (isFile) files.push(path);
      }
    }
    for (const path of folders) walk(path, ignored.enter(path));
  };
  walk(start, gitIgnoreFor(start));
  return { files, troubles };
}

function byName(a: { readonly name: string }, b: { readonly name: string }): number {
  return a.name < b.name ? -1 : 1;
}

function nothingFound(where: string): string {
  return (
    `no Compose file found in ${where} and the folders below.\n` +
    "  Looked for compose.yaml, docker-compose.yml and variants such as docker-compose.prod.yml,\n" +
    "  except in node_modules, .git and what .gitignore names. A file named as an argument may have any name."
  );
}

/** As people and other programs are told a path: relative to the current folder, with forward slashes. */
export function shownPath(path: string, cwd: string): string {
  return relative(cwd, path).split(sep).join("/");
}
