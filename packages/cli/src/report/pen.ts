import type { Fix, Severity } from "@compose-lint/core";
import picocolors from "picocolors";
import { atLineStart, printable } from "@compose-lint/workspace";
import { displayWidth } from "./characters.js";
import type { Look } from "./report.js";
import { wrap } from "./wrap.js";

export type Ink = "bold" | "dim" | "red" | "yellow" | "cyan" | "green";

export const SEVERITY_INK = { error: "red", warning: "yellow", info: "cyan" } as const satisfies Record<Severity, Ink>;

export const SAFETY_INK = { safe: "green", unsafe: "yellow" } as const satisfies Record<Fix["safety"], Ink>;

/** Where nobody is looking, sentences are not wrapped, but an excerpt of a long line has to end somewhere. */
const EXCERPT_WIDTH = 120;
const MIN_WIDTH = 40;

interface Paragraph {
  readonly indent?: number;
  /** Before the sentence, each part with its own look. */
  readonly heading?: readonly (readonly [Ink, string])[];
  readonly sentence: string;
  readonly ink?: Ink;
  /** A quiet remark behind the sentence that is not broken. */
  readonly remark?: string | undefined;
}

/** Writes in colour if that is wanted, and keeps to the width of the terminal. */
export interface Pen {
  readonly excerptWidth: number;
  ink(ink: Ink, text: string): string;
  /** A sentence in as many lines as it needs, the further ones indented a little more. */
  paragraph(paragraph: Paragraph): readonly string[];
}

export function penFor({ color, width }: Look): Pen {
  const colors = picocolors.createColors(color);
  const columns = width === undefined ? Infinity : Math.max(MIN_WIDTH, width);
  const inked = (ink: Ink | undefined, text: string): string => (ink && text !== "" ? colors[ink](text) : text);
  return {
    excerptWidth: width === undefined ? EXCERPT_WIDTH : columns,
    ink: inked,
    paragraph({ indent = 0, heading = [], sentence, ink, remark }) {
      const margin = " ".repeat(indent);
      const opening = heading.map(([look, text]) => `${inked(look, text)} `).join("");
      const taken = displayWidth(heading.map(([, text]) => `${text} `).join(""));
      const words = [...printable(sentence).split(" "), ...(remark === undefined ? [] : [remark])];
      return wrap(words, columns - indent - 2, taken).map(([first = "", ...others], index) => {
        const line = [index > 0 || heading.length === 0 ? atLineStart(first) : first, ...others];
        const text = line.at(-1) === remark ? [inked(ink, line.slice(0, -1).join(" ")), inked("dim", remark ?? "")].filter(Boolean).join(" ") : inked(ink, line.join(" "));
        return margin + (index === 0 ? opening : "  ") + text;
      });
    },
  };
}
