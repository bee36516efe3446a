import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { manyServices } from "../../../../test/fixtures/generate.js";
import { Client } from "./client.js";

/** `node scripts/bench-editor.mjs` makes ten times as many. */
const EDITS = 1_000;
/** What garbage may lie around, in MB. */
const ROOM = 50;

test("memory stays flat, however many edits there are", async () => {
  const client = await Client.start({ initializationOptions: { debounce: 0 } });
  const uri = await client.openUri("untitled:compose.yaml", manyServices(10));
  const sizes: number[] = [];
  for (let edit = 1; edit <= EDITS; edit += 1) {
    await client.change(uri, [edit % 3 === 0 ? { text: `# ${String(edit)}\n${manyServices(10)}` } : { range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } }, text: `# ${String(edit)}\n` }]);
    await client.diagnostics(uri);
    if (edit % (EDITS / 4) === 0) sizes.push(megabytesOf(client.child.pid));
  }
  // In the first quarter, the rest of the program arrives.
  const [, second = 0, ...others] = sizes;
  expect(Math.max(...others) - second, `MB after each quarter: ${sizes.join(", ")}`).toBeLessThan(ROOM);
}, 120_000);

function megabytesOf(pid: number | undefined): number {
  const [, kilobytes = "0"] = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${String(pid)}/status`, "utf8")) ?? [];
  return Math.round(Number(kilobytes) / 1024);
}
