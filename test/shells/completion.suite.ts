import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { composeLint, folderWith } from "../e2e/command.js";
import { CTRL_D, onTerminalOf } from "../e2e/on-terminal.js";

const cwd = folderWith({ "compose.yaml": "", "rules.yaml": "" });
mkdirSync(join(cwd, "audits"));
for (const shell of ["zsh", "fish"]) writeFileSync(join(cwd, `.completion.${shell}`), composeLint(["completion", shell], { cwd }).stdout);

const CASES: readonly { readonly line: string; readonly offers: readonly string[] }[] = [
  { line: "compose-lint au", offers: ["audit", "audits/"] },
  { line: "compose-lint --forma", offers: ["--format"] },
  { line: "compose-lint --format js", offers: ["json", "jsonl"] },
  { line: "compose-lint --format=js", offers: ["json", "jsonl"] },
  { line: "compose-lint --preset production,st", offers: ["strict", "style"] },
  { line: "compose-lint --only memswap-limit,unbound", offers: ["unbound-port"] },
  { line: "compose-lint --fix --fix-only unbound", offers: ["unbound-port"] },
  { line: "compose-lint --rule unbound-port=w", offers: ["warning"] },
  { line: "compose-lint --rule unbound", offers: ["unbound-port="] },
  { line: "compose-lint explain unbound", offers: ["unbound-port"] },
  { line: "compose-lint completion z", offers: ["zsh"] },
  { line: "compose-lint audit --format ma", offers: ["markdown"] },
  { line: "compose-lint audit --max", offers: ["--max-red"] },
  { line: "compose-lint --output-file ru", offers: ["rules.yaml"] },
  { line: "compose-lint --root a", offers: ["audits/"] },
  { line: "compose-lint compose.yaml ru", offers: ["rules.yaml"] },
];

describe("fish", () => {
  it.each(CASES)("$line", ({ line, offers }) => {
    const { stdout, stderr, status } = spawnSync("fish", ["--no-config", "-c", `source .completion.fish; complete -C ${JSON.stringify(line)}`], { cwd, encoding: "utf8", env: { PATH: process.env["PATH"] ?? "", HOME: cwd } });
    expect({ stderr, status }).toEqual({ stderr: "", status: 0 });
    // The whole word, and what it is about behind a tab.
    const words = stdout.split("\n").filter((word) => word !== "").map((text) => text.split("\t")[0]?.replace(/^--[\w-]+=(?=.)|^.*,/g, ""));
    if (line.endsWith("--rule unbound")) expect(words).toEqual(["error", "info", "off", "on", "warning"].map((level) => `unbound-port=${level}`));
    else expect(words.map((word) => word?.replace(/^unbound-port=/, "")).sort()).toEqual(offers);
  });
});

describe("zsh", () => {
  it.each(CASES)("$line", async ({ line, offers }) => {
    writeFileSync(join(cwd, ".zshrc"), "PS1='READY> '; autoload -Uz compinit; compinit -u -D; source .completion.zsh\n");
    // Ctrl-D lists what could be put in, and shows the line again below.
    const listed = new RegExp(`${escaped(line)}\\s*\\n([^]*?)\\r[^\\n]*${escaped(line)}`);
    const steps = [
      { after: /READY> /, keys: `${line}${CTRL_D}` },
      { after: listed, keys: "\u0015exit\r" },
    ];
    const { raw } = await onTerminalOf(["env", `ZDOTDIR=${cwd}`, "zsh", "-i"], cwd, (shown, type) => {
      const [step] = steps;
      if (step?.after.test(shown) !== true) return;
      steps.shift();
      type(step.keys);
    });
    const [, list = ""] = listed.exec(raw.replace(/\u001b(?:\[[\d;?]*[A-Za-z]|[=>])/g, "")) ?? [];
    expect(list.split("\n").flatMap((words) => (words.includes(" -- ") ? words.slice(0, words.indexOf(" ")) : words.trim().split(/\s+/)))).toEqual(offers.map((offer) => offer.replace(/=$/, "")));
  });
});

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}
