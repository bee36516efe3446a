import { displayWidth } from "./characters.js";
import { wrap } from "./wrap.js";

/** A word without colours, by which it is measured, and with them. */
export interface Word {
  readonly plain: string;
  readonly shown: string;
}

/** Words in one line, and how many columns they take up. */
export interface Line {
  readonly shown: string;
  readonly width: number;
}

/** Words in as many lines as they need; one that is too long is not broken. */
export function fill(words: readonly Word[], width: number): readonly Line[] {
  let done = 0;
  return wrap(words.map(({ plain }) => plain), width).map((line) => {
    const inLine = words.slice(done, done + line.length);
    done += line.length;
    return { shown: inLine.map(({ shown }) => shown).join(" "), width: displayWidth(line.join(" ")) };
  });
}
