export type Environment = Readonly<Record<string, string | undefined>>;

/** A pull request or merge request. */
export interface RequestName {
  /** As the forge names its repositories. */
  readonly repo: string;
  readonly pr: number;
}

/** The one that a pipeline runs for. */
export interface PipelineEvent extends RequestName {
  /** The full hash of the head that it runs for. */
  readonly head: string;
  /** A commit of the branch that it goes to. */
  readonly base: string;
}

/** The first of some variables that is there and not empty. */
export function firstOf(...values: readonly (string | undefined)[]): string | undefined {
  return values.find((value) => value !== undefined && value !== "");
}
