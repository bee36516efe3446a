import type { SourceFile } from "../text/source-file.js";
import type { YamlNode } from "../yaml/nodes.js";
import type { WritingStyle } from "../yaml/write.js";

/** How this file is written, by majority; the usual Compose style where it gives no example. */
export function habitsOf(file: SourceFile, roots: readonly YamlNode[]): WritingStyle {
  const votes = new Votes();
  let isJson = roots.length > 0 && roots.every((root) => root.kind === "mapping" && root.style === "flow");

  const columnOf = (offset: number): number => file.lines.positionAt(offset).column - 1;
  const visit = (node: YamlNode, depth: number): void => {
    if (node.kind === "mapping") {
      for (const entry of node.entries) {
        if (entry.key.kind === "scalar" && entry.key.style !== "double-quoted") isJson = false;
        const { value } = entry;
        if (node.style === "block") {
          const column = columnOf(entry.start);
          if (value.kind === "mapping" && value.style === "block") votes.add("indent", columnOf(value.entries[0]?.start ?? entry.start) - column);
          if (value.kind === "sequence" && value.style === "block") votes.add("sequenceIndent", columnOf(value.items[0]?.start ?? entry.start) - column);
          if (value.kind === "sequence" && depth > 0 && value.items.length > 0 && value.items.every((item) => item.value.kind === "scalar")) votes.add("lists", value.style === "flow" ? 1 : 0);
        }
        visit(value, depth + 1);
      }
    } else if (node.kind === "sequence") {
      for (const item of node.items) visit(item.value, depth + 1);
    } else if (node.kind === "scalar") {
      if (node.style === "double-quoted") votes.add("quote", 2);
      if (node.style === "single-quoted") votes.add("quote", 1);
    }
  };
  for (const root of roots) visit(root, 0);

  const indent = Math.max(1, votes.winner("indent") ?? 2);
  return {
    lineBreak: file.text.includes("\r\n") ? "\r\n" : "\n",
    indent,
    sequenceIndent: Math.max(0, votes.winner("sequenceIndent") ?? indent),
    quote: votes.winner("quote") === 1 ? "'" : '"',
    flowLists: votes.winner("lists") === 1,
    quoteAll: isJson,
  };
}

type Question = "indent" | "sequenceIndent" | "lists" | "quote";

/** Counts what a file does; ties go to what was seen first. */
class Votes {
  private readonly counts = new Map<Question, Map<number, number>>();

  add(question: Question, answer: number): void {
    const counts = this.counts.get(question) ?? new Map<number, number>();
    counts.set(answer, (counts.get(answer) ?? 0) + 1);
    this.counts.set(question, counts);
  }

  winner(question: Question): number | undefined {
    const answers = [...(this.counts.get(question) ?? [])];
    return answers.reduce<(typeof answers)[number] | undefined>((best, next) => (best && best[1] >= next[1] ? best : next), undefined)?.[0];
  }
}
