/** A rule's page, taken apart. */
export interface Page {
  readonly title: string;
  /** The first paragraph, on one line. */
  readonly summary: string;
  /** Headings of the second level, in order. */
  readonly sections: readonly string[];
  readonly examples: readonly Example[];
  /** The rows below the head of the table under "Options". */
  readonly options: readonly (readonly string[])[];
}

export interface Example {
  readonly kind: "bad" | "good" | "fixed";
  /** Where its text begins. */
  readonly line: number;
  /** How the rule is set for it: what follows `yaml bad` or `yaml good`, as JSON. */
  readonly options?: Readonly<Record<string, unknown>>;
  readonly text: string;
}

export function readPage(markdown: string): Page {
  const lines = markdown.split("\n");
  const [title = "", summary = ""] = markdown.split("\n\n");
  return {
    title: title.replace(/^# /, ""),
    summary: summary.replaceAll("\n", " "),
    sections: lines.filter((line) => line.startsWith("## ")).map((line) => line.slice(3)),
    examples: readExamples(lines),
    options: readOptions(markdown),
  };
}

function readExamples(lines: readonly string[]): readonly Example[] {
  const examples: Example[] = [];
  for (const [index, line] of lines.entries()) {
    const [, kind, options] = /^```yaml ?(\S*)(?: (.*))?$/.exec(line) ?? [];
    if (kind === undefined) continue;
    if (kind !== "bad" && kind !== "good" && kind !== "fixed") throw new Error(`Line ${String(index + 1)}: \`\`\`yaml must be followed by bad, good or fixed.`);
    const end = lines.indexOf("```", index);
    const setting = options === undefined ? {} : { options: JSON.parse(options) as NonNullable<Example["options"]> };
    examples.push({ kind, line: index + 2, ...setting, text: `${lines.slice(index + 1, end).join("\n")}\n` });
  }
  return examples;
}

function readOptions(markdown: string): readonly (readonly string[])[] {
  const section = /^## Options\n([^]*?)(?=^## |$(?![^]))/m.exec(markdown)?.[1] ?? "";
  const rows = section.split("\n").filter((line) => line.startsWith("|"));
  return rows.slice(2).map((row) => row.split("|").slice(1, -1).map((cell) => cell.trim()));
}
