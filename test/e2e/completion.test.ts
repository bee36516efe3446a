import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { PRESETS, rules } from "../../packages/core/src/index.js";
import { COMMANDS } from "../../packages/cli/src/commands.js";
import { LEVELS } from "../../packages/workspace/src/configuration/data.js";
import { FORMATS } from "../../packages/cli/src/report/formats.js";
import { commandWords } from "../../packages/cli/src/completion/words.js";
import { bundle, composeLint, folderWith } from "./command.js";
import { hasTerminal, onTerminalOf } from "./on-terminal.js";

const cwd = folderWith({ "compose.yaml": "", "with space.yaml": "", "rules.yaml": "" });
mkdirSync(join(cwd, "audits"));
const script = composeLint(["completion", "bash"], { cwd }).stdout;
writeFileSync(join(cwd, ".completion.bash"), script);
const NAMES = rules.map(({ name }) => name);

/** What bash offers for the last word, which it has split as it does. */
function offered(line: string, wordbreaks = ` \t\n"'><=;|&(:`): readonly string[] {
  const words = line.split(" ").flatMap((word) => (wordbreaks.includes("=") ? word.split(/(=)/).filter((part, index, parts) => part !== "" || parts.length === 1 || (index === parts.length - 1 && index > 0 && parts[index - 1] !== "=")) : [word]));
  const program = `
    source .completion.bash
    COMP_WORDBREAKS=${quote(wordbreaks)}
    COMP_WORDS=(${words.map(quote).join(" ")})
    COMP_CWORD=$((\${#COMP_WORDS[@]} - 1))
    _compose_lint compose-lint "\${COMP_WORDS[COMP_CWORD]}" ""
    printf '%s\\n' "\${COMPREPLY[@]}"`;
  const { stdout, stderr, status } = spawnSync("bash", ["--norc", "-c", program], { cwd, encoding: "utf8", env: { PATH: process.env["PATH"] ?? "" } });
  expect({ stderr, status }).toEqual({ stderr: "", status: 0 });
  return stdout.split("\n").filter((word) => word !== "");
}

function quote(word: string): string {
  return `'${word.replaceAll("'", String.raw`'\''`)}'`;
}

describe("compose-lint completion bash", () => {
  it.each<{ line: string; offers: readonly string[] }>([
    { line: "compose-lint au", offers: ["audit", "audits"] },
    { line: "compose-lint r", offers: ["review", "rules", "rules.yaml"] },
    { line: "compose-lint with", offers: ["with space.yaml"] },
    { line: "compose-lint --forma", offers: ["--format"] },
    { line: "compose-lint --format ", offers: FORMATS },
    { line: "compose-lint --format js", offers: ["json", "jsonl"] },
    { line: "compose-lint --verbose --format js", offers: ["json", "jsonl"] },
    { line: "compose-lint --fail-on ", offers: ["error", "warning", "info", "never"] },
    { line: "compose-lint --group-by s", offers: ["service"] },
    { line: "compose-lint --preset ", offers: PRESETS },
    { line: "compose-lint --preset production,st", offers: ["production,strict", "production,style"] },
    { line: "compose-lint --only unbound", offers: ["unbound-port"] },
    { line: "compose-lint --skip memswap-limit,unbound", offers: ["memswap-limit,unbound-port"] },
    { line: "compose-lint --fix --fix-only unbound", offers: ["unbound-port"] },
    { line: "compose-lint explain unbound", offers: ["unbound-port"] },
    { line: "compose-lint explain ", offers: NAMES },
    { line: "compose-lint image traefik/who", offers: ["traefik/whoami", "traefik/whoamitcp"] },
    { line: "compose-lint completion ", offers: ["bash", "zsh", "fish"] },
    { line: "compose-lint audit --format ", offers: ["table", "json", "markdown", "html"] },
    { line: "compose-lint audit --max", offers: ["--max-red"] },
    { line: "compose-lint rules --h", offers: ["--help"] },
    // A command is one as the first word only.
    { line: "compose-lint --quiet audit --max-r", offers: [] },
    { line: "compose-lint --max-w", offers: ["--max-warnings"] },
    // Left to bash, which completes names of files.
    { line: "compose-lint --output-file x", offers: [] },
    { line: "compose-lint compose.yaml r", offers: [] },
    { line: "compose-lint -- --fo", offers: [] },
    { line: "compose-lint --max-warnings ", offers: [] },
  ])("$line", ({ line, offers }) => {
    expect([...offered(line)].sort()).toEqual([...offers].sort());
  });

  it.each([
    { line: "compose-lint --format=js", offers: ["json", "jsonl"], whole: ["--format=json", "--format=jsonl"] },
    { line: "compose-lint --only=memswap-limit,unbound", offers: ["memswap-limit,unbound-port"], whole: ["--only=memswap-limit,unbound-port"] },
    { line: "compose-lint --rule unbound", offers: ["unbound-port="], whole: ["unbound-port="] },
    { line: "compose-lint --rule unbound-port=w", offers: ["warning"], whole: ["unbound-port=warning"] },
    { line: "compose-lint --rule=unbound-port=w", offers: ["warning"], whole: ["--rule=unbound-port=warning"] },
    { line: "compose-lint --rule a=off,unbound", offers: ["off,unbound-port="], whole: ["a=off,unbound-port="] },
  ])("$line: what stands before the last = stays", ({ line, offers, whole }) => {
    expect(offered(line)).toEqual(offers);
    expect(offered(line, " \t\n")).toEqual(whole);
  });

  it("offers all that a rule may be", () => {
    expect(offered("compose-lint --rule unbound-port=")).toEqual(LEVELS);
  });

  it("has every option of every command", () => {
    for (const command of ["", ...COMMANDS.keys()]) {
      const help = composeLint([...(command === "" ? [] : [command]), command === "" ? "--help-all" : "--help"], { cwd }).stdout;
      const flags = [...help.matchAll(/^ {2}(?:-\w, )?(--[\w-]+)/gm)].map(([, flag = ""]) => flag);
      expect(offered(`compose-lint ${command === "" ? "" : `${command} `}--`)).toEqual(expect.arrayContaining(flags));
      expect(flags.length).toBeGreaterThan(command === "" ? 25 : 0);
    }
  });

  it.runIf(hasTerminal)("works at a prompt", async () => {
    const rc = `PS1='> '; bind 'set bell-style none' 'set enable-bracketed-paste off'; compose-lint() { ${quote(process.execPath)} ${quote(bundle)} "$@"; }; source <(compose-lint completion bash)\n`;
    writeFileSync(join(cwd, ".rc"), rc);
    const steps = [
      { after: /> $/, keys: "compose-lint expl\tmemsw\t | head -2\r" },
      { after: /memswap-limit[^]*memswap-limit[^]*> $/, keys: "compose-lint --format=json\t wi\t\r" },
      { after: /"diagnostics"[^]*> $|"version"[^]*> $/, keys: "exit\r" },
    ];
    const { screen } = await onTerminalOf(["bash", "--rcfile", join(cwd, ".rc"), "-i"], cwd, (shown, type) => {
      const [step] = steps;
      if (step?.after.test(shown) !== true) return;
      steps.shift();
      type(step.keys);
    });
    expect(screen).toContain("compose-lint explain memswap-limit ");
    expect(screen).toContain("with\\ space.yaml");
  });
});

it.each(["zsh", "fish"])("compose-lint completion %s has every rule, format, preset and option", async (shell) => {
  const { stdout } = composeLint(["completion", shell], { cwd });
  const words = new Set(stdout.match(/[\w-]+/g));
  const flags = (await commandWords()).flatMap(({ options }) => options.flatMap((option) => option.flags)).map((flag) => (shell === "zsh" ? flag : flag.replace(/^-+/, "")));
  expect([...NAMES, ...FORMATS, ...PRESETS, ...LEVELS, ...COMMANDS.keys(), ...flags].filter((word) => !words.has(word))).toEqual([]);
});

it.each([
  { args: ["completion"], sentence: "missing required argument 'shell'" },
  { args: ["completion", "tcsh"], sentence: "Allowed choices are bash, zsh, fish." },
  { args: ["completion", "bash", "zsh"], sentence: "too many arguments" },
])("refuses $args", ({ args, sentence }) => {
  const { status, stdout, stderr } = composeLint(args, { cwd });
  expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
  expect(stderr).toContain(sentence);
  expect(stderr).toContain("See compose-lint completion --help.");
});
