/** Put in by the build: the version of the package, where it is published, and where its manifest wants bugs reported. */
declare const COMPOSE_LINT_VERSION: string | undefined;
declare const COMPOSE_LINT_HOME: string | undefined;
declare const COMPOSE_LINT_BUGS: string | undefined;

export const version = typeof COMPOSE_LINT_VERSION === "string" ? COMPOSE_LINT_VERSION : "0.0.0-source";

export const bugsUrl = typeof COMPOSE_LINT_BUGS === "string" ? COMPOSE_LINT_BUGS : undefined;

export const homeUrl = typeof COMPOSE_LINT_HOME === "string" ? COMPOSE_LINT_HOME : undefined;
