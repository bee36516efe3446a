import type { ConfigurationFor, FoundProject, ProjectFiles } from "@compose-lint/core";
import type { ConfigurationFault } from "./folder-configuration.js";

/** The open documents of a session. */
export interface OpenTexts {
  /** Those that are to be linted, by the names that people are told. */
  readonly linted: ReadonlyMap<string, Uint8Array>;
  /** All of them, by absolute path: they count before what is on the disk. */
  readonly overlay: ReadonlyMap<string, Uint8Array>;
}

/** What there is to look at. */
export interface Scene {
  readonly files: ProjectFiles;
  readonly projects: readonly FoundProject[];
  readonly configurationOf: ConfigurationFor;
  /** The same with the presets that an audit asks. */
  readonly auditConfigurationOf: () => Promise<ConfigurationFor>;
  /** The absolute paths that were looked at, be there anything or not; those that projects name are added as they are loaded. */
  readonly lookedAt: ReadonlySet<string>;
  /** What keeps configurations from being used, for people. */
  readonly troubles: readonly string[];
  /** The same with its places, as far as it has any. */
  readonly faults: readonly ConfigurationFault[];
  /** What is worth knowing, a sentence each. */
  readonly notes: readonly string[];
}

/** Where documents come from, and what is around them. */
export interface Ground {
  /** Never throws for what people have written. */
  look(texts: OpenTexts): Promise<Scene>;
  /** The name of a file, as people are told it and as the project knows it. */
  nameOf(path: string): string;
  /** The other way round. */
  pathOf(name: string): string;
  /** The URI of a file that is not open; nothing if only its name is known. */
  uriOf(name: string): string | undefined;
  /** These files may have changed. */
  notice(paths: readonly string[]): void;
}
