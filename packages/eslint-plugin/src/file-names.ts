/** The names of Compose files, as `compose-lint` knows them when it searches a folder. */
export const FILES: readonly string[] = ["**/{docker-,}compose.{yaml,yml}", "**/{docker-,}compose[._-]*.{yaml,yml}"];

/** Our own configuration has a name that begins alike. */
export const NO_FILES: readonly string[] = ["**/{docker-,}compose-lint.config.*"];
