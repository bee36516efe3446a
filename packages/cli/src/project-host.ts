import { resolve } from "node:path";
import type { ProjectFiles } from "@compose-lint/core";
import { readBytes } from "./read-files.js";

/** What core may read: the files that are linted, as they are by now, and the disk for what else it asks for. */
export interface ProjectHost extends ProjectFiles {
  read(name: string): Uint8Array | undefined;
  /** Lets core see a file as it has become. */
  replace(name: string, bytes: Uint8Array): void;
}

/** A host that has the linted files in hand. What cannot be read from the disk counts as absent; nothing is read twice. */
export function projectHost(linted: ReadonlyMap<string, Uint8Array>, cwd: string): ProjectHost {
  const known = new Map<string, Uint8Array | undefined>(linted);
  return {
    read(name) {
      if (!known.has(name)) known.set(name, readOrNothing(resolve(cwd, name)));
      return known.get(name);
    },
    replace(name, bytes) {
      known.set(name, bytes);
    },
  };
}

function readOrNothing(path: string): Uint8Array | undefined {
  try {
    return readBytes(path, path);
  } catch {
    return undefined;
  }
}
