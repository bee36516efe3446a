import { describe, expect, it } from "vitest";
import { cleanTarget, isHostPath, parseMount } from "../../../src/compose/short-syntax/mount.js";

/* Every row was put to compose-go 2.16.2. */
const accepted: readonly (readonly [text: string, type: "bind" | "volume", source: string | undefined, target: string, ...options: string[]])[] = [
  ["/data", "volume", undefined, "/data"],
  ["data:/data", "volume", "data", "/data"],
  ["./data:/data", "bind", "./data", "/data"],
  [".:/data", "bind", ".", "/data"],
  ["..:/data", "bind", "..", "/data"],
  ["/srv:/data", "bind", "/srv", "/data"],
  ["~/x:/data", "bind", "~/x", "/data"],
  ["~x:/data", "bind", "~x", "/data"],
  ["data/db:/db", "volume", "data/db", "/db"],
  ["\\a:/b", "volume", "\\a", "/b"],
  ["\\\\.\\pipe\\x:\\\\.\\pipe\\y", "bind", "\\\\.\\pipe\\x", "\\\\.\\pipe\\y"],
  // One letter is a drive.
  ["d:/data", "volume", undefined, "d:/data"],
  ["a:b", "volume", undefined, "a:b"],
  ["a:/b:ro", "bind", "a:/b", "ro"],
  ["C:\\a:/b", "bind", "C:\\a", "/b"],
  ["C:\\a:D:\\b:ro", "bind", "C:\\a", "D:\\b", "ro"],
  ["vol:d:/x", "volume", "vol", "d:/x"],
  // One or two characters are a target.
  ["a", "volume", undefined, "a"],
  ["a:", "volume", undefined, "a:"],
  // Targets are cleaned.
  ["v1:/run/", "volume", "v1", "/run"],
  ["./a:/b/../c/./d//e", "bind", "./a", "/c/d/e"],
  // Options.
  ["./a:/b:ro", "bind", "./a", "/b", "ro"],
  ["./a:/b:rw", "bind", "./a", "/b"],
  ["./a:/b:ro,rw", "bind", "./a", "/b"],
  ["./a:/b:rw,ro", "bind", "./a", "/b", "ro"],
  ["./a:/b:RO", "bind", "./a", "/b"],
  ["./a:/b:rw,cached,foo", "bind", "./a", "/b"],
  ["./a:/b:Z,z,rshared", "bind", "./a", "/b", "Z", "z", "rshared"],
  ["v1:/b:nocopy", "volume", "v1", "/b", "nocopy"],
  // A colon within braces separates nothing.
  ["${A:-x}:/b", "volume", "${A:-x}", "/b"],
];

describe("accepted", () => {
  for (const [text, type, source, target, ...options] of accepted) it(text, () => {
    const mount = parseMount(text);
    expect(mount).toMatchObject({ type, target, readOnly: options.includes("ro"), options: options.filter((option) => option !== "ro") });
    expect(mount?.source).toBe(source);
  });
});

describe("refused", () => {
  it.each(["", "/a:", "/a::ro", ":/a", "aa:/b:", "/a:/b:ro:z", "aa:bb:cc:dd", ":::"])("%j", (text) => {
    expect(parseMount(text)).toBeUndefined();
  });
});

describe("cleanTarget", () => {
  it.each([["/", "/"], ["/a/", "/a"], ["//a//b", "/a/b"], ["/a/./b", "/a/b"], ["/a/../b", "/b"], ["/../a", "/a"], ["relative/", "relative/"], ["d:/x/", "d:/x/"], ["", ""]])("%j is %j", (target, clean) => {
    expect(cleanTarget(target)).toBe(clean);
  });
});

describe("isHostPath", () => {
  it.each([["./a", true], ["../a", true], ["/a", true], ["~", true], ["C:\\a", true], ["\\\\server", true], ["\\a", false], ["a/b", false], ["a", false], ["", false]])("%j: %s", (source, expected) => {
    expect(isHostPath(source)).toBe(expected);
  });
});
