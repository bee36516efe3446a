import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { ESLint, Linter } from "eslint";
import { describe, expect, it } from "vitest";
import { folderWith } from "../../../test/folder.js";
import compose from "../src/index.js";
import { forAllFiles, LANGUAGES } from "./languages.js";

describe.each(LANGUAGES)("under %s", (_language, config) => {
  /** What rules find in a file of a folder, as `line:column rule: message`; its text is the one on the disk unless another one is given. */
  async function lint(cwd: string, file: string, rules: readonly string[], text?: string): Promise<readonly string[]> {
    const eslint = new ESLint({ cwd, overrideConfigFile: true, overrideConfig: [forAllFiles({ ...config, rules: Object.fromEntries(rules.map((name) => [`compose/${name}`, "warn"])) })] });
    const [result] = text === undefined ? await eslint.lintFiles([file]) : await eslint.lintText(text, { filePath: file });
    return (result?.messages ?? []).map(({ line, column, ruleId, message }) => `${String(line)}:${String(column)} ${String(ruleId).replace("compose/", "")}: ${message}`);
  }

  const OVERRIDDEN = {
    "compose.yaml": "services:\n  web:\n    image: nginx:1.27.3\n  db:\n    image: postgres:${TAG}\n    mem_limit: 512m\n",
    "compose.override.yaml": "services:\n  web:\n    mem_limit: 512m\n    privileged: true\n",
    ".env": "TAG=latest\n",
  };
  const RULES = ["memory-limit", "memswap-limit", "no-privileged", "pin-image-tag", "schema"];

  it("looks at a base together with its override and its .env", async () => {
    const found = await lint(folderWith(OVERRIDDEN), "compose.yaml", RULES);
    expect(found.map((each) => each.split(": ")[0])).toEqual(["2:3 memswap-limit", "2:3 no-privileged", "5:12 pin-image-tag", "6:5 memswap-limit"]);
    // What stands in the override is told at the service, with its place.
    expect(found[0]).toMatch(/ \(at compose\.override\.yaml:3:5\)$/);
    expect(found[1]).toMatch(/ \(at compose\.override\.yaml:4:5\)$/);
    expect(found[2]).toContain("latest");
    expect(found[3]).not.toContain("(at");
  });

  it("looks at an override together with its base", async () => {
    const found = await lint(folderWith(OVERRIDDEN), "compose.override.yaml", RULES);
    expect(found.map((each) => each.split(": ")[0])).toEqual(["3:5 memswap-limit", "4:5 no-privileged"]);
    expect(found.join()).not.toContain("(at");
  });

  it("mends what stands in the linted file, there; what stands in another one is mended when that is linted", async () => {
    const cwd = folderWith(OVERRIDDEN);
    const eslint = new ESLint({ cwd, overrideConfigFile: true, overrideConfig: [forAllFiles({ ...config, rules: { "compose/memswap-limit": "warn" } })] });
    const mendedIn = async (file: string): Promise<readonly unknown[]> => (await eslint.lintFiles([file])).flatMap(({ messages }) => messages.map(({ fix, suggestions = [] }) => [fix?.text, ...suggestions.map((each) => each.fix.text)]));
    const key = "\n    memswap_limit: 512m";
    expect(await mendedIn("compose.yaml")).toEqual([[undefined, key], [key]]);
    expect(await mendedIn("compose.override.yaml")).toEqual([[key]]);
  });

  it("tells of a Dockerfile at the service that is built from it", async () => {
    const cwd = folderWith({ Dockerfile: "FROM redis:7.4\nHEALTHCHECK CMD curl http://127.0.0.1\n", "compose.yaml": "services:\n  cache:\n    build: .\n" });
    expect(await lint(cwd, "compose.yaml", ["healthcheck-tool"])).toEqual([expect.stringMatching(/^2:3 healthcheck-tool: .* \(at Dockerfile:2:\d+\)$/)]);
  });

  it("tells at what it has to do with in the linted file what stands in another one", async () => {
    const cwd = folderWith({
      "compose.yaml": "services:\n  web:\n    image: nginx:1.27.3\n    container_name: shop\n",
      "compose.override.yaml": "services:\n  api:\n    image: nginx:1.27.3\n    container_name: shop\n",
    });
    expect(await lint(cwd, "compose.yaml", ["duplicate-container-name"])).toEqual([expect.stringMatching(/^4:\d+ duplicate-container-name: .* \(at compose\.override\.yaml:4:\d+\)$/)]);
    expect(await lint(cwd, "compose.override.yaml", ["duplicate-container-name"])).toEqual([expect.stringMatching(/^4:\d+ duplicate-container-name: [^(]*$/)]);
  });

  it("follows extends and include, and tells of what stands there where it stands", async () => {
    const cwd = folderWith({
      "compose.yaml": "include: [more.yaml]\nservices:\n  web:\n    extends: {file: base.yaml, service: web}\n    memswap_limit: 512m\n",
      "base.yaml": "services:\n  web:\n    image: nginx\n    mem_limit: 512m\n",
      "more.yaml": "services:\n  cache:\n    image: redis\n",
    });
    expect((await lint(cwd, "compose.yaml", ["memswap-limit", "pin-image-tag", "schema"])).map((each) => each.replace(/: .*(?= \()/, ""))).toEqual(["3:3 pin-image-tag (at base.yaml:3:12)"]);
    expect((await lint(cwd, "more.yaml", ["pin-image-tag"])).map((each) => each.split(": ")[0])).toEqual(["3:12 pin-image-tag"]);
  });

  it("takes the linted text from ESLint, be it saved or not, and the others from the disk", async () => {
    const cwd = folderWith(OVERRIDDEN);
    expect((await lint(cwd, "compose.yaml", RULES, "services:\n  web:\n    image: nginx\n")).map((each) => each.split(": ")[0])).toEqual(["2:3 memswap-limit", "2:3 no-privileged", "3:12 pin-image-tag"]);
    expect((await lint(cwd, "compose.override.yaml", RULES, "services:\n  db:\n    privileged: true\n")).map((each) => each.split(": ")[0])).toEqual(["3:5 no-privileged"]);
    // A file that is not there yet.
    expect((await lint(cwd, "new/compose.yaml", RULES, "services:\n  web:\n    image: nginx\n")).map((each) => each.split(": ")[0])).toEqual(["2:3 memory-limit", "3:12 pin-image-tag"]);
  });

  it.each([["guide.md/0.yaml"], ["guide.md/compose.yaml"], ["guide.md/0_docker-compose.yml"], ["untitled:Untitled-1"], ["<input>"], ["../beside/compose.yaml"], ["no\nname.yaml"], ["C:\\project\\compose.yaml"]])("lints a text that is called %j", (filename) => {
    const cwd = join(folderWith({ "project/guide.md": "# Guide\n", "project/compose.yaml": "services: {}\n" }), "project");
    const rules = { "compose/pin-image-tag": "warn", "compose/bind-source-missing": "warn", "compose/schema": "error" } as const;
    const found = new Linter({ cwd }).verify("services:\n  web:\n    image: nginx\n    volumes: [\"./html:/html\"]\n", [{ files: ["**", "**/*.*/*", "../**"], ...config, rules }], { filename });
    // The base path of a configuration is the current folder.
    expect(found.map(({ ruleId }) => ruleId)).toEqual([filename.startsWith("..") ? null : "compose/pin-image-tag"]);
  });

  it("reads a project whose parts are not what their names say", async () => {
    const cwd = folderWith({ "compose.yaml": "include: [folder]\nservices:\n  web:\n    image: nginx\n    env_file: folder\n  api:\n    build: .\n" });
    for (const name of ["folder", ".env", "Dockerfile", "compose.override.yaml"]) mkdirSync(join(cwd, name));
    expect((await lint(cwd, "compose.yaml", ["pin-image-tag", "yaml-syntax"])).map((each) => each.split(": ")[0])).toEqual(["4:12 pin-image-tag"]);
  });
});

it("says of a broken override nothing in the base", async () => {
  const cwd = folderWith({ "compose.yaml": "services:\n  web:\n    image: nginx\n", "compose.override.yaml": "services: [\n" });
  const eslint = new ESLint({ cwd, overrideConfigFile: true, overrideConfig: [compose.configs.recommended] });
  const results = await eslint.lintFiles(["."]);
  expect(results.map(({ filePath, messages }) => [filePath.slice(cwd.length + 1), messages.filter(({ ruleId }) => ruleId === "compose/yaml-syntax").length])).toEqual([["compose.override.yaml", 1], ["compose.yaml", 0]]);
});
