import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { exitCodeOf, runsFor, type Environment, type Run } from "../src/runs.js";

interface Metadata {
  readonly inputs: Readonly<Record<string, { readonly description: string; readonly default: string }>>;
  readonly runs: { readonly using: string; readonly main: string };
}

const metadata = parse(readFileSync(new URL("../../../action.yml", import.meta.url), "utf8")) as Metadata;

/** As a runner starts it: every input with its default, or as it is given. */
function environment(inputs: Readonly<Record<string, string>> = {}, others: Environment = {}): Environment {
  const all = Object.entries(metadata.inputs).map(([name, { default: usual }]) => [`INPUT_${name.toUpperCase()}`, inputs[name] ?? (name === "token" ? "t0ken" : usual)] as const);
  return { ...Object.fromEntries(all), GITHUB_EVENT_NAME: "push", GITHUB_STEP_SUMMARY: "/summary.md", PATH: "/bin", ...others };
}

const argsOf = (runs: readonly Run[]): readonly (readonly string[])[] => runs.map(({ args }) => args);

describe("action.yml", () => {
  it("describes every input, and names what is committed", () => {
    for (const [name, { description }] of Object.entries(metadata.inputs)) expect(description, name).toMatch(/^[A-Z].*\.$/);
    expect(metadata.runs).toEqual({ using: "node24", main: "dist/action.mjs" });
    expect(() => readFileSync(new URL(`../../../${metadata.runs.main}`, import.meta.url))).not.toThrow();
  });

  it("has no input that nothing comes of", () => {
    const usual = JSON.stringify(runsFor(environment({}, { GITHUB_EVENT_NAME: "pull_request" })));
    const others: Readonly<Record<string, string>> = { paths: "a", preset: "strict", config: "c.yaml", baseline: "b.json", "fail-on": "info", "sarif-file": "x.sarif", review: "false", token: "other" };
    for (const name of Object.keys(metadata.inputs)) expect(JSON.stringify(runsFor(environment({ [name]: others[name] ?? "" }, { GITHUB_EVENT_NAME: "pull_request" }))), name).not.toBe(usual);
  });
});

describe("the runs of the command", () => {
  it("lint with annotations and a summary where nobody asks for a review", () => {
    expect(argsOf(runsFor(environment()))).toEqual([["--fail-on=error", "--format", "github", "--format", "markdown", "--output-file", "/summary.md", "--", "."]]);
  });

  it("hand inputs over as options, whatever they look like", () => {
    const inputs = { paths: " apps/a \n\n--fix\n", preset: "production,style", config: "c.yaml", baseline: "--diff", "fail-on": "warning", "sarif-file": "out/x.sarif" };
    expect(argsOf(runsFor(environment(inputs)))).toEqual([
      ["--preset=production,style", "--config=c.yaml", "--baseline=--diff", "--fail-on=warning", "--format", "github", "--format", "markdown", "--output-file", "/summary.md", "--format", "sarif", "--output-file", "out/x.sarif", "--", "apps/a", "--fix"],
    ]);
  });

  it("review a pull request as well, which then has no annotations", () => {
    const runs = runsFor(environment({ preset: "strict" }, { GITHUB_EVENT_NAME: "pull_request" }));
    expect(argsOf(runs)).toEqual([["--preset=strict", "--fail-on=error", "--format", "stylish", "--format", "markdown", "--output-file", "/summary.md", "--", "."], ["review", "--preset=strict"]]);
    expect(argsOf(runsFor(environment({ review: "false" }, { GITHUB_EVENT_NAME: "pull_request" })))).toHaveLength(1);
  });

  it("give the token to the review alone, and the inputs to nobody", () => {
    const [lint, review] = runsFor(environment({}, { GITHUB_EVENT_NAME: "pull_request", GITHUB_TOKEN: "set by the workflow" }));
    expect(JSON.stringify(lint)).not.toMatch(/t0ken|set by|INPUT_/);
    expect(review?.env).toMatchObject({ GITHUB_TOKEN: "t0ken", PATH: "/bin" });
    expect(Object.keys(review?.env ?? {}).filter((name) => name.startsWith("INPUT_"))).toEqual([]);
  });

  it("run nothing of a checkout with the rights of the base", () => {
    const inputs = { "fail-on": "warning", paths: "." };
    const runs = runsFor(environment(inputs, { GITHUB_EVENT_NAME: "pull_request_target" }));
    expect(argsOf(runs)).toEqual([["review", "--fail-on=warning"]]);
    expect(runs[0]?.decides).toBe(true);
    expect(() => runsFor(environment({ review: "false" }, { GITHUB_EVENT_NAME: "pull_request_target" }))).toThrow("Use pull_request instead");
  });

  it("do not start with a switch that is none", () => {
    expect(() => runsFor(environment({ review: "yes" }))).toThrow('The input review is true or false, not "yes".');
  });
});

describe("the exit code", () => {
  const [lint, review] = runsFor(environment({}, { GITHUB_EVENT_NAME: "pull_request" })) as readonly [Run, Run];

  it.each([
    [0, 0, 0],
    [1, 0, 1],
    [0, 1, 0],
    [0, 2, 2],
    [2, 0, 2],
    [1, 2, 1],
  ])("of lint %i and review %i is %i", (first, second, code) => {
    expect(exitCodeOf([{ run: lint, code: first }, { run: review, code: second }])).toBe(code);
  });
});
