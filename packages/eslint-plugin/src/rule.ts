import { existsSync, readFileSync } from "node:fs";
import { loadProject, suppressionsIn, type Place, type Project, type Rule } from "@compose-lint/core";
import type { Rule as EslintRule } from "eslint";

const PAGES = "https://github.com/compose-lint/compose-lint/blob/main/docs/rules";

/** One load per file, however many rules look at it. */
const projects = new WeakMap<object, Project>();

/** One of core's rules as an ESLint rule. It visits the root alone, which has the same name in our language and in eslint-plugin-yml's. */
export function toEslintRule(rule: Rule): EslintRule.RuleModule {
  return {
    meta: {
      type: "problem",
      docs: { description: rule.summary, url: `${PAGES}/${rule.name}.md` },
      schema: [
        {
          type: "object",
          properties: Object.fromEntries(Object.entries(rule.options).map(([name, { type, description }]) => [name, { type, description }])),
          additionalProperties: false,
        },
      ],
      messages: { finding: "{{message}}" },
    },
    create(context) {
      return {
        Program() {
          const [options = {}] = context.options as [Readonly<Record<string, unknown>>?];
          const project = projectOf(context);
          const suppressionOf = suppressionsIn(project, new Date().toISOString().slice(0, 10));
          for (const finding of rule.check(project, options)) {
            if (suppressionOf(rule.name, finding.at)) continue;
            const place = placeIn(context.filename, finding);
            if (place) context.report({ loc: locate(place), messageId: "finding", data: { message: finding.message } });
          }
        },
      };
    },
  };
}

/** The linted text comes from ESLint, which may hold unsaved changes; what it names, and the `.env` beside it, are read from disk. */
function projectOf({ sourceCode, filename }: EslintRule.RuleContext): Project {
  const known = projects.get(sourceCode);
  if (known) return known;
  const project = loadProject({ read: (path) => (path === filename ? sourceCode.text : readIfThere(path)) }, filename);
  projects.set(sourceCode, project);
  return project;
}

function readIfThere(path: string): Uint8Array | undefined {
  return existsSync(path) ? readFileSync(path) : undefined;
}

type Finding = ReturnType<Rule["check"]>[number];

/** ESLint shows one file at a time: of what stands in another one, such as a Dockerfile, the service that it is about. */
function placeIn(path: string, { at, service }: Finding): Place | undefined {
  const places = [at, ...(service ? [{ file: service.origin.file, range: service.origin.keyRange ?? service.origin.range }] : [])];
  return places.find(({ file }) => file.path === path);
}

/** ESLint counts lines from 1 and columns from 0. */
function locate({ file, range }: Place): { readonly start: { readonly line: number; readonly column: number }; readonly end: { readonly line: number; readonly column: number } } {
  const [start, end] = [range.start, range.end].map((offset) => {
    const { line, column } = file.lines.positionAt(offset);
    return { line, column: column - 1 };
  });
  return { start: start ?? { line: 1, column: 0 }, end: end ?? { line: 1, column: 0 } };
}
