import type { ProjectFiles } from "@compose-lint/core";

/** What was asked of a host of files, with its answers: all that a project loaded from it rests on. */
export class Asked {
  private readonly contents = new Map<string, string | Uint8Array | undefined>();
  private readonly existences = new Map<string, boolean | undefined>();
  private readonly reasons = new Map<string, string | undefined>();

  /** A host that notes what it is asked. */
  noting(files: ProjectFiles): ProjectFiles {
    return {
      read: (path) => noted(this.contents, path, files.read(path)),
      exists: (path) => noted(this.existences, path, files.exists?.(path)),
      withheld: (path) => noted(this.reasons, path, files.withheld?.(path)),
    };
  }

  /** Whether a host would answer all of it the same. Contents count as the same if they are the same object. */
  holdsIn(files: ProjectFiles): boolean {
    return (
      [...this.contents].every(([path, content]) => files.read(path) === content) &&
      [...this.existences].every(([path, exists]) => files.exists?.(path) === exists) &&
      [...this.reasons].every(([path, reason]) => files.withheld?.(path) === reason)
    );
  }

  /** The names of what was read, or would have been if it were there. */
  get names(): Iterable<string> {
    return [...this.contents.keys(), ...this.existences.keys()];
  }
}

function noted<T>(answers: Map<string, T>, path: string, answer: T): T {
  answers.set(path, answer);
  return answer;
}
