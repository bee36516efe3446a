import { readFileSync } from "node:fs";
import { explainSystemError, Trouble } from "@compose-lint/workspace";
import { annotation } from "../report/github.js";
import { version } from "../version.js";
import { findingsOf } from "./findings.js";
import type { ForgeAccess } from "./forge-access.js";
import { firstOf } from "./pipeline-event.js";

export const GITHUB_ACCESS: ForgeAccess = {
  forge: ({ GITHUB }) => GITHUB,

  event({ GITHUB_EVENT_PATH: path, GITHUB_REPOSITORY: repo }) {
    if (!path || !repo) return undefined;
    let event: unknown;
    try {
      event = JSON.parse(readFileSync(path, "utf8"));
    } catch (error) {
      throw new Trouble(`GITHUB_EVENT_PATH names a file that cannot be read: ${explainSystemError(error)}.`);
    }
    const pull = at(event, "pull_request");
    const [pr, head, base] = [at(pull, "number"), at(at(pull, "head"), "sha"), at(at(pull, "base"), "sha")];
    return typeof pr === "number" && typeof head === "string" && typeof base === "string" ? { repo, pr, head, base } : undefined;
  },

  token: ({ GITHUB_TOKEN: token, GH_TOKEN: other }) => firstOf(token, other),

  async review({ reviewPullRequest }, { name: { repo: path, pr }, token, onWait, ...wishes }, { GITHUB_API_URL: url }, options, knownIn) {
    if (!/^[^/]+\/[^/]+$/.test(path)) throw new Trouble("--repo: a repository on GitHub is named by its owner and its name, such as acme/shop.");
    const [owner = "", repo = ""] = path.split("/");
    const connection = { apiUrl: firstOf(url) ?? "https://api.github.com", token, userAgent: `compose-lint/${version}`, onWait };
    return await reviewPullRequest({ connection, name: { owner, repo, pull_number: pr }, ...wishes }, options, knownIn);
  },

  inPipeline: (review) => findingsOf(review).map((diagnostic) => annotation(diagnostic, diagnostic.place.file.path)).join(""),

  words: {
    request: "pull request",
    hidden: "hidden",
    token: "set GITHUB_TOKEN. In GitHub Actions: env: GITHUB_TOKEN: ${{ github.token }}.",
    readOnly: "the token may not write, as in the pipeline of a pull request from a fork, so that these are annotations and no comments. The suggestions need pull-requests: write.",
    left: "the token may not hide them",
  },
};

function at(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null ? Object.entries(value).find(([name]) => name === key)?.[1] : undefined;
}
