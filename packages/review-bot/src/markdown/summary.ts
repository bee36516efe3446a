import type { Diagnostic, Severity } from "@compose-lint/core";
import { LAYERS, ROWS } from "@compose-lint/core/audit";
import type { Readiness, ReadinessChange } from "../review/readiness.js";
import type { OtherFinding, Review } from "../review/review.js";
import type { AddedSuppression } from "../review/suppressions.js";
import type { Forge } from "./forge.js";
import { counted, GRADE_DOTS, listed, sentenceOf, shown, shownName } from "./words.js";

export const SUMMARY_MARKER = "<!-- compose-lint:summary -->";

const ORDER: readonly Severity[] = ["error", "warning", "info"];
/** More findings of what is missing than these are folded up. */
const FEW = 5;
/** So many items of a list are tried, until all fits. */
const LENGTHS = [500, 200, 100, 50, 20, 10, 5, 1];

/** Whether there is anything to say. */
export function isWorthTelling({ comments, others, suppressions, readiness, failures }: Review): boolean {
  return comments.length + others.length + suppressions.length + readiness.length + failures.length > 0;
}

/** What a change brings, apart from the comments on its lines. */
export function summaryMarkdown(review: Review, forge: Forge): string {
  const texts = LENGTHS.map((most) => () => [...blocksOf(review, most, forge), SUMMARY_MARKER].join("\n\n"));
  for (const text of texts) if (text().length <= forge.mostCharacters) return text();
  return [totalLine(review), SUMMARY_MARKER].join("\n\n");
}

function blocksOf(review: Review, most: number, forge: Forge): readonly string[] {
  const { others, suppressions, readiness, notes, failures } = review;
  return [
    "### compose-lint",
    totalLine(review),
    ...(others.length === 0 ? [] : ["**Not in a suggestion**", ...findingBlocks(others, most, forge)]),
    ...(readiness.length === 0 ? [] : ["**Readiness for production**", readinessTable(readiness, most)]),
    ...(suppressions.length === 0 ? [] : ["**Comments that keep findings from being told, new here**", items(suppressions.map((each) => suppressionItem(each, forge)), most)]),
    ...(notes.length + failures.length === 0 ? [] : ["**Notes**", items([...notes.map((note) => shown(note, forge)), ...failures.map(({ rule, file }) => `The rule ${shownName(rule)} failed on ${shownName(file)}, which is a fault of compose-lint. The other rules have done their work.`)], most)]),
  ];
}

function totalLine({ comments, others }: Review): string {
  const suggested = comments.flatMap(({ suggestion, waiting }) => [...suggestion.mends, ...waiting]);
  const all = [...suggested, ...others.map(({ diagnostic }) => diagnostic)];
  if (all.length === 0) return "This change brings no findings.";
  const counts = ORDER.flatMap((severity) => {
    const count = all.filter((diagnostic) => diagnostic.severity === severity).length;
    return count === 0 ? [] : [severity === "info" ? `${String(count)} info` : counted(count, severity)];
  });
  const safe = comments.filter(({ suggestion }) => suggestion.safety === "safe").length;
  const unsafe = comments.length - safe;
  const kinds = unsafe === 0 ? ", safe to apply" : safe === 0 ? ", to be checked first" : `: ${String(safe)} safe to apply, ${String(unsafe)} to be checked first`;
  return `This change brings ${listed(counts)}.${comments.length === 0 ? "" : ` ${counted(comments.length, "suggestion")} in the diff${kinds}.`}`;
}

function findingBlocks(others: readonly OtherFinding[], most: number, forge: Forge): readonly string[] {
  const sorted = others.toSorted((a, b) => ORDER.indexOf(a.diagnostic.severity) - ORDER.indexOf(b.diagnostic.severity));
  const isAbsence = ({ diagnostic }: OtherFinding): boolean => diagnostic.isAbsence === true;
  const [wrong, lacking] = [sorted.filter((each) => !isAbsence(each)), sorted.filter(isAbsence)];
  return [
    ...(wrong.length === 0 ? [] : [items(wrong.map((each) => findingItem(each, forge)), most)]),
    ...(lacking.length === 0 ? [] : lacking.length <= FEW ? [items(lacking.map((each) => findingItem(each, forge)), most)] : [`<details>\n<summary>What services lack: ${counted(lacking.length, "finding")}</summary>\n\n${items(lacking.map((each) => findingItem(each, forge)), most)}\n\n</details>`]),
  ];
}

function findingItem({ diagnostic, notSuggested }: OtherFinding, forge: Forge): string {
  return `${shownName(locationOf(diagnostic))} ${sentenceOf(diagnostic, forge)}${fixWords(diagnostic, notSuggested)}`;
}

function fixWords({ fix }: Diagnostic, notSuggested: string | undefined): string {
  if (!fix) return "";
  const command = fix.safety === "safe" ? "`compose-lint --fix`" : "`compose-lint --fix --unsafe`";
  return notSuggested === undefined ? "" : ` ${command} mends it; no suggestion does, because ${notSuggested}.`;
}

function locationOf({ place: { file, range } }: Diagnostic): string {
  return `${file.path}:${String(file.lines.positionAt(range.start).line)}`;
}

function readinessTable(changes: readonly ReadinessChange[], most: number): string {
  const head = `| service | ${ROWS.map(({ title }) => title.toLowerCase().replace("dns", "DNS")).join(" | ")} | red rows |\n|---|${"---|".repeat(ROWS.length + 1)}`;
  const rows = changes.slice(0, most).map((change) => `| ${serviceCell(change)} | ${ROWS.map(({ name }) => gradeCell(change, name)).join(" | ")} | ${redsCell(change)} |`);
  return [head, ...rows, ...(changes.length > most ? [`| and ${String(changes.length - most)} more |${" |".repeat(ROWS.length + 1)}`] : [])].join("\n");
}

function serviceCell({ service, project, before, after }: ReadinessChange): string {
  return `${shownName(service)}${before ? (after ? "" : ", removed") : ", new"}<br>${shownName(project)}`;
}

function gradeCell({ before, after }: ReadinessChange, row: (typeof ROWS)[number]["name"]): string {
  const dot = (readiness: Readiness | undefined): string | undefined => {
    const grade = readiness?.grades.get(row);
    return grade && `${GRADE_DOTS[grade]}${row === "hardening" && readiness ? ` ${String(readiness.layers)}/${String(LAYERS.length)}` : ""}`;
  };
  return [...new Set([dot(before), dot(after)].filter((each) => each !== undefined))].join(" → ");
}

function redsCell({ before, after }: ReadinessChange): string {
  return [...new Set([before, after].flatMap((readiness) => (readiness ? [String(readiness.reds)] : [])))].join(" → ");
}

function suppressionItem({ suppression: { place, rules, reason, until }, hides }: AddedSuppression, forge: Forge): string {
  const named = rules === "all" ? "all rules" : listed(rules.map(({ name }) => shownName(name)));
  return `${shownName(`${place.file.path}:${String(place.file.lines.positionAt(place.range.start).line)}`)} is about ${named} and hides ${hides.length === 0 ? "nothing" : listed(hides.map((rule) => shownName(rule)))}${until === undefined ? "" : ` until ${until}`}. ${reason === undefined ? "It gives no reason." : `Its reason: ${shown(reason, forge)}`}`;
}

function items(all: readonly string[], most: number): string {
  const told = all.length > most ? [...all.slice(0, most), `and ${String(all.length - most)} more.`] : all;
  return told.map((item) => `- ${item}`).join("\n");
}
