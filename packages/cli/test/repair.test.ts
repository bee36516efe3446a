import { presetConfiguration } from "@compose-lint/core";
import { describe, expect, it } from "vitest";
import type { ProjectHost } from "@compose-lint/workspace";
import { parseArguments, type Options } from "../src/arguments.js";
import { repair, type Decider } from "../src/repair.js";
import type { Work } from "../src/work.js";

function optionsOf(args: readonly string[]): Options {
  const options = parseArguments(args);
  if ("text" in options) throw new Error(options.text);
  return options;
}

/** Projects of one file each, some of which break whoever reads them. */
const RECOMMENDED = presetConfiguration("recommended");

function workOn(names: readonly string[], broken: readonly string[]): Work {
  const linted = new Map(names.map((name) => [name, Buffer.from("version: '3'\nservices: {}\n")] as const));
  const host: ProjectHost = {
    read(name) {
      if (broken.includes(name)) throw new TypeError("x is not a function");
      return linted.get(name);
    },
    exists: () => false,
    replace: () => undefined,
    withheld: () => undefined,
    notes: [],
  };
  const projects = names.map((name) => ({ request: { files: [name] }, because: "", isFragment: false }));
  return { options: optionsOf(["--fix"]), configuration: () => RECOMMENDED, rules: RECOMMENDED.rules.map(({ rule }) => rule), cwd: "/", host, projects, linted };
}

const YES: Decider = { decide: () => true, finish: () => Promise.resolve(), declined: new Set() };

describe("a project that breaks us", () => {
  it("does not keep the others from being repaired, and is told as a bug", async () => {
    const troubles: string[] = [];
    const { files, changes } = await repair(workOn(["a.yaml", "b.yaml", "c.yaml"], ["b.yaml"]), YES, troubles);
    expect(files.map(({ path }) => path)).toEqual(["a.yaml", "c.yaml"]);
    expect(changes.map(({ paths }) => paths)).toEqual([["a.yaml"], ["c.yaml"]]);
    expect(troubles).toHaveLength(1);
    expect(troubles[0]).toMatch(/^b\.yaml could not be repaired: TypeError: x is not a function\n/);
  });

  it("leaves nothing to do if it is the only one", async () => {
    const troubles: string[] = [];
    expect(await repair(workOn(["a.yaml"], ["a.yaml"]), YES, troubles)).toEqual({ files: [], changes: [], unfixed: [] });
    expect(troubles).toHaveLength(1);
  });
});
