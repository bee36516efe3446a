import { plainEqual, type Plain } from "../compose/plain.js";
import { toPlain, type Mapping } from "../compose/tree.js";
import type { SourceFile } from "../text/source-file.js";
import { WrittenYaml, type Writable } from "../yaml/write.js";

/** The anchor under a top-level `x-…` key that already says this mapping, if it stands above `before`. */
export function anchorFor(tree: Mapping, value: Writable, before: { readonly file: SourceFile; readonly offset: number }): string | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value) || value instanceof WrittenYaml) return undefined;
  for (const [key, shared] of tree.entries) {
    const { file, node } = shared.origin;
    const isAbove = file === before.file && node.range.end <= before.offset && !DOCUMENT_MARK.test(file.text.slice(node.range.end, before.offset));
    if (key.startsWith("x-") && isAbove && node.kind === "mapping" && node.anchor !== undefined && plainEqual(toPlain(shared), value as Plain)) return node.anchor;
  }
  return undefined;
}

/** Behind it, YAML knows no anchors of what is above. */
const DOCUMENT_MARK = /^(?:---|\.\.\.)(?=\s|$)/m;
