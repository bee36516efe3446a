import { existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { loadProject, type Project } from "../../packages/core/src/compose/load.js";
import { isActive } from "../../packages/core/src/compose/model/active.js";

interface Entry {
  readonly path: string;
  readonly valid: boolean;
  readonly stage?: string;
  readonly services: readonly string[];
  readonly comments: number;
}

const root = join(dirname(fileURLToPath(import.meta.url)), "..", "fixtures");
const manifest = JSON.parse(readFileSync(join(root, "manifest.json"), "utf8")) as readonly Entry[];
const single = manifest.filter(({ path }) => statSync(join(root, path)).isFile());

/** What the problems of kind `syntax`, `schema` and `interpolation` are about: the verdict on these must be that of Compose. */
const OWN_STAGES: ReadonlySet<string> = new Set(["yaml", "structure", "interpolation", "schema"]);

/** Where Compose stops later than there; rules and other kinds of problems tell these faults, and have tests of their own. */
const OTHER_STAGES: Readonly<Record<string, string>> = {
  canonical: "a short form that cannot be read, such as a port out of range, stays as it is written",
  decode: "what a text means, such as a size or a command line, is read where a rule needs it",
  validation: "combinations of keys that the schema allows",
  consistency: "names that lead nowhere and keys that contradict each other, in enabled services",
  extends: "what the services of a file have to do with each other",
  include: "more than one file",
  merge: "more than one file",
  files: "files that must be there when the project runs",
};

function load(path: string, unsetVariables: "unknown" | "empty"): Project {
  const read = (name: string): Uint8Array | undefined => (existsSync(name) ? new Uint8Array(readFileSync(name)) : undefined);
  return loadProject({ read }, { files: [join(root, path)], unsetVariables });
}

const faults = ({ problems }: Project): readonly string[] => problems.filter(({ kind }) => ["syntax", "schema", "interpolation"].includes(kind)).map(({ message }) => message);

it("every stage of the manifest is known here", () => {
  const stages = new Set(manifest.map(({ stage }) => stage).filter((stage) => stage !== undefined));
  expect([...stages].filter((stage) => !OWN_STAGES.has(stage) && !(stage in OTHER_STAGES))).toEqual([]);
});

describe("a fixture loads, or is refused, as by Compose", () => {
  it.each(single.map((entry) => [entry.path, entry] as const))("%s", (path, { valid, stage, services }) => {
    const project = load(path, "empty");
    if (valid) {
      expect(faults(project)).toEqual([]);
      expect(project.services.filter(({ tree }) => isActive(tree, [])).map(({ name }) => name).sort()).toEqual(services);
    } else if (OWN_STAGES.has(stage ?? "")) {
      expect(faults(project)).not.toEqual([]);
    } else {
      expect(project.tree).toBeDefined();
    }
    // Every fault has its place in the file.
    for (const { file, range } of project.problems) expect(file.text.length).toBeGreaterThanOrEqual(range.end);
  });

  it("there are enough of each kind", () => {
    expect(single.filter(({ valid }) => valid).length).toBeGreaterThan(120);
    expect(single.filter(({ stage }) => OWN_STAGES.has(stage ?? "")).length).toBeGreaterThan(60);
  });
});

/** Compose refuses these for want of a variable. What is set where the project runs is not known here. */
const WANTING_A_VARIABLE: ReadonlySet<string> = new Set(["invalid/required-variable.yaml", "invalid/empty-variable-in-number.yaml"]);

describe("a variable that nobody set is no fault", () => {
  it.each(single.filter(({ valid, stage }) => valid || OWN_STAGES.has(stage ?? "")).map((entry) => [entry.path, entry] as const))("%s", (path, { valid }) => {
    expect(faults(load(path, "unknown")).length === 0).toBe(valid || WANTING_A_VARIABLE.has(path));
  });
});

/** The manifest counts with the lexer of the `yaml` package, which reads these two differently. */
const OTHER_COUNTS: Readonly<Record<string, number>> = {
  // A carriage return alone ends a line, and with it a comment: to Compose there are two.
  "bytes/carriage-returns-only.yaml": 2,
  // NULs in the text: refused before comments are looked for.
  "bytes/utf-16-without-mark.yaml": 0,
};

it("every comment is found", () => {
  const found = single.map(({ path }) => [path, load(path, "unknown").comments.length]);
  expect(found).toEqual(single.map(({ path, comments }) => [path, (OTHER_COUNTS[path] ?? comments)]));
});

describe("projects of several files", () => {
  it.each(manifest.filter((entry) => !single.includes(entry)).map(({ path }) => path))("every file of %s loads by itself without an exception", (path) => {
    const files = readdirSync(join(root, path), { recursive: true, encoding: "utf8" }).filter((name) => /\.ya?ml$/.test(name));
    expect(files).not.toEqual([]);
    for (const name of files) expect(load(join(path, name), "unknown").files[0]?.path).toBe(join(root, path, name));
  });
});
