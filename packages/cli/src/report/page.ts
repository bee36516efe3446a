import { readInline, readMarkdown, type Block, type Inline, type Page, type Span } from "./markdown.js";
import { penFor, type Ink, type Pen } from "./pen.js";
import type { Look } from "./report.js";
import { layOut } from "./table.js";
import { fill, type Word } from "./words.js";

/** Longer lines are hard to read. Where nobody is looking, somebody may still page through it. */
const WIDTH = { most: 100, least: 40, ofNobody: 80 };

/** What follows `yaml` at an example, which nobody would see otherwise. */
const LABELS: Readonly<Record<string, Ink>> = { bad: "red", fixed: "green", good: "green" };

const INKS: Readonly<Record<Span["kind"], Ink | undefined>> = { text: undefined, code: "cyan", strong: "bold" };

/** A rule's page for a terminal, with facts below its summary: paragraphs with an empty line between them. */
export function renderPage(markdown: string, facts: string, look: Look): string {
  const { blocks: [title, summary, ...others], addresses } = readMarkdown(markdown);
  const blocks: readonly (Block | undefined)[] = [title, summary, ...facts.split("\n\n").map((text): Block => ({ kind: "paragraph", text })), ...others];
  const typesetter: Typesetter = { addresses, pen: penFor(look), color: look.color, width: Math.max(WIDTH.least, Math.min(WIDTH.most, look.width ?? WIDTH.ofNobody)) };
  let last: Block["kind"] | undefined;
  const lines = blocks.flatMap((block) => {
    if (!block) return [];
    const isApart = last !== undefined && !(last === "item" && block.kind === "item");
    last = block.kind;
    return [...(isApart ? [""] : []), ...linesOf(block, typesetter)];
  });
  return `${lines.join("\n")}\n`;
}

interface Typesetter {
  readonly addresses: Page["addresses"];
  readonly pen: Pen;
  readonly color: boolean;
  readonly width: number;
}

function linesOf(block: Block, typesetter: Typesetter): readonly string[] {
  const { pen, width } = typesetter;
  switch (block.kind) {
    case "heading":
      return [pen.ink("bold", block.text)];
    case "paragraph":
      return fill(wordsOf(block.text, typesetter), width).map(({ shown }) => shown);
    case "item": {
      const opening = `${"  ".repeat(block.level)}${block.marker} `;
      return fill(wordsOf(block.text, typesetter), width - opening.length).map(({ shown }, index) => (index === 0 ? opening : " ".repeat(opening.length)) + shown);
    }
    case "code": {
      const label = block.info.split(" ")[1] ?? "";
      const ink = LABELS[label];
      return [...(ink ? [`  ${pen.ink(ink, `${label}:`)}`] : []), ...block.lines.map((line) => (line === "" ? "" : `    ${line}`))];
    }
    case "table": {
      const [head = [], ...rows] = block.rows;
      const bold = head.map((cell) => wordsOf(cell, typesetter).map(({ plain }) => ({ plain, shown: pen.ink("bold", plain) })));
      return layOut([bold, ...rows.map((row) => row.map((cell) => wordsOf(cell, typesetter)))], width);
    }
  }
}

/** The words of a text in their colours. Without colours, backticks show what is code. */
function wordsOf(text: string, { addresses, pen, color }: Typesetter): readonly Word[] {
  const words: Word[] = [];
  let word: Word = { plain: "", shown: "" };
  const write = (piece: string, ink?: Ink): void => {
    for (const [index, part] of piece.split(" ").entries()) {
      if (index > 0) {
        words.push(word);
        word = { plain: "", shown: "" };
      }
      word = { plain: word.plain + part, shown: word.shown + (ink && part !== "" ? pen.ink(ink, part) : part) };
    }
  };
  const writeAll = (parts: readonly Inline[]): void => {
    for (const part of parts) {
      if (part.kind !== "link") {
        write(part.kind === "code" && !color ? `\`${part.text}\`` : part.text, INKS[part.kind]);
        continue;
      }
      writeAll(part.spans);
      // Another rule's page is asked for by its name.
      const address = part.address.replace(/^([\w-]+)\.md$/, "$1");
      if (!part.spans.some((span) => span.text === address)) write(` (${address})`, "dim");
    }
  };
  writeAll(readInline(text, addresses));
  return [...words, word].filter(({ plain }) => plain !== "");
}
