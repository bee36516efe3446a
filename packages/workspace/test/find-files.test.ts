import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { findFiles } from "../src/find-files.js";
import { folderWith } from "../../../test/folder.js";

interface Case {
  readonly what: string;
  readonly files: readonly string[];
  readonly ignore?: Readonly<Record<string, string>>;
  readonly from?: string;
  readonly paths?: readonly string[];
  readonly found: readonly string[];
}

const cases: readonly Case[] = [
  { what: "the current folder if no path is given", files: ["compose.yaml"], found: ["compose.yaml"] },
  {
    what: "all names of Compose files, the files of a folder before those below it",
    files: ["compose.yml", "docker-compose.yaml", "docker-compose.prod.yml", "compose-dev.yaml", "a/compose.override.yaml", "composer.yaml", "my-compose.yaml", "compose-lint.config.yaml"],
    found: ["compose-dev.yaml", "compose.yml", "docker-compose.prod.yml", "docker-compose.yaml", "a/compose.override.yaml"],
  },
  { what: "several folders in the order given, each file once", files: ["a/compose.yaml", "b/compose.yaml"], paths: ["b", ".", "a"], found: ["b/compose.yaml", "a/compose.yaml"] },
  { what: "not in node_modules and .git", files: ["node_modules/compose.yaml", "a/node_modules/b/compose.yaml", ".git/compose.yaml", "compose.yaml"], found: ["compose.yaml"] },
  { what: "not in what .gitignore names", files: ["a/compose.yaml", "b/compose.yaml"], ignore: { "": "/a/\n" }, found: ["b/compose.yaml"] },
  {
    what: "a nested .gitignore has the last word",
    files: ["compose.local.yaml", "a/compose.local.yaml", "b/compose.local.yaml"],
    ignore: { "": "*.local.yaml\n", a: "!compose.local.yaml\n" },
    found: ["a/compose.local.yaml"],
  },
  { what: "a nested .gitignore concerns its own folder only", files: ["a/compose.yaml", "b/compose.yaml"], ignore: { a: "compose.yaml\n" }, found: ["b/compose.yaml"] },
  { what: "the .gitignore files above, up to the root of the repository", files: [".git/HEAD", "a/b/compose.yaml", "a/b/c/compose.yaml"], ignore: { "": "c/\n" }, from: "a/b", found: ["compose.yaml"] },
  { what: "an ignored folder if it is named", files: [".git/HEAD", "build/compose.yaml"], ignore: { "": "build/\n" }, paths: ["build"], found: ["build/compose.yaml"] },
  { what: "upper and lower case as git tells them apart", files: ["Build/compose.yaml"], ignore: { "": "build/\n" }, found: ["Build/compose.yaml"] },
];

describe("findFiles finds", () => {
  it.each(cases)("$what", ({ files, ignore = {}, from = "", paths = [], found }) => {
    const content = Object.fromEntries([...files.map((file) => [file, ""] as const), ...Object.entries(ignore).map(([folder, text]) => [join(folder, ".gitignore"), text] as const)]);
    const { inputs, troubles } = findFiles(paths, join(folderWith(content), from));
    expect(inputs).toEqual(found.map((path) => ({ kind: "file", path })));
    expect(troubles).toEqual([]);
  });

  it("no files in a folder without any, and says so for each", () => {
    const { inputs, troubles } = findFiles(["a", "b", "c"], folderWith({ "a/": "", "b/compose.yaml": "", "c/notes.yaml": "" }));
    expect(inputs).toHaveLength(1);
    expect(troubles.map((trouble) => trouble.split(" and ")[0])).toEqual(["no Compose file found in a", "no Compose file found in c"]);
  });
});
