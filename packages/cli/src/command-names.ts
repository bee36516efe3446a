/** What can be the first word of a command line. They stand apart from the commands, because `start.ts` asks for them before anything is loaded. */
export const COMMAND_NAMES = ["audit", "rules", "explain", "image", "init", "migrate", "review", "lsp", "completion"] as const;

export type CommandName = (typeof COMMAND_NAMES)[number];
