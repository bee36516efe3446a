import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { rules } from "@compose-lint/core";
import { Command, Option } from "commander";
import type { Format } from "./arguments.js";
import { readCommandLine } from "./command-line.js";
import { knownRule } from "./known-rule.js";
import { renderPage } from "./report/page.js";
import type { Look } from "./report/report.js";
import { factsOf, listRules, rulesJson } from "./report/rule-list.js";
import { explainSystemError, Trouble } from "./trouble.js";

/** The documentation goes wherever the command goes: both are in the package, and in a checkout. */
const PAGES = new URL("../docs/rules/", import.meta.url);

/**
 * Does what `rules` or `explain`, the first of the words, asks for.
 * @returns what to print.
 * @throws Trouble if it makes no sense.
 */
export function tellOfRules([name, ...words]: readonly string[], lookFor: (color: boolean | undefined) => Look): string {
  return name === "rules" ? list(words, lookFor) : explain(words, lookFor);
}

function list(words: readonly string[], lookFor: (color: boolean | undefined) => Look): string {
  const command = withColors(new Command("compose-lint rules"))
    .description("Lists all rules.")
    .addOption(new Option("--format <format>", "stylish (default) or json").choices(["stylish", "json"] satisfies Format[]).default("stylish" satisfies Format));
  const asked = readCommandLine(command, words);
  if (asked) return asked.text;
  const { format, color } = command.opts<{ readonly format: Format; readonly color?: boolean }>();
  return format === "json" ? rulesJson(rules) : listRules(rules, lookFor(color));
}

function explain(words: readonly string[], lookFor: (color: boolean | undefined) => Look): string {
  const command = withColors(new Command("compose-lint explain")).description("Shows the page of a rule.").argument("<rule>");
  const asked = readCommandLine(command, words);
  if (asked) return asked.text;
  const rule = knownRule(command.args[0] ?? "");
  return renderPage(readPage(rule.name), factsOf(rule), lookFor(command.opts<{ readonly color?: boolean }>().color));
}

function withColors(command: Command): Command {
  return command.addOption(new Option("--color").hideHelp()).option("--no-color", "no colours, which only a terminal gets").helpOption("-h, --help", "print this help").allowExcessArguments(false);
}

function readPage(name: string): string {
  const page = new URL(`${name}.md`, PAGES);
  try {
    return readFileSync(page, "utf8");
  } catch (error) {
    throw new Trouble(`the page of ${name} should be at ${fileURLToPath(page)}: ${explainSystemError(error)}.`);
  }
}
