import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { groupProjects } from "../../packages/core/src/compose/discovery.js";
import type { ProjectFiles } from "../../packages/core/src/compose/project-files.js";
import { presetConfiguration } from "../../packages/core/src/engine/configuration.js";
import type { Configuration } from "../../packages/core/src/engine/configuration.js";
import type { Diagnostic } from "../../packages/core/src/engine/lint.js";
import { lintProjects } from "../../packages/core/src/engine/workspace.js";
import { rules } from "../../packages/core/src/rules/registry.generated.js";

const folder = new URL("./", import.meta.url);
const planted = readdirSync(folder, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));
const strict = presetConfiguration("strict");
const style = presetConfiguration("style");
/** The day on which all of them are linted, which comments that count until a day are about. */
const today = "2026-01-01";

it("every rule has one", () => {
  expect([...planted].sort()).toEqual(rules.map(({ name }) => name).sort());
});

describe.each(planted)("%s", (name) => {
  const rule = rules.find((candidate) => candidate.name === name);
  if (!rule) throw new Error(`test/planted/${name} is not named like a rule.`);
  // A rule that is off needs its options; all others are looked at as in the preset.
  const options = optionsOf(name);
  const setting = [...strict.rules, ...style.rules].find((each) => each.rule === rule);
  const own = { rule, ...(setting?.options ? { options: setting.options } : {}), ...(options ? { options } : {}) };
  // What a comment hides, only the other rules know.
  const isAboutComments = rule.review !== undefined;
  const looking: Configuration = { rules: isAboutComments ? [own, ...strict.rules.filter((each) => each.rule !== rule)] : [own], today };

  it("is found once, where it was planted", () => {
    const found = findings(`${name}/faulty`, looking).filter((each) => !isAboutComments || each.rule === name);
    const faults = found.map(({ place }) => `${place.file.path}:${String(place.file.lines.positionAt(place.range.start).line)}`);
    expect(faults).toEqual(marksIn(`${name}/faulty`));
    expect(faults).toHaveLength(1);
  });

  it("is not found in its twin, and nothing else is", () => {
    // Only the twins of faults in style have to have style.
    const others = rule.category === "style" ? [...strict.rules, ...style.rules.filter((each) => !each.rule.presets.includes("strict"))] : strict.rules;
    expect(findings(`${name}/sound`, { rules: [own, ...others.filter((each) => each.rule !== rule)], today }).map(({ rule: found, message }) => `${found}: ${message}`)).toEqual([]);
  });
});

function findings(path: string, configuration: Configuration): readonly Diagnostic[] {
  const host = filesIn(path);
  const { diagnostics, failures } = lintProjects(host, groupProjects(host, composeFiles(path)).map(({ request }) => request), configuration);
  if (failures[0]) throw failures[0].error;
  return diagnostics;
}

function filesIn(path: string): ProjectFiles {
  return {
    read: (name) => {
      try {
        return readFileSync(new URL(`${path}/${name}`, folder));
      } catch {
        return undefined;
      }
    },
    exists: (name) => existsSync(new URL(`${path}/${name}`, folder)),
  };
}

/** Every YAML file of a folder; which of them make a project, the grouping finds out. */
function composeFiles(path: string): readonly string[] {
  return readdirSync(new URL(`${path}/`, folder), { recursive: true, encoding: "utf8" }).filter((name) => /\.ya?ml$/.test(name)).sort();
}

/** The lines that end in `# fault`; a line that ends in a comment of its own has `# fault below` above it. */
function marksIn(path: string): readonly string[] {
  return composeFiles(path).flatMap((name) => {
    const lines = readFileSync(new URL(`${path}/${name}`, folder), "utf8").split("\n");
    return lines.flatMap((line, index) => (line.endsWith("# fault") || lines[index - 1]?.endsWith("# fault below") === true ? [`${name}:${String(index + 1)}`] : []));
  });
}

/** `options.json` beside the two folders, for rules that do nothing without. */
function optionsOf(name: string): Readonly<Record<string, unknown>> | undefined {
  try {
    return JSON.parse(readFileSync(new URL(`${name}/options.json`, folder), "utf8")) as Readonly<Record<string, unknown>>;
  } catch {
    return undefined;
  }
}
