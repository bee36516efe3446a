// How long the command takes: its start on one small file beside the bare start of Node, big projects, and a whole corpus of files.
//   node scripts/bench.mjs [--check] [corpus]
// With --check it fails if starting takes more than the budget, if --fix grows faster than what it is given, or if the files of the
// corpus take more than their budget. That one is counted in the time that it takes to parse them, so that it is the same everywhere.
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { tsImport } from "tsx/esm/api";
import { byRepository, composeFilesIn, CORPUS, filesBelow, importCore } from "./real-files.mjs";

const BUDGET_MS = 120;
const ROUNDS = 21;
const ATTEMPTS = 4;
/** How many times longer ten times the services may take: ten and some more, because a busy machine measures badly. */
const GROWTH = 15;
/** How many times longer linting may take than parsing alone: 5.4 with the first 80 rules, and a quarter more. */
const PARSINGS = 6.8;

const root = fileURLToPath(new URL("..", import.meta.url));
const bundle = join(root, "dist/compose-lint.mjs");
const args = process.argv.slice(2);
const check = args.includes("--check");
const given = args.find((arg) => !arg.startsWith("-"));
const corpus = given === undefined ? CORPUS : resolve(given);

const withinBudget = measureStart();
const isLinear = await measureBigProjects();
const files = corpusFiles();
measureCorpus();
const isQuick = await measureAgainstParsing();
if (check && !(withinBudget && isLinear && isQuick)) process.exitCode = 1;

/** A busy machine can only make it slower, so one good attempt is proof enough. */
function measureStart() {
  const folder = mkdtempSync(join(tmpdir(), "compose-lint-bench-"));
  try {
    const file = join(folder, "compose.yaml");
    writeFileSync(file, 'services:\n  db:\n    image: postgres:17.2\n    mem_limit: 512m\n    ports: ["127.0.0.1:5432:5432"]\n');
    for (let attempt = 1; ; attempt += 1) {
      // In turns, so that whatever else the machine does hits both alike.
      const bare = [];
      const ours = [];
      for (let round = 0; round < ROUNDS; round += 1) {
        bare.push(time(["-e", "0"]));
        ours.push(time([bundle, "--fail-on", "never", file]));
      }
      const difference = median(ours) - median(bare);
      const good = difference <= BUDGET_MS;
      console.log(`start: node ${ms(median(bare))}, compose-lint on a small file ${ms(median(ours))} (${(median(ours) / median(bare)).toFixed(2)} times), median of ${ROUNDS}`);
      console.log(`       ${ms(difference)} on top of node, budget ${ms(BUDGET_MS)}: ${good ? "kept" : "exceeded"}`);
      if (good || !check || attempt === ATTEMPTS) return good;
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Whether the time grows with the size and no faster, and how long the biggest ones take. */
async function measureBigProjects() {
  const { manyServices } = await tsImport("../test/fixtures/generate.ts", import.meta.url);
  const folder = mkdtempSync(join(tmpdir(), "compose-lint-bench-"));
  try {
    const start = time([bundle, "--version"]);
    let isLinear = false;
    for (let attempt = 1; attempt <= (check ? ATTEMPTS : 1) && !isLinear; attempt += 1) {
      const grown = { lint: [], fix: [] };
      for (const count of [500, 5_000]) {
        const file = join(folder, `${count}.yaml`);
        writeFileSync(file, manyServices(count));
        grown.lint.push(report(`one file of ${count} services, lint`, ["--fail-on", "never", "--format", "json", file]) - start);
        grown.fix.push(report(`one file of ${count} services, --fix`, ["--fail-on", "never", "--format", "json", "--fix", file]) - start);
      }
      const [lintGrowth, fixGrowth] = [grown.lint, grown.fix].map(([few, many]) => many / few);
      console.log(`ten times the services take ${lintGrowth.toFixed(1)} times as long to lint, ${fixGrowth.toFixed(1)} times as long to fix`);
      isLinear = fixGrowth <= GROWTH;
    }
    const names = Array.from({ length: 200 }, (_, index) => `part-${index}.yaml`);
    names.forEach((name, index) => writeFileSync(join(folder, name), `services:\n  app-${index}:\n    image: nginx:1.27.3\n    depends_on: [db-${index}]\n  db-${index}:\n    image: postgres:16.4\n    mem_limit: 1g\n`));
    const main = join(folder, "compose.yaml");
    writeFileSync(main, `include:\n${names.map((name) => `  - ${name}\n`).join("")}`);
    report("a project of 200 included files, lint", ["--fail-on", "never", "--format", "json", main]);
    return isLinear;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Tells how long a run takes, in ms. */
function report(what, lintArgs) {
  const taken = time([bundle, ...lintArgs]);
  console.log(`${what}: ${(taken / 1000).toFixed(2)} s`);
  return taken;
}

function corpusFiles() {
  if (!existsSync(corpus)) {
    console.log(`corpus: no folder ${given ?? "../shared/corpus"}, nothing measured`);
    return [];
  }
  return composeFilesIn(corpus);
}

function measureCorpus() {
  if (files.length === 0) return;
  const started = performance.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, [bundle, "--fail-on", "never", "--format", "json", ...files], { cwd: corpus, encoding: "utf8", maxBuffer: Infinity });
  const seconds = (performance.now() - started) / 1000;
  if (status !== 0) throw new Error(`compose-lint ended with ${status}:\n${stderr.slice(0, 4000)}`);
  const { summary } = JSON.parse(stdout);
  console.log(`corpus: ${summary.files} files in ${seconds.toFixed(2)} s, ${Math.round(summary.files / seconds)} files per second, ${ms((seconds * 1000) / summary.files)} each`);
}

/** Lints and parses one folder of the corpus after the other in one process, so that a slow or busy machine hits both alike. */
async function measureAgainstParsing() {
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
      lintProjects(host, groupProjects(host, repository), configuration);
      taken.lint += performance.now() - started;
    }
    const times = taken.lint / taken.parse;
    const good = times <= PARSINGS;
    console.log(`        linting takes ${times.toFixed(1)} times as long as parsing alone, budget ${PARSINGS}: ${good ? "kept" : "exceeded"}`);
    if (good || !check || attempt === ATTEMPTS) return good;
  }
}

function time(nodeArgs) {
  const started = performance.now();
  const { status, stderr } = spawnSync(process.execPath, nodeArgs, { stdio: ["ignore", "ignore", "pipe"], encoding: "utf8", maxBuffer: Infinity });
  if (status !== 0) throw new Error(`node ${nodeArgs.join(" ")} ended with ${status}:\n${stderr}`);
  return performance.now() - started;
}

function median(values) {
  return values.toSorted((a, b) => a - b)[values.length >> 1];
}

function ms(value) {
  return `${Math.round(value)} ms`;
}
