import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { bundle, CACHE, composeLint, FIXABLE, FIXED, folderWith } from "./command.js";

/** As a Compose file, an env file and a Dockerfile, this says something that can be told from nothing. */
const SECRET = "hunter2";
const COMPOSE = `services:\n  base:\n    image: ${SECRET}:1.0\n    privileged: true\n    ${SECRET}: 1\n`;
const BASE = "services:\n  base:\n    image: nginx:1.27.3\n    privileged: true\n";

/** The ways in which a Compose file names other files. */
const WAYS: Readonly<Record<string, { readonly compose: (path: string) => string; readonly foreign: string }>> = {
  extends: { compose: (path) => `services:\n  web:\n    extends: { file: "${path}", service: base }\n`, foreign: COMPOSE },
  include: { compose: (path) => `include: ["${path}"]\nservices:\n  web:\n    image: nginx:1.27.3\n`, foreign: COMPOSE },
  "include's env_file": { compose: (path) => `include: [{ path: parts.yaml, env_file: "${path}" }]\n`, foreign: `PASSWORD=${SECRET}\n${SECRET}\n` },
  env_file: { compose: (path) => `services:\n  web:\n    image: postgres:17.2\n    env_file: "${path}"\n`, foreign: `POSTGRES_PASSWORD=${SECRET}\n${SECRET} x\n` },
  label_file: { compose: (path) => `services:\n  web:\n    image: nginx:1.27.3\n    label_file: "${path}"\n`, foreign: `${SECRET}=${SECRET}\n` },
  "build.dockerfile": { compose: (path) => `services:\n  web:\n    build: { context: ., dockerfile: "${path}" }\n`, foreign: `FROM ${SECRET}\nCMD ["${SECRET}"]\n` },
};

/** What a service is given is read where it runs; to lint it, nobody need know what it is. */
const UNREAD = new Set(["env_file", "label_file"]);

/** A repository in a folder beside something foreign. */
function repository(way: string, path: string): { readonly top: string; readonly cwd: string } {
  const { compose, foreign } = WAYS[way] ?? { compose: () => "", foreign: "" };
  const top = folderWith({ "foreign/file": foreign, "repository/.git/HEAD": "", "repository/app/compose.yaml": compose(path), "repository/app/parts.yaml": "services:\n  part:\n    image: $PASSWORD:1.0\n" });
  return { top, cwd: join(top, "repository/app") };
}

function lint(cwd: string, args: readonly string[] = []): { readonly status: number | null; readonly text: string } {
  const { status, stdout, stderr, signal } = spawnSync(process.execPath, ["--max-old-space-size=512", bundle, ...args], { cwd, encoding: "utf8", input: "", timeout: 60_000, maxBuffer: 1 << 28, env: { PATH: process.env["PATH"] ?? "", HOME: "/nowhere", XDG_CACHE_HOME: CACHE } });
  expect(signal).toBeNull();
  expect(stderr).not.toMatch(/^\s+at |unexpected/m);
  return { status, text: stdout + stderr };
}

const OUTPUTS: readonly (readonly string[])[] = [[], ["--verbose"], ["--format", "json"], ["--format", "html"], ["--format", "sarif"], ["--preset", "strict", "--diff", "--unsafe"]];

describe.each(Object.keys(WAYS))("%s", (way) => {
  it.each([
    { what: "a path that leads out", path: () => "../../foreign/file" },
    { what: "an absolute path", path: (top: string) => `${top}/foreign/file` },
    { what: "a link that leads out", path: () => "link" },
    { what: "a folder that is such a link", path: () => "links/file" },
  ])("does not read what is outside of the repository: $what", ({ path }) => {
    const { top, cwd } = repository(way, "");
    const named = path(top);
    writeFileSync(join(cwd, "compose.yaml"), WAYS[way]?.compose(named) ?? "");
    symlinkSync("../../foreign/file", join(cwd, "link"));
    symlinkSync("../../foreign", join(cwd, "links"));
    for (const args of OUTPUTS) {
      const { status, text } = lint(cwd, args);
      expect(status).toBeLessThan(2);
      expect(text).not.toContain(SECRET);
    }
    const { text } = lint(cwd);
    // A Dockerfile that an absolute path names is looked for in no case.
    if (!UNREAD.has(way) && (way !== "build.dockerfile" || !named.startsWith("/"))) expect(text).toContain(`note: ${named} is outside of ${join(top, "repository")} and was not read. --root <folder> allows a wider one.`);
    expect(text).not.toContain("There is no file");
    if (way === "extends" || way === "include") expect(text).toContain(`info remote-reference: \`${named}\` is not read (outside of the project)`);
  });

  it("reads it with --root", () => {
    const { top, cwd } = repository(way, "../../foreign/file");
    const { text } = lint(cwd, ["--root", top]);
    expect(text).not.toContain("note: ");
    if (way === "extends" || way === "include") expect(text).toContain("no-privileged");
  });

  it.each(["fifo", "huge", "folder", "loop"])("is not kept by what is no file: a %s", (path) => {
    const { cwd } = repository(way, path);
    spawnSync("mkfifo", [join(cwd, "fifo")]);
    writeFileSync(join(cwd, "huge"), "");
    truncateSync(join(cwd, "huge"), 2 ** 40);
    mkdirSync(join(cwd, "folder"));
    symlinkSync("loop", join(cwd, "loop"));
    const { status, text } = lint(cwd);
    expect(status).toBeLessThan(2);
    const why = { fifo: "it is no regular file", huge: "larger than 32 MiB; this is not a Compose file", loop: "its symbolic links lead in a circle" }[path];
    if (why !== undefined && !UNREAD.has(way)) expect(text).toContain(`note: ${path} was not read: ${why}.`);
  });

  it.each(["/dev/zero", "/dev/stdin", "/proc/self/environ", "/dev/tty"])("does not read %s", (path) => {
    const { cwd } = repository(way, path);
    const { status, text } = lint(cwd);
    expect(status).toBeLessThan(2);
    expect(text).not.toContain("HOME=");
  });
});

describe("what a project needs of its own repository", () => {
  it("is read, wherever the command runs", () => {
    const top = folderWith({ ".git/HEAD": "", "common.yaml": BASE, "app/deep/compose.yaml": WAYS["extends"]?.compose("../../common.yaml") ?? "" });
    for (const [cwd, args] of [[top, []], [join(top, "app/deep"), []], ["/", [join(top, "app/deep/compose.yaml")]]] as const) {
      const { text } = lint(cwd, args);
      expect(text).toContain("no-privileged");
      expect(text).not.toContain("note: ");
    }
  });

  it("is read without a repository, from a folder that has all of it", () => {
    const top = folderWith({ "common.yaml": BASE, "app/compose.yaml": WAYS["extends"]?.compose("../common.yaml") ?? "" });
    expect(lint(top).text).toContain("no-privileged");
    expect(lint(top, ["app/compose.yaml"]).text).toContain("no-privileged");
    for (const [cwd, args] of [[join(top, "app"), []], ["/", [join(top, "app")]]] as const) {
      const { text } = lint(cwd, args);
      expect(text).toContain(`is outside of ${join(top, "app")} and was not read.`);
      expect(text).not.toContain("no-privileged");
    }
    // The folder that the files have in common.
    expect(lint("/", [join(top, "app"), join(top, "common.yaml")]).text).not.toContain("note: ");
  });

  it("may be linked, within it", () => {
    const top = folderWith({ ".git/HEAD": "", "common/base.yaml": BASE, "app/compose.yaml": WAYS["extends"]?.compose("base.yaml") ?? "" });
    symlinkSync("../common/base.yaml", join(top, "app/base.yaml"));
    expect(lint(join(top, "app")).text).toContain("no-privileged");
  });

  it("is read if somebody names it on the command line", () => {
    const top = folderWith({ "env/file": "IMAGE=postgres\n", "repository/.git/HEAD": "", "repository/compose.yaml": "services:\n  db:\n    image: $IMAGE:17.2\n    ports: ['5432:5432']\n" });
    const { text } = lint(join(top, "repository"), ["--env-file", "../env/file"]);
    expect(text).toContain("unbound-port");
    expect(text).not.toContain("note: ");
  });

  it("may be /dev/null", () => {
    const cwd = folderWith({ "compose.yaml": 'include: [{ path: parts.yaml, env_file: /dev/null }]\nservices: { web: { image: "nginx:1.27.3", env_file: /dev/null } }\n', "parts.yaml": BASE });
    expect(lint(cwd).text).not.toContain("note: ");
  });
});

describe("a configuration that lists files of projects", () => {
  const LISTING = "projects:\n  - name: all\n    files: [compose.yaml, ../foreign/file]\n";

  it("opens no way out if it was found", () => {
    const { top, cwd } = repository("extends", "");
    writeFileSync(join(cwd, "../compose.yaml"), FIXED);
    writeFileSync(join(cwd, "../compose-lint.config.yaml"), LISTING);
    const { text } = lint(join(top, "repository"), ["compose.yaml"]);
    expect(text).not.toContain(SECRET);
    expect(text).toContain("../foreign/file is outside of ");
  });

  it("does if somebody names it", () => {
    const { top, cwd } = repository("extends", "");
    writeFileSync(join(cwd, "../compose.yaml"), FIXED);
    writeFileSync(join(cwd, "../house.yaml"), LISTING);
    expect(lint(join(top, "repository"), ["--config", "house.yaml", "compose.yaml"]).text).toContain("no-privileged");
  });
});

describe("a link in the place of a Compose file", () => {
  const foreign = folderWith({ "compose.yaml": FIXABLE });

  it("is not followed out of the repository, be it found or named", () => {
    const cwd = folderWith({ ".git/HEAD": "", "app/compose.yaml": FIXED });
    symlinkSync(join(foreign, "compose.yaml"), join(cwd, "compose.yaml"));
    symlinkSync(foreign, join(cwd, "folder"));
    const told = (name: string): string => `${name} is a link to what is outside of ${cwd}, and is not read. --root <folder> allows a wider one.`;
    expect(composeLint([], { cwd })).toMatchObject({ status: 0, stdout: "No problems in 1 file.\n", stderr: `note: ${told("compose.yaml")}\n` });
    expect(composeLint(["compose.yaml"], { cwd })).toMatchObject({ status: 2, stdout: "", stderr: `compose-lint: ${told("compose.yaml")}\n` });
    expect(composeLint(["folder/compose.yaml"], { cwd })).toMatchObject({ status: 2, stdout: "", stderr: `compose-lint: ${told("folder/compose.yaml")}\n` });
    expect(composeLint(["--root", "/", "compose.yaml"], { cwd }).stdout).toContain("obsolete-version");
    expect(composeLint(["--root", "/", "--fix", "--fail-on", "never"], { cwd: folderWith({ ".git/HEAD": "" }) }).status).toBe(2);
  });

  it("is followed if somebody names it and it is nobody else's", () => {
    const cwd = folderWith({});
    symlinkSync(join(foreign, "compose.yaml"), join(cwd, "compose.yaml"));
    expect(composeLint(["compose.yaml"], { cwd }).stdout).toContain("obsolete-version");
    expect(composeLint([], { cwd }).stderr).toContain(`is a link to what is outside of ${cwd}, and is not read.`);
  });

  it("is not written through", () => {
    const cwd = folderWith({ ".git/HEAD": "" });
    symlinkSync(join(foreign, "compose.yaml"), join(cwd, "compose.yaml"));
    expect(composeLint(["--fix", "compose.yaml"], { cwd }).status).toBe(2);
    expect(readFileSync(join(foreign, "compose.yaml"), "utf8")).toBe(FIXABLE);
  });
});

describe("what the tool reads by itself", () => {
  it.each([".gitignore", ".env", "package.json", "Dockerfile", "compose.override.yaml"])("%s may be a pipe or lead to a device", (name) => {
    for (const make of [(path: string) => void spawnSync("mkfifo", [path]), (path: string) => { symlinkSync("/dev/zero", path); }]) {
      const cwd = folderWith({ ".git/HEAD": "", "compose.yaml": "services:\n  web:\n    build: .\n    image: $IMAGE:1.0\n" });
      make(join(cwd, name));
      expect(lint(cwd).status).toBe(0);
    }
  });

  it("includes that double with every file come to an end", () => {
    const files = Array.from({ length: 30 }, (_, index) => [`f${String(index)}.yaml`, `include: [f${String(index + 1)}.yaml, ./f${String(index + 1)}.yaml]\nservices: { s${String(index)}: { image: "nginx:1.27.3" } }\n`] as const);
    const cwd = folderWith({ ...Object.fromEntries(files), "f30.yaml": BASE });
    expect(lint(cwd, ["f0.yaml"]).text).toContain("bring in too much (more than 1000 files)");
  });

  it("a link to its own folder comes to an end", () => {
    const cwd = folderWith({ "compose.yaml": "include: [loop/compose.yaml, ./loop/compose.yaml]\n" });
    symlinkSync(".", join(cwd, "loop"));
    expect(lint(cwd).status).toBeLessThan(2);
  });
});

it.each([["nowhere", "there is no folder nowhere."], ["", "the path is empty; is a variable unset?"], ["compose.yaml", "there is no folder compose.yaml."]])("--root %o is refused", (root, says) => {
  const cwd = folderWith({ "compose.yaml": FIXED });
  for (const command of [[], ["audit"]]) expect(composeLint([...command, "--root", root], { cwd })).toMatchObject({ status: 2, stdout: "", stderr: `compose-lint: --root: ${says}\n  See compose-lint --help.\n` });
});
