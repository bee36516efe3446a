import { Trouble } from "@compose-lint/workspace";
import { describeBug } from "./report/bug.js";

/** Why nothing came of a run, for people. */
export function describeFailure(error: unknown): string {
  return error instanceof Trouble ? `${error.message}\n  ${error.seeAlso}` : describeBug("unexpected failure", error);
}
