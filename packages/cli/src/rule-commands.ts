import { rules } from "@compose-lint/core";
import { Command, Option } from "commander";
import { knownRule, printable, rulesCalled } from "@compose-lint/workspace";
import { readCommandLine } from "./command-line.js";
import { readRulePage } from "./rule-page.js";
import { renderPage } from "./report/page.js";
import type { Look } from "./report/report.js";
import { askedOfImages, factsOf, listRules, rulesJson } from "./report/rule-list.js";

/** What may be said after `rules`. */
export function rulesCommand(): Command {
  return withColors(new Command("compose-lint rules"))
    .description("Lists all rules.")
    .addOption(new Option("--format <format>", "stylish (default) or json").choices(["stylish", "json"]).default("stylish"));
}

/** What may be said after `explain`. */
export function explainCommand(): Command {
  return withColors(new Command("compose-lint explain")).description("Shows the page of a rule.").argument("<rule>");
}

/**
 * Does what `rules` or `explain`, the first of the words, asks for.
 * @returns what to print.
 * @throws Trouble if it makes no sense.
 */
export function tellOfRules([name, ...words]: readonly string[], lookFor: (color: boolean | undefined) => Look): string {
  return name === "rules" ? list(words, lookFor) : explain(words, lookFor);
}

function list(words: readonly string[], lookFor: (color: boolean | undefined) => Look): string {
  const command = rulesCommand();
  const asked = readCommandLine(command, words);
  if (asked) return asked.text;
  const { format, color } = command.opts<{ readonly format: "stylish" | "json"; readonly color?: boolean }>();
  return format === "json" ? rulesJson(rules) : listRules(rules, lookFor(color));
}

function explain(words: readonly string[], lookFor: (color: boolean | undefined) => Look): string {
  const command = explainCommand();
  const asked = readCommandLine(command, words);
  if (asked) return asked.text;
  const [name = ""] = command.args;
  // What another tool calls so may be several of ours, which are named then.
  const called = rulesCalled(name);
  const rule = called.length === 1 && called[0] ? called[0] : knownRule(name);
  const note = rule.name === name ? "" : `${printable(name)} is ${rule.name} here.\n\n`;
  return note + renderPage(readRulePage(rule.name), [factsOf(rule), askedOfImages(rule)].filter((text) => text !== "").join("\n\n"), lookFor(command.opts<{ readonly color?: boolean }>().color));
}

function withColors(command: Command): Command {
  return command.addOption(new Option("--color").hideHelp()).option("--no-color", "no colours, which only a terminal gets").helpOption("-h, --help", "print this help").allowExcessArguments(false);
}
