const REPOSITORY = "https://github.com/compose-lint/compose-lint";

/** The page on configuration. */
export const DOCUMENTATION = `${REPOSITORY}/blob/main/docs/configuration.md`;

/** What editors complete and check a configuration by. */
export const SCHEMA = "https://raw.githubusercontent.com/compose-lint/compose-lint/main/schemas/compose-lint.config.schema.json";
