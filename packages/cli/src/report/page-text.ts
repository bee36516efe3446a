import { readInline, readMarkdown, type Block, type Inline } from "./markdown.js";

/** The text below each heading of a page, in Markdown. */
export function pageSections(markdown: string): ReadonlyMap<string, string> {
  const parts = markdown.split(/^## +(.+)$/m);
  return new Map(parts.slice(1).flatMap((heading, index) => (index % 2 === 0 ? [[heading.trim(), (parts[index + 2] ?? "").trim()] as const] : [])));
}

/** Markdown without its marks, a line for each block; addresses are left out. */
export function plainText(markdown: string): string {
  const { blocks, addresses } = readMarkdown(markdown);
  const text = (inline: readonly Inline[]): string => inline.map((part) => (part.kind === "link" ? text(part.spans) : part.text)).join("");
  return blocks.map((block) => linesOf(block).map((line) => text(readInline(line, addresses))).join("\n")).join("\n");
}

function linesOf(block: Block): readonly string[] {
  switch (block.kind) {
    case "heading":
    case "paragraph":
      return [block.text];
    case "item":
      return [`${"  ".repeat(block.level)}${block.marker} ${block.text}`];
    case "code":
      return block.lines.map((line) => `    ${line}`);
    case "table":
      return block.rows.map((row) => row.join(" | "));
  }
}

/** A page that can be shown anywhere: without its title, with links to other pages as they are from `url`. */
export function withAbsoluteLinks(markdown: string, url: string | undefined): string {
  const body = markdown.replace(/^# .*\n+/, "");
  if (url === undefined) return body;
  return body.replace(/(?<=\]\()(?![a-z]+:|#)([^()\s]+)(?=\))/g, (address: string) => new URL(address, url).href);
}
