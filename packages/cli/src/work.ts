import type { ConfigurationFor, FoundProject, Rule } from "@compose-lint/core";
import type { ProjectHost } from "@compose-lint/workspace";
import type { Options } from "./arguments.js";
import type { Baseline } from "./baseline-run.js";

/** What there is to do, and on what. */
export interface Work {
  readonly options: Options;
  readonly configuration: ConfigurationFor;
  /** All that are on for some project. */
  readonly rules: readonly Rule[];
  readonly cwd: string;
  readonly host: ProjectHost;
  readonly projects: readonly FoundProject[];
  /** The files that were asked for, with what was read; only they are repaired. */
  readonly linted: ReadonlyMap<string, Uint8Array>;
  /** Whether something that was asked for could not be read. */
  readonly isPartial?: boolean;
  /** What need not be told again; absent if all of it is. */
  readonly baseline?: Baseline;
  /** The one of them that came from standard input. */
  readonly stdinName?: string;
}
