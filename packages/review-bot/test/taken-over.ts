/** A block of lines in a comment, as Markdown reads it: it ends with a fence that is no shorter than the first one. */
interface Block {
  readonly info: string;
  readonly lines: readonly string[];
}

function blocksIn(body: string): readonly Block[] {
  const blocks: Block[] = [];
  let open: { readonly fence: string; readonly info: string; readonly lines: string[] } | undefined;
  for (const line of body.split("\n")) {
    if (!open) {
      const [, fence, info = ""] = /^(`{3,})([^`]*)$/.exec(line) ?? [];
      if (fence !== undefined) open = { fence, info, lines: [] };
    } else if (new RegExp(`^\`{${String(open.fence.length)},}\\s*$`).test(line)) {
      blocks.push(open);
      open = undefined;
    } else open.lines.push(line);
  }
  return blocks;
}

/**
 * A text after somebody has applied the suggestion of a comment on GitHub, which replaces the lines that the comment is on.
 * Source: GitHub, "Incorporating feedback in your pull request".
 */
export function takenOverOnGitHub(text: string, body: string, { first, last }: { readonly first: number; readonly last: number }): string {
  const [block, ...more] = blocksIn(body);
  if (!block || more.length > 0 || block.info !== "suggestion") throw new Error(`there is no suggestion in ${body}`);
  const lines = text.split("\n");
  return [...lines.slice(0, first - 1), ...block.lines, ...lines.slice(last)].join("\n");
}

/**
 * A text after somebody has applied the suggestion of a comment on GitLab, which replaces so many lines above and below the one that the comment
 * is on, takes empty lines alone for none, and keeps the end of the last line.
 * Source: GitLab, "Suggest changes", and in its sources `Gitlab::Diff::Suggestion` and `Gitlab::QuickActions::Extractor`.
 */
export function takenOverOnGitLab(text: string, body: string, line: number): string {
  const [block, ...more] = blocksIn(body.replaceAll("\r", "").trimEnd());
  const [, above, below] = /^suggestion:-(\d+)\+(\d+)$/.exec(block?.info ?? "") ?? [];
  if (!block || more.length > 0 || above === undefined || below === undefined) throw new Error(`there is no suggestion in ${body}`);
  if (Number(above) > 100 || Number(below) > 100) throw new Error("GitLab takes 100 lines above and below at most");
  const lines = text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
  const [first, last] = [line - Number(above), line + Number(below)];
  const fresh = block.lines.join("\n");
  const [end = ""] = /\r?\n$/.exec(lines[last - 1] ?? "") ?? [];
  return [...lines.slice(0, first - 1), fresh.trim() === "" ? "" : fresh + end, ...lines.slice(last)].join("");
}
