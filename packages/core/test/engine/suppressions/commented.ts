import { loadProject, type ProjectRequest } from "../../../src/compose/load.js";
import { toPlain } from "../../../src/compose/tree.js";
import type { Configuration } from "../../../src/engine/configuration.js";
import { fixProjects } from "../../../src/engine/fix.js";
import { lintProject, type Diagnostic, type ProjectResult } from "../../../src/engine/lint.js";
import { filesOf, shown, type Texts } from "../../fix/patch.js";

/** Says for the n-th of `count` findings whether a comment is to suppress it, and of which kind. */
export type Choice = (index: number) => "none" | "disable-line" | "disable-next-line";

export interface Trial {
  /** Comments that suppressed something before fixes were made. */
  readonly comments: number;
  /** Fixes that were made beside them. */
  readonly fixes: number;
  /** Fixes that were refused because of a comment. */
  readonly refused: number;
}

/**
 * Puts comments at some of the findings of a project, each with a reason of its own, and makes all fixes: every comment must suppress
 * afterwards what it suppressed before, and nothing that it did not.
 */
export function tryComments(texts: Texts, request: ProjectRequest, configuration: Configuration, choice: Choice): Trial {
  const commented = withComments(texts, lint(texts, request, configuration), choice);
  // Where a comment cannot stand, such as within text of several lines, the file would be another one.
  if (model(commented, request) !== model(texts, request)) return { comments: 0, fixes: 0, refused: 0 };
  const start = lint(commented, request, configuration);
  const before = suppressedBy(start);
  const was = new Set(start.diagnostics.map(subjectOf));
  const { files, fixes, unfixed, failures } = fixProjects(filesOf(commented), [request], configuration, { unsafe: true });
  if (failures[0]) throw failures[0].error;
  const after = { ...commented, ...Object.fromEntries(files.map(({ path, after: text }) => [path, text])) };
  const result = lint(after, request, configuration);
  const now = suppressedBy(result);
  const seen = new Set(result.diagnostics.map(subjectOf));
  for (const [reason, subjects] of before) {
    // What a fix of something else mends along the way needs no comment any more; but it must not come to light.
    const shownNow = [...subjects].find((subject) => seen.has(subject) && now.get(reason)?.has(subject) !== true && !was.has(subject));
    if (shownNow !== undefined) throw new Error(`Comment ${reason} suppressed ${shownNow}, and does no more:\n${shown(commented)}\nhas become\n${shown(after)}`);
  }
  for (const [reason, subjects] of now) {
    const hidden = [...subjects].find((subject) => before.get(reason)?.has(subject) !== true && was.has(subject));
    if (hidden !== undefined) throw new Error(`Comment ${reason} suppresses ${hidden} now:\n${shown(commented)}\nhas become\n${shown(after)}`);
  }
  return { comments: before.size, fixes: fixes.length, refused: unfixed.filter(({ reason }) => /stand for another line|that is suppressed|it would suppress/.test(reason)).length };
}

/** Rules and services by the reason that their comment gives. */
function suppressedBy({ suppressed }: ProjectResult): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  for (const { diagnostic, suppression: { reason = "" } } of suppressed) found.set(reason, (found.get(reason) ?? new Set()).add(subjectOf(diagnostic)));
  return found;
}

function subjectOf({ rule, service = "" }: Diagnostic): string {
  return `${rule} ${service}`;
}

/** Adds comments from the last line to the first, so that places above stay what they were. */
function withComments(texts: Texts, { diagnostics }: ProjectResult, choice: Choice): Texts {
  const result: Record<string, string> = { ...texts };
  for (const path of Object.keys(texts)) {
    const lines = (texts[path] ?? "").split("\n");
    const byLine = new Map<number, { readonly kind: string; readonly rules: Set<string> }>();
    for (const [index, { rule, place: { file, range } }] of diagnostics.entries()) {
      const kind = choice(index);
      if (file.path !== path || kind === "none") continue;
      const { line } = file.lines.positionAt(range.start);
      const known = byLine.get(line) ?? { kind, rules: new Set() };
      known.rules.add(rule);
      byLine.set(line, known);
    }
    for (const [line, { kind, rules }] of [...byLine].sort(([a], [b]) => b - a)) {
      const text = (lines[line - 1] ?? "").replace(/\r$/, "");
      const end = (lines[line - 1] ?? "").endsWith("\r") ? "\r" : "";
      const comment = `# compose-lint-${kind} ${[...rules].join(", ")} -- ${String(line)} of ${path}`;
      if (kind === "disable-line") lines[line - 1] = `${text} ${comment}${end}`;
      else lines.splice(line - 1, 0, `${/^\s*/.exec(text.replace("\uFEFF", ""))?.[0] ?? ""}${comment}${end}`);
    }
    result[path] = lines.join("\n");
  }
  return result;
}

function lint(texts: Texts, request: ProjectRequest, configuration: Configuration): ProjectResult {
  return lintProject(loadProject(filesOf(texts), request), configuration);
}

function model(texts: Texts, request: ProjectRequest): string {
  const { tree, problems } = loadProject(filesOf(texts), request);
  return JSON.stringify([tree ? toPlain(tree) : null, problems.map(({ message }) => message)]);
}
