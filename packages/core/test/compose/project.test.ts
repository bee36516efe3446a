import { describe, expect, it } from "vitest";
import { loadProject, type ProjectRequest } from "../../src/compose/load.js";
import { presetConfiguration } from "../../src/engine/configuration.js";
import { lintProject } from "../../src/engine/lint.js";

const FLOOD = "may use 512m of swap";

/** Where memswap-limit points, and the way from there to the service, as `file:line kind file:line …`. */
function placesOf(files: Readonly<Record<string, string>>, request: ProjectRequest): readonly string[] {
  const host = { read: (path: string) => (Object.hasOwn(files, path) ? files[path] : undefined) };
  const { diagnostics } = lintProject(loadProject(host, request), presetConfiguration("recommended"));
  const line = ({ file, range }: { file: (typeof diagnostics)[number]["place"]["file"]; range: { start: number } }): string => `${file.path}:${String(file.lines.positionAt(range.start).line)}`;
  return diagnostics
    .filter(({ message }) => message.includes(FLOOD))
    .map(({ service, place }) => [`${service ?? ""} ${line(place)}`, ...(place.via ?? []).map((step) => `${step.kind} ${line(step)}`)].join(", "));
}

describe("a finding points at the line that was written, and knows the way", () => {
  const rows: readonly (readonly [title: string, files: Readonly<Record<string, string>>, main: readonly string[], places: readonly string[]])[] = [
    ["written in place", { "a.yaml": "services:\n  web:\n    image: a:1\n    mem_limit: 512m\n" }, ["a.yaml"], ["web a.yaml:4"]],
    ["by an alias", { "a.yaml": "x-l: &l\n  limits:\n    memory: 512m\nservices:\n  web:\n    image: a:1\n    deploy:\n      resources: *l\n" }, ["a.yaml"], ["web a.yaml:3, alias a.yaml:8"]],
    ["by a merge key", { "a.yaml": "x-b: &b\n  mem_limit: 512m\nservices:\n  web:\n    <<: *b\n    image: a:1\n" }, ["a.yaml"], ["web a.yaml:2, merge-key a.yaml:5"]],
    ["by a service of the same file", { "a.yaml": "services:\n  base:\n    image: a:1\n    mem_limit: 512m\n    memswap_limit: 1g\n  web:\n    extends: base\n    memswap_limit: !reset null\n" }, ["a.yaml"], ["web a.yaml:4, extends a.yaml:7"]],
    [
      "by a service of another file",
      { "a.yaml": "services:\n  web:\n    extends:\n      file: s/base.yaml\n      service: base\n", "s/base.yaml": "services:\n  base:\n    image: a:1\n    mem_limit: 512m\n" },
      ["a.yaml"],
      ["web s/base.yaml:4, extends a.yaml:3"],
    ],
    ["by an included file", { "a.yaml": "include:\n  - s/b.yaml\n", "s/b.yaml": "services:\n  web:\n    image: a:1\n    mem_limit: 512m\n" }, ["a.yaml"], ["web s/b.yaml:4, include a.yaml:2"]],
    ["by an override file", { "a.yaml": "services:\n  web:\n    image: a:1\n", "o.yaml": "services:\n  web:\n    mem_limit: 512m\n" }, ["a.yaml", "o.yaml"], ["web o.yaml:3, override o.yaml:1"]],
    [
      "by !override, which replaces the twin",
      { "a.yaml": "services:\n  web:\n    image: a:1\n    deploy: {resources: {limits: {memory: 1g, cpus: 1}}}\n", "o.yaml": "services:\n  web:\n    deploy: !override\n      resources:\n        limits: {memory: 512m}\n" },
      ["a.yaml", "o.yaml"],
      ["web o.yaml:5, override o.yaml:1"],
    ],
    ["by a second document", { "a.yaml": "services:\n  web:\n    image: a:1\n---\nservices:\n  web:\n    mem_limit: 512m\n" }, ["a.yaml"], ["web a.yaml:7, next-document a.yaml:5"]],
    [
      "by an override that takes the sting out of the base",
      { "a.yaml": "services:\n  web:\n    image: a:1\n    mem_limit: 512m\n", "o.yaml": "services:\n  web:\n    memswap_limit: 512m\n" },
      ["a.yaml", "o.yaml"],
      [],
    ],
  ];
  it.each(rows)("%s", (_title, files, main, places) => {
    expect(placesOf(files, { files: main })).toEqual(places);
  });
});

describe("a request", () => {
  const files = {
    "a.yaml": "services:\n  web:\n    image: a:1\n    mem_limit: ${LIMIT:-1g}\n    profiles: [front]\n  job:\n    image: b:1\n    mem_limit: 512m\n    profiles: [back]\n",
    "other.env": "LIMIT=512m\n",
    "e.yaml": "services:\n  web:\n    extends: {file: base.yaml, service: base}\n",
    "base.yaml": "services:\n  base:\n    image: a:1\n    mem_limit: 512m\n",
  };
  const rows: readonly (readonly [title: string, request: ProjectRequest, places: readonly string[]])[] = [
    ["reads .env by default, and here there is none", { files: ["a.yaml"] }, ["job a.yaml:8"]],
    ["reads the env files it names", { files: ["a.yaml"], envFiles: ["other.env"] }, ["web a.yaml:4", "job a.yaml:8"]],
    ["believes the environment it is given before any file", { files: ["a.yaml"], envFiles: ["other.env"], environment: new Map([["LIMIT", "2g"]]) }, ["job a.yaml:8"]],
    ["looks at the services of the profiles it names", { files: ["a.yaml"], profiles: ["front"], envFiles: ["other.env"] }, ["web a.yaml:4"]],
    ["follows extends", { files: ["e.yaml"] }, ["web base.yaml:4, extends e.yaml:3"]],
    ["unless it is told not to", { files: ["e.yaml"], follow: false }, []],
  ];
  it.each(rows)("%s", (_title, request, places) => {
    expect(placesOf(files, request)).toEqual(places);
  });
});
