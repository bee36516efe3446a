import { spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { describe, onTestFinished } from "vitest";
import { folderWith } from "../e2e/command.js";

/**
 * Suites that need the rights of root, to mount file systems and to take writing rights away. Where those are not to be had they fail,
 * unless `COMPOSE_LINT_WITHOUT_ROOT=1` says that this is known; then they count as skipped.
 */
export function describeAsRoot(name: string, suite: () => void): void {
  const isKnown = process.env["COMPOSE_LINT_WITHOUT_ROOT"] === "1";
  if (isKnown) process.stderr.write(`NOT TESTED, because COMPOSE_LINT_WITHOUT_ROOT is set: ${name}\n`);
  describe.skipIf(isKnown)(name, suite);
}

/** Runs a command of the system, which has to succeed. */
export function must(command: string, ...args: readonly string[]): void {
  const { status, stderr, error } = spawnSync(command, args, { encoding: "utf8" });
  if (status === 0) return;
  throw new Error(`This test needs the rights of root: ${command} ${args.join(" ")} failed: ${error?.message ?? stderr}. COMPOSE_LINT_WITHOUT_ROOT=1 leaves it out.`);
}

/** A file system of so many KiB in memory, for one test. */
export function tinyDisk(kibibytes: number, options = ""): string {
  const folder = `${folderWith({})}/disk`;
  mkdirSync(folder);
  mount(folder, "-t", "tmpfs", "-o", `size=${kibibytes}k${options}`, "tmpfs");
  return folder;
}

/** Mounts something on a path until the end of the test. */
export function mount(path: string, ...args: readonly string[]): void {
  must("mount", ...args, path);
  onTestFinished(() => { must("umount", path); });
}
