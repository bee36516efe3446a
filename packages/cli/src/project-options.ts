import type { Command } from "commander";
import { Trouble } from "@compose-lint/workspace";

/** Which files make a project, and how far they are followed: the same for every command that loads projects. */
export function addProjectOptions(command: Command): Command {
  return command
    .option("-f, --file <path>", "file of one project, as for docker compose", collect)
    .option("--project-directory <folder>", "where relative paths start")
    .option("--root <folder>", "read nothing above it (default: the repository)")
    .option("--env-file <path>", "variables from here instead of .env; repeatable", collect)
    .option("--profile <name>", "only services of this profile, and those of none", collect)
    .option("--no-follow", "do not read files that include or extends name");
}

/** An option that can be repeated. */
function collect(value: string, values: readonly string[] = []): readonly string[] {
  return [...values, value];
}

/** @throws Trouble if the paths and the options that speak of them do not go together. */
export function checkPaths(paths: readonly string[], { file: files = [], stdinFilename }: { readonly file?: readonly string[]; readonly stdinFilename?: string }): void {
  if (files.length > 0 && paths.length > 0) throw new Trouble("-f names the files of one project; leave the other paths out, or -f.");
  if (paths.includes("")) throw new Trouble("a path is empty; is a variable unset?");
  if (stdinFilename !== undefined && !paths.includes("-")) throw new Trouble("--stdin-filename names standard input, which is read only if - is among the paths.");
}
