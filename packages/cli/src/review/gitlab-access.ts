import { Trouble } from "@compose-lint/workspace";
import { version } from "../version.js";
import type { ForgeAccess } from "./forge-access.js";
import { firstOf } from "./pipeline-event.js";
import { printReview } from "./print-review.js";

/** Source: GitLab, "GitLab CI/CD job token", where of comments a job may only ask for those that there are. */
const JOB_TOKEN = "A CI_JOB_TOKEN may read the comments of a merge request, and write none.";
const NEXT_STEP = "Make a project access token with the scope api and the role Developer, and set it as the masked CI/CD variable GITLAB_TOKEN.";

/** Source: GitLab, "Predefined CI/CD variables reference". */
export const GITLAB_ACCESS: ForgeAccess = {
  forge: ({ GITLAB }) => GITLAB,

  event(environment) {
    const { CI_MERGE_REQUEST_PROJECT_ID: target, CI_PROJECT_ID: project, CI_MERGE_REQUEST_IID: iid } = environment;
    // In a pipeline of merged results, the commit is one that GitLab has made, and these two are the branches.
    const head = firstOf(environment["CI_MERGE_REQUEST_SOURCE_BRANCH_SHA"], environment["CI_COMMIT_SHA"]);
    const base = firstOf(environment["CI_MERGE_REQUEST_TARGET_BRANCH_SHA"], environment["CI_MERGE_REQUEST_DIFF_BASE_SHA"]);
    // The pipeline of a fork runs in the fork, and the merge request is somewhere else.
    const repo = firstOf(target, project);
    return repo !== undefined && iid !== undefined && /^[1-9]\d*$/.test(iid) && head !== undefined && base !== undefined ? { repo, pr: Number(iid), head, base } : undefined;
  },

  token({ GITLAB_TOKEN: given, CI_JOB_TOKEN: job }) {
    const token = firstOf(given);
    if (token !== undefined && token === job) throw new Trouble(`GITLAB_TOKEN is the CI_JOB_TOKEN of this job. ${JOB_TOKEN}\n  ${NEXT_STEP}`);
    return token;
  },

  async review({ reviewMergeRequest }, { name: { repo: project, pr: iid }, token, onWait, ...wishes }, { CI_API_V4_URL: url }, options, knownIn) {
    const connection = { apiUrl: firstOf(url) ?? "https://gitlab.com/api/v4", token, userAgent: `compose-lint/${version}`, onWait };
    return await reviewMergeRequest({ connection, name: { project, iid }, ...wishes }, options, knownIn);
  },

  inPipeline: (review, reviewer) => printReview(review, reviewer, reviewer.GITLAB),

  words: {
    request: "merge request",
    hidden: "resolved",
    token: `set GITLAB_TOKEN. ${JOB_TOKEN}\n  ${NEXT_STEP}`,
    withoutToken: `there is no GITLAB_TOKEN here, as in the pipeline of a fork, so that this is printed and told to nobody. ${JOB_TOKEN} ${NEXT_STEP}`,
    readOnly: "the token may not write, so that this is printed and told to nobody. Comments need the scope api, and a role that may comment.",
    left: "resolving needs the role Developer",
  },
};
