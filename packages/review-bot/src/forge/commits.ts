import { hasCommits } from "../git/git-change.js";
import { GitRepository, gitState } from "../git/git-repository.js";
import type { Repository, RepositoryState } from "../review/change.js";

/** What a forge tells of commits, where a checkout does not have them. */
export interface ForgeCommits {
  readonly repository: Repository;
  readonly stateOf: (commit: string) => Promise<RepositoryState>;
}

/** Some commits, and where the content of their files comes from. */
export interface Commits {
  readonly repository: Repository;
  /** What one of them has. */
  readonly state: (commit: string) => RepositoryState;
}

/**
 * Reads commits from the checkout in `cwd` as far as that has them, and from the forge otherwise: a pipeline has often fetched the change alone,
 * and not how far the branch has come that it goes to.
 * @throws whatever the forge throws.
 */
export async function readCommits(cwd: string, wanted: readonly string[], forge: ForgeCommits): Promise<Commits> {
  const states = new Map<string, RepositoryState>();
  let isAnyHere = false;
  for (const commit of new Set(wanted)) {
    const isHere = await hasCommits(cwd, [commit]);
    isAnyHere ||= isHere;
    states.set(commit, await (isHere ? gitState(cwd, commit) : forge.stateOf(commit)));
  }
  return {
    repository: isAnyHere ? new CheckoutFirst(new GitRepository(cwd), forge.repository) : forge.repository,
    state: (commit) => states.get(commit) ?? { commit, entries: new Map() },
  };
}

class CheckoutFirst implements Repository {
  constructor(
    private readonly checkout: Repository,
    private readonly forge: Repository,
  ) {}

  async read(ids: readonly string[]): Promise<ReadonlyMap<string, Uint8Array>> {
    const here = await this.checkout.read(ids);
    const missing = ids.filter((id) => !here.has(id));
    return missing.length === 0 ? here : new Map([...here, ...(await this.forge.read(missing))]);
  }
}
