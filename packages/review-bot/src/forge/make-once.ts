import { pause } from "./connection.js";

/** How something is made that must not be there twice. */
export interface Making<Made> {
  readonly send: () => Promise<Made>;
  /** Looks for what was made; nothing if it is not there. */
  readonly find: () => Promise<Made | undefined>;
  /** Whether the forge may or may not have done it. */
  readonly isUncertain: (error: unknown) => boolean;
  /** How long a second of waiting is, in milliseconds. */
  readonly second: number;
}

const MOST_TRIES = 3;

/**
 * Whether something was made that got no answer is looked up before it is sent again.
 * @throws what `send` and `find` throw, at last.
 */
export async function makeOnce<Made>({ send, find, isUncertain, second }: Making<Made>): Promise<Made> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await send();
    } catch (error) {
      if (!isUncertain(error) || tries === MOST_TRIES) throw error;
      await pause(tries * tries * second);
      const made = await find();
      if (made !== undefined) return made;
    }
  }
}
