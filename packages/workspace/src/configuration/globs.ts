import { isAbsolute, relative, resolve, sep } from "node:path";
import ignore from "ignore";

/**
 * Whether a file is named by patterns as .gitignore has them, which stand in a file of `folder`. That syntax is known to whoever writes
 * one, and read by the library that reads .gitignore files for us.
 * @returns a test for names relative to `cwd`.
 */
export function matchesFiles(patterns: readonly string[], folder: string, cwd: string): (name: string) => boolean {
  // `./ops` means what `/ops` does, and would match nothing.
  const matcher = ignore({ ignorecase: false }).add(patterns.map((pattern) => pattern.replace(/^\.\//, "/")));
  const known = new Map<string, boolean>();
  return (name) => {
    const before = known.get(name);
    if (before !== undefined) return before;
    const path = relative(folder, resolve(cwd, name)).split(sep).join("/");
    const matches = path !== "" && !path.startsWith("../") && !isAbsolute(path) && matcher.ignores(path);
    known.set(name, matches);
    return matches;
  };
}

/** Whether a name is one of these, in which `*` stands for any characters and `?` for one. */
export function matchesName(patterns: readonly string[]): (name: string) => boolean {
  const expressions = patterns.map((pattern) => new RegExp(`^${pattern.replace(/[.+^$()|[\]\\]/g, "\\$&").replaceAll("*", ".*").replaceAll("?", ".")}$`, "u"));
  return (name) => expressions.some((expression) => expression.test(name));
}
