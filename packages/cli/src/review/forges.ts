import type { ForgeAccess } from "./forge-access.js";
import { GITHUB_ACCESS } from "./github-access.js";
import { GITLAB_ACCESS } from "./gitlab-access.js";
import type { Environment } from "./pipeline-event.js";

/** The forges that reviews are told to, as `--forge` names them. */
export const FORGES = { github: GITHUB_ACCESS, gitlab: GITLAB_ACCESS } as const satisfies Readonly<Record<string, ForgeAccess>>;

/** The one that is named, or whose pipeline this is. */
export function forgeFor(name: keyof typeof FORGES | undefined, environment: Environment): ForgeAccess {
  return FORGES[name ?? (environment["GITLAB_CI"] === "true" ? "gitlab" : "github")];
}
