import { describe, expect, it } from "vitest";
import { arrange, respell, respellAssignments, set, type Operation } from "../../src/compose/operation.js";
import { loadProject } from "../../src/compose/load.js";
import { fixProjects } from "../../src/engine/fix.js";
import { lintProject } from "../../src/engine/lint.js";
import { only, web } from "../rules/check.js";
import { filesOf, patch, patchFiles, type Texts } from "./patch.js";

const at = ["services", "web"];
const keys = arrange(at, ["image", "user", "tty"], "compose.yaml");

type Row = readonly [title: string, before: string, after: string];

function table(name: string, operation: Operation, rows: readonly Row[]): void {
  describe(name, () => {
    it.each(rows)("%s", (_title, before, after) => {
      expect(patch(before, [operation])).toBe(after);
    });
  });
}

const UNCLEAR = "refused: it cannot be told to which of its parts a comment between them belongs";
const ABOUT_ALL = "refused: it cannot be told whether the comment above its first part speaks of all that follow";

table("keys are put in order around comments", keys, [
  ["that stand deeper behind a blank line", web("tty: true", "", "  # tt", "user: b", "image: a").replace("    \n", "\n"), web("image: a", "user: b", "tty: true", "", "  # tt").replace("    \n", "\n")],
  ["but not around one that stands apart", `${web("tty: true")}\n    # what\n\n    image: a\n    user: b\n`, UNCLEAR],
  ["but around one between neighbours that stay neighbours", `${web("tty: true", "image: a")}\n    # what\n\n    user: b\n`, `${web("image: a")}\n    # what\n\n    user: b\n    tty: true\n`],
  ["but not around a heading", web("tty: true", "# --- what ---", "image: a", "user: b"), UNCLEAR],
  ["but not below a heading", web("# ####", "tty: true", "image: a", "user: b"), ABOUT_ALL],
  ["but not below one in another column", "services:\n  web:\n  # what\n    tty: true\n    image: a\n    user: b\n", ABOUT_ALL],
  ["but not around an item that is commented out", web("tty: true", "# - c", "user: b", "image: a"), UNCLEAR],
  ["but not around what a key said before", web("tty: true", "user: b", "# user: c", "image: a"), UNCLEAR],
  ["but not above an item that is commented out", web("tty: true", "user: b", "image: a", "# - c"), UNCLEAR],
  ["with another key that is commented out", web("tty: true", "# init: true", "image: a", "user: b"), web("# init: true", "image: a", "user: b", "tty: true")],
]);

table("sections are put in order around comments", arrange([], ["services", "volumes"], "compose.yaml"), [
  ["but not below the one at the top", `# what\nvolumes: {}\n${web("image: a")}`, ABOUT_ALL],
  ["but not below the one at the top behind others", `# whose\n\n# what\nvolumes: {}\n${web("image: a")}`, ABOUT_ALL],
  ["but not below the one behind dashes", `---\n# what\nvolumes: {}\n${web("image: a")}`, ABOUT_ALL],
  ["but below one that stands apart", `# what\n\nvolumes: {}\n${web("image: a")}`, `# what\n\n${web("image: a")}volumes: {}\n`],
]);

table("items are put in order around comments", arrange([...at, "env_file"], [1, 0]), [
  ["above each of them", web("env_file:", "  # one", "  - a", "  # two", "  - b"), web("env_file:", "  # two", "  - b", "  # one", "  - a")],
  ["but not below the only one", web("env_file:", "  # all", "  - a", "  - b"), ABOUT_ALL],
]);

table("items that stand for several", arrange([...at, "ports"], [3, 0, 1, 2]), [
  ["move as one", web("ports:", "  - 80-82:80-82", "  - '22:22'"), web("ports:", "  - '22:22'", "  - 80-82:80-82")],
  ["but are not torn", web("ports:", "  - 80-81:80-81", "  - 22-23:22-23"), "refused: the list is written in a form that is not edited"],
]);

describe("the order of one file", () => {
  const base = web("tty: true", "image: a", "user: b");
  const override = web("user: c", "image: d");

  it.each<readonly [title: string, operation: Operation, before: Texts, after: Texts | string]>([
    ["is the only one that changes", keys, { "compose.yaml": base, "compose.override.yaml": override }, { "compose.yaml": web("image: a", "user: b", "tty: true") }],
    ["is that of a file laid over another one", arrange(at, ["image", "user"], "compose.override.yaml"), { "compose.yaml": base, "compose.override.yaml": override }, { "compose.override.yaml": web("image: d", "user: c") }],
    ["is that of an included file", arrange(at, ["image", "user"], "other.yaml"), { "compose.yaml": "include: [other.yaml]\n", "other.yaml": override }, { "other.yaml": web("image: d", "user: c") }],
    ["is that of a list of names", arrange([...at, "depends_on"], ["api", "db"], "compose.yaml"), { "compose.yaml": `${web("image: a", "depends_on: [db, api]")}  api: {image: b}\n  db: {image: c}\n`, "compose.override.yaml": web("depends_on: [db]") }, { "compose.yaml": `${web("image: a", "depends_on: [api, db]")}  api: {image: b}\n  db: {image: c}\n` }],
    ["stays if the file has other keys", arrange(at, ["image", "user"], "compose.yaml"), { "compose.yaml": base }, {}],
  ])("%s", (_title, operation, before, after) => {
    expect(patchFiles(before, [operation])).toEqual(after);
  });
});

table("quotes are taken off", respell([...at, "volumes", 0], "plain"), [
  ["of either kind", web("volumes: ['.:/a']"), web("volumes: [.:/a]")],
  ["in block style", web("volumes:", '  - ".:/\\u0061" # a'), web("volumes:", "  - .:/a # a")],
  ["but not where they are needed", web("volumes:", '  - ".:/a: b"'), "unproven: the edited file would have a new fault"],
]);

table("a list becomes a mapping", respellAssignments([...at, "environment"], "mapping", "compose.yaml"), [
  ["in block style", web("environment:", "  - A=a", "  - B"), web("environment:", "  A: a", "  B:")],
  ["but not what no mapping can say", web("environment:", "  - A=a", "  - A=b"), "refused: the other form cannot say the same"],
]);

table("a mapping becomes a list", respellAssignments([...at, "environment"], "list", "compose.yaml"), [
  ["in block style", web("environment:", "  A: a", "  B:"), web("environment:", "  - A=a", "  - B")],
  ["but not what no list can say", web("environment:", "  A: |", "    b", "    c"), "refused: the other form cannot say the same"],
  ["as little as a list", web("environment: [A=a]"), web("environment: [A=a]")],
]);

describe("what style asks for", () => {
  const found = (rule: string, texts: Texts): readonly string[] => {
    const files = ["compose.yaml", "compose.override.yaml"].filter((path) => path in texts);
    return lintProject(loadProject(filesOf(texts), { files }), only([rule])).diagnostics.map(({ place: { file, range } }) => `${file.path}:${String(file.lines.positionAt(range.start).line)}`);
  };

  it("is asked of each file by itself", () => {
    const texts = { "compose.yaml": web("image: a", "tty: true"), "compose.override.yaml": web("user: b", "init: true") };
    expect(found("service-key-order", texts)).toEqual([]);
    expect(found("service-key-order", { ...texts, "compose.override.yaml": web("init: true", "user: b") })).toEqual(["compose.override.yaml:4"]);
  });

  it("is asked of included files", () => {
    expect(found("top-level-order", { "compose.yaml": "include: [other.yaml]\n", "other.yaml": `volumes: {}\n${web("image: a")}` })).toEqual(["other.yaml:2"]);
  });

  it("is not asked of files that only lend a service", () => {
    expect(found("service-key-order", { "compose.yaml": web("extends: {file: other.yaml, service: web}"), "other.yaml": web("tty: true", "image: a") })).toEqual([]);
  });

  it("is not undone by other fixes", () => {
    const files = filesOf({ "compose.yaml": `${web("image: a", "restart: always", "mem_limit: 1g")}  api:\n    image: b\n    user: c\n` });
    const { files: changed } = fixProjects(files, [{ files: ["compose.yaml"] }], only(["service-key-order", "memswap-limit", "log-rotation"]), { unsafe: false });
    expect(found("service-key-order", { "compose.yaml": changed[0]?.after ?? "" })).toEqual([]);
    expect(patch(web("volumes: []"), [set([...at, "user"], "a", { after: "image" })])).toBe(web("user: a", "volumes: []"));
    expect(patch(web("image: a", "restart: always"), [set([...at, "user"], "a", { after: "image" })])).toBe(web("image: a", "restart: always", "user: a"));
  });
});
