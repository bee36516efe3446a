import type { Diagnostic, Place, Severity } from "@compose-lint/core";
import { printable } from "@compose-lint/workspace";
import { excerptOf } from "./excerpt.js";
import { supportLines } from "./fact-words.js";
import { grouped, groupByPlace, type Group } from "./group.js";
import { foldLacks, lackLines, startOf } from "./lacks.js";
import { SEVERITY_INK, type Pen } from "./pen.js";
import { lineOf, locationOf } from "./places.js";
import { mergeRepeats, repeatSentence } from "./repeats.js";
import { fixabilityOf, refusalsOf, type Report } from "./report.js";
import { counted } from "./totals.js";
import { partOf, waysOf } from "./ways.js";

type Lines = readonly string[];

/** What has been said already, in this report and in this file. */
interface Told {
  readonly reasons: Set<string>;
  /** The service of which a sentence was said, by the sentence without the service's name. */
  readonly services: Map<string, string>;
  /** Whether to say what is known of images where a fix rests on it. */
  readonly verbose: boolean;
}

/** The findings of all files, in blocks: what points at the same place stands under one excerpt of the source, and what a service lacks in one block. */
export function findingBlocks({ files, verbose = false, groupBy }: Pick<Report, "files" | "verbose" | "groupBy">, pen: Pen): readonly Lines[] {
  // Why a fix is unsafe is the same for every service, so it is told once.
  const reasons = new Set<string>();
  return files.flatMap(({ path, diagnostics, unfixed }) => {
    const refusals = refusalsOf(unfixed);
    const told: Told = { reasons, services: new Map(), verbose };
    const blocksOf = (some: readonly Diagnostic[]): readonly Lines[] => {
      const { lacks, others } = verbose ? { lacks: [], others: some } : foldLacks(some);
      const inPlaces = groupByPlace(others);
      const { groups, repeats } = verbose ? { groups: inPlaces, repeats: new Map<Diagnostic, readonly Diagnostic[]>() } : mergeRepeats(inPlaces, refusals);
      const blocks = [
        ...lacks.map((lack) => ({ start: startOf(lack), lines: lackLines(lack, refusals, pen) })),
        ...groups.map((group) => ({ start: group[0].place.range.start, lines: () => blockOf(group, { refusals, repeats }, pen, told) })),
      ];
      return blocks.sort((a, b) => a.start - b.start).map(({ lines }) => (typeof lines === "function" ? lines() : lines));
    };
    if (groupBy !== "service") return blocksOf(diagnostics);
    return [...grouped(diagnostics, ({ service }) => service)].flatMap(([service, some]) => {
      const heading = [["bold", service === undefined ? printable(path) : `${printable(service)} in ${printable(path)}`]] as const;
      return [pen.paragraph({ heading, sentence: `(${counted(some.length, "problem")})`, ink: "dim" }), ...blocksOf(some)];
    });
  });
}

interface Known {
  readonly refusals: ReadonlyMap<string, string>;
  readonly repeats: ReadonlyMap<Diagnostic, readonly Diagnostic[]>;
}

function blockOf(group: Group, { refusals, repeats }: Known, pen: Pen, told: Told): Lines {
  const { place } = group[0];
  const lines = [pen.ink("bold", locationOf(place)), ...excerptLines(place, worstOf(group), pen)];
  const repeated = new Map<string, { readonly severity: Severity; readonly rules: string[]; readonly sentence: string; readonly remark: string | undefined; readonly further: Lines }>();
  for (const diagnostic of group) {
    const { severity, rule, message, service = "" } = diagnostic;
    const { remark, reason } = fixNote(diagnostic, refusals, told);
    const alike = alikeBefore(diagnostic, told);
    if (alike !== undefined && reason === undefined) {
      const alsoFor = repeats.get(diagnostic);
      const further = alsoFor ? [repeatSentence(alsoFor)] : [];
      const key = JSON.stringify([severity, service, alike, remark, further]);
      const before = repeated.get(key) ?? { severity, rules: [], sentence: `for ${service} as for ${alike}.`, remark, further };
      before.rules.push(rule);
      repeated.set(key, before);
      continue;
    }
    lines.push(...pen.paragraph({ indent: 2, heading: [[SEVERITY_INK[severity], severity], ["bold", `${rule}:`]], sentence: message, remark }));
    const support = told.verbose && diagnostic.fix ? supportLines(diagnostic.fix) : [];
    const alsoFor = repeats.get(diagnostic);
    for (const sentence of [...partOf(diagnostic), ...relatedOn(diagnostic), ...(alsoFor ? [repeatSentence(alsoFor)] : []), ...(reason === undefined ? [] : [reason]), ...support]) lines.push(...pen.paragraph({ indent: 4, sentence, ink: "dim" }));
  }
  for (const { severity, rules, sentence, remark, further } of repeated.values()) {
    lines.push(...pen.paragraph({ indent: 2, heading: [[SEVERITY_INK[severity], severity], ["bold", `${rules.join(", ")}:`]], sentence, remark }));
    for (const each of further) lines.push(...pen.paragraph({ indent: 4, sentence: each, ink: "dim" }));
  }
  for (const sentence of waysOf(group)) lines.push(...pen.paragraph({ indent: 4, sentence, ink: "dim" }));
  return lines;
}

/** Another service of the file of which the very same was said before, if there is one. */
function alikeBefore({ rule, message, service, related, onlyIn }: Diagnostic, { services }: Told): string | undefined {
  if (service === undefined || related.length > 0 || !message.includes(service)) return undefined;
  const sentence = JSON.stringify([rule, message.replaceAll(service, "\0"), onlyIn]);
  const before = services.get(sentence);
  if (before === undefined) services.set(sentence, service);
  return before === service ? undefined : before;
}

function fixNote(diagnostic: Diagnostic, refusals: ReadonlyMap<string, string>, { reasons }: Pick<Told, "reasons">): { readonly remark?: string; readonly reason?: string } {
  const fixability = fixabilityOf(diagnostic, refusals);
  if (fixability.kind === "safe") return { remark: "[fixable with --fix]" };
  if (fixability.kind !== "unsafe") return {};
  if (reasons.has(fixability.because)) return { remark: "[fixable with --fix --unsafe]" };
  reasons.add(fixability.because);
  return { reason: `fixable with --fix --unsafe: ${fixability.because}` };
}

function excerptLines({ file, range }: Place, worst: Severity, pen: Pen): Lines {
  const number = String(lineOf({ file, range }));
  const { text, underline } = excerptOf(file, range, pen.excerptWidth - number.length - 5);
  if (text === "") return [];
  const marks = " ".repeat(underline.from) + pen.ink(SEVERITY_INK[worst], "^".repeat(underline.length));
  return [`  ${pen.ink("dim", `${number} |`)} ${text}`, `  ${pen.ink("dim", `${" ".repeat(number.length)} |`)} ${marks}`];
}

function relatedOn({ related }: Diagnostic): Lines {
  return related.map((other) => `${locationOf(other)}: ${other.message}`);
}

const SEVERITIES: readonly Severity[] = ["error", "warning", "info"];

function worstOf(group: Group): Severity {
  return SEVERITIES.find((severity) => group.some((diagnostic) => diagnostic.severity === severity)) ?? "info";
}
