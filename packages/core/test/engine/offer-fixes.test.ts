import { describe, expect, test } from "vitest";
import { presetConfiguration } from "../../src/engine/configuration.js";
import { proposeFixes, type FixOptions } from "../../src/engine/fix.js";
import { lintProject, type Diagnostic } from "../../src/engine/lint.js";
import { offerFixes, type OfferedFix } from "../../src/engine/offer-fixes.js";
import { loadProject } from "../../src/compose/load.js";

const SHARED = `x-all: &all
  mem_limit: 64m
services:
  a: { <<: *all, image: redis:7.4.1 }
  b: { <<: *all, image: redis:7.4.1 }
  c: { mem_limit: 64m, image: redis:7.4.1 }
`;
const files = { read: (path: string) => (path === "compose.yaml" ? SHARED : undefined) };
const request = { files: ["compose.yaml"] };
const configuration = presetConfiguration("recommended");

function offered(options: Partial<FixOptions>): readonly OfferedFix[] {
  return offerFixes(files, [request], configuration, { unsafe: false, ...options });
}

function told({ diagnostics, edits }: OfferedFix): unknown {
  return [diagnostics.map(({ rule, service }) => `${rule} ${service ?? ""}`), [...edits].map(([file, some]) => [file.path, some])];
}

function isAbout(rule: string, service: string): (diagnostic: Diagnostic) => boolean {
  return (diagnostic) => diagnostic.rule === rule && diagnostic.service === service;
}

describe("mends", () => {
  test("offers no fix but those that mend what is asked for", () => {
    const some = offered({ mends: isAbout("memswap-limit", "c") });
    expect(some.map(({ diagnostics }) => diagnostics.map(({ rule, service }) => [rule, service]))).toEqual([[["memswap-limit", "c"]]]);
  });

  test("mends what services share where it is written, though one of them was asked for", () => {
    const [one, ...others] = offered({ mends: isAbout("memswap-limit", "a") });
    expect(others).toEqual([]);
    expect(one?.diagnostics.map(({ service }) => service)).toEqual(["a", "b"]);
  });

  test("makes the same edits as without it", () => {
    const all = new Map(offered({}).map((fix) => [JSON.stringify(fix.diagnostics.map(({ rule, service }) => [rule, service])), told(fix)]));
    for (const service of ["a", "b", "c"]) {
      for (const fix of offered({ mends: (diagnostic) => diagnostic.service === service })) {
        expect(told(fix)).toEqual(all.get(JSON.stringify(fix.diagnostics.map(({ rule, service: of }) => [rule, of]))));
      }
    }
  });

  test("tells of no other findings that they were not fixed", () => {
    const changes = proposeFixes(files, [request], configuration, { unsafe: false, mends: isAbout("memswap-limit", "c") });
    let step = changes.next();
    while (!step.done) step = changes.next(false);
    expect(step.value.unfixed.map(({ diagnostic: { rule, service } }) => [rule, service])).toEqual([["memswap-limit", "c"]]);
  });
});

describe("linted", () => {
  test("spares loading and linting what is known", () => {
    let reads = 0;
    const counting = { read: (path: string) => {
      reads += 1;
      return files.read(path);
    } };
    const project = loadProject(counting, request);
    const linted = { ...lintProject(project, configuration), request, project };
    reads = 0;
    const some = offerFixes(counting, [request], configuration, { unsafe: false, only: new Set(["memswap-limit"]), mends: () => false, linted: (asked) => (asked === request ? linted : undefined) });
    expect([some, reads]).toEqual([[], 0]);
    expect(offerFixes(counting, [request], configuration, { unsafe: false, linted: () => linted }).map(told)).toEqual(offered({}).map(told));
  });
});
