import type { Diagnostic, Place, Range, Rule, Severity, SourceFile } from "@compose-lint/core";
import type { Fix, Location, Log, PhysicalLocation, Region, ReportingDescriptor, Result } from "sarif";
import { homeUrl, version } from "../version.js";
import { fingerprinter } from "./fingerprints.js";
import { shareableEdits } from "./fix-edits.js";
import { jsonText } from "./json-text.js";
import { pageSections, plainText, withAbsoluteLinks } from "./page-text.js";
import type { Report, Setting } from "./report.js";
import { stepMessage } from "./steps.js";

const LEVELS = { error: "error", warning: "warning", info: "note" } as const satisfies Record<Severity, Result.level>;

/**
 * What GitHub sorts security alerts by: high, medium and low. A score of a single fault by CVSS would say more than anybody knows of a rule.
 */
const SECURITY_SEVERITY: Readonly<Record<Severity, string>> = { error: "8.0", warning: "5.0", info: "2.0" };

/** Paths are relative to it; where it is on this machine is nobody's business. */
const ROOT = "%SRCROOT%";

/** SARIF 2.1.0, for code scanning and editors. */
export function reportSarif(report: Report, setting: Setting): string {
  const diagnostics = report.files.flatMap((file) => file.diagnostics);
  const used = [...new Set(diagnostics.map(({ rule }) => rule))].sort();
  const rules = new Map(report.rules.map((rule) => [rule.name, rule] as const));
  const fingerprintOf = fingerprinter(report);
  const log: Log = {
    $schema: "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: "compose-lint",
            version,
            semanticVersion: version,
            ...(homeUrl === undefined ? {} : { informationUri: homeUrl }),
            rules: used.map((name) => descriptorOf(name, rules.get(name), setting)),
          },
        },
        columnKind: "utf16CodeUnits",
        originalUriBaseIds: { [ROOT]: { description: { text: "The root of the repository, or the folder that compose-lint ran in." } } },
        results: diagnostics.map((diagnostic) => resultOf(diagnostic, used.indexOf(diagnostic.rule), fingerprintOf(diagnostic, setting.fromRoot(diagnostic.place.file.path)), report, setting)),
      },
    ],
  };
  return `${jsonText(log, 2)}\n`;
}

function descriptorOf(name: string, rule: Rule | undefined, setting: Setting): ReportingDescriptor {
  const { url, markdown } = setting.pageOf(name) ?? {};
  const summary = plainText(rule?.summary ?? name);
  const why = markdown === undefined ? "" : plainText(pageSections(markdown).get("Why it hurts") ?? "");
  const helpUri = url ?? rule?.references[0];
  const isSecurity = rule !== undefined && (rule.category === "hardening" || rule.category === "secrets" || rule.tags.some((tag) => /^(?:cis|owasp):/.test(tag)));
  return {
    id: name,
    name: pascalCase(name),
    shortDescription: { text: summary },
    fullDescription: { text: cutTo(why === "" ? summary : `${summary} ${why}`, MOST_DESCRIPTION) },
    help: {
      text: [summary, why, helpUri === undefined ? "" : `More: ${helpUri}`].filter((part) => part !== "").join("\n\n"),
      ...(markdown === undefined ? {} : { markdown: withAbsoluteLinks(markdown, url) }),
    },
    ...(helpUri === undefined ? {} : { helpUri }),
    defaultConfiguration: { level: LEVELS[rule?.severity ?? "warning"] },
    properties: {
      // GitHub takes ten.
      tags: [...(isSecurity ? ["security"] : []), ...(rule ? [rule.category, ...rule.tags.filter((tag) => /^(?:cis|owasp):/.test(tag))] : [])].slice(0, 10),
      ...(rule ? { precision: "high", "problem.severity": rule.severity === "info" ? "recommendation" : rule.severity } : {}),
      ...(isSecurity ? { "security-severity": SECURITY_SEVERITY[rule.severity] } : {}),
    },
  };
}

/** `memory-limit` → `MemoryLimit`. A name must not be the identifier over again. */
function pascalCase(name: string): string {
  const words = name.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());
  return name.includes("-") ? words : `${words}Rule`;
}

/** Characters of a description that GitHub takes. */
const MOST_DESCRIPTION = 1_024;

function cutTo(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, text.lastIndexOf(" ", most - 2))} …`;
}

function resultOf(diagnostic: Diagnostic, ruleIndex: number, fingerprint: string, report: Report, setting: Setting): Result {
  const { rule, severity, message, service, place, related } = diagnostic;
  const others = [...(place.via ?? []).map((step) => ({ ...step, message: stepMessage(step) })), ...related];
  const fixes = fixesOf(diagnostic, report, setting);
  return {
    ruleId: rule,
    ruleIndex,
    level: LEVELS[severity],
    message: { text: message },
    locations: [{ ...locationOf(place, setting), ...(service === undefined ? {} : { logicalLocations: [{ name: service, fullyQualifiedName: `services.${service}`, kind: "object" }] }) }],
    ...(others.length === 0 ? {} : { relatedLocations: others.map((other, index) => ({ id: index + 1, ...locationOf(other, setting), message: { text: other.message } })) }),
    partialFingerprints: { "composeLint/v1": fingerprint },
    ...(fixes.length === 0 ? {} : { fixes }),
  };
}

function fixesOf(diagnostic: Diagnostic, report: Report, setting: Setting): Fix[] {
  const { fix } = diagnostic;
  const byFile = shareableEdits(report, diagnostic);
  if (!fix || !byFile) return [];
  return [
    {
      description: { text: `${plainText(fix.title)} (${fix.safety}). ${plainText(fix.because)}` },
      artifactChanges: byFile.map(({ file, edits }) => ({
        artifactLocation: artifactOf(file, setting),
        replacements: edits.map(({ range, text }) => ({ deletedRegion: regionOf(file, range), ...(text === "" ? {} : { insertedContent: { text } }) })),
      })),
    },
  ];
}

function locationOf({ file, range }: Pick<Place, "file" | "range">, setting: Setting): Location & { physicalLocation: PhysicalLocation } {
  return { physicalLocation: { artifactLocation: artifactOf(file, setting), region: regionOf(file, range) } };
}

function artifactOf({ path }: SourceFile, { fromRoot }: Setting): PhysicalLocation["artifactLocation"] & object {
  return { uri: uriOf(fromRoot(path)), uriBaseId: ROOT };
}

/** `a b/ü.yaml` → `a%20b/%C3%BC.yaml`. Halves of characters, which no URI can hold, are lost. */
function uriOf(path: string): string {
  return path.split("/").map((part) => encodeURIComponent(part.replace(/\p{Cs}/gu, "\ufffd"))).join("/");
}

function regionOf({ lines }: SourceFile, range: Range): Region {
  const start = lines.positionAt(range.start);
  const end = lines.positionAt(range.end);
  return { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column };
}
