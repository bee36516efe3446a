import { readFileSync } from "node:fs";
import { rules } from "@compose-lint/core";
import { homeUrl } from "./version.js";

/** The parts of a rule's page that explain a finding, in Markdown. */
export interface RulePage {
  readonly summary: string;
  readonly why?: string;
  readonly fixSafety?: string;
  readonly url?: string;
}

/** The pages are in the package, as the bundle is. */
const PAGES = new URL("../docs/rules/", import.meta.url);

const pages = new Map<string, RulePage | undefined>();

/** What the page of a rule says; where there is no page, as for rules that a configuration brings along, nothing. */
export function rulePageOf(name: string): RulePage | undefined {
  if (!pages.has(name)) pages.set(name, readPage(name));
  return pages.get(name);
}

/** Where everybody can read the page of a rule of ours; nothing for rules that a configuration brings along. */
export function rulePageUrl(name: string): string | undefined {
  return homeUrl === undefined || !SUMMARIES.has(name) ? undefined : `${homeUrl}/blob/main/docs/rules/${encodeURIComponent(name)}.md`;
}

const SUMMARIES: ReadonlyMap<string, string> = new Map(rules.map(({ name, summary }) => [name, summary]));

function readPage(name: string): RulePage | undefined {
  const summary = SUMMARIES.get(name);
  if (summary === undefined) return undefined;
  const url = rulePageUrl(name);
  return { summary, ...(url === undefined ? {} : { url }), ...partsOf(textOf(name)) };
}

/** Where somebody has the bundle alone, the summary has to do. */
function textOf(name: string): string {
  try {
    return readFileSync(new URL(`${name}.md`, PAGES), "utf8");
  } catch {
    return "";
  }
}

function partsOf(text: string): { readonly summary?: string; readonly why?: string; readonly fixSafety?: string } {
  const [head = "", ...sections] = text.split(/^## /m);
  const summary = paragraphs(head.replace(/^# .*$/m, ""), 1);
  const section = (title: string, count: number): string => paragraphs(sections.find((each) => each.startsWith(`${title}\n`))?.slice(title.length) ?? "", count);
  const [why, fixSafety] = [section("Why it hurts", 2), section("Fix safety", 2)];
  return { ...(summary === "" ? {} : { summary }), ...(why === "" ? {} : { why }), ...(fixSafety === "" ? {} : { fixSafety }) };
}

/** The first paragraphs of a text, without links that lead nowhere outside of the page. */
function paragraphs(text: string, count: number): string {
  const some = text.trim().split(/\n{2,}/).slice(0, count).join("\n\n");
  return some.replace(/\[([^\]]+)\](?:\[[^\]]*\]|\((?!https?:)[^)]*\))/g, "$1");
}
