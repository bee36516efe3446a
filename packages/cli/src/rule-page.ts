import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { explainSystemError, Trouble } from "@compose-lint/workspace";
import { homeUrl } from "./version.js";

/** The documentation goes wherever the command goes: both are in the package, and in a checkout. */
const PAGES = new URL("../docs/rules/", import.meta.url);

/**
 * The page of a rule of ours, in Markdown.
 * @throws Trouble if it is not beside the command, as where somebody has copied the bundle alone.
 */
export function readRulePage(name: string): string {
  const page = new URL(`${name}.md`, PAGES);
  try {
    return readFileSync(page, "utf8");
  } catch (error) {
    throw new Trouble(`the page of ${name} should be at ${fileURLToPath(page)}: ${explainSystemError(error)}.`);
  }
}

/** Where everybody can read the page of a rule of ours; nothing from sources that do not know where they are published. */
export function rulePageUrl(name: string): string | undefined {
  return homeUrl === undefined ? undefined : `${homeUrl}/blob/main/docs/rules/${encodeURIComponent(name)}.md`;
}
