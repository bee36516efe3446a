import { posix } from "node:path";
import type { Diagnostic } from "@compose-lint/core";
import type { Change } from "@compose-lint/review-bot";
import { printable, Trouble } from "@compose-lint/workspace";
import { siftBy } from "../baseline.js";
import { parseBaseline } from "../baseline-file.js";

/**
 * What a baseline knows, as it stands in the commit whose configuration counts.
 * @throws Trouble if there is none, or it makes no sense.
 */
export async function knownByBaseline(name: string, { trusted, repository }: Pick<Change, "trusted" | "repository">): Promise<(diagnostics: readonly Diagnostic[]) => ReadonlySet<Diagnostic>> {
  const path = posix.normalize(name);
  const entry = trusted.entries.get(path);
  const content = entry?.kind === "file" ? (await repository.read([entry.id])).get(entry.id) : undefined;
  if (!content) throw new Trouble(`--baseline: there is no file ${printable(name)} in the repository at ${trusted.commit.slice(0, 12)}. A review reads its baseline there.`);
  const counts = parseBaseline(new TextDecoder().decode(content), name);
  return (diagnostics) => {
    const looked = { files: new Set(diagnostics.map(({ place }) => place.file.path)), rules: new Set(diagnostics.map(({ rule }) => rule)), nameOf: (file: string) => posix.relative(posix.dirname(path), file) };
    return new Set(siftBy(counts, diagnostics, looked).known);
  };
}
