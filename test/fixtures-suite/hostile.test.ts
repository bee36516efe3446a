import { afterEach, describe, expect, it } from "vitest";
import { loadProject, type Project } from "../../packages/core/src/compose/load.js";
import { presetConfiguration } from "../../packages/core/src/engine/configuration.js";
import { lintProject, type LintResult } from "../../packages/core/src/engine/lint.js";
import { hostile, manyServices } from "../fixtures/generate.js";

const configuration = presetConfiguration("recommended");

interface Run {
  readonly project: Project;
  readonly result: LintResult;
  /** CPU time of loading and linting. */
  readonly milliseconds: number;
  /** What the heap holds more while project and result are alive. */
  readonly megabytes: number;
}

function run(text: string | Uint8Array): Run {
  const before = heapInUse();
  const start = process.cpuUsage();
  const project = loadProject({ read: (path) => (path === "compose.yaml" ? text : undefined) }, "compose.yaml");
  const result = lintProject(project, configuration);
  const { user, system } = process.cpuUsage(start);
  return { project, result, milliseconds: (user + system) / 1000, megabytes: heapInUse() - before };
}

function heapInUse(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed / 1e6;
}

/** One second is what we aim at; a busy machine gets three times as much. */
const SLACK = 3;

afterEach(() => {
  // Nothing that was read may have got into the prototype of all objects.
  expect(Object.keys(Object.prototype)).toEqual([]);
  expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
});

/** Inputs that Compose could read; everything else must be told as a fault. */
const READABLE: ReadonlySet<string> = new Set([
  "many-aliases-of-one-anchor", "many-anchors", "anchor-redefined-often", "long-scalar", "long-quoted-scalar", "long-folded-scalar", "long-multi-line-plain", "long-comment",
  "many-comments", "long-blank", "many-interpolations", "many-dollars", "port-range-bomb", "long-image-reference", "long-command", "long-dependency-chain", "object-property-names",
  "prototype-through-merge-key", "long-key", "long-fraction-and-exponent", "long-extends-chain", "nul-escape", "direction-overrides-in-names", "directive-flood",
]);

describe("a hostile input is read or refused, in time and within memory", () => {
  it.each(hostile.map(({ name, text }) => [name, text] as const))("%s", (name, text) => {
    const { project, result, milliseconds, megabytes } = run(text);
    expect(result.failures).toEqual([]);
    if (READABLE.has(name)) expect(project.problems.map(({ message }) => message)).toEqual([]);
    else expect(project.problems.length).toBeGreaterThan(0);
    // A flood of faults helps nobody.
    expect(project.problems.length).toBeLessThan(200);
    expect(milliseconds).toBeLessThan(1_000 * SLACK);
    expect(megabytes).toBeLessThan(300);
  });
});

describe("many services", () => {
  it("5,000 of them take less than three seconds, ten times as long as 500", () => {
    run(manyServices(500));
    const small = Math.min(...[1, 2, 3].map(() => run(manyServices(500)).milliseconds));
    const { project, result, milliseconds } = run(manyServices(5_000));
    expect(project.problems).toEqual([]);
    expect(result.failures).toEqual([]);
    expect(project.services).toHaveLength(5_000);
    expect(result.diagnostics.length).toBeGreaterThan(5_000);
    expect(milliseconds).toBeLessThan(3_000 * SLACK);
    expect(milliseconds / small).toBeLessThan(10 * SLACK);
  });
});
