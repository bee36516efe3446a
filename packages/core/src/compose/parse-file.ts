import { openSource, type SourceFile } from "../text/source-file.js";
import { parseVersion } from "../yaml/parse-version.js";
import { buildTrees, type DocumentTree } from "./build-tree.js";
import { firstLine, type Place } from "./place.js";
import type { Problem } from "./problem.js";
import type { Tree } from "./tree.js";

/** One Compose file by itself: what is written in it, before variables and other files come in. */
export interface ParsedFile {
  readonly file: SourceFile;
  /** The documents whose root is a mapping. */
  readonly documents: readonly DocumentTree[];
  readonly comments: readonly Place[];
  readonly problems: readonly Problem[];
}

/** Bytes that were parsed before: a file that several projects share is parsed once, as long as its host hands out the same bytes. */
const parsedBytes = new WeakMap<Uint8Array, Map<string, ParsedFile>>();

/** Parses a file's content. Never throws; what is wrong is in `problems`. */
export function parseFile(path: string, content: string | Uint8Array): ParsedFile {
  if (typeof content === "string") return parse(openSource(path, content));
  const byPath = parsedBytes.get(content) ?? new Map<string, ParsedFile>();
  parsedBytes.set(content, byPath);
  const known = byPath.get(path);
  if (known) return known;
  const parsed = parse(openSource(path, content));
  byPath.set(path, parsed);
  return parsed;
}

function parse(file: SourceFile): ParsedFile {
  if (file.decodingProblem) {
    const message = `This is not valid ${file.encoding.toUpperCase()} text. Save the file as UTF-8.`;
    return { file, documents: [], comments: [], problems: [{ kind: "syntax", file, range: file.decodingProblem, message }] };
  }
  const stream = parseVersion(file.path, file.text);
  const { documents, problems } = buildTrees(file, stream);
  const faults = documents.map(({ tree }) => checkRoot(tree, documents.length));
  return {
    file,
    documents: documents.filter((_, index) => !faults[index]),
    comments: stream.comments.map((range) => ({ file, range })),
    problems: [...problems, ...faults.filter((fault) => fault !== undefined)],
  };
}

function checkRoot(tree: Tree, documentCount: number): Problem | undefined {
  if (tree.kind === "mapping") return undefined;
  const { file, range } = tree.origin;
  const at = { file, range: firstLine(file, range) };
  if (tree.kind === "scalar" && tree.value === null) {
    const message = documentCount > 1 ? "This document is empty; Compose refuses that. Remove its `---`." : "The file has no content. A Compose file has at least a `services:` section.";
    return { kind: "syntax", ...at, message };
  }
  const what = tree.kind === "sequence" ? "a list" : "a single value";
  return { kind: "schema", ...at, message: `A Compose file is a mapping with keys such as \`services:\`; this is ${what}.`, path: [] };
}
