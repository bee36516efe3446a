/** What becomes of a job: it is over, or to be tried again. */
export type Outcome = { readonly kind: "over" } | { readonly kind: "again"; readonly afterMilliseconds: number };

/** Does a job; `tries` counts from 1. Never rejects. Ends soon after the signal is aborted, and what it tells then does not count. */
export type Run<Job> = (job: Job, tries: number, signal: AbortSignal) => Promise<Outcome>;

/** How much there is to do. */
export interface QueueState {
  readonly waiting: number;
  readonly running: number;
}

interface Waiting<Job> {
  readonly job: Job;
  readonly tries: number;
  readonly isUrgent: boolean;
  /** Set while it is too early to try again. */
  readonly timer?: NodeJS.Timeout;
}

interface Running {
  readonly controller: AbortController;
  readonly end: Promise<void>;
}

/** Jobs in memory, one for each key at a time: a newer one takes the place of an older one, even if that is running. */
export class JobQueue<Job> {
  private readonly waiting = new Map<string, Waiting<Job>>();
  private readonly running = new Map<string, Running>();
  private isStopped = false;

  constructor(
    private readonly run: Run<Job>,
    private readonly parallel: number,
  ) {}

  get state(): QueueState {
    return { waiting: this.waiting.size, running: this.running.size };
  }

  /** Adds a job instead of any other with its key. */
  replace(key: string, job: Job): void {
    this.drop(key);
    this.wait(key, { job, tries: 1, isUrgent: true });
  }

  /** Adds a job that may wait until no other one does. Nothing happens if there is one with its key. */
  addIfNew(key: string, job: Job): void {
    if (!this.waiting.has(key) && !this.running.has(key)) this.wait(key, { job, tries: 1, isUrgent: false });
  }

  /** Forgets a job, and aborts it if it is running. */
  drop(key: string): void {
    clearTimeout(this.waiting.get(key)?.timer);
    this.waiting.delete(key);
    this.running.get(key)?.controller.abort();
  }

  /** Starts nothing more, lets what is running go on for a while, and aborts what is running then. Tells how many jobs were not done. */
  async stop(graceMilliseconds: number): Promise<number> {
    this.isStopped = true;
    const waiting = [...this.waiting.keys()];
    waiting.forEach((key) => { this.drop(key); });
    let aborted = 0;
    const timer = setTimeout(() => {
      aborted = this.running.size;
      for (const { controller } of this.running.values()) controller.abort();
    }, graceMilliseconds);
    await Promise.all([...this.running.values()].map(({ end }) => end));
    clearTimeout(timer);
    return waiting.length + aborted;
  }

  private wait(key: string, entry: Waiting<Job>): void {
    if (this.isStopped) return;
    this.waiting.set(key, entry);
    this.startMore();
  }

  private startMore(): void {
    while (this.running.size < this.parallel) {
      const ready = [...this.waiting].filter(([key, { timer }]) => timer === undefined && !this.running.has(key));
      const next = ready.find(([, { isUrgent }]) => isUrgent) ?? ready[0];
      if (!next) return;
      const [key, entry] = next;
      this.waiting.delete(key);
      const controller = new AbortController();
      this.running.set(key, { controller, end: this.carryOut(key, entry, controller.signal) });
    }
  }

  private async carryOut(key: string, entry: Waiting<Job>, signal: AbortSignal): Promise<void> {
    const { job, tries, isUrgent } = entry;
    const outcome = await this.run(job, tries, signal);
    this.running.delete(key);
    if (outcome.kind === "again" && !signal.aborted && !this.isStopped && !this.waiting.has(key)) {
      const timer = setTimeout(() => { this.wait(key, { job, tries: tries + 1, isUrgent }); }, outcome.afterMilliseconds);
      this.waiting.set(key, { job, tries, isUrgent, timer });
    }
    this.startMore();
  }
}
