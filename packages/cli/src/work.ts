import type { Configuration, FoundProject } from "@compose-lint/core";
import type { Options } from "./arguments.js";
import type { ProjectHost } from "./project-host.js";

/** What there is to do, and on what. */
export interface Work {
  readonly options: Options;
  readonly configuration: Configuration;
  readonly cwd: string;
  readonly host: ProjectHost;
  readonly projects: readonly FoundProject[];
  /** The files that were asked for, with what was read; only they are repaired. */
  readonly linted: ReadonlyMap<string, Uint8Array>;
  /** The one of them that came from standard input. */
  readonly stdinName?: string;
}
