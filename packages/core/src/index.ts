/**
 * The public API of compose-lint's core: load a Compose project, lint it, plan proven fixes. Everything here is pure; the host passes
 * in what may be read, and decides what to do with what comes out.
 */
export { isComposeFileName } from "./compose/file-names.js";
export { groupProjects, usualProject, type FoundProject } from "./compose/discovery.js";
export { loadProject, type Project, type ProjectRequest } from "./compose/load.js";
export type { Operation } from "./compose/operation.js";
export type { Place } from "./compose/place.js";
export type { Step } from "./compose/tree.js";
export { commandCredentials, roughWords } from "./compose/model/command-credential.js";
export { isCredentialName } from "./compose/values/credential-name.js";
export { knownTokensIn } from "./compose/values/token-format.js";
export type { ProjectFiles } from "./compose/project-files.js";
export { presetConfiguration, type Configuration, type RuleSetting } from "./engine/configuration.js";
export { fixProjects, proposeFixes, type FixedFile, type FixOptions, type FixResult, type ProposedFix, type ProvenFix, type Unfixed } from "./engine/fix.js";
export { lintProject, type Diagnostic, type LintResult, type RuleFailure } from "./engine/lint.js";
export type { LintedProject } from "./engine/prove-fixes.js";
export { lintProjects, uniteFindings } from "./engine/workspace.js";
export { FAMILY_OF as familyOfImage } from "./images/catalogue/catalogue.generated.js";
export type { Drop, Fact, FactName, Facts, Grounds, ImageFacts, Need, StartUser, WrittenPath } from "./images/catalogue/facts.js";
export { capabilitiesNeeded, holdsNoCapability, tmpfsFor } from "./images/catalogue/general.js";
export { factsThatHold } from "./images/catalogue/invocation.js";
export { imageFactsOf } from "./images/catalogue/lookup.js";
export { trustIn, type Support } from "./images/catalogue/trust.js";
export { parseImageReference } from "./images/reference.js";
export { roleOf, type Role } from "./images/roles.js";
export { rules } from "./rules/registry.generated.js";
export type { Category, Fix, OptionSchema, Preset, RelatedPlace, Rule, Severity } from "./rules/rule.js";
export type { LineIndex, Position } from "./text/line-index.js";
export type { Range } from "./text/range.js";
export { openSource, type Encoding, type SourceFile } from "./text/source-file.js";
export { applyEdits, type TextEdit } from "./text/text-edit.js";
