import { openSource, type SourceFile } from "../text/source-file.js";
import { parseYaml } from "../yaml/parse.js";
import { buildTrees } from "./build-tree.js";
import type { Path } from "./path.js";
import { atKey, atValue, type Place } from "./place.js";
import { mapToPlain, type Plain } from "./plain.js";
import { nodeAt, type Tree } from "./tree.js";

/** A YAML or JSON file that is no Compose file, such as a configuration: its one document as plain data. */
export interface PlainDocument {
  readonly file: SourceFile;
  /** Null for a file without content, and where a fault keeps all of it from being read. */
  readonly value: Plain;
  /** What is wrong with the text itself. Data beside a fault may be incomplete. */
  readonly problems: readonly (Place & { readonly message: string })[];
  /** Where something is written: its key if it has one, or its value. Of what is not there, the nearest thing around it. */
  placeOf(path: Path, part: "key" | "value"): Place;
}

/** Reads a YAML file of one document. Never throws. */
export function readPlainDocument(path: string, content: string | Uint8Array): PlainDocument {
  const file = openSource(path, content);
  const start: Place = { file, range: { start: 0, end: 0 } };
  if (file.decodingProblem) {
    const message = `This is not valid ${file.encoding.toUpperCase()} text. Save the file as UTF-8.`;
    return { file, value: null, problems: [{ file, range: file.decodingProblem, message }], placeOf: () => start };
  }
  const { documents, problems } = buildTrees(file, parseYaml(file.text));
  const [first, second] = documents;
  const tree = first?.tree;
  const faults: (Place & { readonly message: string })[] = problems.map(({ range, message }) => ({ file, range, message: inOurName(message) }));
  if (second) faults.push({ ...atValue(second.tree.origin), message: "A second document starts here, and only one is read. Remove its `---`." });
  if (first && first.cleared.length > 0) faults.push({ ...start, message: "The tags `!reset` and `!override` mean nothing in this file. Remove them." });
  return {
    file,
    value: tree ? plainOf(tree) : null,
    problems: faults,
    placeOf(wanted, part) {
      for (let length = wanted.length; length >= 0; length -= 1) {
        const node = nodeAt(tree, wanted.slice(0, length));
        if (node) return part === "value" && length === wanted.length ? atValue(node.origin) : atKey(node.origin);
      }
      return start;
    },
  };
}

/** Text is read as Compose reads it, and what it says of that is said of us here. */
function inOurName(message: string): string {
  return message.replace(/\bCompose(?= (?:refuses|wants|does|reads)\b)/g, "compose-lint");
}

function plainOf(tree: Tree): Plain {
  switch (tree.kind) {
    case "scalar":
      return tree.value;
    case "sequence":
      return tree.items.map(plainOf);
    case "mapping":
      return mapToPlain(tree.entries, plainOf);
  }
}
