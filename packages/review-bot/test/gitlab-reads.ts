/** What GitLab makes more than text of, in what is shown. Source: GitLab, "GitLab Flavored Markdown", its references, and its autolinks. */
const READ: Readonly<Record<string, RegExp>> = {
  mention: /@[\w.-]/,
  issue: /#\d/,
  "merge request": /!\d/,
  snippet: /\$\d/,
  epic: /&\d/,
  label: /~[\w"]/,
  milestone: /%[\w"]/,
  placeholder: /%\{/,
  alert: /\^alert#/i,
  iteration: /\*iteration:/i,
  "named in brackets": /\[(?:vulnerability|cadence|feature_flag|contact|work_item|issue|epic):/i,
  commit: /(?<![\da-f])[\da-f]{7,40}(?![\da-f])/i,
  "key of another tracker": /\b[A-Z][A-Z\d_]+-\d/,
  address: /\w:\/\/|www\./i,
  "table of contents": /\[\[?_?TOC_?\]/,
};

/** Of a comment, what GitLab would make references, mentions and links of, and what it would do: nothing, if we have written it right. */
export function readByGitLab(body: string): readonly string[] {
  const text = outsideOfCode(body)
    // Rendered, there is nothing left of escapes.
    .replace(/\\([!-/:-@[-`{-~])/g, "$1")
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
  const commands = body.replaceAll("\r", "").split("\n").filter((line) => line.startsWith("/"));
  // Formulas are found before anything is rendered.
  const formulas = outsideOfCode(body).includes("$") ? ["formula"] : [];
  return [...formulas, ...Object.entries(READ).flatMap(([what, pattern]) => { const found = pattern.exec(text); return found ? [`${what}: ${text.slice(Math.max(0, found.index - 10), found.index + 20)}`] : []; }), ...commands.map((line) => `command: ${line}`)];
}

/** What is left of a comment without its blocks and spans of code, and without what we link to ourselves. */
export function outsideOfCode(body: string): string {
  return body
    .replace(/^(`{3,})suggestion[^\n]*\n[^]*?^\1$/gm, "")
    .replace(/(?<![`\\])(`+)(?!`).*?(?<!`)\1(?!`)/g, "CODE")
    .replaceAll(/\(https:\/\/github\.com\/compose-lint\/compose-lint\/blob\/main\/docs\/rules\/[\w-]+\.md\)/g, "(PAGE)")
    .replace(/<!-- compose-lint:(?:(?:comment|settled):[0-9a-f]{16}|summary) -->$/, "");
}
