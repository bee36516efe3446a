import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { changesIn, composeLint, FIX, FIXABLE, FIXED, folderWith, told, UNHARDENED } from "./command.js";
import { hasTerminal, onTerminal } from "./on-terminal.js";

function read(folder: string, name = "compose.yaml"): string {
  return readFileSync(join(folder, name), "utf8");
}

function apply(cwd: string, command: string, args: readonly string[], input: string | Uint8Array): void {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, input, encoding: "utf8" });
  if (status !== 0) throw new Error(`${command} refused the patch: ${stdout}${stderr}`);
}

describe("--diff", () => {
  const texts = [
    { what: "LF", encode: (text: string) => text },
    { what: "CRLF", encode: (text: string) => text.replaceAll("\n", "\r\n") },
    { what: "no final line break", encode: (text: string) => text.slice(0, -1) },
    { what: "a BOM", encode: (text: string) => `\ufeff${text}` },
  ];
  const tools = [
    { tool: "git apply", args: ["apply", "--whitespace=nowarn", "-"], command: "git" },
    { tool: "patch -p1", args: ["-p1", "--binary"], command: "patch" },
  ];

  describe.each(texts)("of a file with $what", ({ encode }) => {
    it.each(tools)("is accepted by $tool and does what --fix does", ({ command, args }) => {
      const files = { "compose.yaml": encode(FIXABLE), "app one/compose-ä.yaml": encode(FIXABLE) };
      const cwd = folderWith(files);
      const { status, stdout } = composeLint(["--diff"], { cwd });
      expect(status).toBe(0);
      for (const [name, text] of Object.entries(files)) expect(read(cwd, name)).toBe(text);
      apply(cwd, command, args, stdout);
      for (const name of Object.keys(files)) expect(read(cwd, name)).toBe(encode(FIXED));
    });
  });

  it.each([{ where: "." }, { where: "app" }])("is accepted by git apply in a repository, in $where", ({ where }) => {
    const cwd = folderWith({ "compose.yaml": FIXABLE, "app/compose.yaml": FIXABLE });
    apply(cwd, "git", ["init", "--quiet"], "");
    const { stdout } = composeLint(["--diff"], { cwd: join(cwd, where) });
    apply(join(cwd, where), "git", ["apply"], stdout);
    expect(read(cwd, "app/compose.yaml")).toBe(FIXED);
    expect(read(cwd)).toBe(where === "." ? FIXED : FIXABLE);
  });

  it.each(tools)("of all files of a project is accepted by $tool and does what --fix does", ({ command, args }) => {
    const service = (name: string, ...lines: readonly string[]): string => `services:\n  ${name}:\n${lines.map((line) => `    ${line}\n`).join("")}`;
    const files = {
      "compose.yaml": `version: "3"\ninclude: [parts/db.yaml]\n${service("web", "image: nginx:1.27", "mem_limit: 512m")}`,
      "compose.override.yaml": service("web", "privileged: true").replaceAll("\n", "\r\n"),
      "parts/db.yaml": service("db", "extends: {file: common.yaml, service: base}", 'ports: ["5432:5432"]', "image: postgres:17").slice(0, -1),
      "parts/common.yaml": `\ufeff${service("base", "image: a:1", "mem_limit: 1g")}`,
    };
    const run = [".", "parts/db.yaml", "parts/common.yaml", "--unsafe"];
    const [fixed, patched] = [folderWith(files), folderWith(files)];
    composeLint([...run, "--fix"], { cwd: fixed });
    const { stdout } = composeLint([...run, "--diff"], { cwd: patched });
    expect(stdout.match(/^--- .*/gm)).toEqual(["--- a/compose.override.yaml", "--- a/compose.yaml", "--- a/parts/common.yaml", "--- a/parts/db.yaml"]);
    for (const [name, text] of Object.entries(files)) expect(read(patched, name)).toBe(text);
    apply(patched, command, args, stdout);
    for (const [name, text] of Object.entries(files)) {
      expect(read(patched, name)).toBe(read(fixed, name));
      expect(read(patched, name)).not.toBe(text);
    }
  });

  it("is a plain unified diff; the report goes to standard error", () => {
    const cwd = folderWith({ "compose.yaml": FIXABLE });
    const { stdout, stderr } = composeLint(["--diff"], { cwd });
    expect(stdout).toBe(
      [
        "--- a/compose.yaml",
        "+++ b/compose.yaml",
        "@@ -1,5 +1,4 @@",
        " # shop: café 🐳",
        " name: shop",
        " services: {}",
        '-version: "3.8"',
        " x-note: last",
        "",
      ].join("\n"),
    );
    expect(stderr).toBe(`In the patch:\n${told(FIX, "compose.yaml:4")}\nThe patch fixes 1 problem in 1 file.\nNo problems left in 1 file.\n`);
  });

  it("is explained by what each change does, and may do, where it is found in the file as it is", () => {
    const cwd = folderWith({ "compose.yaml": `version: "3"\n${UNHARDENED}` });
    const args = ["--unsafe", "--fix-only", "memswap-limit,pids-limit"];
    const { "memswap-limit": swap, "pids-limit": pids } = changesIn(cwd, args);
    if (!swap || !pids) throw new Error("nothing to change");
    const { stderr } = composeLint(["--diff", ...args], { cwd });
    expect(stderr).toContain(`\nIn the patch:\n${told(pids, "compose.yaml:3 (web)")}${told(swap, "compose.yaml:5 (web)")}\nThe patch fixes 2 problems in 1 file: 1 memswap-limit, 1 pids-limit.\n`);
    // What is in the patch is not told twice.
    expect(stderr).not.toContain("warning memswap-limit");
    expect(stderr).toMatch(/warning web lacks: .*log-rotation/);
  });

  it("has its changes in JSON as well", () => {
    const cwd = folderWith({ "compose.yaml": FIXABLE });
    const { stdout, stderr } = composeLint(["--diff", "--format", "json", "--fail-on", "warning"], { cwd });
    expect(stdout).toContain('-version: "3.8"');
    const place = { line: 4, column: 1, endLine: 4, endColumn: 8 };
    expect(JSON.parse(stderr)).toMatchObject({
      files: [{ path: "compose.yaml", diagnostics: [{ rule: "obsolete-version" }], fixed: [{ ...FIX, ...place }] }],
    });
  });

  it("does not change the verdict: nothing is written", () => {
    expect(composeLint(["--diff", "--fail-on", "warning"], { cwd: folderWith({ "compose.yaml": FIXABLE }) }).status).toBe(1);
  });

  it.each([
    { what: "UTF-16", cwd: ".", content: Buffer.from(`\ufeff${FIXABLE}`, "utf16le"), reason: "it is UTF-16LE" },
    { what: "outside the current folder", cwd: "app", content: FIXABLE, reason: "it is outside the current folder" },
  ])("says that no tool can apply it to a file that is $what", ({ cwd, content, reason }) => {
    const folder = folderWith({ "compose.yaml": content, "app/keep": "" });
    const { stdout, stderr } = composeLint(["--diff", join(folder, "compose.yaml")], { cwd: join(folder, cwd) });
    expect(stdout).toContain('-version: "3.8"\n');
    expect(stderr).toContain(`compose.yaml: no tool applies its part of the patch, because ${reason}. --fix writes it.\n`);
  });

  it("says nothing on standard output if nothing would change", () => {
    expect(composeLint(["--diff"], { cwd: folderWith({ "compose.yaml": FIXED }) })).toMatchObject({ status: 0, stdout: "" });
  });

  it("shows what --fix --unsafe would do with --unsafe", () => {
    const cwd = folderWith({ "compose.yaml": UNHARDENED });
    expect(composeLint(["--diff"], { cwd }).stdout).not.toContain("pids_limit");
    expect(composeLint(["--diff", "--unsafe"], { cwd }).stdout).toContain("+    pids_limit:");
  });

  it("patches standard input under its name", () => {
    const cwd = folderWith({ "compose.yaml": FIXABLE });
    const { stdout } = composeLint(["-", "--stdin-filename", "compose.yaml", "--diff"], { cwd, input: FIXABLE });
    apply(cwd, "git", ["apply"], stdout);
    expect(read(cwd)).toBe(FIXED);
  });

  it("stays quick on thousands of changes", () => {
    const services = Array.from({ length: 400 }, (_, index) => UNHARDENED.replace("services:\n", "").replace("web:", `web${index}:`));
    const cwd = folderWith({});
    writeFileSync(join(cwd, "compose.yaml"), `services:\n${services.join("")}`);
    const { stdout } = composeLint(["--diff"], { cwd });
    expect(stdout.match(/^\+ +memswap_limit:/gm)).toHaveLength(400);
  });
});

describe.runIf(hasTerminal)("--diff on a terminal", () => {
  const cwd = folderWith({ "compose.yaml": 'version: "3"\nx-db:\n  POSTGRES_PASSWORD: hunter2\nservices:\n  web:\n    image: nginx\n' });

  it("shows what is left, then the patch in colour, then what is in it and the totals", async () => {
    const { screen, raw } = await onTerminal(["--diff", "--fix-only", "obsolete-version"], [], cwd);
    const order = ["warning pin-image-tag:", "--- a/compose.yaml", '-version: "3"', "In the patch:", "The patch fixes 1 problem in 1 file.", " left in 1 file;"].map((part) => screen.indexOf(part));
    expect(order).toEqual([...order].sort((a, b) => a - b));
    expect(order).not.toContain(-1);
    expect(raw).toContain('\u001b[31m-version: "3"\u001b[39m');
  });

  it("does not show secrets", async () => {
    const { screen } = await onTerminal(["--diff"], [], cwd);
    expect(screen).toContain("   POSTGRES_PASSWORD: …\n");
    expect(screen).not.toContain("hunter2");
    // A program needs the line as it is.
    expect(composeLint(["--diff"], { cwd }).stdout).toContain("   POSTGRES_PASSWORD: hunter2\n");
  });
});
