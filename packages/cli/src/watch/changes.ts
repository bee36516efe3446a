/** So long nothing must happen before it is looked again: an editor that saves, and git that checks out, touch files more than once. */
const QUIET_MS = 100;

/** Collects the paths that have changed until somebody has time for them. */
export class Changes {
  private paths = new Set<string>();
  private wake: () => void = () => undefined;

  add(path: string): void {
    this.paths.add(path);
    this.wake();
  }

  /** @returns what has changed, when it has come to rest; nothing on Ctrl-C. */
  async next(): Promise<ReadonlySet<string> | undefined> {
    return await new Promise((resolve) => {
      let timer: NodeJS.Timeout | undefined;
      const end = (result: ReadonlySet<string> | undefined): void => {
        clearTimeout(timer);
        process.off("SIGINT", interrupt);
        this.wake = () => undefined;
        resolve(result);
      };
      const interrupt = (): void => { end(undefined); };
      process.on("SIGINT", interrupt);
      this.wake = () => {
        clearTimeout(timer);
        timer = setTimeout(() => {
          const changed = this.paths;
          this.paths = new Set();
          end(changed);
        }, QUIET_MS);
      };
      if (this.paths.size > 0) this.wake();
    });
  }
}
