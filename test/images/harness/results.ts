import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Outcome } from "./trial.js";

const file = fileURLToPath(new URL("../results.md", import.meta.url));

const TITLE = `# What ran

What \`pnpm test:images\` saw, server by server. \`pnpm test:images --update\` writes this file; without it, the suite compares which trials there are, and which of them work.
`;

export interface Section {
  /** The name of the server. */
  readonly name: string;
  /** What was installed, and when. */
  readonly about: string;
  readonly rows: readonly Row[];
}

export interface Row {
  readonly service: string;
  /** What the fix had made of the service, or what of this was taken away. */
  readonly change: string;
  readonly outcome: Outcome;
}

/** The section of a server in the committed file, with nothing but what has to be the same in every run. */
export function committedRows(name: string): readonly string[] {
  return rowsOf(sections().get(name) ?? "");
}

export function rowsOf(text: string): readonly string[] {
  return text.split("\n").filter((line) => line.startsWith("| ")).map((line) => {
    const [service = "", change = "", outcome = ""] = line.slice(2).split(" | ");
    return `${service}, ${change}: ${outcome === "works" ? "works" : "fails"}`;
  });
}

/** Replaces the section of a server; the others stay as they are. */
export function write(name: string, text: string): void {
  const all = new Map([...sections(), [name, text]]);
  writeFileSync(file, [TITLE, ...[...all.keys()].sort().map((each) => all.get(each) ?? "")].join("\n"));
}

function sections(): ReadonlyMap<string, string> {
  if (!existsSync(file)) return new Map();
  const [, ...parts] = readFileSync(file, "utf8").split(/^(?=## )/m);
  return new Map(parts.map((part) => [/^## (.*)$/m.exec(part)?.[1] ?? "", `${part.trimEnd()}\n`]));
}

export function sectionText({ name, about, rows }: Section): string {
  return [
    `## ${name}`,
    "",
    about,
    "",
    "| service | with | came out | seconds: start, stop, start, stop; or the last line of its log |",
    "| --- | --- | --- | --- |",
    ...rows.map(({ service, change, outcome }) => `| ${[service, change, outcome.works ? "works" : outcome.because, detailOf(outcome)].map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`),
    "",
  ].join("\n");
}

function detailOf(outcome: Outcome): string {
  if (outcome.works) return outcome.starts.flatMap(({ ready, stop }) => [ready, stop]).map((seconds) => seconds.toFixed(1)).join(", ");
  const line = outcome.log.trimEnd().split("\n").at(-1)?.trim() ?? "";
  return line === "" ? "" : `\`${line.replaceAll("`", "'").slice(0, 160)}\``;
}
