/** Where a forge is, and who asks. */
export interface ForgeConnection {
  /** `https://api.github.com`, `https://gitlab.com/api/v4`, or that of a server of one's own. */
  readonly apiUrl: string;
  readonly token: string;
  /** `compose-lint/0.1.0` */
  readonly userAgent: string;
  /** Told before a wait of many seconds. */
  readonly onWait?: (sentence: string) => void;
}

/** In milliseconds. */
export const SECOND = 1_000;
/** In seconds. Who runs out of requests may have to wait for an hour, which no pipeline does. */
export const LONGEST_WAIT = 300;
export const MOST_WAITS = 3;
/** In milliseconds. */
export const TIMEOUT = 60_000;

export async function pause(milliseconds: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, milliseconds));
}
