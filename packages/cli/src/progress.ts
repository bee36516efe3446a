import type { ConfigurationFor } from "@compose-lint/core";
import { printable } from "@compose-lint/workspace";
import type { Host, Sink } from "./run.js";

/** Nobody wonders before. */
const PATIENCE_MS = 1000;
/** So often the line changes at most. */
const PAUSE_MS = 100;
/** So much text takes longer than that, and one large file tells nothing before it is done. */
const LARGE_BYTES = 1_000_000;

const ERASE = "\r\u001b[K";

/** Tells a person how far the work is, in one line that is gone when it is done. */
export class Progress {
  private readonly start: number;
  private last = -Infinity;
  private isShown = false;
  private hasBegun = false;

  /**
   * @param patience how long it says nothing.
   * @param now milliseconds, from any time on.
   */
  constructor(
    private readonly sink: Sink,
    private readonly patience: number,
    private readonly now: () => number,
  ) {
    this.start = now();
  }

  /** A file is looked into, before anything is linted. */
  read(name: string): void {
    if (!this.hasBegun) this.tell(`reading ${name}`);
  }

  /** The same configurations: each is asked for when its project is linted, and again when it is repaired. */
  counting(configurationOf: ConfigurationFor, projects: number): ConfigurationFor {
    const seen = new Set<string>();
    return (request) => {
      const name = request.files.join(" + ");
      const isNew = !seen.has(name);
      seen.add(name);
      // What comes next is told without a pause, because it may be all that is told.
      if (!this.hasBegun) this.last = -Infinity;
      this.hasBegun = true;
      this.tell(isNew ? `linting ${projects === 1 ? "" : `${String(seen.size)} of ${String(projects)}: `}${name}` : `repairing ${name}`);
      return configurationOf(request);
    };
  }

  /** To be called before anything else is written. */
  end(): void {
    if (this.isShown) this.sink.write(ERASE);
    this.isShown = false;
  }

  private tell(text: string): void {
    const time = this.now();
    if (time - this.start < this.patience || time - this.last < PAUSE_MS) return;
    this.last = time;
    this.isShown = true;
    // A terminal that does not know its width says 0.
    const { width = 0 } = this.sink.look;
    const room = (width > 0 ? width : 80) - 1;
    const shown = printable(text);
    this.sink.write(`${ERASE}${shown.length > room ? `${shown.slice(0, room - 1)}…` : shown}`);
  }
}

/**
 * Progress on standard error, for whoever sits there; none in a pipeline, whose log keeps every line.
 * @param bytes how much there is to lint.
 */
export function progressFor({ err, environment = {} }: Pick<Host, "err" | "environment">, bytes: number, now: () => number = () => performance.now()): Progress | undefined {
  const { CI, TERM } = environment;
  const isPipeline = CI !== undefined && !["", "0", "false"].includes(CI);
  if (!err.isTerminal || isPipeline || TERM === "dumb") return undefined;
  return new Progress(err, bytes > LARGE_BYTES ? 0 : PATIENCE_MS, now);
}
