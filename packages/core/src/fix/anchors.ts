import { plainEqual, type Plain } from "../compose/plain.js";
import { remember } from "../compose/remember.js";
import { toPlain, type Mapping } from "../compose/tree.js";
import type { SourceFile } from "../text/source-file.js";
import { WrittenYaml, type Writable } from "../yaml/write.js";

/** The anchor under a top-level `x-…` key that already says this mapping, if it stands above `before`. */
export function anchorFor(tree: Mapping, value: Writable, before: { readonly file: SourceFile; readonly offset: number }): string | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value) || value instanceof WrittenYaml) return undefined;
  for (const [key, shared] of tree.entries) {
    const { file, node } = shared.origin;
    if (!key.startsWith("x-") || node.kind !== "mapping" || node.anchor === undefined || file !== before.file || node.range.end > before.offset) continue;
    const isInSameDocument = !documentMarksOf(file).some((mark) => mark >= node.range.end && mark < before.offset);
    if (isInSameDocument && plainEqual(toPlain(shared), value as Plain)) return node.anchor;
  }
  return undefined;
}

/** Where the marks of documents stand: behind one, YAML knows no anchors of what is above. */
const documentMarksOf = remember((file: SourceFile): readonly number[] => [...file.text.matchAll(/^(?:---|\.\.\.)(?=\s|$)/gm)].map(({ index }) => index));
