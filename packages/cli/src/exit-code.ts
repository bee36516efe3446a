/** What the command's exit code says. Ctrl-C ends it with 130, as Node does by itself. */
export const ExitCode = {
  /** Nothing at or above the threshold of `--fail-on`. */
  Clean: 0,
  /** Findings at or above the threshold. */
  Findings: 1,
  /** The job could not be done, or not all of it: bad arguments, an unreadable file, a bug of ours. */
  Failure: 2,
} as const;

export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode];
