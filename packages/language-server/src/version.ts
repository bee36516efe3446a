/** Put in by the build: the version of the package, and where it is published. */
declare const COMPOSE_LINT_VERSION: string | undefined;
declare const COMPOSE_LINT_HOME: string | undefined;

export const version = typeof COMPOSE_LINT_VERSION === "string" ? COMPOSE_LINT_VERSION : "0.0.0-source";

export const homeUrl = typeof COMPOSE_LINT_HOME === "string" ? COMPOSE_LINT_HOME : undefined;
