import { chmodSync, chownSync, lstatSync, readdirSync, readFileSync, readlinkSync, statSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { changesIn, composeLint, FIX, FIXABLE, FIXED, folderWith, giveAway, told, UNHARDENED } from "./command.js";

function read(folder: string, name = "compose.yaml"): string {
  return readFileSync(join(folder, name), "utf8");
}

function utf16be(text: string): Buffer {
  return Buffer.from(text, "utf16le").swap16();
}

describe("--fix", () => {
  it("writes, and changes nothing when run again", () => {
    const cwd = folderWith({ "compose.yaml": FIXABLE });
    const { status, stdout } = composeLint(["--fix"], { cwd });
    expect(status).toBe(0);
    expect(stdout).toBe(`Changed:\n${told(FIX, "compose.yaml:3")}\nFixed 1 problem in 1 file.\nNo problems left in 1 file.\n`);
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
    expect(read(cwd)).not.toContain("pids_limit");
    composeLint(["--fix", "--unsafe"], { cwd });
    expect(read(cwd)).toContain("pids_limit");
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

  it("tells nothing as changed that is not written, even if a change came to light by another one", () => {
    // Without its capabilities the database lacks some that it needs.
    const cwd = folderWith({ "compose.yaml": "services:\n  db:\n    image: mysql:8.4\n    mem_limit: 1g\n" });
    for (const path of [cwd, join(cwd, "compose.yaml")]) giveAway(path);
    chmodSync(join(cwd, "compose.yaml"), 0o444);
    const { status, stdout } = composeLint(["--fix", "--unsafe"], { cwd, unprivileged: true });
    expect(status).toBe(2);
    expect(stdout).not.toMatch(/^(?:Changed|Fixed)/m);
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
    expect(stderr).toBe(`Changed:\n${told(FIX, "<stdin>:3")}\nFixed 1 problem in 1 file.\nNo problems left in 1 file.\n`);

    const hopeless = Buffer.concat([Buffer.from("services: [\n"), Buffer.from([0xff, 0xfe])]);
    expect(composeLint(["-", "--fix"], { cwd, input: hopeless }).bytes).toEqual(hopeless);
  });
});

describe("the report of --fix", () => {
  it("tells every change with its rule, title, safety, reason and place, the risky ones first", () => {
    const cwd = folderWith({ "compose.yaml": UNHARDENED });
    const args = ["--unsafe", "--fix-only", "memswap-limit,pids-limit"];
    const { "memswap-limit": swap, "pids-limit": pids } = changesIn(cwd, args);
    if (!swap || !pids) throw new Error("nothing to change");
    expect([swap.safety, pids.safety]).toEqual(["safe", "unsafe"]);
    const { stdout } = composeLint(["--fix", ...args], { cwd });
    expect(stdout).toContain(`\nChanged:\n${told(pids, "compose.yaml:2 (web)")}${told(swap, "compose.yaml:4 (web)")}\nFixed 2 problems in 1 file: 1 memswap-limit, 1 pids-limit.\n`);
  });

  it("tells the same change of several services once, and what they share on one line", () => {
    const shared = "x-base: &base\n  image: nginx:1.27\n  mem_limit: 512m\nservices:\n  web: {<<: *base}\n  api: {<<: *base}\n  job:\n    image: nginx:1.27\n    mem_limit: 1g\n";
    const { stdout } = composeLint(["--fix", "--fix-only", "memswap-limit"], { cwd: folderWith({ "compose.yaml": shared }) });
    expect(stdout.match(/memswap-limit \(safe\)/g)).toHaveLength(1);
    expect(stdout).toContain("    compose.yaml:3 (web, api), :10 (job)\n");
    expect(stdout).toContain("Fixed 3 problems in 1 file.\n");
  });

  it("counts what only --unsafe would fix, and tells how to see it first", () => {
    const { stdout } = composeLint(["--fix"], { cwd: folderWith({ "compose.yaml": UNHARDENED }) });
    expect(stdout).toMatch(/\n\d+ problems \(.*\) left in 1 file; \d+ fixable with --fix --unsafe \(see them with --diff --unsafe\)\n$/);
  });

  it("tells a reason why something is not fixed once, for all that it holds of", () => {
    const files = { "compose.yaml": "include: [part.yaml]\n", "part.yaml": "services:\n  web: {image: 'nginx:1.27', mem_limit: 512m}\n  api: {image: 'nginx:1.27', mem_limit: 1g}\n" };
    const { stdout } = composeLint(["compose.yaml", "--fix", "--fix-only", "memswap-limit,log-rotation"], { cwd: folderWith(files) });
    expect(stdout.match(/^not fixed: .*/gm)).toEqual([
      "not fixed: log-rotation at part.yaml:2 (web), :3 (api); memswap-limit at part.yaml:2 (web), :3 (api): it is written in part.yaml, which is not among the files to be fixed",
    ]);
  });

  it("has the changes in JSON, where they are in the new text", () => {
    const { stdout } = composeLint(["--fix", "--format", "json", "--fix-only", "memswap-limit"], { cwd: folderWith({ "compose.yaml": `version: "3"\n${UNHARDENED}` }) });
    const fix = { title: expect.any(String) as unknown, safety: "safe", because: expect.any(String) as unknown };
    expect(JSON.parse(stdout)).toMatchObject({
      files: [{ path: "compose.yaml", fixed: [{ rule: "memswap-limit", service: "web", line: 5, column: 5, endLine: 5, endColumn: 14, ...fix }] }],
      summary: { fixed: 1 },
    });
  });

  it("does not let what is left pass as clean", () => {
    const cwd = folderWith({ "compose.yaml": "include: [part.yaml]\n", "part.yaml": "services:\n  web: {image: 'nginx:1.27', mem_limit: 512m}\n" });
    expect(composeLint(["compose.yaml", "--fix", "--fail-on", "warning"], { cwd }).status).toBe(1);
  });
});

describe("--fix-only", () => {
  it.each([
    { args: ["--fix-only", "memswap-limit"], fixed: ["memswap_limit"] },
    { args: ["--fix-only", "memswap-limit,stop-grace-period"], fixed: ["memswap_limit", "stop_grace_period"] },
    { args: ["--fix-only", "memswap-limit", "--fix-only=stop-grace-period"], fixed: ["memswap_limit", "stop_grace_period"] },
    { args: ["--fix-only", "memswap-limit, pids-limit", "--unsafe"], fixed: ["memswap_limit", "pids_limit"] },
  ])("$args", ({ args, fixed }) => {
    const cwd = folderWith({ "compose.yaml": UNHARDENED });
    composeLint(["--fix", ...args], { cwd });
    expect([...read(cwd).matchAll(/^ {4}(\w+):/gm)].map(([, key]) => key).filter((key) => key !== "image" && key !== "mem_limit").sort()).toEqual(fixed);
  });

  it("limits --diff as well", () => {
    const { stdout } = composeLint(["--diff", "--fix-only", "memswap-limit"], { cwd: folderWith({ "compose.yaml": UNHARDENED }) });
    expect(stdout.match(/^\+ .*/gm)).toEqual(["+    memswap_limit: 512m"]);
  });

  it("counts what other rules would fix as fixable", () => {
    const { stdout } = composeLint(["--fix", "--fix-only", "memswap-limit"], { cwd: folderWith({ "compose.yaml": UNHARDENED }) });
    expect(stdout).toMatch(/; \d+ fixable with --fix, \d+ more with --fix --unsafe/);
  });

  it.each([
    { rule: "no-daemon-socket", note: "note: no-daemon-socket has no fixes.\n" },
    { rule: "pids-limit", note: "note: pids-limit has fixes with --unsafe only.\n" },
  ])("says that it is in vain for $rule", ({ rule, note }) => {
    expect(composeLint(["--fix", "--fix-only", rule, "--fail-on", "never"], { cwd: folderWith({ "compose.yaml": UNHARDENED }) })).toMatchObject({ status: 0, stderr: note });
  });

  it.each([
    { args: ["--fix", "--fix-only", "memswap-limits"], sentence: "there is no rule 'memswap-limits'.\n  (Did you mean memswap-limit?)" },
    { args: ["--diff", "--fix-only", "log-rotation,swap\u001b[31m"], sentence: "there is no rule 'swap\ufffd[31m'." },
    { args: ["--fix", "--fix-only", ""], sentence: "the name of a rule is empty" },
    { args: ["--fix-only", "log-rotation"], sentence: "--fix-only limits what --fix and --diff change: add one of them." },
  ])("explains what is wrong with $args", ({ args, sentence }) => {
    const { status, stdout, stderr } = composeLint(args, { cwd: folderWith({ "compose.yaml": UNHARDENED }) });
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toContain(sentence);
  });
});
