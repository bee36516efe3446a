import type { Step } from "@compose-lint/core";

/** What a step on the way from use to writing is called. */
const WAYS: Readonly<Record<Step["kind"], string>> = {
  alias: "through this alias",
  "merge-key": "through this merge key",
  "next-document": "in this document",
  extends: "through this extends",
  include: "through this include",
  override: "in this override",
};

/** How what is written elsewhere comes to take effect here. */
export function stepMessage({ kind }: Step): string {
  return WAYS[kind];
}
