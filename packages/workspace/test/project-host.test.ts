import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { projectHost } from "../src/project-host.js";
import { folderWith } from "../../../test/folder.js";

describe("a host of files on a disk tells whether a path exists", () => {
  const cwd = folderWith({
    ".git/HEAD": "",
    ".gitignore": "*.local\n/data/\n",
    "app/compose.yaml": "",
    "app/conf/nginx.conf": "",
    "app/.gitignore": "generated.conf\n",
  });
  symlinkSync("nowhere.conf", join(cwd, "app/broken.conf"));
  const host = projectHost(new Map([["<stdin>", new Uint8Array()]]), cwd);

  it.each([
    ["app/compose.yaml", true],
    ["app/conf", true],
    ["app/conf/nginx.conf", true],
    ["app/conf/ngnix.conf", false],
    ["app/broken.conf", false],
    // What was handed in is not on the disk.
    ["<stdin>", false],
    // What git ignores, by itself or with a folder above it.
    ["settings.local", undefined],
    ["app/generated.conf", undefined],
    ["app/deep/down/generated.conf", undefined],
    ["data", undefined],
    ["data/deep/down.conf", undefined],
    ["generated.conf", false],
  ] as const)("%s: %s", (path, expected) => {
    expect(host.exists(path)).toBe(expected);
  });

  it("but not of one outside of its repository, by name or through a link", () => {
    const top = folderWith({ "beside.conf": "", "repository/.git/HEAD": "", "repository/compose.yaml": "" });
    symlinkSync("..", join(top, "repository/up"));
    const bounded = projectHost(new Map([["compose.yaml", new Uint8Array()]]), join(top, "repository"));
    expect(["../beside.conf", "../absent.conf", "up/beside.conf", "up/absent.conf", "absent.conf"].map((path) => bounded.exists(path))).toEqual([undefined, undefined, undefined, undefined, false]);
  });

  it("also outside of a repository", () => {
    const plain = projectHost(new Map(), folderWith({ ".gitignore": "*\n", "compose.yaml": "" }));
    expect([plain.exists("compose.yaml"), plain.exists("nginx.conf")]).toEqual([true, false]);
  });
});
