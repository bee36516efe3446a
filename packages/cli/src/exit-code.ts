/** What the command's exit code says. */
export const ExitCode = {
  /** Nothing at or above the threshold of `--fail-on`. */
  Clean: 0,
  /** Findings at or above the threshold. */
  Findings: 1,
  /** The job could not be done, or not all of it: bad arguments, an unreadable file, a bug of ours. */
  Failure: 2,
  /** Ctrl-C, in answer to a question or at any other time: as shells have it. Between two files that are written it is a failure. */
  Interrupted: 130,
} as const;

export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode];
