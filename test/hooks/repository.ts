import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll } from "vitest";

/** This repository, from whose last commit the tools install. */
export const checkout = fileURLToPath(new URL("../..", import.meta.url));

export interface Outcome {
  readonly status: number | null;
  /** Both streams: what a person sees. */
  readonly output: string;
}

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "compose-lint-hooks-"));
  folders.push(folder);
  return folder;
}

/** Runs a program as a person would who has nothing configured. `path` are folders that are looked through first. */
export function run(program: string, args: readonly string[], { cwd, path = [] }: { readonly cwd: string; readonly path?: readonly string[] }): Outcome {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(?:GIT_|npm_|NO_COLOR$|FORCE_COLOR$|CI$|VITEST)/.test(name)));
  const { status, stdout, stderr, error } = spawnSync(program, args, { cwd, encoding: "utf8", env: { ...env, NO_COLOR: "1", PATH: [...path, process.env["PATH"] ?? ""].join(delimiter) } });
  if (error) throw error;
  return { status, output: `${stdout}${stderr}` };
}

/** The same, and it has to work. */
export function mustRun(program: string, args: readonly string[], where: { readonly cwd: string; readonly path?: readonly string[] }): string {
  const { status, output } = run(program, args, where);
  if (status !== 0) throw new Error(`${program} ${args.join(" ")} ended with ${String(status)}:\n${output}`);
  return output;
}

/** A repository with these files, none of which is committed. */
export function newRepository(files: Readonly<Record<string, string>>): string {
  const folder = newFolder();
  mustRun("git", ["init", "--quiet", "--initial-branch=main"], { cwd: folder });
  mustRun("git", ["config", "user.name", "Somebody"], { cwd: folder });
  mustRun("git", ["config", "user.email", "somebody@example.org"], { cwd: folder });
  write(folder, files);
  return folder;
}

export function write(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
}

/** The last commit of this repository. */
export function headOfCheckout(): string {
  return mustRun("git", ["rev-parse", "HEAD"], { cwd: checkout }).trim();
}
