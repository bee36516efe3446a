import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseAllDocuments } from "yaml";
import { append, applyOperations, copy, remove, rename, set, type Operation } from "../../src/compose/operation.js";
import type { Plain } from "../../src/compose/plain.js";
import { loadProject } from "../../src/compose/load.js";
import { presetConfiguration } from "../../src/engine/configuration.js";
import { fixFile } from "./fix-file.js";
import { folder } from "../rules/check.js";
import { patch } from "./patch.js";
import { randomFile, type RandomFile } from "./random-text.js";

/** More by `PROPERTY_RUNS=20000`, the same again by `PROPERTY_SEED=…` from a failure's report. */
const { PROPERTY_RUNS, PROPERTY_SEED } = process.env;
const runs = Number(PROPERTY_RUNS ?? 500);
const parameters = { numRuns: runs, ...(PROPERTY_SEED === undefined ? {} : { seed: Number(PROPERTY_SEED) }) };
const timeout = 20_000 + runs * 100;

const KEYS = ["image", "restart", "mem_limit", "privileged", "cap_drop", "security_opt", "labels", "deploy", "command"];

describe("any file in any style", () => {
  it("is valid to begin with", () => {
    fc.assert(
      fc.property(fc.gen(), (g) => {
        const { text, services } = randomFile(g);
        const project = loadProject(folder(text), "compose.yaml");
        expect(project.problems.map(({ message }) => message)).toEqual([]);
        expect(project.services.map(({ name }) => name)).toEqual(services);
      }),
      parameters,
    );
  }, timeout);

  it("takes any operation, and nothing else changes", () => {
    const outcomes = { done: 0, refused: 0, unproven: 0 };
    fc.assert(
      fc.property(fc.gen(), (g) => {
        const file = randomFile(g);
        const draw = <T>(options: readonly T[]): T => options[g(fc.nat, { max: options.length - 1 })] as T;
        const operation = draw(operationsOn(["services", draw(file.services)], draw(KEYS)));
        const after = patch(file.text, [operation]);
        if (after.startsWith("refused: ")) return void (outcomes.refused += 1);
        if (after.startsWith("unproven: ")) {
          // What a merge key brings as well, or what holds comments, cannot go without a trace; text at the very end cannot be followed.
          if (file.text.endsWith("\n")) expect(["remove", "rename"]).toContain(operation.kind);
          return void (outcomes.unproven += 1);
        }
        outcomes.done += 1;
        expectSameComments(file, after);
        // Another reader of YAML agrees.
        expect(read(after)).toEqual(toJson(applyOperations(read(file.text), [operation])));
      }),
      parameters,
    );
    expect(outcomes.unproven).toBeLessThan(runs / 50);
    expect(outcomes.done).toBeGreaterThan(runs / 2);
  }, timeout);

  it.each([false, true])("is fixed for good (unsafe: %s)", (unsafe) => {
    const configuration = presetConfiguration("recommended");
    const tally = { fixed: 0, unfixed: 0 };
    fc.assert(
      fc.property(fc.gen(), (g) => {
        const file = randomFile(g);
        const { after, fixed, unfixed, failures } = fixFile(folder(file.text), "compose.yaml", configuration, { unsafe });
        tally.fixed += fixed.length;
        tally.unfixed += unfixed.length;
        expect(failures).toEqual([]);
        expect(after === file.text).toBe(fixed.length === 0);
        expectSameComments(file, after);
        if (fixed.every(({ rule }) => EXPLAINED.has(rule))) expectOnlyFixes(file.text, after);
        expect(parseAllDocuments(after, { merge: true }).flatMap(({ errors }) => errors)).toEqual([]);
        expect(fixFile(folder(after), "compose.yaml", configuration, { unsafe }).after).toBe(after);
      }),
      parameters,
    );
    expect(tally.fixed).toBeGreaterThan(runs * 2);
    // What is refused: keys that are merged in, and sections with comments inside.
    expect(tally.unfixed).toBeLessThan(tally.fixed / 50);
  }, timeout * 2);
});

/** Operations whose meaning is the same in Compose's eyes and in plain YAML's. */
function operationsOn(service: readonly string[], key: string): readonly Operation[] {
  const at = [...service, key];
  const owner = [...service, "x-new"];
  return [set(owner, "a: b"), set(owner, { a: "1", b: ["c"] }), append(owner, "x"), copy(at, [...service, "x-copy"]), append([...service, "cap_drop"], "ALL"), set([...service, "labels", "new"], "x"), remove(at), rename(at, "x-renamed")];
}

function read(text: string): Plain {
  const [document] = parseAllDocuments(text.replace(/^\uFEFF/, ""), { merge: true });
  const file = (document && "toJS" in document ? document.toJS() : {}) as Record<string, Plain>;
  // Templates are not compared: a fix may write into them.
  return toJson(Object.fromEntries(Object.entries(file).filter(([key]) => !key.startsWith("x-"))));
}

function toJson(value: Plain): Plain {
  return JSON.parse(JSON.stringify(value)) as Plain;
}

function expectSameComments({ comments }: RandomFile, after: string): void {
  expect(comments.map((comment) => [comment, after.split(comment).length - 1])).toEqual(comments.map((comment) => [comment, 1]));
}

/** The rules whose fixes are known here line by line. */
const EXPLAINED: ReadonlySet<string> = new Set([
  "drop-capabilities", "log-rotation", "memswap-limit", "no-new-privileges", "no-privileged", "obsolete-version", "pids-limit", "read-only-tmpfs", "stop-grace-period", "unbound-port",
]);

/** What fixes may change within a line; every other line stays as it is and where it is. */
const CHANGEABLE = /[[\]{}*]|version|privileged|pids|tmpfs|\d:\d|- ['"]?(?:\$|6379)/;
/** What fixes write. */
const WRITTEN = /version|privileged|cap_drop|ALL|security_opt|no-new-privileges|pids|logging|driver|options|max-size|max-file|memswap_limit|stop_grace_period|tmpfs|\/tmp|\/run|127\.0\.0\.1|[[{*]|<<|label=disable|MKNOD|SETUID|NET_RAW|CHOWN|#/;

function expectOnlyFixes(before: string, after: string): void {
  const left = linesOf(after);
  const lost = linesOf(before).filter((line) => {
    if (CHANGEABLE.test(line) || line.trim() === "") return false;
    const at = left.indexOf(line);
    if (at === -1) return true;
    left.splice(at, 1);
    return false;
  });
  expect(lost).toEqual([]);
  const known = new Set(linesOf(before).map((line) => line.trim()));
  expect(left.filter((line) => !WRITTEN.test(line) && !known.has(line.trim()) && line.trim() !== "")).toEqual([]);
}

function linesOf(text: string): string[] {
  return text.replace(/^\uFEFF/, "").split(/\r?\n/);
}
