// The corpus has no comments of ours, so that nothing can be drawn for the rules about them. This writes some into its files, in memory: at
// one finding of each project, a comment that is right and one for each fault that such a rule knows.
//   node test/precision/try-comments.mjs
// The records of these rules have what it prints. Needs the corpus beside the repository.
import { byRepository, composeFilesIn, CORPUS, filesBelow, importCore } from "../../scripts/real-files.mjs";

/** So many projects of each repository, or a few big repositories would be all. */
const MOST = 4;
const { groupProjects, lintProjects, presetConfiguration, rules } = await importCore();
const host = filesBelow(CORPUS);
const aboutComments = rules.filter((rule) => rule.review);
const configuration = { rules: [...presetConfiguration("recommended").rules.filter(({ rule }) => !rule.review), ...aboutComments.map((rule) => ({ rule }))], today: "2026-01-01" };

/** Rules that find little, of which one finds nothing where a comment is to be in vain. */
const SELDOM = ["no-privileged", "no-host-network", "no-sensitive-mount"];
const FAULTS = {
  "invalid-suppression": (rule) => `${rule}x -- tried`,
  "suppression-reason": (rule) => rule,
  "expired-suppression": (rule) => `${rule} until 2025-12-31 -- tried`,
  "unused-suppression": (_rule, other) => `${other} -- tried`,
};

let tried = 0;
const wrong = [];
const missed = Object.fromEntries(Object.keys(FAULTS).map((name) => [name, []]));
for (const files of byRepository(composeFilesIn(CORPUS))) {
  const single = groupProjects(host, files).flatMap(({ request }) => (request.files.length === 1 ? [request] : []));
  for (const request of single.slice(0, MOST)) tryIn(request);
}
console.log(`${tried} comments that are right: ${wrong.length} reported, or without effect`);
for (const each of wrong) console.log(`  ${each}`);
for (const [name, where] of Object.entries(missed)) {
  console.log(`${name}: ${tried - where.length} of ${tried} faults reported, each once`);
  for (const each of where) console.log(`  not ${each}`);
}

function tryIn(request) {
  const [path] = request.files;
  const before = lintProjects(host, [request], configuration).diagnostics.filter(({ place }) => place.file.path === path);
  const finding = before[(tried * 7) % before.length];
  if (!finding) return;
  tried += 1;
  const { file, range } = finding.place;
  const { line } = file.lines.positionAt(range.start);
  const { start, end } = file.lines.lineRange(line);
  const [indent] = /^[ \t]*/.exec(file.text.slice(start, end));
  const after = (words) => {
    const text = new TextEncoder().encode(`${file.text.slice(0, start)}${indent}# compose-lint-disable-next-line ${words}\n${file.text.slice(start)}`);
    return lintProjects({ read: (name) => (name === path ? text : host.read(name)) }, [request], configuration).diagnostics;
  };
  const isSame = ({ rule, message }) => rule === finding.rule && message === finding.message;
  const where = `${path}:${line} ${finding.rule}`;

  const right = after(`${finding.rule} -- tried`);
  if (right.some(({ rule }) => rule in FAULTS) || right.filter(isSame).length >= before.filter(isSame).length) wrong.push(where);
  const other = SELDOM.find((name) => !before.some(({ rule }) => rule === name));
  for (const [name, words] of Object.entries(FAULTS)) if (after(words(finding.rule, other)).filter(({ rule }) => rule === name).length !== 1) missed[name].push(where);
}
