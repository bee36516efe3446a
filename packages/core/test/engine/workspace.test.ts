import { expect, it } from "vitest";
import { presetConfiguration } from "../../src/engine/configuration.js";
import { lintProjects } from "../../src/engine/workspace.js";

const files: Readonly<Record<string, string>> = {
  "a.yaml": "services:\n  web:\n    image: nginx:latest\n  db:\n    image: postgres:latest\n",
  "o.yaml": "services:\n  web:\n    image: nginx:1.27.3\n    privileged: true\n",
  "p.yaml": "services:\n  db:\n    privileged: true\n",
};

/** `rule file:line` of the findings about images and privileges, and where they hold only. */
function found(...projects: readonly (readonly string[])[]): readonly string[] {
  const host = { read: (path: string) => files[path] };
  const { diagnostics } = lintProjects(host, projects.map((names) => ({ files: names })), presetConfiguration("recommended"));
  return diagnostics
    .filter(({ rule }) => rule === "pin-image-tag" || rule === "no-privileged")
    .map(({ rule, place: { file, range }, onlyIn }) => `${rule} ${file.path}:${String(file.lines.positionAt(range.start).line)}${onlyIn ? ` only in ${onlyIn.map((names) => names.join("+")).join(", ")}` : ""}`);
}

it("tells what holds in several projects once, in the order of files and lines", () => {
  expect(found(["a.yaml", "o.yaml"])).toEqual(["pin-image-tag a.yaml:5", "no-privileged o.yaml:4"]);
  expect(found(["a.yaml", "o.yaml"], ["a.yaml"])).toEqual(["pin-image-tag a.yaml:3 only in a.yaml", "pin-image-tag a.yaml:5", "no-privileged o.yaml:4"]);
});

it("names the projects in which something holds, where it is not all that have the file", () => {
  expect(found(["a.yaml"], ["a.yaml", "o.yaml"], ["a.yaml", "p.yaml"])).toEqual([
    "pin-image-tag a.yaml:3 only in a.yaml, a.yaml+p.yaml",
    "pin-image-tag a.yaml:5",
    "no-privileged o.yaml:4",
    "no-privileged p.yaml:3",
  ]);
});
