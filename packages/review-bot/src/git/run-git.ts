import { execFile } from "node:child_process";
import { printable, Trouble } from "@compose-lint/workspace";

/** In bytes; more than any tree or file that a review looks at. */
const MAX_OUTPUT = 512 * 1024 * 1024;

/** Whatever the checkout is set up to do beside answering is not done: no hooks, no watchers, no helpers, no fetching, no questions. */
const QUIET = ["--no-pager", "--no-replace-objects", "--literal-pathspecs", "-c", "core.hooksPath=/dev/null", "-c", "core.fsmonitor=false", "-c", "protocol.allow=never"];
const SURROUNDINGS = { GIT_TERMINAL_PROMPT: "0", GIT_OPTIONAL_LOCKS: "0", GIT_NO_LAZY_FETCH: "1", LC_ALL: "C" };

/**
 * Asks git, without a shell.
 * @throws Trouble with what git says if it fails, or is not there.
 */
export async function runGit(cwd: string, args: readonly string[], input = ""): Promise<Buffer> {
  return await new Promise((resolve, reject) => {
    const child = execFile("git", [...QUIET, ...args], { cwd, encoding: "buffer", maxBuffer: MAX_OUTPUT, env: { ...process.env, ...SURROUNDINGS } }, (error, stdout, stderr) => {
      if (!error) resolve(stdout);
      else if (error.code === "ENOENT") reject(new Trouble("git was not found. A review of a checkout needs it."));
      else reject(new Trouble(`git ${args[0] ?? ""}: ${printable(stderr.toString().trim().replaceAll("\n", " ") || error.message)}`));
    });
    // It may end before it has read all, and says why itself.
    child.stdin?.on("error", () => undefined);
    child.stdin?.end(input);
  });
}
