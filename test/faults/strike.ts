import { once } from "node:events";
import { watch, type FSWatcher } from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { finish, start, type End } from "./command.js";
import { restore, stateOf, type State, type Texts } from "./tree.js";

/** One run of `--fix` that got a signal on its way. */
export interface Strike {
  readonly end: End;
  readonly before: State;
  readonly after: State;
}

/**
 * Disturbs runs over the same files until nearly all are written, lets an undisturbed run complete them, and starts anew with all of them
 * unwritten, until so many signals have come in time. Four in five are sent when a file is seen to change that is soon to be written, the
 * others at any time.
 */
export async function strikeOften(folder: string, texts: Texts, random: () => number, times: number, signal: NodeJS.Signals, check: (strike: Strike) => void): Promise<void> {
  restore(folder, texts.before);
  let before = stateOf(folder, texts);
  for (let left = times; left > 0; ) {
    // Code that is not optimised does the same, and is up and writing sooner.
    const child = start(["--fix"], { cwd: folder, node: ["--no-opt"] });
    const ended = finish(child);
    const target = before.old[Math.floor(random() * Math.min(60, before.old.length))];
    if (target === undefined) throw new Error("There is nothing left to write.");
    const watcher = watch(join(folder, dirname(target)));
    const moment = random() < 0.8 ? changes(watcher, 1 + Math.floor(random() * 5)) : sleep(random() * texts.milliseconds);
    await Promise.race([moment, ended]);
    watcher.close();
    if (random() < 0.5) await sleep(random() * 3);
    child.kill(signal);
    const end = await ended;
    if (end.status !== 0) left -= 1;
    const after = stateOf(folder, texts);
    check({ end, before, after });
    before = after;
    if (after.old.length < 40 || left === 0) {
      const { status, stderr } = await finish(start(["--fix"], { cwd: folder }));
      const { old, lost } = stateOf(folder, texts);
      if (status !== 0 || old.length > 0 || lost.length > 0) throw new Error(`A run afterwards did not complete the files: ${status}, ${JSON.stringify({ old, lost })}, ${stderr}`);
      restore(folder, texts.before);
      before = stateOf(folder, texts);
    }
  }
}

async function changes(watcher: FSWatcher, count: number): Promise<void> {
  for (let left = count; left > 0; left -= 1) await once(watcher, "change");
}

/** Whether the signal came while files were being written. */
export function wasWriting({ before, after }: Strike): boolean {
  return after.old.length > 0 && (after.new.length > before.new.length || after.others.length > before.others.length);
}
