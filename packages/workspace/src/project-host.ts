import { existsSync, statSync } from "node:fs";
import { resolve } from "node:path";
import type { ProjectFiles } from "@compose-lint/core";
import { gitIgnored } from "./git-ignore.js";
import { noteRead } from "./observe-reads.js";
import { reachOf, type Reach, type ReachOptions } from "./reach.js";
import { readFile } from "./read-files.js";
import { explainSystemError, Trouble } from "./trouble.js";

/** What core may read: the files that are linted, as they are by now, and the disk for what else it asks for. */
export interface ProjectHost extends ProjectFiles {
  read(name: string): Uint8Array | undefined;
  exists(name: string): boolean | undefined;
  withheld(name: string): string | undefined;
  /** Lets core see a file as it has become. */
  replace(name: string, bytes: Uint8Array): void;
  /** What was asked for and not read, although it may be there: a sentence each, with what to do about it. */
  readonly notes: readonly string[];
}

/** How far a host reaches, and what people have named beside the files that are linted, wherever it is. */
export interface HostOptions extends ReachOptions {
  readonly envFiles?: readonly string[];
  /** The files of projects in a configuration that they have named. */
  readonly listed?: readonly string[];
  /** Told of every file that core asks for. */
  readonly onRead?: (name: string) => void;
}

const OUTSIDE = "outside of the project";
const NOTHING = new Uint8Array();

/**
 * A host that has the linted files in hand. What is outside of their repositories is not read; what is not there, or is a folder, counts as
 * absent; nothing is read twice.
 */
export function projectHost(linted: ReadonlyMap<string, Uint8Array>, cwd: string, options: HostOptions = {}): ProjectHost {
  const known = new Map<string, Uint8Array | undefined>([...linted, ["/dev/null", NOTHING]]);
  const seen = new Map<string, boolean | undefined>();
  const withheld = new Map<string, string>();
  const named = new Set([...(options.envFiles ?? []), ...(options.listed ?? [])].map((name) => resolve(cwd, name)));
  let reach: Reach | undefined;
  const isIgnored = gitIgnored();
  const within = (): Reach => (reach ??= reachOf(linted.keys(), cwd, options));

  const read = (name: string): Uint8Array | undefined => {
    const path = resolve(cwd, name);
    const isNamed = named.has(path);
    try {
      if (!isNamed && !within().includes(path)) throw new Trouble(OUTSIDE);
      noteRead(path);
      // Nearly everything that is asked for is not there.
      const stats = statSync(path, { throwIfNoEntry: false });
      if (!stats || stats.isDirectory()) return undefined;
      if (!isNamed && !within().holds(path)) throw new Trouble(OUTSIDE);
      return readFile(path);
    } catch (error) {
      withheld.set(name, error instanceof Trouble ? error.message : explainSystemError(error));
      return undefined;
    }
  };
  return {
    read(name) {
      options.onRead?.(name);
      if (!known.has(name)) known.set(name, read(name));
      return known.get(name);
    },
    exists(name) {
      const path = resolve(cwd, name);
      if (!seen.has(name)) seen.set(name, within().includes(path) && within().holds(path) ? isThere(path, isIgnored) : undefined);
      return seen.get(name);
    },
    withheld: (name) => withheld.get(name),
    replace(name, bytes) {
      known.set(name, bytes);
    },
    get notes() {
      const outside = [...withheld].flatMap(([name, why]) => (why === OUTSIDE ? [name] : []));
      return [
        ...(outside.length === 0 ? [] : [`${enumerated(outside)} ${outside.length === 1 ? "is" : "are"} outside of ${within().roots.join(" and ")} and ${outside.length === 1 ? "was" : "were"} not read. --root <folder> allows a wider one.`]),
        ...[...withheld].flatMap(([name, why]) => (why === OUTSIDE ? [] : [`${name} was not read: ${why}.`])),
      ];
    },
  };
}

/** `a, b and c`; of many, the first ones and how many more there are. */
function enumerated(names: readonly string[]): string {
  const [first = "", ...others] = names.length > 4 ? [...names.slice(0, 3), `${String(names.length - 3)} more`] : names;
  const last = others.pop();
  return last === undefined ? first : `${[first, ...others].join(", ")} and ${last}`;
}

/** What git ignores is made where the project runs, so that nothing follows from its absence here. */
function isThere(path: string, isIgnored: (path: string) => boolean): boolean | undefined {
  noteRead(path);
  if (existsSync(path)) return true;
  return isIgnored(path) ? undefined : false;
}
