import { realpathSync, statSync } from "node:fs";
import { basename, dirname, resolve } from "node:path";
import { isComposeFileName } from "@compose-lint/core";
import { configurationPlaces, findFiles, isBelow, isSearched, observeReads, printable, shownPath, Trouble } from "@compose-lint/workspace";
import type { Options } from "../arguments.js";
import { describeFailure } from "../describe-failure.js";
import { ExitCode } from "../exit-code.js";
import { run, writeTrouble, type Host } from "../run.js";
import { Changes } from "./changes.js";
import { FolderWatch, isFolder } from "./folder-watch.js";

/** What was changed so short before a look may have been changed after it: the times of a disk are not exact. */
const CLOCK_MS = 20;

/** The cursor goes to the top of an empty screen; what was scrolled away stays. */
const CLEAR = "\u001b[2J\u001b[H";

/**
 * Lints again whenever something changes that the last time rested on, until Ctrl-C.
 *
 * All times happen in this process, where what was parsed and compiled is still known. `fs.watch` of Node on single folders does all that
 * is needed: libraries for it are about whole trees of folders, and about systems that do not tell.
 * @throws Trouble if there is nothing to lint, or folders cannot be watched.
 */
export async function watchProjects(options: Options, host: Host): Promise<ExitCode> {
  const { cwd, out, err } = host;
  const given = options.files.length > 0 ? options.files : options.paths;
  const { inputs, troubles } = findFiles(given, cwd, options);
  if (inputs.length === 0) throw new Trouble(troubles.join("\n"));
  const named = (given.length > 0 ? given : ["."]).map((path) => resolve(cwd, path));

  const changes = new Changes();
  let wanted: ReadonlySet<string> = new Set();
  let searched: ReadonlySet<string> = new Set();
  // A folder that has come may have brought files along, or will have some.
  const isNewFolder = (path: string): boolean => searched.has(dirname(path)) && !searched.has(path) && isFolder(path) && named.some((start) => isSearched(path, start));
  const folders = new FolderWatch(
    (path) => { changes.add(path); },
    (path) => (isComposeFileName(basename(path)) && named.some((folder) => isBelow(path, folder))) || isNewFolder(path),
  );
  try {
    for (;;) {
      const started = Date.now();
      const { seen, isOver, ...looked } = await look(options, host);
      // What an attempt has not come to is still of interest.
      wanted = new Set([...(isOver ? [] : wanted), ...restsOn(named, seen, options, cwd)]);
      searched = new Set([...(isOver ? [] : searched), ...looked.searched].filter(isFolder));
      const fresh = folders.waitFor(wanted, searched);
      const missable = [...[...wanted].filter((path) => fresh.has(dirname(path))), ...[...searched].filter((folder) => fresh.has(folder))];
      for (const path of missable) if (hasChangedSince(started - CLOCK_MS, path)) changes.add(path);
      err.write("Watching for changes; Ctrl-C ends.\n");
      const changed = await changes.next();
      if (!changed) {
        if (err.isTerminal) err.write("\n");
        return ExitCode.Interrupted;
      }
      if (out.isTerminal) out.write(CLEAR);
      err.write(`${printable(describe(changed, cwd))}\n`);
    }
  } finally {
    folders.close();
  }
}

interface Looked {
  /** What was read, or would have been. */
  readonly seen: ReadonlySet<string>;
  /** The folders in which Compose files were searched for. */
  readonly searched: ReadonlySet<string>;
  readonly isOver: boolean;
}

/** Lints once; a configuration with a fault in it is told, and waited for like anything else. */
async function look(options: Options, host: Host): Promise<Looked> {
  const seen = new Set<string>();
  const searched = new Set<string>();
  const stop = observeReads((path, how) => void (how === "searched" ? searched : seen).add(path));
  try {
    await run(options, host);
    return { seen, searched, isOver: true };
  } catch (error) {
    writeTrouble(describeFailure(error), host.err);
    return { seen, searched, isOver: false };
  } finally {
    stop();
  }
}

/** All paths that a report rests on: what was read, where links lead, and where a configuration would be found. */
function restsOn(named: readonly string[], seen: ReadonlySet<string>, { config, baseline }: Options, cwd: string): ReadonlySet<string> {
  const paths = new Set([...named, ...seen]);
  for (const path of [config === false ? undefined : config, baseline]) if (path !== undefined) paths.add(resolve(cwd, path));
  for (const path of [...paths]) {
    const target = realPath(path);
    if (target !== undefined) paths.add(target);
  }
  if (config !== undefined) return paths;
  const homes = new Set([...named.map((path) => (isFolder(path) ? path : dirname(path))), ...[...seen].filter((path) => isComposeFileName(basename(path))).map((path) => dirname(path))]);
  for (const home of homes) for (const path of configurationPlaces(home)) paths.add(path);
  return paths;
}

function hasChangedSince(time: number, path: string): boolean {
  try {
    return (statSync(path, { throwIfNoEntry: false })?.ctimeMs ?? 0) >= time;
  } catch {
    return false;
  }
}

function realPath(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
}

function describe(changed: ReadonlySet<string>, cwd: string): string {
  const [first = cwd] = changed;
  const others = changed.size - 1;
  return `${shownPath(first, cwd) || first}${others === 0 ? "" : ` and ${String(others)} more`} changed.`;
}
