import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { changesIn, composeLint, FIXABLE, folderWith, UNHARDENED } from "./command.js";
import { CTRL_C, CTRL_D, hasTerminal, onTerminal } from "./on-terminal.js";

/** Two services, each with a finding of two rules that can be fixed safely. */
const TWO = `services:
  web:
    image: nginx:1.27
    mem_limit: 512m
    stop_grace_period: 10m
  api:
    image: nginx:1.27
    mem_limit: 256m
    stop_grace_period: 10m
`;
const ARGS = ["--fix", "--interactive", "--fix-only", "memswap-limit,log-rotation"];

function read(cwd: string): string {
  return readFileSync(join(cwd, "compose.yaml"), "utf8");
}

/** Which of the four changes were made. */
function made(cwd: string): readonly string[] {
  const [web = "", api = ""] = read(cwd).split("  api:\n");
  const madeIn = (name: string, text: string): readonly string[] => [...(text.includes("logging:") ? [`${name} log`] : []), ...(text.includes("memswap_limit:") ? [`${name} swap`] : [])];
  return [...madeIn("web", web), ...madeIn("api", api)];
}

describe.runIf(hasTerminal)("--fix --interactive on a terminal", () => {
  it("shows every change with its rule, title, safety and reason, in colour", async () => {
    const cwd = folderWith({ "compose.yaml": UNHARDENED });
    const args = ["--unsafe", "--fix-only", "memswap-limit,pids-limit"];
    const changes = Object.values(changesIn(cwd, args));
    const { screen, raw } = await onTerminal(["--fix", "--interactive", ...args], ["n", "n"], cwd);
    expect(changes.map(({ safety }) => safety).sort()).toEqual(["safe", "unsafe"]);
    // Sentences are broken to the width of the terminal.
    const words = screen.replace(/\s+/g, " ");
    for (const { rule, title, safety, because } of changes) {
      expect(words).toContain(` warning ${rule}: `);
      expect(words).toContain(` ${safety} change: ${title}. ${because} @@ `);
    }
    expect(screen).toContain(`
@@ -2,3 +2,4 @@
   web:
     image: nginx:1.27
     mem_limit: 512m
+    memswap_limit: 512m
Make this change? [y,n,a,q,?] n
`);
    expect(raw).toContain("\u001b[32m+    memswap_limit: 512m\u001b[39m");
    expect(read(cwd)).toBe(UNHARDENED);
  });

  it.each([
    { answers: ["y", "y", "y", "y"], changes: ["web log", "web swap", "api log", "api swap"] },
    { answers: ["n", "y", "n", "n"], changes: ["web swap"] },
    { answers: ["n", "a", "n"], changes: ["web swap", "api swap"] },
    { answers: ["Yes", "q"], changes: ["web log"] },
    { answers: ["a", "q"], changes: ["web log", "api log"] },
    { answers: ["y", CTRL_D], changes: ["web log"] },
    { answers: ["", "?", "what", "y", "n", "n", "n"], changes: ["web log"] },
  ])("takes $answers", async ({ answers, changes }) => {
    const cwd = folderWith({ "compose.yaml": TWO });
    const { screen } = await onTerminal(ARGS, answers, cwd);
    expect(made(cwd)).toEqual(changes);
    expect(screen).toContain(`Fixed ${String(changes.length)} problem`);
    // Each answer was asked for.
    expect(screen.match(/Make this change\?/g)).toHaveLength(answers.length);
  });

  it("explains the answers, and asks again", async () => {
    const { screen } = await onTerminal(ARGS, ["?", "q"], folderWith({ "compose.yaml": TWO }));
    for (const key of ["y", "n", "a", "q", "?"]) expect(screen).toContain(`\n  ${key} - `);
  });

  it("writes nothing on Ctrl-C, whatever was accepted before, and says so", async () => {
    const cwd = folderWith({ "compose.yaml": TWO });
    const before = statSync(join(cwd, "compose.yaml"));
    const { status, screen } = await onTerminal(ARGS, ["y", "y", CTRL_C], cwd);
    expect(status).toBe(130);
    expect(screen).toMatch(/\ncompose-lint: interrupted; nothing was written\.\n$/);
    expect(read(cwd)).toBe(TWO);
    expect(statSync(join(cwd, "compose.yaml")).ino).toBe(before.ino);
    expect(readdirSync(cwd)).toEqual(["compose.yaml"]);
  });

  it("obeys a Ctrl-C that comes after the last answer", async () => {
    const cwd = folderWith({ "compose.yaml": FIXABLE });
    const { status } = await onTerminal(["--fix", "--interactive"], [`y\r${CTRL_C}`], cwd);
    expect(status).toBe(130);
    expect(read(cwd)).toBe(FIXABLE);
  });

  it("counts what was declined as found, and takes it for nobody's fault", async () => {
    const cwd = folderWith({ "compose.yaml": FIXABLE });
    const { status, screen } = await onTerminal(["--fix", "--interactive", "--fail-on", "warning"], ["n"], cwd);
    expect(status).toBe(1);
    expect(screen).not.toContain("not fixed:");
    expect(screen).toMatch(/\n1 problem \(1 warning\) in 1 file; 1 fixable with --fix\n$/);
    expect((await onTerminal(["--fix", "--interactive", "--fail-on", "warning"], ["y"], cwd)).status).toBe(0);
  });

  it("does not ask where there is nothing to change", async () => {
    const { status, screen } = await onTerminal(["--fix", "--interactive"], [], folderWith({ "compose.yaml": "services: {}\n" }));
    expect({ status, screen }).toEqual({ status: 0, screen: "No problems in 1 file.\n" });
  });

  it("does not show secrets", async () => {
    const { screen } = await onTerminal(["--fix", "--interactive"], ["n"], folderWith({ "compose.yaml": 'version: "3"\nx-db:\n  POSTGRES_PASSWORD: hunter2\n' }));
    expect(screen).toContain("POSTGRES_PASSWORD: …");
    expect(screen).not.toContain("hunter2");
  });
});

describe("--interactive", () => {
  it.each([
    { args: ["--fix", "--interactive"], sentence: "--interactive needs a terminal" },
    { args: ["--interactive"], sentence: "add --fix" },
    { args: ["--diff", "--interactive"], sentence: "add --fix" },
    { args: ["-", "--fix", "--interactive"], sentence: "leave - out" },
    { args: ["--fix", "--interactive", "--format", "json"], sentence: "choose one of them" },
  ])("explains what is wrong with $args", ({ args, sentence }) => {
    const cwd = folderWith({ "compose.yaml": FIXABLE });
    const { status, stdout, stderr } = composeLint(args, { cwd, input: "y\n" });
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toContain(sentence);
    expect(read(cwd)).toBe(FIXABLE);
  });
});
