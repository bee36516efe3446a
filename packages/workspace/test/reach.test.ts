import { homedir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { reachOf, type ReachOptions } from "../src/reach.js";
import { folderWith } from "../../../test/folder.js";

const top = folderWith({ "one/.git/HEAD": "", "one/app/x": "", "two/.git": "gitdir: elsewhere", "two/x": "", "plain/a/b/x": "", "plain/c/x": "" });

describe("reading reaches", () => {
  it.each<{ cwd: string; names: readonly string[]; options?: ReachOptions; roots: readonly string[] }>([
    { cwd: "one/app", names: ["compose.yaml"], roots: ["one"] },
    { cwd: "one", names: ["<stdin>"], roots: ["one"] },
    { cwd: "one", names: ["app/compose.yaml", "../two/compose.yaml"], roots: ["one", "two"] },
    { cwd: "one", names: [], roots: ["one"] },
    { cwd: "plain", names: ["a/compose.yaml"], roots: ["plain"] },
    { cwd: "plain/a", names: ["compose.yaml", "b/compose.yaml"], roots: ["plain/a"] },
    { cwd: "plain/a", names: ["../c/compose.yaml"], roots: ["plain/c"] },
    { cwd: "plain/a", names: ["b/compose.yaml", "../c/compose.yaml"], roots: ["plain"] },
    { cwd: "one/app", names: ["compose.yaml"], options: { root: ".." }, roots: ["one"] },
    { cwd: "one/app", names: ["compose.yaml"], options: { root: "." }, roots: ["one/app"] },
    { cwd: "one/app", names: ["compose.yaml"], options: { projectDirectory: "../../plain" }, roots: ["one", "plain"] },
  ])("from $cwd, for $names and $options, as far as $roots", ({ cwd, names, options, roots }) => {
    expect(reachOf(names, join(top, cwd), options).roots).toEqual(roots.map((root) => join(top, root)));
  });

  it.each(["/", homedir()])("not over all of %s, where it is started there", (cwd) => {
    expect(reachOf([join(top, "plain/a/compose.yaml")], cwd).roots).toEqual([join(top, "plain/a")]);
  });

  it("no folder that merely begins like one", () => {
    const reach = reachOf(["compose.yaml"], join(top, "one"));
    expect([join(top, "one/x"), join(top, "one"), join(top, "one-more/x"), join(top, "..one"), top].map((path) => reach.includes(path))).toEqual([true, true, false, false, false]);
  });
});
