import { spawnSync } from "node:child_process";
import { chmodSync, chownSync, copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll } from "vitest";

const DIST = fileURLToPath(new URL("../../dist/", import.meta.url));

/** The command, as it is committed and installed. */
export const bundle = join(DIST, "compose-lint.mjs");

/** Where the runs of all tests keep what they have compiled, so that none compiles it again. */
export const CACHE = join(tmpdir(), "compose-lint-test-cache");

/** Puts the command into another folder, with all that it needs to lint. */
export function copyCommand(folder: string): string {
  for (const name of ["compose-lint.mjs", "cli.cjs", "import-module.cjs"]) copyFileSync(join(DIST, name), join(folder, name));
  return join(folder, "compose-lint.mjs");
}

interface Surroundings {
  readonly cwd: string;
  readonly input?: string | Uint8Array;
  readonly env?: Readonly<Record<string, string>>;
  /** Without the rights of root, to whom nothing is forbidden: as another user if the tests run as root. */
  readonly unprivileged?: boolean;
}

interface Run {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly bytes: Buffer;
}

/** Runs the command as a user would, without the colours and terminals of whoever runs the tests. */
export function composeLint(args: readonly string[], { cwd, input = "", env = {}, unprivileged = false }: Surroundings): Run {
  const command = unprivileged && isRoot ? [DROP_RIGHTS, readableBundle()] : [bundle];
  const { status, stdout, stderr, error } = spawnSync(process.execPath, [...command, ...args], {
    cwd,
    input,
    env: { PATH: process.env["PATH"] ?? "", HOME: cwd, XDG_CACHE_HOME: CACHE, ...env },
    maxBuffer: 1 << 28,
  });
  if (error) throw error;
  return { status, stdout: stdout.toString(), stderr: stderr.toString(), bytes: stdout };
}

const isRoot = process.getuid?.() === 0;
const NOBODY = 65_534;
/** Node itself may lie where nobody else can start it, so it starts as root. */
const DROP_RIGHTS = `--import=data:text/javascript,process.setgroups([]);process.setgid(${NOBODY});process.setuid(${NOBODY})`;

/** The checkout may lie in a home folder that nobody else may enter. */
function readableBundle(): string {
  return copyCommand(folderWith({}));
}

/** Makes a file or folder belong to whom `unprivileged` runs as. */
export function giveAway(path: string): void {
  if (isRoot) chownSync(path, NOBODY, NOBODY);
}

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders.splice(0)) {
    // A test may have closed it.
    chmodSync(folder, 0o755);
    rmSync(folder, { recursive: true, force: true });
  }
});

/** A new folder with these files, which any user may read. */
export function folderWith(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = mkdtempSync(join(tmpdir(), "compose-lint-test-"));
  folders.push(folder);
  chmodSync(folder, 0o755);
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}

/** A change as JSON tells it. */
export interface JsonChange {
  readonly rule: string;
  readonly service: string | null;
  readonly title: string;
  readonly safety: "safe" | "unsafe";
  readonly because: string;
}

/** What `--diff` with these arguments would change, by rule. */
export function changesIn(cwd: string, args: readonly string[]): Readonly<Record<string, JsonChange>> {
  const { files } = JSON.parse(composeLint([...args, "--diff", "--format", "json"], { cwd }).stderr) as { files: readonly { fixed: readonly JsonChange[] }[] };
  return Object.fromEntries(files.flatMap(({ fixed }) => fixed.map((change) => [change.rule, change] as const)));
}

/** How the report tells a change, and where it was made. */
export function told({ rule, title, safety, because }: JsonChange, ...places: readonly string[]): string {
  return [`  ${rule} (${safety}): ${title}.`, `    ${because}`, ...places.map((place) => `    ${place}`)].map((line) => `${line}\n`).join("");
}

/** One safe fix on line 4 (obsolete-version). There is no service, so that rules to come have nothing to say. */
export const FIXABLE = `# shop: caf\u00e9 \u{1f433}
name: shop
services: {}
version: "3.8"
x-note: last
`;

/** What is said of it. */
export const FIX: JsonChange = { rule: "obsolete-version", service: null, title: "Remove version", safety: "safe", because: "Compose does not read it." };

export const FIXED = FIXABLE.replace('version: "3.8"\n', "");

/** What a service without any hardening gets: safe and unsafe fixes, and an error without one. */
export const PRIVILEGED = "services:\n  web:\n    image: nginx:1.27\n    mem_limit: 512m\n    privileged: true\n";
export const UNHARDENED = PRIVILEGED.replace("    privileged: true\n", "");
