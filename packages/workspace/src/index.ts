/**
 * Compose projects on a disk, as all surfaces that run on Node see them: finding files, reading them no further than allowed, grouping
 * them into projects, and the configuration that holds for each. Nothing here writes.
 */
export type { Level } from "./configuration/data.js";
export { LEVELS } from "./configuration/data.js";
export { DOCUMENTATION, SCHEMA } from "./configuration/documentation.js";
export type { DataPath } from "./configuration/fault.js";
export { CONFIGURATION_NAMES, configurationPlaces, configurationsIn, isConfigurationName, nearestForeign, repositoryOf } from "./configuration/find.js";
export type { LoadedConfiguration } from "./configuration/load.js";
export { Setup, type ConfigurationOptions } from "./configuration/setup.js";
export { findFiles, isSearched, shownPath, type Input } from "./find-files.js";
export { isIgnoredIn } from "./git-ignore.js";
export { importModule } from "./import-lazily.js";
export { knownRule, rulesCalled } from "./known-rule.js";
export { codeSpan, escapeMarkdown } from "./markdown-text.js";
export { findSecrets } from "./mask-secrets.js";
export { secretLinesOf } from "./multi-line-secrets.js";
export { namesLike } from "./names-like.js";
export { observeReads } from "./observe-reads.js";
export { atLineStart, printable, withoutLogCommands } from "./printable.js";
export { projectHost, type ProjectHost } from "./project-host.js";
export { projectsOf, type ProjectOptions } from "./projects.js";
export { isBelow } from "./reach.js";
export { readBytes, readNamed, readStream } from "./read-files.js";
export { onThisDay } from "./today.js";
export { explainSystemError, Trouble } from "./trouble.js";
