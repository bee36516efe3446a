/** Puts work off until nothing has asked for it for a while; what is asked for meanwhile is done once. */
export class Debounce {
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly work: () => void,
    private readonly quietMs: number,
  ) {}

  ask(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(this.work, this.quietMs);
  }
}
