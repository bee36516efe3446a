import { expect, it } from "vitest";
import { presetConfiguration } from "../../src/engine/configuration.js";
import { lintProjects } from "../../src/engine/workspace.js";

const files: Readonly<Record<string, string>> = {
  "a.yaml": "services:\n  web:\n    image: nginx:latest\n  db:\n    image: postgres:latest\n",
  "o.yaml": "services:\n  web:\n    image: nginx:1.27.3\n    privileged: true\n",
};

/** `rule file:line` of the findings about images and privileges. */
function found(...projects: readonly (readonly string[])[]): readonly string[] {
  const host = { read: (path: string) => files[path] };
  const { diagnostics } = lintProjects(host, projects.map((names) => ({ request: { files: names }, because: "", isFragment: false })), presetConfiguration("recommended"));
  return diagnostics
    .filter(({ rule }) => rule === "pin-image-tag" || rule === "no-privileged")
    .map(({ rule, place: { file, range } }) => `${rule} ${file.path}:${String(file.lines.positionAt(range.start).line)}`);
}

it("tells what holds in several projects once, in the order of files and lines", () => {
  expect(found(["a.yaml", "o.yaml"])).toEqual(["pin-image-tag a.yaml:5", "no-privileged o.yaml:4"]);
  expect(found(["a.yaml", "o.yaml"], ["a.yaml"])).toEqual(["pin-image-tag a.yaml:3", "pin-image-tag a.yaml:5", "no-privileged o.yaml:4"]);
});
