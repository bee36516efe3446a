import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { folderWith } from "../e2e/command.js";
import { finish, start, type End } from "./command.js";
import { generateTexts, restore, stateOf, type State } from "./tree.js";

const texts = await generateTexts(2);
const injection = pathToFileURL(join(import.meta.dirname, "inject-fault.mjs")).href;

interface Run {
  readonly end: End;
  readonly state: State;
  /** What is in the file that somebody else edits. */
  readonly edited: string;
}

/** The file that somebody else edits. */
const [EDITED = ""] = texts.before.keys();
const MINE = "# mine\nservices: {}\n";

async function fixWith(env: Readonly<Record<string, string>>): Promise<Run> {
  const folder = folderWith({});
  restore(folder, texts.before);
  const end = await finish(start(["--fix"], { cwd: folder, node: ["--import", injection], env: { FAULT_FILE: EDITED, FAULT_TEXT: MINE, ...env } }));
  return { end, state: stateOf(folder, texts), edited: readFileSync(join(folder, EDITED), "utf8") };
}

/** The calls of the file system that it takes to write a file and to begin with the next one. What is read before can do no harm. */
async function writingCalls(): Promise<readonly { readonly name: string; readonly at: number }[]> {
  const log = join(folderWith({}), "calls");
  await fixWith({ FAULT_LOG: log });
  const names = readFileSync(log, "utf8").trim().split("\n");
  // First of all a file's real path, its mode and whether it may be written are asked for.
  const [first = 0, second = 0] = names.flatMap((name, index) => (name === "accessSync" ? [index - 2] : []));
  return names.map((name, index) => ({ name, at: index + 1 })).slice(first, second + 4);
}

const calls = await writingCalls();

/** Lets the same happen at each of the calls, one run for each. */
async function disturbEach(fault: string, some: typeof calls, check: (run: Run, call: (typeof calls)[number]) => void): Promise<void> {
  const queue = [...some];
  const work = async (): Promise<void> => {
    for (let call = queue.shift(); call; call = queue.shift()) {
      const run = await fixWith({ FAULT: fault, FAULT_AT: String(call.at) });
      try {
        check(run, call);
      } catch (error) {
        throw new Error(`${fault} at call ${call.at}, ${call.name}: ${JSON.stringify(run, null, 2)}`, { cause: error });
      }
    }
  };
  await Promise.all([work(), work()]);
}

test("the calls are seen", () => {
  const names = calls.map(({ name }) => name);
  process.stdout.write(`${names.join(", ")} …\n`);
  for (const name of ["openSync", "writeSync", "fsyncSync", "renameSync"]) expect(names).toContain(name);
});

test("SIGKILL before a call: each file is old or new", async () => {
  await disturbEach("kill", calls, ({ end, state }) => {
    expect(end.signal).toBe("SIGKILL");
    expect(state.lost).toEqual([]);
    expect(state.others.length).toBeLessThanOrEqual(2);
  });
});

test("SIGINT before a call: the file at hand is finished, the next one is not begun", async () => {
  await disturbEach("interrupt", calls, ({ end, state }) => {
    expect(state).toMatchObject({ lost: [], others: [] });
    expect(end.status).toBe(state.old.length === 0 ? 0 : 2);
    if (state.old.length === 0) return;
    for (const file of state.new) expect(end.stderr).toContain(`\n  written: ${file}\n`);
    for (const file of state.old) expect(end.stderr).toContain(`\n  not written: ${file}\n`);
  });
});

test("an error in a call: nothing is torn or left behind, and what is not written is named", async () => {
  await disturbEach("EIO", calls, ({ end, state }, { name }) => {
    expect(state.lost).toEqual([]);
    // Whoever cannot remove the temporary file leaves it behind.
    expect(state.others.length).toBeLessThanOrEqual(name === "unlinkSync" ? 1 : 0);
    expect(end.status).toBe(state.old.length === 0 ? 0 : 2);
    expect(state.old.length).toBeLessThanOrEqual(1);
    for (const file of state.old) expect(end.stderr).toMatch(new RegExp(`^compose-lint: ${file}: not written.+\\.$`, "m"));
  });
});

test("a call that writes half of the bytes is followed by one for the rest", async () => {
  await disturbEach("half", calls.filter(({ name }) => name === "writeSync"), ({ end, state }) => {
    expect(end.status).toBe(0);
    expect(state).toMatchObject({ old: [], lost: [], others: [] });
  });
});

test("an edit in place before a call: it is not overwritten", async () => {
  await disturbEach("edit-in-place", calls, ({ end, state, edited }) => {
    expect(edited).toBe(MINE);
    expect(state).toMatchObject({ old: [], lost: [EDITED], others: [] });
    if (end.status !== 0) expect(end.stderr).toBe(`compose-lint: ${EDITED}: not written, because it has changed since it was read. Run --fix again.\n`);
  });
});

test("an edit by rename before a call: it is not overwritten, unless it comes right before our own rename", async () => {
  const overwritten: (typeof calls)[number][] = [];
  await disturbEach("edit-by-rename", calls, ({ state, edited }, call) => {
    expect(state).toMatchObject({ old: [], others: [] });
    if (edited !== MINE) overwritten.push(call);
  });
  expect(overwritten).toEqual(calls.filter(({ name }) => name === "renameSync"));
});
