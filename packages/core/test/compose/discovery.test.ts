import { describe, expect, it } from "vitest";
import { groupProjects } from "../../src/compose/discovery.js";

const COMPLETE = "services:\n  web: {image: nginx:1.27.3}\n  db: {image: postgres:16.4}\n";
const FRAGMENT = "services:\n  web: {restart: always}\n";

/** Projects as `main + override`, a fragment with a question mark. */
function grouped(files: Readonly<Record<string, string>>, paths = Object.keys(files).filter((path) => path.endsWith("ml"))): readonly string[] {
  const host = { read: (path: string) => (Object.hasOwn(files, path) ? files[path] : undefined) };
  return groupProjects(host, paths).map(({ request, isFragment }) => request.files.join(" + ") + (isFragment ? "?" : ""));
}

describe("files are grouped as Compose would run them", () => {
  const rows: readonly (readonly [title: string, files: Readonly<Record<string, string>>, projects: readonly string[], paths?: string[]])[] = [
    ["one default file", { "compose.yaml": COMPLETE }, ["compose.yaml"]],
    ["the best default name alone, the other by itself", { "compose.yaml": COMPLETE, "docker-compose.yml": COMPLETE }, ["compose.yaml", "docker-compose.yml"]],
    ["an override goes with the default file", { "compose.yaml": COMPLETE, "compose.override.yaml": FRAGMENT }, ["compose.yaml + compose.override.yaml"]],
    ["its stem may differ", { "docker-compose.yml": COMPLETE, "compose.override.yml": FRAGMENT }, ["docker-compose.yml + compose.override.yml"]],
    ["an override named alone brings its base", { "a/compose.yaml": COMPLETE, "a/compose.override.yaml": FRAGMENT }, ["a/compose.yaml + a/compose.override.yaml"], ["a/compose.override.yaml"]],
    ["COMPOSE_FILE lists the files", { "base.yaml": COMPLETE, "prod.yaml": FRAGMENT, ".env": "COMPOSE_FILE=base.yaml:prod.yaml\n" }, ["base.yaml + prod.yaml"]],
    ["with the separator that .env names", { "base.yaml": COMPLETE, "prod.yaml": FRAGMENT, ".env": "COMPOSE_PATH_SEPARATOR=,\nCOMPOSE_FILE=base.yaml,prod.yaml\n" }, ["base.yaml + prod.yaml"]],
    ["not if one of them is missing", { "base.yaml": COMPLETE, ".env": "COMPOSE_FILE=base.yaml:gone.yaml\n" }, ["base.yaml"]],
    ["a fragment goes with the default file that has its services", { "compose.yaml": COMPLETE, "compose.prod.yaml": FRAGMENT }, ["compose.yaml", "compose.yaml + compose.prod.yaml"]],
    ["or with the one other file that has them", { "base.yml": COMPLETE, "prod.yml": FRAGMENT }, ["base.yml", "base.yml + prod.yml"]],
    ["but not where two have them", { "a.yml": COMPLETE, "b.yml": COMPLETE, "prod.yml": FRAGMENT }, ["a.yml", "b.yml", "prod.yml?"]],
    ["a fragment of unknown services stays one", { "compose.yaml": COMPLETE, "compose.prod.yaml": "services: {mail: {restart: always}}\n" }, ["compose.yaml", "compose.prod.yaml?"]],
    ["a whole project of another name stands alone", { "compose.yaml": COMPLETE, "compose.test.yaml": COMPLETE }, ["compose.yaml", "compose.test.yaml"]],
    ["an included file is not linted again", { "compose.yaml": `include: [part/compose.yaml]\n${COMPLETE}`, "part/compose.yaml": "services: {mail: {image: mail:1}}\n" }, ["compose.yaml"]],
    ["wherever it is named", { "a/compose.yaml": "services: {mail: {image: mail:1}}\n", "compose.yaml": "include: [{path: [a/compose.yaml]}]\n" }, ["compose.yaml"]],
    ["nor what it includes", { "compose.yaml": "include: [b.yaml]\n", "b.yaml": "include: [c.yaml]\n", "c.yaml": COMPLETE }, ["compose.yaml"]],
    ["files that include each other are linted once", { "compose.yaml": "include: [b.yaml]\n", "b.yaml": "include: [compose.yaml]\n" }, ["compose.yaml"]],
    ["a remote include is nobody's file", { "compose.yaml": `include: ["oci://example.com/a:1"]\n${COMPLETE}` }, ["compose.yaml"]],
    ["half a service that others extend is linted through them", { "compose.yaml": "services: {web: {image: a:1, extends: {file: common.yaml, service: base}}}\n", "common.yaml": "services: {base: {restart: always}}\n" }, ["compose.yaml"]],
    ["a whole one by itself too", { "compose.yaml": "services: {web: {extends: {file: common.yaml, service: base}}}\n", "common.yaml": "services: {base: {image: a:1}}\n" }, ["compose.yaml", "common.yaml"]],
    ["folders are apart", { "a/compose.yaml": COMPLETE, "b/compose.override.yaml": FRAGMENT }, ["a/compose.yaml", "b/compose.override.yaml?"]],
    ["what is no YAML stands alone", { "compose.yaml": "a: [\n" }, ["compose.yaml"]],
  ];
  for (const [title, files, projects, paths] of rows) {
    it(title, () => {
      expect(grouped(files, paths)).toEqual(projects);
    });
  }
});
