// What the command costs, beside the bare start of Node and beside dclint, all in one run:
//   node scripts/bench.mjs [--check] [--write] [--nodes] [corpus]
// With --check it measures what has a budget and nothing else, and fails if starting takes more than its budget, if --fix grows faster
// than what it is given, or if the files of the corpus take more than their budget. That one is counted in the time that it takes to
// parse them, so that it is the same everywhere.
// With --write the numbers go to docs/benchmarks.md. With --nodes some are measured on each version of Node that people may have, too.
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { cpus, tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { tsImport } from "tsx/esm/api";
import { installNodes } from "./nodes.mjs";
import { byRepository, composeFilesIn, CORPUS, filesBelow, importCore } from "./real-files.mjs";

/** The share of what dclint takes on top of Node's own start that ours may take. A machine's hour, and a version of Node, make both slower. */
const PEER_STARTS = 1 / 6;
const ROUNDS = 21;
const ATTEMPTS = 4;
/** How many times longer ten times the services may take: ten and some more, because a busy machine measures badly. */
const GROWTH = 15;
/** How many times longer linting may take than parsing alone: 3.7 with 114 rules, and a third more. */
const PARSINGS = 5;

const root = fileURLToPath(new URL("..", import.meta.url));
const OURS = { name: "compose-lint", start: [join(root, "dist/compose-lint.mjs"), "--fail-on", "never"] };
const PEER = { name: "dclint", start: [join(dirname(createRequire(import.meta.url).resolve("dclint/package.json")), "bin/dclint.cjs")] };

const args = process.argv.slice(2);
const check = args.includes("--check");
const given = args.find((arg) => !arg.startsWith("-"));
const corpus = given === undefined ? CORPUS : resolve(given);
const folder = mkdtempSync(join(tmpdir(), "compose-lint-bench-"));
const rows = [];
const nodeRows = [];

try {
  const withinBudget = measureStart();
  if (!check) measureRepository();
  const isLinear = await measureBigProjects();
  const files = existsSync(corpus) ? composeFilesIn(corpus) : [];
  if (!check) measureCorpus(files);
  if (args.includes("--nodes")) await measureNodes(files);
  const isQuick = await measureAgainstParsing(files);
  if (args.includes("--write")) writeFileSync(join(root, "docs/benchmarks.md"), page());
  if (check && !(withinBudget && isLinear && isQuick)) process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true });
}

/** A busy machine can only make it slower, so one good attempt is proof enough. */
function measureStart() {
  const file = smallFile();
  for (let attempt = 1; ; attempt += 1) {
    const [bare, ours, peer] = inTurns(ROUNDS, [["-e", "0"], [...OURS.start, file], [...PEER.start, file]]);
    const [difference, budget] = [ours.cpu - bare.cpu, PEER_STARTS * (peer.cpu - bare.cpu)];
    const good = difference <= budget;
    console.log(`start: ${ms(difference)} of processor time on top of node, budget ${ms(budget)}: ${good ? "kept" : "exceeded"}`);
    if (!good && check && attempt < ATTEMPTS) continue;
    tell("`node -e 0`", bare);
    tell("one small file", ours, peer, bare);
    return good;
  }
}

function smallFile() {
  const file = join(folder, "small.yaml");
  writeFileSync(file, 'services:\n  db:\n    image: postgres:17.2\n    mem_limit: 512m\n    ports: ["127.0.0.1:5432:5432"]\n');
  return file;
}

/** The repository of examples that everybody knows. */
function measureRepository() {
  const repository = join(corpus, "docker__awesome-compose");
  if (!existsSync(repository)) return;
  const files = composeFilesIn(repository).map((file) => join(repository, file));
  const [bare, ours, peer] = inTurns(5, [["-e", "0"], [...OURS.start, ...files], [...PEER.start, ...files]]);
  tell(`the ${files.length} files of docker/awesome-compose`, ours, peer, bare);
}

/** Whether the time grows with the size and no faster, and how long the biggest ones take. */
async function measureBigProjects() {
  const { manyServices } = await tsImport("../test/fixtures/generate.ts", import.meta.url);
  const file = (count) => {
    const path = join(folder, `${count}.yaml`);
    writeFileSync(path, manyServices(count));
    return path;
  };
  const lint = (path) => run([...OURS.start, "--format", "json", path]);
  const fix = (path) => run([...OURS.start, "--format", "json", "--fix", path]);
  const start = run([...OURS.start, "--version"]).wall;
  for (let attempt = 1; ; attempt += 1) {
    const [few, many] = [500, 5_000].map((count) => ({ count, lint: lint(file(count)), fix: fix(file(count)) }));
    const [lintGrowth, fixGrowth] = [(many.lint.wall - start) / (few.lint.wall - start), (many.fix.wall - start) / (few.fix.wall - start)];
    const isLinear = fixGrowth <= GROWTH;
    console.log(`ten times the services take ${lintGrowth.toFixed(1)} times as long to lint, ${fixGrowth.toFixed(1)} times as long to fix`);
    if (!isLinear && check && attempt < ATTEMPTS) continue;
    tell("one file of 500 services", few.lint);
    tell("one file of 5,000 services", many.lint);
    tell("the same with `--fix`", many.fix);
    tell("a project of 200 included files", lint(includes(200)));
    return isLinear;
  }
}

/** A project whose services all stand in files of their own. */
function includes(count) {
  const names = Array.from({ length: count }, (_, index) => `part-${index}.yaml`);
  names.forEach((name, index) => writeFileSync(join(folder, name), `services:\n  app-${index}:\n    image: nginx:1.27.3\n    depends_on: [db-${index}]\n  db-${index}:\n    image: postgres:16.4\n    mem_limit: 1g\n`));
  const main = join(folder, "compose.yaml");
  writeFileSync(main, `include:\n${names.map((name) => `  - ${name}\n`).join("")}`);
  return main;
}

function measureCorpus(files) {
  if (files.length === 0) {
    console.log(`corpus: no folder ${given ?? "../shared/corpus"}, nothing measured`);
    return;
  }
  const paths = files.map((file) => join(corpus, file));
  // The peer ends with an error at the first merge key that it does not understand.
  tell(`${files.length.toLocaleString("en")} files of public repositories`, run([...OURS.start, "--format", "json", ...paths]));
}

/** The same command on several versions of Node. */
async function measureNodes(files) {
  const { manyServices } = await tsImport("../test/fixtures/generate.ts", import.meta.url);
  const [small, many] = [smallFile(), join(folder, "many.yaml")];
  const paths = files.map((file) => join(corpus, file));
  for (const { version, program } of installNodes()) {
    const [bare, one] = inTurns(ROUNDS, [["-e", "0"], [...OURS.start, small]], program);
    const fix = median(Array.from({ length: 3 }, () => {
      writeFileSync(many, manyServices(5_000));
      return run([...OURS.start, "--format", "json", "--fix", many], program).wall;
    }));
    const [all] = inTurns(3, [[...OURS.start, "--format", "json", ...paths]], program);
    nodeRows.push([version, ms(bare.cpu), ms(one.cpu - bare.cpu), duration(all.wall), duration(fix)]);
    console.log(`Node ${nodeRows.at(-1)?.join(", ") ?? ""}`);
  }
}

/** Lints and parses one folder of the corpus after the other in one process, so that a slow or busy machine hits both alike. */
async function measureAgainstParsing(files) {
  if (files.length === 0) return true;
  const yaml = join(dirname(createRequire(join(root, "packages/core/package.json")).resolve("yaml/package.json")), "browser/dist/index.js");
  const { groupProjects, lintProjects, presetConfiguration } = await importCore({ yaml });
  const { parseAllDocuments } = await import(pathToFileURL(yaml).href);
  const configuration = presetConfiguration("recommended");
  const host = filesBelow(corpus);
  const repositories = byRepository(files);
  for (const file of files) host.read(file);
  for (let attempt = 1; ; attempt += 1) {
    const taken = { parse: 0, lint: 0 };
    for (const repository of repositories) {
      let started = performance.now();
      for (const file of repository) parseAllDocuments(host.read(file).toString(), { merge: true, uniqueKeys: false });
      taken.parse += performance.now() - started;
      started = performance.now();
      lintProjects(host, groupProjects(host, repository).map(({ request }) => request), configuration);
      taken.lint += performance.now() - started;
    }
    const times = taken.lint / taken.parse;
    const good = times <= PARSINGS;
    console.log(`linting takes ${times.toFixed(1)} times as long as parsing alone, budget ${PARSINGS}: ${good ? "kept" : "exceeded"}`);
    if (good || !check || attempt === ATTEMPTS) return good;
  }
}

/** Runs each of several commands so often, in turns, so that whatever else the machine does hits all alike; the middle of each. */
function inTurns(rounds, commands, node) {
  const taken = commands.map(() => []);
  for (let round = 0; round < rounds; round += 1) commands.forEach((command, index) => taken[index].push(run(command, node)));
  return taken.map((runs) => ({ wall: median(runs.map(({ wall }) => wall)), cpu: median(runs.map(({ cpu }) => cpu)), memory: median(runs.map(({ memory }) => memory)) }));
}

/** Runs Node: milliseconds until it has ended and of processor time, and the most memory it had, in MB. */
function run(nodeArgs, node = process.execPath) {
  const usage = join(folder, "usage.json");
  const measure = join(folder, "measure.cjs");
  writeFileSync(measure, `process.on("exit", () => require("node:fs").writeFileSync(${JSON.stringify(usage)}, JSON.stringify(process.resourceUsage())));\n`);
  const started = performance.now();
  const { status, stderr } = spawnSync(node, ["--require", measure, ...nodeArgs], { stdio: ["ignore", "ignore", "pipe"], encoding: "utf8", maxBuffer: Infinity, env: { ...process.env, NODE_COMPILE_CACHE: undefined } });
  const wall = performance.now() - started;
  // Others have no way to find nothing.
  if (status === null || status > 1) throw new Error(`node ${nodeArgs.slice(0, 3).join(" ")} … ended with ${status}:\n${stderr.slice(0, 4000)}`);
  const { userCPUTime, systemCPUTime, maxRSS } = JSON.parse(readFileSync(usage, "utf8"));
  return { wall, cpu: (userCPUTime + systemCPUTime) / 1000, memory: maxRSS / 1024 };
}

/** Keeps a row of the table, and prints it. `bare` is what Node itself takes of it. */
function tell(what, ours, peer, bare) {
  const times = peer ? `${(peer.wall / ours.wall).toFixed(1)}` : "";
  const onTop = bare ? `${ms(ours.cpu - bare.cpu)}` : "";
  rows.push([what, duration(ours.wall), ms(ours.cpu), onTop, `${Math.round(ours.memory)} MB`, peer ? duration(peer.wall) : "", times]);
  console.log(`${what}: ${duration(ours.wall)}, ${ms(ours.cpu)} of processor time${bare ? ` (${onTop} on top of node)` : ""}, ${Math.round(ours.memory)} MB${peer ? `; ${PEER.name} ${duration(peer.wall)}, ${times} times` : ""}`);
}

function page() {
  const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const { version: peerVersion } = createRequire(import.meta.url)("dclint/package.json");
  const costs = table(["what", "time", "processor time", "on top of Node", "memory", `${PEER.name} ${peerVersion}`, "times ours"], rows);
  const nodes = table(["Node", "`node -e 0`", "one small file, on top of that", "all files of the corpus", "5,000 services with `--fix`"], nodeRows);
  return `# Benchmarks

What compose-lint ${version} costs, beside the bare start of Node and beside dclint, which reads one file at a time and has 15 rules. \`pnpm bench --write\` measures it all in one run and writes this page.

${costs}

Node ${process.version}, ${cpus().length} cores of ${cpus()[0]?.model.trim() ?? "an unknown processor"}. Times of one run each; of the small file the median of ${ROUNDS}, of the repository the median of 5. Processor time counts all threads of the process.

The command keeps what Node has compiled in \`~/.cache/compose-lint\` (or where \`XDG_CACHE_HOME\` says), which saves half of what a start takes; set \`NODE_DISABLE_COMPILE_CACHE=1\` to do without.
${nodeRows.length === 0 ? "" : `
On other versions of Node, measured in the same run; the first two are processor time, and each the median of ${ROUNDS}, the others time, and each the median of 3:

${nodes}
`}`;
}

function table(head, body) {
  return [head, head.map(() => "---"), ...body].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

function median(values) {
  return values.toSorted((a, b) => a - b)[values.length >> 1];
}

function duration(value) {
  return value < 1000 ? ms(value) : `${(value / 1000).toFixed(1)} s`;
}

function ms(value) {
  return `${Math.round(value)} ms`;
}
