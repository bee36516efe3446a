// Records what Compose makes of the statements in statements/*.yaml: asks the oracle (test/oracle) and writes
// statements/recorded.json.
//
//   node test/conformance/record.mjs           writes the file
//   node test/conformance/record.mjs --check   only tells whether it is up to date
//   node test/conformance/record.mjs --errors  also prints why Compose refuses what it refuses

import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";

const here = dirname(fileURLToPath(import.meta.url));
const folder = join(here, "statements");
const recordedFile = join(folder, "recorded.json");
const check = process.argv.includes("--check");
const showErrors = process.argv.includes("--errors");

const statements = readdirSync(folder).filter((name) => name.endsWith(".yaml")).sort().flatMap((name) => parse(readFileSync(join(folder, name), "utf8")));
const temporary = realpathSync(mkdtempSync(join(tmpdir(), "statements-")));
try {
  const requests = statements.map(prepare);
  const answers = ask(requests);
  const recorded = Object.fromEntries(statements.map(({ states }, index) => [states, outcome(states, answers[index], requests[index].workdir)]));
  if (Object.keys(recorded).length !== statements.length) throw new Error("Two statements have the same words.");
  const text = `${JSON.stringify(recorded, null, 1)}\n`;
  if (!check) writeFileSync(recordedFile, text);
  else if (text !== readFileSync(recordedFile, "utf8")) {
    console.error("recorded.json is stale");
    process.exitCode = 1;
  }
  console.log(`${statements.length} statements, ${answers.filter(({ valid }) => valid).length} of them valid`);
} finally {
  rmSync(temporary, { recursive: true });
}

/** Writes a statement's files; the folder's name is that of the project if nothing else says one. */
function prepare({ files, run = {} }, index) {
  const workdir = join(temporary, String(index), "conformance");
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(workdir, name)), { recursive: true });
    writeFileSync(join(workdir, name), text);
  }
  const named = run.files ?? (files["more.yaml"] !== undefined && files[".env"] === undefined ? ["compose.yaml", "more.yaml"] : []);
  return { id: String(index), workdir, files: named, env: { HOME: "/home/somebody", ...run.env }, profiles: run.profiles ?? [], projectName: run.name ?? "p" };
}

function ask(requests) {
  const oracle = join(here, "..", "oracle");
  const binary = join(oracle, "bin", process.platform === "win32" ? "oracle.exe" : "oracle");
  run("go", ["build", "-trimpath", "-o", binary, "."], { cwd: oracle });
  const output = run(binary, [], { input: requests.map((request) => `${JSON.stringify(request)}\n`).join("") });
  return output.trim().split("\n").map((line) => JSON.parse(line));
}

function run(command, args, options) {
  const result = spawnSync(command, args, { encoding: "utf8", maxBuffer: 1 << 30, ...options });
  if (result.error) throw result.error;
  if (result.status !== 0) throw new Error(`${command} failed:\n${result.stderr}`);
  return result.stdout;
}

function outcome(states, { valid, model, error, panic, timeout }, workdir) {
  if (panic || timeout) console.error(`${states}: the oracle failed: ${error}`);
  if (!valid && showErrors) console.log(`${states}\n    ${error.replaceAll("\n", "\n    ")}`);
  return valid ? { valid, model: JSON.parse(JSON.stringify(model).replaceAll(workdir, "${PROJECT}")) } : { valid };
}
