import { printable } from "@compose-lint/workspace";
import { bugsUrl, version } from "../version.js";

/** A fault of ours: what broke, where, and what to do about it. */
export function describeBug(what: string, error: unknown): string {
  const cause = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  const frames = error instanceof Error ? (error.stack ?? "").split("\n").filter((line) => /^\s+at /.test(line)).slice(0, 3) : [];
  return [
    `${what}: ${cause}`,
    ...frames,
    `  This is a bug in compose-lint ${version} (Node ${process.versions.node}); everything else went on.`,
    `  Please report it${bugsUrl === undefined ? "" : ` at ${bugsUrl}`}, if possible with the lines of the file that make it happen.`,
  ]
    .map(printable)
    .join("\n");
}
