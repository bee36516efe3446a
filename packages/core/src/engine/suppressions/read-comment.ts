import type { Place } from "../../compose/place.js";
import { nearest } from "../../compose/schema/did-you-mean.js";
import type { CommentFault, NamedRule, SuppressionComment, SuppressionKind } from "../../rules/suppression.js";

/** What comments that are ours have in them: where a text lacks it, there are none. */
export const OUR_NAME = "compose-lint";

const KINDS: readonly SuppressionKind[] = ["disable-next-line", "disable-line", "disable", "enable", "disable-file"];

/** A comment that begins with our name and a word, joined as it should be. */
const OURS = /^#+[ \t]*compose-lint-([\w-]+)/;
/** What people write who do not remember how it is spelled. Sentences about compose-lint are none of it. */
const NEARLY_OURS = /^#+[ \t]*compose-lint(?:[ \t]*:[ \t]*((?:disable|enable|ignore)[\w-]*)|[ \t]+((?:disable|ignore)-[\w-]+))/i;

/**
 * Reads one comment: `# compose-lint-disable-line rule, rule until 2027-03-01 -- reason`, where all behind the first word may be
 * absent. Nothing if it is none of ours.
 */
export function readComment(place: Place): SuppressionComment | undefined {
  const text = place.file.text.slice(place.range.start, place.range.end).trimEnd();
  const at: Place = { file: place.file, range: { start: place.range.start, end: place.range.start + text.length } };
  const [head = "", word] = OURS.exec(text) ?? [];
  if (word === undefined) {
    const [nearly = "", colon, blank] = NEARLY_OURS.exec(text) ?? [];
    return nearly === "" ? undefined : { place: at, faults: [{ range: lengthFrom(at, 0, nearly.length), message: unknownWord(colon ?? blank ?? "") }] };
  }
  const kind = KINDS.find((each) => each === word);
  if (!kind) return /^(?:dis|en|ignor)/i.test(word) ? { place: at, faults: [{ range: lengthFrom(at, 0, head.length), message: unknownWord(word) }] } : undefined;
  return readWords(at, kind, text, head.length);
}

function unknownWord(word: string): string {
  const [meant] = nearest(word, KINDS).names;
  const known = meant ? `Did you mean \`compose-lint-${meant}\`?` : `There are ${KINDS.map((kind) => `\`compose-lint-${kind}\``).join(", ")}.`;
  return `This comment suppresses nothing, because \`${word}\` is no word that compose-lint knows. ${known}`;
}

/** The part of a comment behind its first word. */
function readWords(place: Place, kind: SuppressionKind, text: string, start: number): SuppressionComment {
  const dashes = REASON.exec(text.slice(start));
  const end = dashes ? start + dashes.index : text.length;
  const reason = dashes ? text.slice(end + dashes[0].length).trim() : "";
  const words = text.slice(start, end);
  const faults: CommentFault[] = [];
  const complain = (from: number, length: number, message: string): void => void faults.push({ range: lengthFrom(place, from, length), message: `This comment suppresses nothing: ${message}` });

  const until = UNTIL.exec(words);
  const names = until ? words.slice(0, until.index) : words;
  if (until) {
    const [whole, , sign = "", date = ""] = until;
    const from = start + until.index + whole.length - whole.trimStart().length;
    if (kind === "enable") complain(from, whole.trim().length, "`enable` takes no date.");
    else if (sign !== "" || !isDate(date)) complain(from, whole.trim().length, `a date is written as \`until 2027-03-01\`${sign === "" && /^\d{4}-\d\d-\d\d$/.test(date) ? `, and there is no day ${date}` : ""}.`);
  }

  const rules = namesIn(names).map(({ index, name }): NamedRule => ({ name, range: lengthFrom(place, start + index, name.length) }));
  for (const { index, name } of namesIn(names)) {
    if (name === "") complain(start + index, 1, "a name is missing beside this comma.");
    else if (!/^[\w./@-]+$/.test(name)) complain(start + index, name.length, "put commas between the names of rules, and `--` before a reason.");
  }
  if (kind === "disable-line" && standsAlone(place)) complain(0, text.length, "there is nothing else on its line. `compose-lint-disable-next-line` is about the line below.");
  if (faults.length > 0) return { place, faults };

  const date = until?.[3];
  return {
    place,
    faults: DATE_IN_REASON.test(reason) && date === undefined ? [{ range: lengthFrom(place, end, text.length - end), message: "A date in the reason is only text. Put `until` and the date before the `--`." }] : [],
    suppression: { kind, place, rules: rules.length === 0 ? "all" : rules, ...(reason === "" ? {} : { reason }), ...(date === undefined ? {} : { until: date }) },
  };
}

/** A reason begins behind two dashes that stand alone. */
const REASON = /(?:^|[ \t])--+(?=[ \t]|$)/;
const UNTIL = /(^|[ \t])until\b[ \t]*([:=]?)[ \t]*(.*?)[ \t]*$/i;
const DATE_IN_REASON = /\buntil[ \t]*[:=]?[ \t]*\d{4}-\d\d-\d\d\b/i;

/** What stands between commas, with its place; nothing if there is only blank space. */
function namesIn(words: string): readonly { readonly index: number; readonly name: string }[] {
  if (words.trim() === "") return [];
  let index = 0;
  return words.split(",").map((piece) => {
    const at = index + (piece.length - piece.trimStart().length);
    index += piece.length + 1;
    return { index: at, name: piece.trim() };
  });
}

function standsAlone({ file, range }: Place): boolean {
  const { start } = file.lines.lineRange(file.lines.positionAt(range.start).line);
  return file.text.slice(start, range.start).trim() === "";
}

/** A day of the calendar, in the one spelling that sorts as it counts. */
function isDate(text: string): boolean {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text) ?? [];
  if (year === undefined) return false;
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  return date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day);
}

function lengthFrom({ range }: Place, from: number, length: number): CommentFault["range"] {
  return { start: range.start + from, end: range.start + from + length };
}
