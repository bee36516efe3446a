import { describe, expect, it } from "vitest";
import { Trouble } from "@compose-lint/workspace";
import { parseArguments } from "../src/arguments.js";

function reportsOf(...args: readonly string[]): unknown {
  const options = parseArguments(args);
  return "text" in options ? options.text : options.reports;
}

describe("--format and --output-file", () => {
  it.each([
    { args: [], reports: [{ format: "stylish" }] },
    { args: ["--format", "json"], reports: [{ format: "json" }] },
    { args: ["-o", "a.txt"], reports: [{ format: "stylish", file: "a.txt" }] },
    { args: ["--format", "sarif", "-o", "a.sarif"], reports: [{ format: "sarif", file: "a.sarif" }] },
    { args: ["--output-file=a.sarif", "--format=sarif"], reports: [{ format: "sarif", file: "a.sarif" }] },
    { args: ["--format", "sarif", "-o", "a", "--format", "stylish"], reports: [{ format: "sarif", file: "a" }, { format: "stylish" }] },
    { args: ["--format", "stylish", "x.yaml", "--format", "html", "-o", "a", "--format", "html", "-o", "b"], reports: [{ format: "stylish" }, { format: "html", file: "a" }, { format: "html", file: "b" }] },
  ])("$args", ({ args, reports }) => {
    expect(reportsOf(...args)).toEqual(reports);
  });

  it.each([
    { args: ["--format", "srif"], sentence: /^--format: there is no format 'srif'; choose from stylish, .*html\.\n {2}\(Did you mean sarif\?\)$/ },
    { args: ["--format", ""], sentence: /^--format: there is no format ''; choose from/ },
    { args: ["--format", "json", "--format", "sarif"], sentence: /^--format json and --format sarif would both go to standard output: put --output-file <path> behind one of them\.$/ },
    { args: ["--format", "json", "-o", "a", "-o", "b"], sentence: /^--output-file b: the report before it has a file already; name a --format for this one\.$/ },
    { args: ["-o", "a", "--format", "json", "--format", "sarif", "-o", "b"], sentence: /^--output-file a stands before every --format: put it behind the one it belongs to\.$/ },
    { args: ["--format", "json", "-o", "a", "--format", "sarif", "-o", "./a"], sentence: /^two reports would go to .*a: name another --output-file for one of them\.$/ },
    { args: ["-o", ""], sentence: /^--output-file: the path is empty; is a variable unset\?$/ },
    { args: ["--max-warnings", "-1"], sentence: /^--max-warnings: '-1' is no number of warnings, such as 0 or 10\.$/ },
    { args: ["--max-warnings", "many"], sentence: /'many' is no number/ },
    { args: ["--group-by", "file"], sentence: /Allowed choices are service, rule\./ },
    { args: ["--fix", "--interactive", "--format", "sarif"], sentence: /^--interactive talks to a person, and --format sarif to a program: choose one of them, or give the other an --output-file\.$/ },
  ])("explains what is wrong with $args", ({ args, sentence }) => {
    expect(() => reportsOf(...args)).toThrow(Trouble);
    expect(() => reportsOf(...args)).toThrow(sentence);
  });

  it("lets --interactive go with a report in a file", () => {
    expect(reportsOf("--fix", "--interactive", "--format", "stylish", "--format", "sarif", "-o", "a")).toHaveLength(2);
  });
});
