import { Trouble } from "@compose-lint/workspace";
import { pause } from "../forge/connection.js";
import { readCommits } from "../forge/commits.js";
import type { Change } from "../review/change.js";
import { ApiRepository, apiState } from "./api-repository.js";
import { allPages, type Client } from "./client.js";
import { answerOf, explainFailure, statusIn } from "./failure.js";

/** Which merge request is meant. */
export interface MergeRequestName {
  /** Of the project that the change goes to: its number, or its path such as `group/subgroup/project`. */
  readonly project: string;
  /** Its number in there. */
  readonly iid: number;
}

/** The commits of a diff, as GitLab names them: where the change begins, where its branch goes to, and its head. */
export interface DiffRefs {
  readonly base_sha: string;
  readonly start_sha: string;
  readonly head_sha: string;
}

/** The diff of a file as GitLab shows it. */
export interface ShownDiff {
  readonly oldPath: string;
  readonly isRenamed: boolean;
  /** From the first `@@` on; nothing of a file that is too large to be shown. */
  readonly patch: string;
}

/** A merge request as it is now. */
export interface MergeRequest {
  readonly name: MergeRequestName;
  readonly url: string;
  readonly refs: DiffRefs;
  /** Where the branch is that it goes to. */
  readonly tip: string;
}

const MOST_LOOKS = 4;

/**
 * @param second how long a second of waiting is, in milliseconds.
 * @throws Trouble if GitLab does not tell.
 */
export async function findMergeRequest(client: Client, name: MergeRequestName, second: number): Promise<MergeRequest> {
  try {
    for (let looks = 1; ; looks += 1) {
      const { sha, diff_refs: refs, target_branch: branch, web_url: url } = await look(client, name);
      // Its diff is made a moment after a commit has come, and in the meantime it is that of the one before.
      if (refs?.head_sha === sha) return { name, url, refs, tip: (await tipOf(client, name, branch)) ?? refs.start_sha };
      if (looks === MOST_LOOKS) throw new Trouble(`GitLab has not made the diff of ${shownName(name)} yet. Run the job again in a minute.`);
      await pause(looks * looks * second);
    }
  } catch (error) {
    return explainFailure(error, `reading ${shownName(name)}`);
  }
}

/** As people are told of it. */
export function shownName({ project, iid }: MergeRequestName): string {
  return `merge request ${String(iid)} of project ${project}`;
}

/** The commit at the head of a merge request by now. */
export async function headOf(client: Client, name: MergeRequestName): Promise<string> {
  return (await look(client, name)).sha ?? "";
}

async function look(client: Client, { project, iid }: MergeRequestName) {
  return (await answerOf(client.GET("/projects/{id}/merge_requests/{merge_request_iid}", { params: { path: { id: project, merge_request_iid: iid } } }))).data;
}

/** Nothing if the branch is gone. */
async function tipOf(client: Client, { project }: MergeRequestName, branch: string): Promise<string | undefined> {
  try {
    return (await answerOf(client.GET("/projects/{id}/repository/branches/{branch}", { params: { path: { id: project, branch } } }))).data.commit.id;
  } catch (error) {
    if (statusIn(error) === 404) return undefined;
    throw error;
  }
}

/**
 * The diffs of a merge request, by the new paths of the files.
 * @throws Trouble if GitLab does not tell.
 */
export async function shownDiffs(client: Client, name: MergeRequestName): Promise<ReadonlyMap<string, ShownDiff>> {
  try {
    const diffs = await allPages((query) => client.GET("/projects/{id}/merge_requests/{merge_request_iid}/diffs", { params: { path: { id: name.project, merge_request_iid: name.iid }, query } }));
    return new Map(diffs.map(({ old_path: oldPath, new_path: path, renamed_file: isRenamed, diff: patch }) => [path, { oldPath, isRenamed, patch }] as const));
  } catch (error) {
    return explainFailure(error, `reading the diff of ${shownName(name)}`);
  }
}

/**
 * What a merge request would change. Its diffs come from GitLab, which takes comments on nothing else; its files do from the checkout in `cwd`,
 * as far as that has them.
 * @throws Trouble if GitLab does not tell.
 */
export async function changeOf(client: Client, { name, refs, tip }: MergeRequest, diffs: ReadonlyMap<string, ShownDiff>, { cwd, trustBase }: { readonly cwd: string; readonly trustBase: boolean }): Promise<Change> {
  const { base_sha: fork, head_sha: head } = refs;
  try {
    const trusted = trustBase ? tip : head;
    const { repository, state } = await readCommits(cwd, [fork, head, trusted], {
      repository: new ApiRepository(client, name.project),
      stateOf: (commit) => apiState(client, name.project, commit),
    });
    return {
      repository,
      base: state(fork),
      head: state(head),
      trusted: state(trusted),
      renamed: new Map([...diffs].flatMap(([path, { oldPath, isRenamed }]) => (isRenamed ? [[oldPath, path] as const] : []))),
      patchOf: (path) => Promise.resolve(diffs.get(path)?.patch),
    };
  } catch (error) {
    return explainFailure(error, `reading the files of project ${name.project}`);
  }
}
