import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { ConfigurationTrouble } from "../src/configuration/fault.js";
import { configurationsIn } from "../src/configuration/find.js";
import { loadConfiguration, loadNamedConfiguration } from "../src/configuration/load.js";
import { folderWith } from "../../../test/folder.js";

/** What is said of the configuration in a folder. */
async function troubleWith(files: Readonly<Record<string, string>>): Promise<string> {
  const cwd = folderWith({ "compose.yaml": "services: {}\n", ...files });
  const [path = ""] = configurationsIn(cwd);
  try {
    await loadConfiguration(join(path), cwd);
    return "";
  } catch (error) {
    if (error instanceof ConfigurationTrouble) return error.message;
    throw error;
  }
}

const CANNOT = "the configuration cannot be used.\n  ";

describe("a configuration that makes no sense", () => {
  it.each<readonly [text: string, faults: readonly string[]]>([
    ["rules:\n  memory-limt: off\n", ["2:3: There is no rule `memory-limt`. Did you mean `memory-limit`? `compose-lint rules` lists them."]],
    ["rules:\n  CL-0005: off\n", ["2:3: There is no rule `CL-0005`. Did you mean `unbound-port`? `compose-lint rules` lists them."]],
    ["rule: {}\n", ["1:1: `rule` is not a key of the configuration. Did you mean `rules`?"]],
    ["memory-limit: off\n", ["1:1: `memory-limit` is a rule: it belongs under `rules`."]],
    ["rules: {memory-limit: warn}\n", ["1:23: `rules.memory-limit` must be `off`, `on`, `info`, `warning` or `error`, not `warn`. Did you mean `warning`?"]],
    ["rules: {memory-limit: false}\n", ["1:23: `rules.memory-limit` must be `off`, `on`, `info`, `warning`, `error`, or a mapping with `severity` and options, not false."]],
    ["rules: {memory-limit: [2, {}]}\n", ["1:23: `rules.memory-limit` must be `off`, `on`, `info`, `warning`, `error`, or a mapping with `severity` and options, not a list."]],
    ["rules:\n  memory-limit:\n", ["2:3: `rules.memory-limit` has no value; remove the key, or give it one."]],
    ["rules: {memory-limit: {defualt: 1g}}\n", ["1:24: `memory-limit` has no option `defualt`. Did you mean `default`?"]],
    ["rules: {log-rotation: {size: 1g}}\n", ["1:24: `log-rotation` has no option `size`. It takes `severity`."]],
    ["rules: {list-vs-map: {form: lists}}\n", ["1:29: `rules.list-vs-map.form` must be `mapping`, `list` or `majority`, not `lists`. Did you mean `list`?"]],
    ["rules: {memory-limit: {default: 1g, jobs: 'yes'}}\n", ["1:43: `rules.memory-limit.jobs` must be true or false, not `yes`."]],
    ["memoryLimit: 512\n", ["1:14: `memoryLimit` must be text, not 512; put it in quotes."]],
    ["memoryLimit: 512k\n", ["1:14: `memoryLimit` must be a size of 6 MB or more such as `512m` or `1.5g`, not `512k`."]],
    ["cpuLimit: 0\n", ["1:11: `cpuLimit` must be more than 0, not 0."]],
    ["underlayMtu: -1\n", ["1:14: `underlayMtu` must be at least 0, not -1."]],
    ["target: k8s\n", ["1:9: `target` must be `compose` or `swarm`, not `k8s`."]],
    ["extends: prodution\n", ["1:10: There is no preset `prodution`. Did you mean `production`?"]],
    ["extends: [recommended, acme]\n", ["1:24: There is no preset `acme`. The presets are recommended, production, strict, style; a file ends in .yaml, .yml, .json, .mjs."]],
    ["extends: ./nope.yaml\n", ["1:10: There is no file nope.yaml."]],
    ["extends: ./compose-lint.config.yaml\n", ["1:10: compose-lint.config.yaml extends compose-lint.config.yaml, which never ends."]],
    ["overrides:\n  - rules: {}\n", ["2:5: `overrides[0]` says neither for which `files` nor for which `services`. Rules that hold everywhere belong under `rules`."]],
    ["overrides:\n  - files: a\n", ["2:5: `overrides[0]` needs `rules`."]],
    ["overrides:\n  - files: 'a.{yml,yaml}'\n    rules: {}\n", ["2:12: `overrides[0].files` must be a pattern as in .gitignore, without `{}` and without `../`, not `a.{yml,yaml}`."]],
    ["overrides:\n  - services: [db, role:datastore]\n    rules: {}\n", ["2:20: There is no role `datastore`. Did you mean `data-store`?"]],
    ["projects:\n  - name: a\n    files: [nope.yaml]\n  - name: a\n    files: []\n", ["5:5: `projects[1].files` is empty."]],
    ["projects:\n  - name: a\n    files: [nope.yaml]\n  - name: a\n    files: [compose.yaml]\n", ["3:13: There is no file `nope.yaml`.", "4:11: There are two projects called `a`. Give one of them another name."]],
    ["[]\n", ["1:1: The configuration must be a mapping, not a list."]],
    ["rules: [\n", ["2:1: A bracket that was opened above is never closed."]],
    ["a: 1\nrules: {}\nrules: {}\n", ["3:1: The key `rules` stands twice in this mapping; compose-lint refuses the file. Remove one of the two."]],
    ["rule: {}\nrules: {x: off}\nextends: y\n", ["1:1: `rule` is not a key of the configuration. Did you mean `rules`?", "2:9: There is no rule `x`. `compose-lint rules` lists them.", "3:10: There is no preset `y`. The presets are recommended, production, strict, style; a file ends in .yaml, .yml, .json, .mjs."]],
  ])("%j", async (text, faults) => {
    expect(await troubleWith({ "compose-lint.config.yaml": text })).toBe(CANNOT + faults.map((fault) => `compose-lint.config.yaml:${fault}`).join("\n  "));
  });

  it.each<readonly [files: Readonly<Record<string, string>>, fault: string]>([
    [{ "compose-lint.config.json": '{\n  "rules": {"memory-limt": "off"}\n}\n' }, "compose-lint.config.json:2:13: There is no rule `memory-limt`. Did you mean `memory-limit`? `compose-lint rules` lists them."],
    [{ "compose-lint.config.json": '{"rules": {},}\n' }, "compose-lint.config.json:1:14: This is not JSON: "],
    [{ "compose-lint.config.json": '{"rules": {}, "rules": {}}\n' }, "compose-lint.config.json:1:15: The key `rules` stands twice in this mapping; compose-lint refuses the file. Remove one of the two."],
    [{ "package.json": '{\n\t"name": "a",\n\t"compose-lint": {\n\t\t"rule": {}\n\t}\n}\n' }, "package.json:4:3: `rule` is not a key of the configuration. Did you mean `rules`?"],
    [{ "compose-lint.config.yaml": "extends: ./a.yaml\n", "a.yaml": "extends: ./b.yaml\n", "b.yaml": "# b\nextends: [./a.yaml]\n" }, "b.yaml:2:11: compose-lint.config.yaml extends a.yaml extends b.yaml extends a.yaml, which never ends."],
    [{ "compose-lint.config.yaml": "extends: ./a.yaml\n", "a.yaml": "\nrule: {}\n" }, "a.yaml:2:1: `rule` is not a key of the configuration. Did you mean `rules`?"],
    [{ "compose-lint.config.yaml": "", "compose-lint.config.json": "{}" }, "compose-lint.config.yaml: There is another one beside it, compose-lint.config.json. Keep one of them."],
    [{ "compose-lint.config.yaml": "a: \u0007\n" }, 'compose-lint.config.yaml:1:4: The character U+0007 is not allowed in YAML. Remove it, or write it as "\\u0007" in double quotes.'],
    [{ ".git/HEAD": "", "compose-lint.config.yaml": "extends: ../../../../etc/hosts.json\n" }, "compose-lint.config.yaml:1:10: There is no file "],
  ])("%j", async (files, fault) => {
    expect(await troubleWith(files)).toContain(CANNOT + fault);
  });

  it("does not lead out of its repository, by whatever way", async () => {
    const cwd = folderWith({ "secret.yaml": "password: 1\n", "a/.git/HEAD": "", "a/compose-lint.config.yaml": "extends: ../secret.yaml\n", "b/.git/HEAD": "" });
    symlinkSync("../secret.yaml", join(cwd, "b/compose-lint.config.yaml"));
    const OUTSIDE = "compose-lint.config.yaml:1:10: ../secret.yaml is outside the repository of this file. Only a configuration that --config names may extend it.";
    await expect(loadConfiguration(join(cwd, "a/compose-lint.config.yaml"), join(cwd, "a"))).rejects.toThrow(OUTSIDE);
    await expect(loadConfiguration(join(cwd, "b/compose-lint.config.yaml"), join(cwd, "b"))).rejects.toThrow("compose-lint.config.yaml: It leads out of its repository.");
    await expect(loadNamedConfiguration(join(cwd, "a/compose-lint.config.yaml"), join(cwd, "a"))).rejects.toThrow("../secret.yaml:1:1: `password` is not a key of the configuration.");
  });
});
