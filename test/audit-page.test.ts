import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, test } from "vitest";
import { LAYERS, MOST_MISSING_LAYERS, ROWS, type Judge } from "../packages/core/src/audit/index.js";

const page = readFileSync(resolve(import.meta.dirname, "../docs/audit.md"), "utf8");

/** `[log-rotation](rules/log-rotation.md) (red if there is no max-size)` */
function judgeText({ rule, red, infoIsAmber, wants }: Judge): string {
  const remarks = [...(red ? [`red if ${red.when}`] : []), ...(infoIsAmber ? ["amber also as information"] : []), ...(wants ? ["about `no-new-privileges` only"] : [])];
  return `[${rule}](rules/${rule}.md)${remarks.length === 0 ? "" : ` (${remarks.join(", ")})`}`;
}

function table(name: string, rows: readonly (readonly [title: string, question: string, judges: readonly Judge[]])[]): string {
  const lines = rows.map(([title, question, judges]) => `| ${title} | ${question} | ${judges.length === 0 ? "the layers below" : judges.map(judgeText).join(", ")} |`);
  return [`| ${name} | asks | by |`, "|---|---|---|", ...lines, ""].join("\n");
}

test("the page of the audit shows the rows as they are", () => {
  expect(page).toContain(table("row", ROWS.map(({ title, question, judges }) => [title, question, judges])));
});

test("the page of the audit shows the layers as they are", () => {
  expect(page).toContain(table("layer", LAYERS.map(({ title, question, judges }) => [title, question, judges])));
  expect(page).toContain(`more than ${["no", "one", "two", "three", "four"][MOST_MISSING_LAYERS] ?? ""} are missing`);
});
