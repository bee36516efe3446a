import { statSync } from "node:fs";

/** How often the disk is asked, where nobody tells. In ms. */
const EVERY_MS = 1_000;

/** The times of a disk are not exact. */
const CLOCK_MS = 20;

/** Notices changes of files, for clients that do not: it looks again and again at what was looked at. */
export class DiskPoll {
  private readonly states = new Map<string, string>();
  private timer: NodeJS.Timeout | undefined;

  /** @param changed told of what has changed, by absolute path. */
  constructor(private readonly changed: (paths: readonly string[]) => void) {}

  /**
   * Watches these paths from now on, and no others.
   * @param since when they were looked at, in ms: what has changed after that is told.
   */
  watch(paths: ReadonlySet<string>, since: number): void {
    for (const path of this.states.keys()) if (!paths.has(path)) this.states.delete(path);
    const fresh = [...paths].filter((path) => !this.states.has(path));
    for (const path of fresh) this.states.set(path, stateOf(path));
    this.timer ??= setInterval(() => { this.look(); }, EVERY_MS);
    // It is no reason to go on when nobody is left.
    this.timer.unref();
    const changed = fresh.filter((path) => changedAt(path) >= since - CLOCK_MS);
    if (changed.length > 0) this.changed(changed);
  }

  private look(): void {
    const changed: string[] = [];
    for (const [path, before] of this.states) {
      const state = stateOf(path);
      if (before === state) continue;
      changed.push(path);
      this.states.set(path, state);
    }
    if (changed.length > 0) this.changed(changed);
  }
}

/** In ms; for what is not there, long ago. */
function changedAt(path: string): number {
  try {
    return statSync(path, { throwIfNoEntry: false })?.ctimeMs ?? 0;
  } catch {
    return 0;
  }
}

function stateOf(path: string): string {
  try {
    const stats = statSync(path, { throwIfNoEntry: false });
    return stats ? `${String(stats.mtimeMs)} ${String(stats.size)} ${String(stats.ino)}` : "absent";
  } catch {
    return "absent";
  }
}
