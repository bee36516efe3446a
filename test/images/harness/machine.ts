import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe } from "vitest";

/** Where root file systems are kept between runs. */
export const cache = process.env["COMPOSE_LINT_IMAGES_CACHE"] ?? join(tmpdir(), "compose-lint-images");

/** Whether it is known that no containers can be run here. */
export const withoutContainers = process.env["COMPOSE_LINT_WITHOUT_CONTAINERS"] === "1";

/** What this machine lacks to run containers without Docker. */
export function lacks(): readonly string[] {
  return [
    ...(process.getuid?.() === 0 ? [] : ["the rights of root"]),
    ...["runc", "mmdebstrap"].filter((program) => spawnSync(program, ["--version"]).error !== undefined),
  ];
}

/**
 * Suites that run containers. Where that is not possible they fail, unless `COMPOSE_LINT_WITHOUT_CONTAINERS=1` says that this is known;
 * then they count as skipped.
 */
export function describeWithContainers(name: string, suite: () => void): void {
  const missing = lacks();
  if (withoutContainers) process.stderr.write(`NOT TESTED, because COMPOSE_LINT_WITHOUT_CONTAINERS is set: ${name}\n`);
  else if (missing.length > 0) throw new Error(`This suite needs root, runc and mmdebstrap, and there is no ${missing.join(" and no ")} here. COMPOSE_LINT_WITHOUT_CONTAINERS=1 leaves it out.`);
  describe.skipIf(withoutContainers)(name, suite);
}

/** Runs a command of the system, which has to succeed. */
export function must(command: string, ...args: readonly string[]): string {
  const { status, stdout, stderr, error } = spawnSync(command, args, { encoding: "utf8", maxBuffer: 1 << 28 });
  if (status === 0) return stdout;
  throw new Error(`${command} ${args.join(" ")} failed: ${error?.message ?? stderr.slice(-4000)}`);
}

/** The mirror that this machine itself installs from, if it is a Debian. */
export function debianMirror(): string | undefined {
  const folder = "/etc/apt/sources.list.d";
  const files = ["/etc/apt/sources.list", ...(existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name)) : [])];
  return files.filter((file) => existsSync(file)).map((file) => /^(?:URIs:|deb(?: \[.*\])?)\s+(\S+\/debian)\/?(?:\s|$)/m.exec(readFileSync(file, "utf8"))?.[1]).find((mirror) => mirror !== undefined);
}
