import { fixProjects, proposeFixes, type FixedFile, type FixOptions, type FixResult, type ProposedFix, type Unfixed } from "@compose-lint/core";
import { united, type Linted } from "./lint.js";
import { describeBug } from "./report/bug.js";
import { identityOf, type Change } from "./report/report.js";
import { Interrupted } from "./interrupted.js";
import type { Work } from "./work.js";

/** What can be repaired, and what cannot. Nothing is written. */
export interface Repair {
  readonly files: readonly FixedFile[];
  readonly changes: readonly Change[];
  readonly unfixed: readonly Unfixed[];
  /** What there is to report afterwards; absent if some projects could not be repaired, so that they have to be looked at by themselves. */
  readonly left?: Linted;
}

/** Who has the last word on every change. */
export interface Decider {
  /** Whether to make a change, which holds. */
  decide(change: ProposedFix): boolean | Promise<boolean>;
  /** Nothing more is put to it. Called before anything is written. */
  finish(): Promise<void>;
  /** The identities of findings that were to stay. */
  readonly declined: ReadonlySet<string>;
}

const NOTHING: Repair = { files: [], changes: [], unfixed: [] };

/**
 * Repairs all projects together, because a change has to hold in every project that has the file. If a bug of ours gets in the way, the
 * projects that it does not hit are repaired without the others.
 */
export async function repair(work: Work, decider: Decider, troubles: string[]): Promise<Repair> {
  const { host, configuration, linted, options } = work;
  const settings: FixOptions = { unsafe: options.unsafe, mayEdit: (path) => linted.has(path), ...(options.fixOnly ? { only: options.fixOnly } : {}) };
  try {
    const requests = work.projects.map(({ request }) => request);
    const { files, fixes, unfixed, projects } = await decideEach(proposeFixes(host, requests, configuration, settings), decider);
    return {
      files,
      changes: fixes,
      unfixed: unfixed.filter(({ diagnostic }) => !decider.declined.has(identityOf(diagnostic))),
      left: united(projects),
    };
  } catch (error) {
    if (error instanceof Interrupted) throw error;
    const sound = work.projects.filter((project) => {
      try {
        fixProjects(host, [project.request], configuration, settings);
        return true;
      } catch (cause) {
        troubles.push(describeBug(`${project.request.files.join(" + ")} could not be repaired`, cause));
        return false;
      }
    });
    if (sound.length === 0) return NOTHING;
    if (sound.length < work.projects.length) {
      const { files, changes, unfixed } = await repair({ ...work, projects: sound }, decider, troubles);
      return { files, changes, unfixed };
    }
    troubles.push(describeBug("the projects could not be repaired together", error));
    return NOTHING;
  }
}

async function decideEach(changes: Generator<ProposedFix, FixResult, boolean>, decider: Decider): Promise<FixResult> {
  let step = changes.next();
  while (!step.done) {
    const answer = decider.decide(step.value);
    // Where nobody is asked, there are thousands of answers to wait for.
    step = changes.next(typeof answer === "boolean" ? answer : await answer);
  }
  return step.value;
}
