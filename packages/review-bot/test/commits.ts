import { createHash } from "node:crypto";
import { formatPatch, structuredPatch } from "diff";
import type { Change, Entry, RepositoryState } from "../src/index.js";

/** The files of a commit by path; a text that begins with `->` stands for a symbolic link. */
export type Files = Readonly<Record<string, string | Uint8Array>>;

/** The id of a blob, as git counts it. */
export function blobId(content: string | Uint8Array): string {
  const bytes = Buffer.from(content);
  return createHash("sha1").update(`blob ${String(bytes.length)}\0`).update(bytes).digest("hex");
}

export function commitId(name: string): string {
  return createHash("sha1").update(name).digest("hex");
}

export function stateOf(name: string, files: Files): RepositoryState {
  const entries = Object.entries(files).map(([path, content]): readonly [string, Entry] => [path, { id: blobId(content), kind: typeof content === "string" && content.startsWith("->") ? "link" : "file", size: Buffer.byteLength(content) }]);
  return { commit: commitId(name), entries: new Map(entries) };
}

/** A diff as GitHub tells it: from the first `@@` on. */
export function patchOf(before: string | Uint8Array | undefined, after: string | Uint8Array | undefined): string | undefined {
  const [old, now] = [before, after].map((content) => Buffer.from(content ?? "").toString());
  const patch = formatPatch(structuredPatch("a", "b", old ?? "", now ?? "", "", "", { context: 3 }));
  const start = patch.search(/^@@ /m);
  return start === -1 ? undefined : patch.slice(start).replace(/\n$/, "");
}

export interface ChangeOptions {
  /** What the branch has by now that the change goes to; what it had when the change began, if absent. */
  readonly tip?: Files;
  readonly renamed?: Readonly<Record<string, string>>;
  /** Files of which the forge shows no diff. */
  readonly unshown?: readonly string[];
  /** Takes the configuration of the head. */
  readonly trustHead?: boolean;
}

/** A change from some files to others, in no repository. */
export function changeOf(before: Files, after: Files, { tip = before, renamed = {}, unshown = [], trustHead = false }: ChangeOptions = {}): Change {
  const contents = new Map([...Object.values(before), ...Object.values(after), ...Object.values(tip)].map((content) => [blobId(content), Buffer.from(content)] as const));
  const old = new Map(Object.entries(renamed).map(([from, to]) => [to, from] as const));
  return {
    repository: { read: (ids) => Promise.resolve(new Map(ids.flatMap((id) => { const content = contents.get(id); return content ? [[id, content] as const] : []; }))) },
    base: stateOf("base", before),
    head: stateOf("head", after),
    trusted: trustHead ? stateOf("head", after) : stateOf("tip", tip),
    renamed: new Map(Object.entries(renamed)),
    patchOf: (path) => Promise.resolve(unshown.includes(path) ? undefined : patchOf(before[old.get(path) ?? path], after[path])),
  };
}
