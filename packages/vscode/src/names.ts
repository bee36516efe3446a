/** The section that our settings are kept in; the server reads them from there. */
export const SECTION = "composeLint";

/** What people see our name as. */
export const NAME = "compose-lint";

/** What diagnostics of the server are marked with. */
export const SOURCE = "compose-lint";

/** The commands, by what package.json calls them. */
export const COMMANDS = {
  fixAll: `${SECTION}.fixAll`,
  audit: `${SECTION}.audit`,
  restart: `${SECTION}.restart`,
  showLog: `${SECTION}.showLog`,
} as const;

/** What the server has a code lens run, with the URI of the file and the name of the service: it would show a message. */
export const SHOW_READINESS = "compose-lint.showReadiness";

/** The quick fixes of a file together, as the server calls them. */
export const FIX_ALL = "source.fixAll.compose-lint";
