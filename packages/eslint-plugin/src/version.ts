/** Put in when the package is made. */
declare const COMPOSE_LINT_VERSION: string | undefined;

export const version = typeof COMPOSE_LINT_VERSION === "string" ? COMPOSE_LINT_VERSION : "0.0.0-source";
