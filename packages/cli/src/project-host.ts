import { existsSync } from "node:fs";
import { resolve } from "node:path";
import type { ProjectFiles } from "@compose-lint/core";
import { isGitIgnored } from "./git-ignore.js";
import { readBytes } from "./read-files.js";

/** What core may read: the files that are linted, as they are by now, and the disk for what else it asks for. */
export interface ProjectHost extends ProjectFiles {
  read(name: string): Uint8Array | undefined;
  exists(name: string): boolean | undefined;
  /** Lets core see a file as it has become. */
  replace(name: string, bytes: Uint8Array): void;
}

/** A host that has the linted files in hand. What cannot be read from the disk counts as absent; nothing is read twice. */
export function projectHost(linted: ReadonlyMap<string, Uint8Array>, cwd: string): ProjectHost {
  const known = new Map<string, Uint8Array | undefined>(linted);
  const seen = new Map<string, boolean | undefined>();
  return {
    read(name) {
      if (!known.has(name)) known.set(name, readOrNothing(resolve(cwd, name)));
      return known.get(name);
    },
    exists(name) {
      if (!seen.has(name)) seen.set(name, isThere(resolve(cwd, name)));
      return seen.get(name);
    },
    replace(name, bytes) {
      known.set(name, bytes);
    },
  };
}

/** What git ignores is made where the project runs, so that nothing follows from its absence here. */
function isThere(path: string): boolean | undefined {
  if (existsSync(path)) return true;
  return isGitIgnored(path) ? undefined : false;
}

function readOrNothing(path: string): Uint8Array | undefined {
  try {
    return readBytes(path, path);
  } catch {
    return undefined;
  }
}
