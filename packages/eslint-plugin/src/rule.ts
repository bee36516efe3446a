import { optionJsonSchema, type Rule, type TextEdit } from "@compose-lint/core";
import type { Rule as EslintRule } from "eslint";
import type { Analysis, Shown } from "./analysis.js";
import { locationOf } from "./language/source-code.js";
import { lintedFile } from "./linted-file.js";
import type { Repair } from "./repairs.js";
import { runOn } from "./run.js";

const HOME = "https://github.com/compose-lint/compose-lint";

/** What a core rule says is in `data`, because `{{` in it is the reader's own. */
const MESSAGES = {
  finding: "{{message}}",
  elsewhere: "{{message}} (at {{place}})",
  repair: "{{title}}. {{because}}",
  failure: `{{what}}, which is a bug of compose-lint: {{reason}}. Please report it: ${HOME}/issues`,
};

/** One of core's rules as an ESLint rule. It visits the root alone, be it that of our language or of eslint-plugin-yml's. */
export function toEslintRule(rule: Rule): EslintRule.RuleModule {
  const { name, summary, category, presets, fixable } = rule;
  return {
    meta: {
      type: category === "style" || category === "suppressions" ? "suggestion" : "problem",
      docs: { description: summary, url: `${HOME}/blob/main/docs/rules/${name}.md`, recommended: presets.includes("recommended") },
      languages: ["compose/compose", "yml/yaml"],
      schema: schemaOf(rule),
      messages: MESSAGES,
      ...(fixable === "safe" ? { fixable: "code" } : {}),
      ...(fixable ? { hasSuggestions: true } : {}),
    },
    create(context) {
      const { sourceCode, filename, cwd } = context;
      if (!isYaml(sourceCode)) return {};
      const run = runOn(sourceCode, rule);
      const [options = {}] = context.options as [Readonly<Record<string, unknown>>?];
      run.announce(rule, options);
      const look = (): void => {
        const analysis = run.analysisOf(lintedFile(filename, sourceCode.text, cwd));
        for (const shown of analysis.shown.get(name) ?? []) context.report(descriptorOf(shown));
        for (const descriptor of failuresOf(analysis, name)) context.report(descriptor);
      };
      return { ComposeFile: look, Program: look };
    },
  };
}

type Schema = Extract<EslintRule.RuleMetaData["schema"], readonly unknown[]>;

function schemaOf({ options }: Rule): Schema {
  const properties = Object.fromEntries(Object.entries(options).map(([name, option]) => [name, optionJsonSchema(option)]));
  // ESLint's type wants lists that may be changed.
  return Object.keys(properties).length === 0 ? [] : ([{ type: "object", properties, additionalProperties: false }] as unknown as Schema);
}

/** Rules know Compose files in our language and in eslint-plugin-yml's; of anything else, they have nothing to say. */
function isYaml({ parserServices }: { readonly parserServices?: Readonly<Record<string, unknown>> }): boolean {
  return parserServices?.["isCompose"] === true || parserServices?.["isYAML"] === true;
}

function descriptorOf({ message, at, elsewhere, repair }: Shown): EslintRule.ReportDescriptor {
  const { line = 0, column = 0 } = elsewhere?.file.lines.positionAt(elsewhere.range.start) ?? {};
  return {
    loc: locationOf(at.file, at.range),
    messageId: elsewhere ? "elsewhere" : "finding",
    data: { message, ...(elsewhere ? { place: `${elsewhere.file.path}:${String(line)}:${String(column)}` } : {}) },
    ...(repair?.kind === "fix" ? { fix: editing(repair.edits) } : {}),
    ...(repair?.kind === "suggestion" ? { suggest: [suggestionOf(repair)] } : {}),
  };
}

function suggestionOf({ title, because, edits }: Repair): EslintRule.SuggestionReportDescriptor {
  return { messageId: "repair", data: { title, because }, fix: editing(edits) };
}

function editing(edits: readonly TextEdit[]): (fixer: EslintRule.RuleFixer) => EslintRule.Fix[] {
  return (fixer) => edits.map(({ range: { start, end }, text }) => fixer.replaceTextRange([start, end], text));
}

function failuresOf({ failures }: Analysis, rule: string): readonly EslintRule.ReportDescriptor[] {
  return (failures.get(rule) ?? []).map(({ what, error }) => ({ loc: { line: 1, column: 0 }, messageId: "failure", data: { what, reason: error instanceof Error ? error.message : String(error) } }));
}
