// Draws findings of a rule from the corpus, always the same ones, so that somebody can read whether they are true:
//   node scripts/draw-findings.mjs no-privileged [count]
// `test/precision/<rule>.md` records the verdicts. Needs the corpus beside the repository.
import { byRepository, composeFilesIn, CORPUS, filesBelow, importCore } from "./real-files.mjs";

const [name, count = "15"] = process.argv.slice(2);
const { groupProjects, lintProjects, rules } = await importCore();
const rule = rules.find((candidate) => candidate.name === name);
if (!rule) throw new Error(`There is no rule ${String(name)}.`);

const host = filesBelow(CORPUS);
const found = byRepository(composeFilesIn(CORPUS)).flatMap((files) => lintProjects(host, groupProjects(host, files).map(({ request }) => request), { rules: [{ rule }] }).diagnostics);
const drawn = shuffle(found, seedOf(name)).slice(0, Number(count));
console.log(`${String(found.length)} findings in ${String(new Set(found.map(({ place }) => place.file.path)).size)} files; ${String(drawn.length)} drawn:`);
for (const { place, severity, message, fix } of drawn.sort((a, b) => (a.place.file.path < b.place.file.path ? -1 : 1))) {
  const { line } = place.file.lines.positionAt(place.range.start);
  console.log(`\n${place.file.path}:${String(line)} ${severity} ${message}${fix ? ` [${fix.safety}: ${fix.title}]` : ""}`);
  for (let at = Math.max(1, line - 4); at <= Math.min(place.file.lines.lineCount, line + 12); at += 1) {
    const { start, end } = place.file.lines.lineRange(at);
    console.log(`${at === line ? ">" : " "} ${String(at).padStart(4)} ${place.file.text.slice(start, end)}`);
  }
}

/** A number that is always the same for a name. */
function seedOf(text) {
  return [...text].reduce((hash, character) => (Math.imul(hash, 31) + character.codePointAt(0)) >>> 0, 7);
}

/** Fisher and Yates' shuffle with a generator of our own (mulberry32), so that it is the same everywhere. */
function shuffle(values, seed) {
  const shuffled = [...values];
  let state = seed;
  const random = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  for (let index = shuffled.length - 1; index > 0; index -= 1) {
    const other = Math.floor(random() * (index + 1));
    [shuffled[index], shuffled[other]] = [shuffled[other], shuffled[index]];
  }
  return shuffled;
}
