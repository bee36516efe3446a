// What a keystroke costs in an editor, through the protocol that editors speak, with the built server:
//   node scripts/bench-editor.mjs [--check] [--write] [--quick]
// The server waits for no further keystroke here (`debounce` 0); editors make it wait 100 ms unless they say otherwise.
// With --check it fails if a keystroke takes longer than its budget, or if memory grows with the number of edits. With --write the numbers go to
// docs/editors.md. --quick is for tests: fewer edits.
import { spawn } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { cpus } from "node:os";
import { fileURLToPath } from "node:url";
import { tsImport } from "tsx/esm/api";

const root = fileURLToPath(new URL("..", import.meta.url));
const require = createRequire(`${root}packages/language-server/package.json`);
const { createProtocolConnection, StreamMessageReader, StreamMessageWriter } = require("vscode-languageserver/node");
const { TextDocument } = require("vscode-languageserver-textdocument");

/** From a keystroke to the diagnostics that count it, in ms. */
const BUDGET_MS = 100;
/** What the memory of the process may have grown by from the third tenth of the edits to the last, in MB: garbage is not collected at once. */
const GROWTH_MB = 48;
const SERVICES = 300;

const args = process.argv.slice(2);
const check = args.includes("--check");
const quick = args.includes("--quick");
const { manyServices } = await tsImport("../test/fixtures/generate.ts", import.meta.url);

const latency = await measureLatency();
const memory = await measureMemory();
if (args.includes("--write")) write();
if (check && !(latency.isGood && memory.isGood)) process.exitCode = 1;

/** How long it takes until somebody is told, for each kind of keystroke. */
async function measureLatency() {
  const client = await start(manyServices(SERVICES));
  const rounds = quick ? 5 : 20;
  const rows = [];
  try {
    const random = generator(7);
    const kinds = [
      ["a digit of a value", () => [typed(client, serviceAt(client, random()), /image: [^\n]*?\d/, (found) => `${found.slice(0, -1)}${(Number(found.at(-1)) + 1) % 10}`)]],
      ["a letter in a comment", () => [typed(client, serviceAt(client, random()), /\n/, () => " # x\n")]],
      ["a new key, letter by letter", () => letters(client, serviceAt(client, random()), "    mem_limit: 64m\n")],
      ["a new service, letter by letter", () => letters(client, serviceAt(client, random()), "  extra:\n    image: redis:7.4.1\n", true)],
    ];
    for (const [kind, changes] of kinds) {
      const times = [];
      const before = client.processorTime();
      for (let round = 0; round < rounds; round += 1) {
        for (const change of changes()) {
          const begun = performance.now();
          await client.change(change());
          times.push(performance.now() - begun);
        }
      }
      const processor = (client.processorTime() - before) / times.length;
      rows.push({ kind, times, processor });
      tell(kind, times, processor);
    }
  } finally {
    await client.stop();
  }
  const all = rows.flatMap(({ times }) => times);
  const processor = rows.reduce((sum, row) => sum + row.processor * row.times.length, 0) / all.length;
  tell(`all keystrokes in ${SERVICES} services`, all, processor);
  return { rows, all, processor, opened: client.opened, isGood: median(all) < BUDGET_MS };
}

/** Whether the server keeps something of every edit. */
async function measureMemory() {
  const edits = quick ? 1_000 : 10_000;
  const client = await start(manyServices(20));
  const sizes = [];
  try {
    for (let edit = 1; edit <= edits; edit += 1) {
      await client.change([{ range: rangeAt(client, client.text().indexOf("services:")), text: edit % 2 === 0 ? "#" : `# ${edit}\n` }]);
      if (edit % 2 === 0) await client.change([{ text: manyServices(20) }]);
      if (edit % (edits / 10) === 0) sizes.push(client.memory());
    }
  } finally {
    await client.stop();
  }
  // Before, all that is needed has not been compiled yet.
  const grown = Math.max(...sizes.slice(-3)) - sizes[2];
  const isGood = grown <= GROWTH_MB;
  console.log(`memory over ${edits.toLocaleString("en")} edits: ${sizes.map((size) => size.toFixed(0)).join(", ")} MB, ${isGood ? "flat" : `grown by ${grown.toFixed(0)} MB`}`);
  return { sizes, edits, isGood };
}

/** Starts the server with a document, and waits until it has said what is found. */
async function start(text) {
  const child = spawn(process.execPath, [`${root}dist/language-server.mjs`, "--stdio"], { stdio: ["pipe", "pipe", "inherit"] });
  const connection = createProtocolConnection(new StreamMessageReader(child.stdout), new StreamMessageWriter(child.stdin));
  const uri = "untitled:compose.yaml";
  let document = TextDocument.create(uri, "yaml", 1, text);
  let arrived = () => undefined;
  connection.onNotification("textDocument/publishDiagnostics", ({ version }) => {
    if (version === document.version) arrived();
  });
  connection.listen();
  const capabilities = { textDocument: { publishDiagnostics: { relatedInformation: true, versionSupport: true } } };
  await connection.sendRequest("initialize", { processId: process.pid, rootUri: null, capabilities, workspaceFolders: null, initializationOptions: { debounce: 0 } });
  await connection.sendNotification("initialized", {});
  const answer = () => new Promise((resolve) => { arrived = resolve; });
  const begun = performance.now();
  const first = answer();
  await connection.sendNotification("textDocument/didOpen", { textDocument: { uri, languageId: "yaml", version: 1, text } });
  await first;
  return {
    opened: performance.now() - begun,
    text: () => document.getText(),
    positionAt: (offset) => document.positionAt(offset),
    async change(contentChanges) {
      const version = document.version + 1;
      document = TextDocument.update(document, contentChanges, version);
      const told = answer();
      await connection.sendNotification("textDocument/didChange", { textDocument: { uri, version }, contentChanges });
      await told;
    },
    /** That the server has had so far, in ms; of all its threads. */
    processorTime() {
      const fields = readFileSync(`/proc/${child.pid}/stat`, "utf8").split(") ")[1].split(" ");
      return (Number(fields[11]) + Number(fields[12])) * 10;
    },
    /** Of the process, in MB. */
    memory: () => Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${child.pid}/status`, "utf8"))[1]) / 1024,
    async stop() {
      await connection.sendRequest("shutdown");
      await connection.sendNotification("exit");
    },
  };
}

/** Where one of the services begins, by a number from 0 to 1. */
function serviceAt(client, number) {
  const text = client.text();
  const starts = [...text.slice(0, text.indexOf("\nvolumes:")).matchAll(/^ {2}\w[\w-]*:$/gm)].map(({ index }) => index);
  return starts[Math.floor(number * (starts.length - 1))];
}

/** Replaces what a pattern finds first behind a place. */
function typed(client, from, pattern, replace) {
  return () => {
    const found = pattern.exec(client.text().slice(from));
    const start = from + found.index;
    return [{ range: { start: client.positionAt(start), end: client.positionAt(start + found[0].length) }, text: replace(found[0]) }];
  };
}

/** Types lines into a service, or in front of it, and takes them out again at once. */
function letters(client, from, lines, before = false) {
  const place = before ? from : from + client.text().slice(from).indexOf("\n") + 1;
  const changes = [...lines].map((letter, index) => () => [{ range: rangeAt(client, place + index), text: letter }]);
  return [...changes, () => [{ range: { start: client.positionAt(place), end: client.positionAt(place + lines.length) }, text: "" }]];
}

function rangeAt(client, offset) {
  const position = client.positionAt(offset);
  return { start: position, end: position };
}

/** The same numbers each time. */
function generator(seed) {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}

function median(times) {
  return quantile(times, 0.5);
}

function quantile(times, share) {
  return times.toSorted((a, b) => a - b)[Math.floor((times.length - 1) * share)];
}

function tell(what, times, processor) {
  console.log(`${what}: median ${median(times).toFixed(0)} ms, 95 % below ${quantile(times, 0.95).toFixed(0)} ms, processor time ${processor.toFixed(0)} ms; ${times.length} keystrokes`);
}

/** Replaces what stands below the last heading of the page. */
function write() {
  const path = `${root}docs/editors.md`;
  const page = readFileSync(path, "utf8");
  const head = page.slice(0, page.indexOf("## What it costs"));
  const rows = [...latency.rows, { kind: "**all of them**", times: latency.all }].map(({ kind, times }) => `| ${kind} | ${median(times).toFixed(0)} ms | ${quantile(times, 0.95).toFixed(0)} ms |`);
  writeFileSync(path, `${head}## What it costs

From a keystroke to the diagnostics that count it, in a file of ${SERVICES} services with all rules of \`recommended\`, through the protocol,
on ${cpus().length} cores (${cpus()[0].model}). The wait for the next keystroke, 100 ms by default, comes on top.

| keystroke | median | 95 % below |
|---|---|---|
${rows.join("\n")}

Opening the file takes ${latency.opened.toFixed(0)} ms. Memory stays flat: after each tenth of ${memory.edits.toLocaleString("en")} edits of a file of 20 services, the
server had ${memory.sizes.map((size) => size.toFixed(0)).join(", ")} MB. \`node scripts/bench-editor.mjs --write\` measures all of this.
`);
}
