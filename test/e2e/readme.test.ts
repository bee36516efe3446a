import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { bundle } from "./command.js";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const readme = readFileSync(`${ROOT}/README.md`, "utf8");
const examples = [...readme.matchAll(/```console\n\$ compose-lint (.*)\n([^]*?)```/g)].map(([, args = "", shown = ""]) => ({ args, shown }));

/** Lines are broken in the README, and on a terminal, where they are too long. */
function words(text: string): string {
  return text.trim().replace(/\s+/g, " ");
}

it.each(examples)("the README shows what `compose-lint $args` prints", ({ args, shown }) => {
  const { stdout, stderr } = spawnSync(process.execPath, [bundle, ...args.split(" ")], { cwd: ROOT, encoding: "utf8", env: { ...process.env, NO_COLOR: "1" } });
  let printed = words(stdout + stderr);
  for (const part of shown.split("…\n").map(words)) {
    expect(printed).toContain(part);
    printed = printed.slice(printed.indexOf(part) + part.length);
  }
});

it("the README has examples", () => {
  expect(examples.length).toBeGreaterThan(1);
});
