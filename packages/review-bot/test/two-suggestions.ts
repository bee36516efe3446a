/** A project before a change that brings two suggestions, of one rule. */
export const BEFORE = "services:\n  db:\n    image: postgres:16\n    mem_limit: 512m\n";
export const WEB = "  web:\n    image: nginx:1.27\n    mem_limit: 256m\n";
export const JOB = "  queue:\n    image: rabbitmq:4\n    mem_limit: 128m\n";
/** Two suggestions, one for each service that is new. */
export const AFTER = `${BEFORE}${WEB}  # apart\n${JOB}`;
export const OPTIONS = { presets: [], levels: new Map(), only: new Set(["log-rotation"]), skip: new Set<string>(), trustBase: true };
