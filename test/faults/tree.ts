import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { seededRandom } from "../corpus/mutations.js";
import { folderWith } from "../e2e/command.js";
import { finish, start } from "./command.js";

/** Files before and after `--fix`, by name, in the order in which they are written. */
export interface Texts {
  readonly before: ReadonlyMap<string, Buffer>;
  readonly after: ReadonlyMap<string, Buffer>;
  /** How long one undisturbed run takes. */
  readonly milliseconds: number;
}

/** To repeat a run: `COMPOSE_LINT_SEED=… pnpm test:faults`. */
export const seed = Number(process.env["COMPOSE_LINT_SEED"] ?? Math.floor(Math.random() * 1e9));
process.stdout.write(`COMPOSE_LINT_SEED=${seed}\n`);

/** Files with something to fix, and what an undisturbed run makes of them. */
export async function generateTexts(count: number): Promise<Texts> {
  const random = seededRandom(seed);
  const before = new Map(Array.from({ length: count }, (_, index) => [`stack-${String(index).padStart(3, "0")}/compose.yaml`, fixableText(random)]));
  const folder = folderWith({});
  restore(folder, before);
  const started = performance.now();
  const { status, stdout, stderr } = await finish(start(["--fix"], { cwd: folder }));
  const milliseconds = performance.now() - started;
  if (status !== 0) throw new Error(`The undisturbed run ended with ${status}: ${stderr}${stdout}`);
  const after = new Map([...before.keys()].map((name) => [name, readFileSync(join(folder, name))]));
  for (const [name, text] of before) if (after.get(name)?.equals(text)) throw new Error(`Nothing was fixed in ${name}.`);
  return { before, after, milliseconds };
}

/** Mostly small, so that most of the time goes into writing; some larger than any buffer. */
function fixableText(random: () => number): Buffer {
  const size = random() < 0.1 ? random() * 60_000 : random() * 300;
  const lines = [`# ${"not yet ".repeat(size / 8)}`, "services: {}", 'version: "3.8"', "x-last: true", ""];
  return Buffer.from(lines.join(random() < 0.2 ? "\r\n" : "\n"));
}

/** Makes a folder hold these files and nothing else. */
export function restore(folder: string, texts: ReadonlyMap<string, Buffer>): void {
  for (const entry of readdirSync(folder)) if (!texts.has(`${entry}/compose.yaml`)) rmSync(join(folder, entry), { recursive: true });
  for (const [name, text] of texts) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    for (const entry of readdirSync(dirname(join(folder, name)))) if (entry !== "compose.yaml") rmSync(join(folder, dirname(name), entry));
    writeFileSync(join(folder, name), text);
  }
}

export interface State {
  readonly old: readonly string[];
  readonly new: readonly string[];
  /** Files that are gone, or neither old nor new. */
  readonly lost: readonly string[];
  /** What else lies about. */
  readonly others: readonly string[];
}

export function stateOf(folder: string, { before, after }: Pick<Texts, "before" | "after">): State {
  const state = { old: [] as string[], new: [] as string[], lost: [] as string[], others: [] as string[] };
  for (const name of before.keys()) {
    const [place, file] = [dirname(name), name.slice(dirname(name).length + 1)];
    const entries = readdirSync(join(folder, place));
    state.others.push(...entries.flatMap((entry) => (entry === file ? [] : [join(place, entry)])));
    const bytes = entries.includes(file) ? readFileSync(join(folder, name)) : undefined;
    (bytes && before.get(name)?.equals(bytes) ? state.old : bytes && after.get(name)?.equals(bytes) ? state.new : state.lost).push(name);
  }
  return state;
}
