import { describe, expect, it } from "vitest";
import { loadProject } from "../../src/compose/load.js";

function project(files: Readonly<Record<string, string>>, withheld: Readonly<Record<string, string>> = {}): readonly string[] {
  const { problems } = loadProject({ read: (path) => files[path], withheld: (path) => withheld[path] }, "compose.yaml");
  return problems.map(({ kind, message }) => `${kind}: ${message}`);
}

describe("what the host keeps to itself is not known, instead of missing", () => {
  const why = { "base.yaml": "outside of the project" };
  const told = "remote: `base.yaml` is not read (outside of the project): what it brings is not known here.";

  it.each(["include: [base.yaml]\n", "services:\n  web:\n    extends: { file: base.yaml, service: base }\n"])("%s", (compose) => {
    expect(project({ "compose.yaml": compose }, why)).toContain(told);
    expect(project({ "compose.yaml": compose }).join()).toContain("reference: There is no file `base.yaml`");
  });
});

describe("what files bring in", () => {
  const including = (count: number): string => `include:\n${Array.from({ length: count }, () => "  - base.yaml\n").join("")}`;

  it.each([
    [1000, false],
    [1001, true],
  ])("%i times: too much is %s", (count, isTooMuch) => {
    const problems = project({ "compose.yaml": including(count), "base.yaml": "services: { a: { image: nginx } }\n" });
    expect(problems.join("\n").includes("bring in too much (more than 1000 files)")).toBe(isTooMuch);
  });

  it("is not more text than a machine can hold", () => {
    const base = `services: { a: { image: nginx } }\n#${"x".repeat(1024 * 1024)}\n`;
    expect(project({ "compose.yaml": including(7), "base.yaml": base })).toEqual([]);
    expect(project({ "compose.yaml": including(8), "base.yaml": base }).join()).toContain("bring in too much (more than 8 MiB)");
  });
});
