import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, statSync, symlinkSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { parseAllDocuments } from "yaml";
import { bundle, CACHE, FIXABLE, folderWith } from "./command.js";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

describe("the Dockerfile", () => {
  const lines = readFileSync(join(ROOT, "Dockerfile"), "utf8").split("\n");
  const copies = lines.flatMap((line) => (line.startsWith("COPY ") ? [line.split(" ").slice(1)] : []));

  it("copies all that linting and explaining need, and starts without root", () => {
    const root = folderWith({});
    for (const paths of copies) {
      const target = join(root, paths.at(-1) ?? "");
      for (const source of paths.slice(0, -1)) {
        const from = join(ROOT, source);
        const to = statSync(from).isDirectory() ? target : join(target, basename(source));
        mkdirSync(dirname(to), { recursive: true });
        cpSync(from, to, { recursive: true });
      }
    }
    const work = folderWith({ "compose.yaml": FIXABLE });
    const run = (...args: readonly string[]): { readonly status: number | null; readonly stderr: string } => spawnSync(process.execPath, [join(root, "opt/compose-lint/dist/compose-lint.mjs"), ...args], { cwd: work, encoding: "utf8", env: { PATH: "", NODE_DISABLE_COMPILE_CACHE: "1" } });
    expect(run()).toMatchObject({ status: 0, stderr: "" });
    expect(run("explain", "unbound-port")).toMatchObject({ status: 0, stderr: "" });
    expect(run("review", "--help")).toMatchObject({ status: 0, stderr: "" });
    expect(run("review", "--base", "main", "--dry-run").stderr).not.toContain("unexpected failure");
    expect(lines.findLastIndex((line) => line === "USER node")).toBeGreaterThan(lines.findLastIndex((line) => /^(?:COPY|RUN) /.test(line)));
  });

  it("has a context of what it copies", () => {
    const kept = readFileSync(join(ROOT, ".dockerignore"), "utf8").split("\n").filter((line) => line.startsWith("!")).map((line) => line.slice(1));
    for (const source of copies.flatMap((paths) => paths.slice(0, -1))) expect(kept.some((folder) => source === folder || source.startsWith(`${folder}/`)), source).toBe(true);
  });
});

interface Job {
  readonly script: readonly string[];
  readonly variables: Readonly<Record<string, string>>;
  readonly artifacts: { readonly reports: { readonly codequality: string } };
}

describe("the template for GitLab", () => {
  const [header, job] = parseAllDocuments(readFileSync(join(ROOT, "templates/gitlab-ci.yml"), "utf8")).map((document) => document.toJS() as unknown);
  const { inputs } = (header as { readonly spec: { readonly inputs: Readonly<Record<string, { readonly default: string }>> } }).spec;
  const { script, variables, artifacts } = (job as { readonly "compose-lint": Job })["compose-lint"];

  /** What GitLab puts in before anything runs. */
  const filled = (text: string, given: Readonly<Record<string, string>>): string => text.replace(/\$\[\[ inputs\.(\w+) \]\]/g, (_, name: string) => given[name] ?? inputs[name]?.default ?? "?");

  it.each([
    [{}, 0],
    [{ preset: "strict", fail_on: "warning", paths: "compose.yaml ." }, 1],
  ] as const)("writes the report of Code Quality: %o", (given, status) => {
    const cwd = folderWith({ "compose.yaml": FIXABLE });
    const bin = folderWith({});
    symlinkSync(bundle, join(bin, "compose-lint"));
    const env = { PATH: `${bin}:${dirname(process.execPath)}:${process.env["PATH"] ?? ""}`, XDG_CACHE_HOME: CACHE, ...Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, filled(value, given)])) };
    const ended = spawnSync("sh", ["-ec", filled(script.join("\n"), given)], { cwd, encoding: "utf8", env });
    expect(ended).toMatchObject({ status, stderr: "" });
    expect(ended.stdout).toContain("obsolete-version");
    const findings = JSON.parse(readFileSync(join(cwd, artifacts.reports.codequality), "utf8")) as readonly { readonly check_name: string }[];
    expect(findings.map(({ check_name }) => check_name)).toContain("obsolete-version");
  });

  it("uses every input", () => {
    for (const name of Object.keys(inputs)) expect(readFileSync(join(ROOT, "templates/gitlab-ci.yml"), "utf8")).toContain(`$[[ inputs.${name} ]]`);
  });
});
