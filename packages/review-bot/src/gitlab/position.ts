import { createHash } from "node:crypto";
import { shownStretches, type LineSpan, type ShownLine } from "../review/file-diff.js";
import type { components } from "./api.generated.js";
import type { DiffRefs, ShownDiff } from "./merge-request.js";

type Position = components["schemas"]["Position"];

/**
 * Where a comment on lines of the new text stands, as GitLab takes it: at the last of them. A line that is as it was is named by both of its
 * numbers. Source: GitLab, "Discussions API".
 * @returns nothing if the diff does not show the lines.
 */
export function positionOf(path: string, { first, last }: LineSpan, { oldPath, patch }: ShownDiff, refs: DiffRefs): Position | undefined {
  const lines = shownStretches(patch).flat();
  const [start, end] = [first, last].map((line) => lines.find((each) => each.line === line));
  if (!start || !end) return undefined;
  return {
    base_sha: refs.base_sha,
    start_sha: refs.start_sha,
    head_sha: refs.head_sha,
    position_type: "text",
    old_path: oldPath,
    new_path: path,
    new_line: end.line,
    ...(end.isAdded ? {} : { old_line: end.old }),
    ...(first === last ? {} : { line_range: { start: rangeEnd(path, start), end: rangeEnd(path, end) } }),
  };
}

function rangeEnd(path: string, { line, old, isAdded }: ShownLine): components["schemas"]["RangeEnd"] {
  return { line_code: `${createHash("sha1").update(path).digest("hex")}_${String(old)}_${String(line)}`, type: isAdded ? "new" : "old" };
}
