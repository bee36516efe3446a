import { printable } from "@compose-lint/workspace";
import { pino, type Logger, type LoggerOptions } from "pino";
import type { Settings } from "./settings.js";

export type Log = Logger;

/**
 * A log of JSON lines on standard output. What others log through it is cut as well: of errors only the sentence and the status, because those
 * of GitHub's clients carry requests and answers.
 */
export function openLog(level: Settings["logLevel"]): Log {
  const settings: LoggerOptions = {
    level,
    base: {},
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    serializers: { err: describeError },
    redact: { paths: ["event", "payload", "token", "headers", "request", "response", "*.payload", "*.token", "*.headers", "*.request", "*.response"], remove: true },
  };
  // Lines that were still on their way at the end would come out in another order.
  return pino(settings, pino.destination({ fd: 1, sync: true }));
}

/** What of an error is told. */
export function describeError(error: unknown): object {
  if (!(error instanceof Error)) return { message: "something was thrown that is no error" };
  const message = printable(error.message.split("\n")[0] ?? "").slice(0, 500);
  return { type: error.name, message, ...("status" in error && typeof error.status === "number" ? { status: error.status } : {}) };
}
