import type { Rule } from "@compose-lint/core";
import { TITLES } from "./fact-words.js";
import { penFor, SAFETY_INK, SEVERITY_INK, type Ink } from "./pen.js";
import type { Look } from "./report.js";
import { layOut, widthOf } from "./table.js";
import { counted } from "./totals.js";
import type { Word } from "./words.js";

/** All rules for people, by category: a table, or where that is too wide two lines each. */
export function listRules(rules: readonly Rule[], look: Look): string {
  const pen = penFor(look);
  const cell = (text: string, ink?: Ink): readonly Word[] => [{ plain: text, shown: ink ? pen.ink(ink, text) : text }];
  const sorted = rules.toSorted((a, b) => compare(a.category, b.category) || compare(a.name, b.name));
  const table = [
    ["rule", "category", "severity", "presets", "fix"].map((title) => cell(title, "dim")),
    ...sorted.map(({ name, category, severity, presets, fixable }) => [
      cell(name, "bold"),
      cell(category),
      cell(severity, SEVERITY_INK[severity]),
      cell(presetsInShort(presets)),
      fixable ? cell(fixable, SAFETY_INK[fixable]) : cell("–", "dim"),
    ]),
  ];
  const isNarrow = look.width !== undefined && widthOf(table) > look.width;
  const lines = isNarrow
    ? sorted.flatMap((rule) => [pen.ink("bold", rule.name), ...pen.paragraph({ indent: 2, sentence: factsOf(rule, presetsInShort(rule.presets)) })])
    : layOut(table, Infinity);
  const footer = pen.paragraph({ sentence: `${counted(rules.length, "rule")}. The presets production and strict hold all of recommended. compose-lint explain <rule> tells more about one.`, ink: "dim" });
  return [...lines, "", ...footer].map((line) => `${line}\n`).join("");
}

/** What else the table says of a rule, in a line. */
export function factsOf({ category, severity, presets, fixable }: Rule, named = presets.join(", ")): string {
  return `${category}, ${severity}, ${presets.length === 0 ? "in no preset" : `in ${named}`}, ${fixable ? `${fixable} fixes` : "no fixes"}`;
}

/** What a rule asks the catalogue of images for, and how to see that; empty if it asks for nothing. */
export function askedOfImages({ asksImages = [], fixable }: Rule): string {
  if (asksImages.length === 0) return "";
  const asked = asksImages.map((fact) => (fact === "role" ? "role" : TITLES[fact]));
  return `What it says of an image${fixable ? ", and how safe its fixes are," : ""} rests on what is known of that: ${asked.join(", ")}. \`compose-lint image <name>\` shows it with the evidence.`;
}

/** For other programs. */
export function rulesJson(rules: readonly Rule[]): string {
  const listed = rules.map(({ name, category, summary, severity, presets, fixable = null, tags }) => ({ name, category, summary, severity, presets, fixable, tags }));
  return `${JSON.stringify({ version: 1, rules: listed }, null, 2)}\n`;
}

/** `production` and `strict` go without saying where a rule is in `recommended`. */
function presetsInShort(presets: Rule["presets"]): string {
  const told = presets.includes("recommended") ? presets.filter((preset) => preset === "recommended" || preset === "style") : presets;
  return told.length === 0 ? "none" : told.join(", ");
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
