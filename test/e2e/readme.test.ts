import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { FORMATS } from "../../packages/cli/src/report/formats.js";
import { bundle, composeLint, folderWith } from "./command.js";

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

const [, reports = ""] = /\n### Reports\n([^]*?)\n### /.exec(readme) ?? [];

it("the README names every format", () => {
  const named = [...reports.matchAll(/^\| (`.*?) \|/gm)].flatMap(([, cell = ""]) => [...cell.matchAll(/`(\w+)`/g)].map(([, name]) => name));
  expect(named).toEqual([...FORMATS]);
});

it.each([...reports.matchAll(/^compose-lint (.*)$/gm)].map(([, args = ""]) => ({ args })))("`compose-lint $args` writes reports", ({ args }) => {
  const cwd = folderWith({ "examples/shop/compose.yaml": readFileSync(`${ROOT}/examples/shop/compose.yaml`) });
  const { status, stdout, stderr } = composeLint(args.split(" "), { cwd });
  expect({ status, stderr }).toEqual({ status: 1, stderr: "" });
  expect(stdout).toContain(" lacks: ");
  for (const [, file = ""] of args.matchAll(/ -o (\S+)/g)) expect(readFileSync(`${cwd}/${file}`, "utf8")).not.toBe("");
});

it("the README has examples", () => {
  expect(examples.length).toBeGreaterThan(1);
});
