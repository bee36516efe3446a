/** What stands between two blank lines of a page, or in one item of a list. Lines that belong together are one text. */
export type Block =
  | { readonly kind: "heading"; readonly text: string }
  | { readonly kind: "paragraph"; readonly text: string }
  /** `level` counts from 0. */
  | { readonly kind: "item"; readonly level: number; readonly marker: string; readonly text: string }
  | { readonly kind: "table"; readonly rows: readonly (readonly string[])[] }
  /** `info` is what follows the opening fence. */
  | { readonly kind: "code"; readonly info: string; readonly lines: readonly string[] };

export interface Span {
  readonly kind: "text" | "code" | "strong";
  readonly text: string;
}

/** A part of a paragraph: text of one kind, or a link around some. */
export type Inline = Span | { readonly kind: "link"; readonly address: string; readonly spans: readonly Span[] };

export interface Page {
  readonly blocks: readonly Block[];
  /** The addresses that `[text][name]` stands for. */
  readonly addresses: ReadonlyMap<string, string>;
}

/** Reads the part of Markdown that our pages are written in. */
export function readMarkdown(markdown: string): Page {
  const lines = markdown.split("\n");
  const blocks: Block[] = [];
  const addresses = new Map<string, string>();
  for (let at = 0; at < lines.length; ) {
    const line = lines[at] ?? "";
    const [, name, address] = DEFINITION.exec(line) ?? [];
    if (line.startsWith("```")) {
      const end = lines.indexOf("```", at + 1);
      const after = end === -1 ? lines.length : end;
      blocks.push({ kind: "code", info: line.slice(3).trim(), lines: lines.slice(at + 1, after) });
      at = after + 1;
      continue;
    }
    let next = at + 1;
    while (continues(line, lines[next] ?? "")) next += 1;
    if (name !== undefined && address !== undefined) addresses.set(name, address);
    else if (line !== "") blocks.push(blockOf(lines.slice(at, next)));
    at = next;
  }
  return { blocks, addresses };
}

/** Whether a line belongs to the block that another one has begun. */
function continues(first: string, line: string): boolean {
  if (/^(?:#| *$)/.test(first) || DEFINITION.test(first) || /^(?:#|```| *$)/.test(line)) return false;
  return first.startsWith("|") ? line.startsWith("|") : !ITEM.test(line);
}

const DEFINITION = /^\[([^\]]+)\]: (\S+)$/;
const ITEM = /^(?<indent> *)(?<marker>-|\d+\.) +/;

function blockOf(lines: readonly string[]): Block {
  const [first = ""] = lines;
  const text = lines.map((line) => line.trim()).join(" ");
  if (first.startsWith("#")) return { kind: "heading", text: text.replace(/^#+ */, "") };
  if (first.startsWith("|")) return { kind: "table", rows: lines.filter((line) => !/^[|:\- ]+$/.test(line)).map(cellsOf) };
  const { indent, marker } = ITEM.exec(first)?.groups ?? {};
  if (indent === undefined || marker === undefined) return { kind: "paragraph", text };
  return { kind: "item", level: Math.floor(indent.length / 2), marker, text: text.slice(marker.length).trim() };
}

/** `| a | b \| c |` */
function cellsOf(row: string): readonly string[] {
  return row.split(/(?<!\\)\|/).slice(1, -1).map((cell) => cell.trim().replaceAll("\\|", "|"));
}

const INLINE = /`(?<code>[^`]+)`|\*\*(?<strong>[^*]+)\*\*|\[(?<label>(?:`[^`]*`|[^\]`])+)\](?:\((?<address>[^)]*)\)|\[(?<name>[^\]]*)\])/g;

/** Takes the text of a block apart. */
export function readInline(text: string, addresses: Page["addresses"]): readonly Inline[] {
  const parts: Inline[] = [];
  let done = 0;
  for (const match of text.matchAll(INLINE)) {
    const { code, strong, label, address, name = "" } = match.groups ?? {};
    if (match.index > done) parts.push({ kind: "text", text: text.slice(done, match.index) });
    done = match.index + match[0].length;
    if (code !== undefined) parts.push({ kind: "code", text: code });
    else if (strong !== undefined) parts.push({ kind: "strong", text: strong });
    else if (label !== undefined) parts.push({ kind: "link", address: address ?? addresses.get(name) ?? name, spans: readInline(label, addresses).filter((part) => part.kind !== "link") });
  }
  if (done < text.length) parts.push({ kind: "text", text: text.slice(done) });
  return parts;
}
