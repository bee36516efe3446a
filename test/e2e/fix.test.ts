import { spawnSync } from "node:child_process";
import { chmodSync, chownSync, lstatSync, readdirSync, readFileSync, readlinkSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { composeLint, FIXABLE, FIXED, folderWith, giveAway, UNHARDENED } from "./command.js";

function read(folder: string, name = "compose.yaml"): string {
  return readFileSync(join(folder, name), "utf8");
}

function apply(cwd: string, command: string, args: readonly string[], input: string | Uint8Array): void {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, input, encoding: "utf8" });
  if (status !== 0) throw new Error(`${command} refused the patch: ${stdout}${stderr}`);
}

function utf16be(text: string): Buffer {
  return Buffer.from(text, "utf16le").swap16();
}

describe("--fix", () => {
  it("writes, and changes nothing when run again", () => {
    const cwd = folderWith({ "compose.yaml": FIXABLE });
    const { status, stdout } = composeLint(["--fix"], { cwd });
    expect(status).toBe(0);
    expect(stdout).toBe("Fixed 1 problem in 1 file.\nNo problems in 1 file.\n");
    expect(read(cwd)).toBe(FIXED);

    const before = statSync(join(cwd, "compose.yaml"));
    expect(composeLint(["--fix"], { cwd }).stdout).toBe("No problems in 1 file.\n");
    expect(statSync(join(cwd, "compose.yaml")).ino).toBe(before.ino);
    expect(readdirSync(cwd)).toEqual(["compose.yaml"]);
  });

  it("makes unsafe fixes only with --unsafe", () => {
    const cwd = folderWith({ "compose.yaml": UNHARDENED });
    composeLint(["--fix"], { cwd });
    expect(read(cwd)).toContain("memswap_limit");
    expect(read(cwd)).not.toContain("cap_drop");
    composeLint(["--fix", "--unsafe"], { cwd });
    expect(read(cwd)).toContain("cap_drop");
  });

  it("keeps the mode and the owner", () => {
    const cwd = folderWith({ "compose.yaml": FIXABLE });
    const path = join(cwd, "compose.yaml");
    chmodSync(path, 0o640);
    if (process.getuid?.() === 0) chownSync(path, 1234, 1234);
    const before = statSync(path);
    composeLint(["--fix"], { cwd });
    expect(read(cwd)).toBe(FIXED);
    expect(statSync(path)).toMatchObject({ mode: before.mode, uid: before.uid, gid: before.gid });
  });

  it("follows a symbolic link to its target", () => {
    const cwd = folderWith({ "real/stack.yaml": FIXABLE });
    symlinkSync("real/stack.yaml", join(cwd, "compose.yaml"));
    composeLint(["--fix", "compose.yaml"], { cwd });
    expect(lstatSync(join(cwd, "compose.yaml")).isSymbolicLink()).toBe(true);
    expect(readlinkSync(join(cwd, "compose.yaml"))).toBe("real/stack.yaml");
    expect(read(cwd, "real/stack.yaml")).toBe(FIXED);
  });

  it.each([
    { encoding: "UTF-8 with BOM", encode: (text: string) => Buffer.from(`\ufeff${text}`) },
    { encoding: "UTF-16LE", encode: (text: string) => Buffer.from(`\ufeff${text}`, "utf16le") },
    { encoding: "UTF-16BE", encode: (text: string) => utf16be(`\ufeff${text}`) },
    { encoding: "CRLF", encode: (text: string) => Buffer.from(text.replaceAll("\n", "\r\n")) },
    { encoding: "no final line break", encode: (text: string) => Buffer.from(text.replace(/\n$/, "")) },
  ])("keeps $encoding", ({ encode }) => {
    const cwd = folderWith({ "compose.yaml": encode(FIXABLE) });
    expect(composeLint(["--fix"], { cwd }).status).toBe(0);
    expect(readFileSync(join(cwd, "compose.yaml"))).toEqual(encode(FIXED));
  });

  it.each([
    { what: "file", protect: (folder: string) => { chmodSync(join(folder, "compose.yaml"), 0o444); } },
    { what: "folder", protect: (folder: string) => { chmodSync(folder, 0o555); } },
  ])("refuses a read-only $what and leaves the file as it was", ({ protect }) => {
    const cwd = folderWith({ "compose.yaml": FIXABLE });
    for (const path of [cwd, join(cwd, "compose.yaml")]) giveAway(path);
    protect(cwd);
    const { status, stdout, stderr } = composeLint(["--fix", "--format", "json"], { cwd, unprivileged: true });
    expect(status).toBe(2);
    expect(stderr).toMatch(/^compose-lint: compose\.yaml: not written: permission denied/);
    expect(stderr).not.toContain("    at ");
    expect(JSON.parse(stdout)).toMatchObject({ files: [{ diagnostics: [{ rule: "obsolete-version" }] }], summary: { fixed: 0 } });
    expect(read(cwd)).toBe(FIXABLE);
    expect(readdirSync(cwd)).toEqual(["compose.yaml"]);
  });

  it("writes the other files when one is refused", () => {
    const cwd = folderWith({ "compose.yaml": FIXABLE, "app/compose.yaml": FIXABLE });
    chmodSync(join(cwd, "compose.yaml"), 0o444);
    for (const path of [join(cwd, "app"), join(cwd, "app/compose.yaml")]) giveAway(path);
    expect(composeLint(["--fix"], { cwd, unprivileged: true }).status).toBe(2);
    expect(read(cwd)).toBe(FIXABLE);
    expect(read(cwd, "app/compose.yaml")).toBe(FIXED);
  });

  it("sends repaired standard input to standard output, and nothing else", () => {
    const cwd = folderWith({});
    const { stdout, stderr } = composeLint(["-", "--fix"], { cwd, input: FIXABLE });
    expect(stdout).toBe(FIXED);
    expect(stderr).toBe("Fixed 1 problem in 1 file.\nNo problems in 1 file.\n");

    const hopeless = Buffer.concat([Buffer.from("services: [\n"), Buffer.from([0xff, 0xfe])]);
    expect(composeLint(["-", "--fix"], { cwd, input: hopeless }).bytes).toEqual(hopeless);
  });
});

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
    expect(stderr).toContain("obsolete-version");
  });

  it("says nothing on standard output if nothing would change", () => {
    expect(composeLint(["--diff"], { cwd: folderWith({ "compose.yaml": FIXED }) })).toMatchObject({ status: 0, stdout: "" });
  });

  it("shows what --fix --unsafe would do with --unsafe", () => {
    const cwd = folderWith({ "compose.yaml": UNHARDENED });
    expect(composeLint(["--diff"], { cwd }).stdout).not.toContain("cap_drop");
    expect(composeLint(["--diff", "--unsafe"], { cwd }).stdout).toContain("+    cap_drop:");
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
