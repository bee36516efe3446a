/**
 * The public API of compose-lint's core: load a Compose project, lint it, plan proven fixes. Everything here is pure; the host passes
 * in what may be read, and decides what to do with what comes out. Entries of their own: `/audit`, `/images` and `/secrets`.
 */
export { isComposeFileName } from "./compose/file-names.js";
export { groupProjects, usualProject, type FoundProject } from "./compose/discovery.js";
export { loadProject, type Project, type ProjectRequest, type Target } from "./compose/load.js";
export type { Service } from "./compose/model/service.js";
export type { Operation } from "./compose/operation.js";
export { keysOfPlace } from "./compose/place-keys.js";
export type { Place } from "./compose/place.js";
export { nodeAt, type Mapping, type Origin, type Scalar, type Sequence, type Step, type Tree, type Variable } from "./compose/tree.js";
export { parseFile, type ParsedFile } from "./compose/parse-file.js";
export { readPlainDocument, type PlainDocument } from "./compose/read-document.js";
export { nearest } from "./compose/schema/did-you-mean.js";
export type { ProjectFiles } from "./compose/project-files.js";
export { layeredConfiguration, presetConfiguration, type Configuration, type ConfigurationFor, type Layer, type RuleException, type RuleLevel, type RuleOptions, type RuleSetting } from "./engine/configuration.js";
export { fixProjects, proposeFixes, type FixedFile, type FixOptions, type FixResult, type ProposedFix, type ProvenFix, type Unfixed } from "./engine/fix.js";
export { offerFixes, type OfferedFix } from "./engine/offer-fixes.js";
export { lintProject, placedIdentityOf, type Diagnostic, type LintResult, type ProjectResult, type RuleFailure } from "./engine/lint.js";
export type { LintedProject } from "./engine/prove-fixes.js";
export { suppressionsIn, type SuppressedFinding } from "./engine/suppressions/suppress.js";
export { lintProjects, uniteFindings } from "./engine/workspace.js";
export { optionJsonSchema, type OptionJsonSchema } from "./rules/option-json-schema.js";
export { rules } from "./rules/registry.generated.js";
export { ruleKit, type RuleKit } from "./rules/rule-kit.js";
export { PRESETS, type Category, type Fix, type OptionSchema, type Preset, type RelatedPlace, type Rule, type Severity } from "./rules/rule.js";
export type { Suppression, SuppressionKind } from "./rules/suppression.js";
export type { LineIndex, Position } from "./text/line-index.js";
export type { Range } from "./text/range.js";
export { openSource, type Encoding, type SourceFile } from "./text/source-file.js";
export { applyEdits, type TextEdit } from "./text/text-edit.js";
export type { YamlAlias, YamlEntry, YamlMapping, YamlNode, YamlScalar, YamlSequence } from "./yaml/nodes.js";
