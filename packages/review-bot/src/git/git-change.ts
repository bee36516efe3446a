import { printable, Trouble } from "@compose-lint/workspace";
import type { Change } from "../review/change.js";
import { GitRepository, gitState } from "./git-repository.js";
import { runGit } from "./run-git.js";

/** Two commits of a checkout, as git takes their names. */
export interface GitRange {
  /** The branch that the change goes to, or a commit of it. */
  readonly base: string;
  readonly head: string;
}

/**
 * What a pull request of one commit onto another would change, from the objects of a checkout; its files are not looked at.
 * @throws Trouble if a commit is not there, or the two have nothing in common.
 */
export async function gitChange(cwd: string, range: GitRange, trustBase: boolean): Promise<Change> {
  const [tip, commit] = [await commitOf(cwd, "--base", range.base), await commitOf(cwd, "--head", range.head)];
  const fork = await forkOf(cwd, tip, commit, range);
  const [base, head] = [await gitState(cwd, fork), await gitState(cwd, commit)];
  const trusted = !trustBase ? head : tip === fork ? base : await gitState(cwd, tip);
  const renamed = await renamedFiles(cwd, fork, commit);
  return { repository: new GitRepository(cwd), base, head, trusted, renamed, patchOf: patches(cwd, fork, commit, renamed) };
}

/** Whether a checkout has the objects of these commits. */
export async function hasCommits(cwd: string, commits: readonly string[]): Promise<boolean> {
  try {
    for (const commit of commits) await runGit(cwd, ["rev-parse", "--verify", "--quiet", "--end-of-options", `${commit}^{tree}`]);
    return true;
  } catch (error) {
    if (!(error instanceof Trouble)) throw error;
    return false;
  }
}

async function commitOf(cwd: string, flag: string, name: string): Promise<string> {
  try {
    return (await runGit(cwd, ["rev-parse", "--verify", "--end-of-options", `${name}^{commit}`])).toString().trim();
  } catch (error) {
    if (!(error instanceof Trouble)) throw error;
    if (error.message.includes("not a git repository")) throw new Trouble("this folder is in no git checkout, in which a review could find the two commits.");
    if (!error.message.startsWith("git rev-parse: fatal: Needed a single revision")) throw error;
    throw new Trouble(`${flag}: git knows no commit '${printable(name)}' here. In a pipeline, check out more than the last commit, as with fetch-depth: 0 on GitHub and GIT_DEPTH: 0 on GitLab.`);
  }
}

async function forkOf(cwd: string, base: string, head: string, range: GitRange): Promise<string> {
  try {
    return (await runGit(cwd, ["merge-base", base, head])).toString().trim();
  } catch (error) {
    if (!(error instanceof Trouble)) throw error;
    throw new Trouble(`${printable(range.base)} and ${printable(range.head)} have no commit in common here. In a pipeline, check out the whole history, as with fetch-depth: 0 on GitHub and GIT_DEPTH: 0 on GitLab.`);
  }
}

async function renamedFiles(cwd: string, base: string, head: string): Promise<ReadonlyMap<string, string>> {
  const output = await runGit(cwd, ["diff-tree", "-r", "-z", "-M", "--diff-filter=R", "--name-status", base, head]);
  const renamed = new Map<string, string>();
  const parts = output.toString().split("\0");
  for (let at = 0; at + 2 < parts.length; at += 3) renamed.set(parts[at + 1] ?? "", parts[at + 2] ?? "");
  return renamed;
}

/** The diffs as forges make them, whatever the checkout is set up to show. */
export function patches(cwd: string, base: string, head: string, renamed: ReadonlyMap<string, string>): Change["patchOf"] {
  const nameBefore = new Map([...renamed].map(([old, now]) => [now, old] as const));
  return async (path) => {
    const old = nameBefore.get(path);
    const output = await runGit(cwd, ["diff-tree", "-p", "-r", "-M", "-U3", "--inter-hunk-context=0", "--no-ext-diff", "--no-textconv", "--no-color", base, head, "--", path, ...(old === undefined ? [] : [old])]);
    const patch = output.toString();
    return patch.includes("\n@@ ") ? patch : undefined;
  };
}
