import { describe, expect, it } from "vitest";
import type { Diagnostic } from "@compose-lint/core";
import { reviewChange, type Review, type ReviewOptions } from "../src/index.js";
import { changeOf, type ChangeOptions, type Files } from "./commits.js";

type Wishes = Partial<ReviewOptions> & ChangeOptions & { readonly rules?: readonly string[] };

async function review(before: Files, after: Files, { rules, ...wishes }: Wishes = {}): Promise<Review> {
  return await reviewChange(changeOf(before, after, wishes), { presets: [], levels: new Map(), skip: new Set(), trustBase: true, ...(rules ? { only: new Set(rules) } : {}), ...wishes });
}

/** Every finding that is told, as `path:line rule`, with what became of it. */
function told({ comments, others }: Review): readonly string[] {
  return [
    ...comments.flatMap(({ suggestion, waiting }) => [...suggestion.mends.map((each) => `${shown(each)} (${suggestion.safety}, ${String(suggestion.first)}-${String(suggestion.last)})`), ...waiting.map((each) => `${shown(each)} (waiting)`)]),
    ...others.map(({ diagnostic }) => shown(diagnostic)),
  ];
}

function shown({ rule, service, place: { file, range } }: Diagnostic): string {
  return `${file.path}:${String(file.lines.positionAt(range.start).line)} ${rule}${service === undefined ? "" : ` ${service}`}`;
}

const DB = "services:\n  db:\n    image: postgres:16\n    mem_limit: 512m\n";
const WEB = "  web:\n    image: nginx:1.27\n    mem_limit: 256m\n";
const SOUND = "services:\n  app:\n    image: alpine:3.20\n    command: [sleep, infinity]\n    read_only: true\n    privileged: false\n";
const PRIVILEGED = "services:\n  app:\n    privileged: true\n";

describe("what a change brings", () => {
  it.each<{ readonly what: string; readonly before: Files; readonly after: Files; readonly rules: readonly string[]; readonly wishes?: Wishes; readonly told: readonly string[] }>([
    { what: "is what stands on its lines, and not what was there before", rules: ["log-rotation"], before: { "compose.yaml": DB }, after: { "compose.yaml": DB + WEB }, told: ["compose.yaml:5 log-rotation web (safe, 7-7)"] },
    { what: "is nothing where only what was there moves", rules: ["log-rotation"], before: { "compose.yaml": DB }, after: { "compose.yaml": `# one\n# two\n${DB}` }, told: [] },
    { what: "is what an override undoes", rules: ["no-privileged"], before: { "compose.yaml": SOUND }, after: { "compose.yaml": SOUND, "compose.override.yaml": PRIVILEGED }, told: ["compose.override.yaml:3 no-privileged app"] },
    { what: "is what an override that goes had mended", rules: ["log-rotation"], before: { "compose.yaml": DB, "compose.override.yaml": "services:\n  db:\n    logging:\n      options: {max-size: 1m}\n" }, after: { "compose.yaml": DB }, told: ["compose.yaml:2 log-rotation db"] },
    { what: "is what the .env decides", rules: ["no-privileged"], before: { "compose.yaml": SOUND.replace("privileged: false", "privileged: ${ROOT}"), ".env": "ROOT=false\n" }, after: { "compose.yaml": SOUND.replace("privileged: false", "privileged: ${ROOT}"), ".env": "ROOT=true\n" }, told: ["compose.yaml:6 no-privileged app"] },
    { what: "is what comes of a file that is extended", rules: ["no-privileged"], before: { "compose.yaml": "services:\n  app:\n    extends: {file: common/base.yaml, service: base}\n", "common/base.yaml": "services:\n  base:\n    image: alpine:3.20\n" }, after: { "compose.yaml": "services:\n  app:\n    extends: {file: common/base.yaml, service: base}\n", "common/base.yaml": "services:\n  base:\n    image: alpine:3.20\n    privileged: true\n" }, told: ["common/base.yaml:4 no-privileged app (unsafe, 4-4)"] },
    { what: "is what is missing of a file that goes", rules: ["bind-source-missing"], before: { "compose.yaml": `${DB}    volumes: ["./init.sql:/docker-entrypoint-initdb.d/init.sql"]\n`, "init.sql": "select 1;\n" }, after: { "compose.yaml": `${DB}    volumes: ["./init.sql:/docker-entrypoint-initdb.d/init.sql"]\n` }, told: ["compose.yaml:5 bind-source-missing db"] },
    { what: "is not what git ignores, which is made where the project runs", rules: ["bind-source-missing"], before: { "compose.yaml": DB, ".gitignore": "data/\n" }, after: { "compose.yaml": `${DB}    volumes: ["./data/init.sql:/docker-entrypoint-initdb.d/init.sql"]\n`, ".gitignore": "data/\n" }, told: [] },
    { what: "is told of a line that it changes, although it was so before", rules: ["no-privileged"], before: { "compose.yaml": SOUND.replace("false", "yes") }, after: { "compose.yaml": SOUND.replace("false", "true") }, told: ["compose.yaml:6 no-privileged app (unsafe, 6-6)"] },
    { what: "is nothing in a file that only moves", rules: ["log-rotation"], before: { "compose.yaml": DB }, after: { "ops/compose.yaml": DB }, wishes: { renamed: { "compose.yaml": "ops/compose.yaml" } }, told: [] },
    { what: "is what is new in a file that moves", rules: ["log-rotation"], before: { "compose.yaml": DB }, after: { "ops/compose.yaml": DB + WEB }, wishes: { renamed: { "compose.yaml": "ops/compose.yaml" } }, told: ["ops/compose.yaml:5 log-rotation web (safe, 7-7)"] },
    { what: "is nothing of projects that it does not touch", rules: ["log-rotation"], before: { "a/compose.yaml": DB }, after: { "a/compose.yaml": DB, "b/README.md": "x\n" }, told: [] },
    { what: "is told once where two projects share a file", rules: ["log-rotation"], before: { "compose.yaml": DB, "compose.prod.yaml": "services:\n  db:\n    restart: always\n" }, after: { "compose.yaml": DB + WEB, "compose.prod.yaml": "services:\n  db:\n    restart: always\n" }, told: ["compose.yaml:5 log-rotation web (safe, 7-7)"] },
    { what: "is no suggestion where the forge shows no diff", rules: ["log-rotation"], before: { "compose.yaml": DB }, after: { "compose.yaml": DB + WEB }, wishes: { unshown: ["compose.yaml"] }, told: ["compose.yaml:5 log-rotation web"] },
    { what: "is no suggestion where a fix is about more than one file", rules: ["read-only-rootfs"], before: { "compose.yaml": "services:\n  db:\n    image: postgres:16\n    read_only: true\n    tmpfs: [/run/postgresql]\n    volumes: [data:/var/lib/postgresql/data]\nvolumes:\n  data:\n" }, after: { "compose.yaml": "services:\n  db:\n    image: postgres:16\n    read_only: true\n    tmpfs: [/tmp]\n    volumes: [data:/var/lib/postgresql/data]\nvolumes:\n  data:\n", "compose.override.yaml": "services:\n  db:\n    read_only: false\n" }, told: ["compose.override.yaml:3 read-only-rootfs db"] },
    { what: "is a fix that is unsafe behind a safe one of the same lines", rules: ["log-rotation", "pids-limit"], before: { "compose.yaml": DB }, after: { "compose.yaml": DB + WEB }, told: ["compose.yaml:5 log-rotation web (safe, 7-7)", "compose.yaml:5 pids-limit web (waiting)"] },
    { what: "is what cannot be read", rules: ["yaml-syntax"], before: { "compose.yaml": DB }, after: { "compose.yaml": `${DB}  web: [\n` }, told: ["compose.yaml:6 yaml-syntax"] },
    { what: "is nothing where a Compose file goes", rules: ["log-rotation"], before: { "compose.yaml": DB, "old/compose.yaml": DB }, after: { "compose.yaml": DB }, told: [] },
    { what: "is nothing of a symbolic link", rules: ["log-rotation"], before: { "compose.yaml": DB }, after: { "compose.yaml": DB, "b/compose.yaml": "->../compose.yaml" }, told: [] },
    { what: "is nothing of other people's folders", rules: ["log-rotation"], before: {}, after: { "node_modules/x/compose.yaml": DB }, told: [] },
  ])("$what", async ({ before, after, rules, wishes = {}, told: expected }) => {
    expect(told(await review(before, after, { ...wishes, rules }))).toEqual(expected);
  });

  it("is more severe than it was", async () => {
    const logging = "services:\n  a:\n    image: alpine:3.20\n    logging:\n      driver: json-file\n";
    const trusted = { "compose-lint.config.yaml": "rules:\n  log-rotation: warning\n" };
    const stricter = { "compose-lint.config.yaml": "rules:\n  log-rotation: error\n" };
    expect(told(await review({ ...trusted, "compose.yaml": logging }, { ...stricter, "compose.yaml": `# changed\n${logging}` }, { rules: ["log-rotation"] }))).toEqual([]);
  });

  it("leaves out what is known, wherever it is", async () => {
    const isKnown = (all: readonly Diagnostic[]): ReadonlySet<Diagnostic> => new Set(all.filter(({ service }) => service === "web"));
    const { notes, ...rest } = await review({ "compose.yaml": DB }, { "compose.yaml": `${DB}${WEB}${WEB.replace("web", "other")}` }, { rules: ["log-rotation"], isKnown });
    expect(told({ notes, ...rest })).toEqual(["compose.yaml:8 log-rotation other (safe, 10-10)"]);
    expect(notes).toEqual(["1 of what this change brings is not told, because the baseline has it."]);
  });
});

describe("suggestions", () => {
  it("put what is about neighbouring lines together", async () => {
    const { comments } = await review({ "compose.yaml": DB }, { "compose.yaml": DB + WEB }, { rules: ["log-rotation", "stop-grace-period"] });
    expect(comments.map(({ suggestion: { first, last, lines, mends } }) => [first, last, lines, mends.map(({ rule }) => rule)])).toEqual([
      [7, 7, ["    stop_grace_period: 30s", "    mem_limit: 256m", "    logging:", "      driver: json-file", "      options:", '        max-size: "10m"', '        max-file: "3"'], ["log-rotation", "stop-grace-period"]],
    ]);
  });

  it("have the same id as long as they say the same, wherever their lines are", async () => {
    const ids = async (after: string): Promise<readonly string[]> => (await review({ "compose.yaml": DB }, { "compose.yaml": after }, { rules: ["log-rotation"] })).comments.map(({ id }) => id);
    const [id = ""] = await ids(DB + WEB);
    expect(id).toMatch(/^[0-9a-f]{16}$/);
    expect(await ids(`# a\n# b\n${DB}${WEB}`)).toEqual([id]);
    expect(await ids(DB + WEB.replace("web", "other"))).not.toEqual([id]);
  });

  it("are no more than anybody reads", async () => {
    const many = Array.from({ length: 60 }, (_, index) => `${WEB.replace("web", `web-${String(index)}`)}  # one\n  # two\n  # three\n`).join("");
    const { comments, others, notes } = await review({ "compose.yaml": DB }, { "compose.yaml": DB + many }, { rules: ["log-rotation"] });
    expect(comments).toHaveLength(50);
    expect(others).toHaveLength(10);
    expect(notes).toEqual(["There are 10 more suggestions than fit; compose-lint --diff shows them."]);
  });

  it("show no secret", async () => {
    const secret = `${DB}  web:\n    image: nginx:1.27\n    environment:\n      DB_PASSWORD: hunter2\n`;
    const { comments, others } = await review({ "compose.yaml": DB }, { "compose.yaml": secret }, { rules: ["log-rotation"] });
    expect(JSON.stringify(comments.map(({ suggestion }) => suggestion.lines))).not.toContain("hunter2");
    expect([...comments, ...others].length).toBe(1);
  });
});

describe("readiness", () => {
  const rows = ({ readiness }: Review): readonly unknown[] => readiness.map(({ service, before, after }) => [service, before?.reds, after?.reds]);

  it("is told of services that are new, gone, or different", async () => {
    expect(rows(await review({ "compose.yaml": DB }, { "compose.yaml": DB + WEB }))).toEqual([["web", undefined, expect.any(Number)]]);
    expect(rows(await review({ "compose.yaml": DB + WEB }, { "compose.yaml": DB }))).toEqual([["web", expect.any(Number), undefined]]);
    expect(rows(await review({ "compose.yaml": DB }, { "compose.yaml": DB.replace("    mem_limit: 512m\n", "") }))).toEqual([["db", 3, 4]]);
    expect(rows(await review({ "compose.yaml": DB }, { "compose.yaml": `# other\n${DB}` }))).toEqual([]);
  });

  it("follows a project whose override comes or goes", async () => {
    const override = { "compose.override.yaml": "services:\n  db:\n    logging:\n      driver: json-file\n      options: {max-size: 1m, max-file: '2'}\n" };
    expect(rows(await review({ "compose.yaml": DB }, { "compose.yaml": DB, ...override }))).toEqual([["db", 3, 2]]);
    expect(rows(await review({ "compose.yaml": DB, ...override }, { "compose.yaml": DB }))).toEqual([["db", 2, 3]]);
  });
});

describe("comments that suppress findings", () => {
  it("are told if the change brings them, with what they hide", async () => {
    const before = "services:\n  a:\n    image: alpine:3.20\n    # compose-lint-disable-next-line no-privileged -- was here\n    privileged: true\n";
    const after = `${before}  b:\n    image: alpine:3.20\n    privileged: true # compose-lint-disable-line no-privileged -- trust me, @octocat\n`;
    const { suppressions, comments, others } = await review({ "compose.yaml": before }, { "compose.yaml": after }, { rules: ["no-privileged"] });
    expect(suppressions.map(({ suppression: { reason, place }, hides }) => [reason, place.file.lines.positionAt(place.range.start).line, hides])).toEqual([["trust me, @octocat", 8, ["no-privileged"]]]);
    expect([...comments, ...others]).toEqual([]);
  });

  it("are not told if they only move", async () => {
    const before = "services:\n  a:\n    image: alpine:3.20\n    # compose-lint-disable-next-line no-privileged -- was here\n    privileged: true\n";
    expect((await review({ "compose.yaml": before }, { "compose.yaml": `# new\n${before}` })).suppressions).toEqual([]);
  });
});

describe("the configuration", () => {
  const lenient = { "compose-lint.config.yaml": "rules:\n  no-privileged: off\n" };
  const strict = { "compose-lint.config.yaml": "rules:\n  no-privileged: error\n" };
  const privileged = { "compose.yaml": SOUND.replace("false", "true") };

  it.each<[what: string, before: Files, after: Files, wishes: Wishes, isTold: boolean, note: RegExp | undefined]>([
    ["of the change does not count", { ...strict, "compose.yaml": SOUND }, { ...lenient, ...privileged }, {}, true, /^compose-lint\.config\.yaml is different here, which does not count/],
    ["that is new does not count", { "compose.yaml": SOUND }, { ...lenient, ...privileged }, {}, true, /^compose-lint\.config\.yaml is new here/],
    ["that is gone counts", { ...lenient, "compose.yaml": SOUND }, privileged, {}, false, /^compose-lint\.config\.yaml is missing here/],
    ["of the change counts if somebody trusts it", { ...strict, "compose.yaml": SOUND }, { ...lenient, ...privileged }, { trustBase: false, trustHead: true }, false, undefined],
    ["in a folder of the change does not count", { "ops/compose.yaml": SOUND }, { "ops/compose-lint.config.yaml": lenient["compose-lint.config.yaml"], "ops/compose.yaml": privileged["compose.yaml"] }, {}, true, /^ops\/compose-lint\.config\.yaml is new here/],
    ["in a package.json of the change does not count", { "compose.yaml": SOUND, "package.json": "{}" }, { ...privileged, "package.json": '{"compose-lint":{"rules":{"no-privileged":"off"}}}' }, {}, true, undefined],
    ["in a package.json of the branch counts", { "compose.yaml": SOUND, "package.json": '{"compose-lint":{"rules":{"no-privileged":"off"}}}' }, { ...privileged, "package.json": "{}" }, {}, false, undefined],
    ["is that of the branch as it is now", { "compose.yaml": SOUND }, privileged, { tip: { ...lenient, "compose.yaml": SOUND } }, false, /^compose-lint\.config\.yaml is missing here/],
    ["may extend files of the branch", { "compose.yaml": SOUND, "compose-lint.config.yaml": "extends: [lint/base.yaml]\n", "lint/base.yaml": lenient["compose-lint.config.yaml"] }, { ...privileged, "compose-lint.config.yaml": "extends: [lint/base.yaml]\n", "lint/base.yaml": strict["compose-lint.config.yaml"] }, {}, false, undefined],
    ["may be left out", { ...lenient, "compose.yaml": SOUND }, { ...lenient, ...privileged }, { config: false }, true, undefined],
    ["may be named", { "ops/lint.yaml": lenient["compose-lint.config.yaml"], "compose.yaml": SOUND }, { "ops/lint.yaml": strict["compose-lint.config.yaml"], ...privileged }, { config: "ops/lint.yaml" }, false, undefined],
  ])("%s", async (_what, before, after, wishes, isTold, note) => {
    const made = await review(before, after, wishes);
    const rules = [...made.comments.flatMap(({ suggestion, waiting }) => [...suggestion.mends, ...waiting]), ...made.others.map(({ diagnostic }) => diagnostic)].map(({ rule }) => rule);
    expect(rules.includes("no-privileged")).toBe(isTold);
    expect(made.notes).toEqual(note ? [expect.stringMatching(note)] : []);
  });

  it.each<[what: string, before: Files]>([
    ["of the branch", { "compose-lint.config.mjs": "throw new Error('it was run');\n", "compose.yaml": SOUND }],
    ["of a change that is trusted", { "compose.yaml": SOUND }],
  ])("is not run if it is a program %s", async (_what, before) => {
    const program = { "compose-lint.config.mjs": "import { writeFileSync } from 'node:fs'; writeFileSync('/tmp/compose-lint-was-here', ''); throw new Error('it was run');\n" };
    const isTrusted = !("compose-lint.config.mjs" in before);
    const made = await review(before, { ...privileged, ...program }, isTrusted ? { trustBase: false, trustHead: true } : {});
    expect(made.notes[0]).toBe("compose-lint.config.mjs is a program, and a review runs nothing of a repository: its rules do not count here. A configuration of YAML or JSON does.");
    expect(made.others.length + made.comments.length).toBeGreaterThan(0);
  });

  it.each<[what: string, files: Files, wishes: Wishes, says: string]>([
    ["that is not there", {}, { config: "nowhere.yaml" }, "--config: there is no file nowhere.yaml in the repository at"],
    ["that leads out of the repository", {}, { config: "../lint.yaml" }, "--config: there is no file ../lint.yaml in the repository at"],
    ["that is a program and was named", { "lint.mjs": "export default {}" }, { config: "lint.mjs" }, "lint.mjs: It is a program, and is not run: a review runs nothing of a repository."],
    ["that was named and makes no sense", { "lint.yaml": "rules:\n  nothing-like-it: error\n" }, { config: "lint.yaml" }, "lint.yaml:2:3:"],
  ])("%s is a trouble", async (_what, files, wishes, says) => {
    await expect(review({ ...files, "compose.yaml": SOUND }, { ...files, ...privileged }, wishes)).rejects.toThrow(says);
  });

  it.each<[what: string, files: Files, note: string]>([
    ["that extends a program", { "compose-lint.config.yaml": "extends: [./own.mjs]\n", "own.mjs": "export default {}" }, "own.mjs: It is a program, and is not run"],
    ["that makes no sense", { "compose-lint.config.yaml": "rules:\n  nothing-like-it: error\n" }, "compose-lint.config.yaml:2:3:"],
    ["that extends what is outside", { "compose-lint.config.yaml": "extends: [../../etc/passwd.yaml]\n" }, "compose-lint.config.yaml:1:11: There is no file"],
  ])("%s is left out with a note", async (_what, files, note) => {
    const made = await review({ ...files, "compose.yaml": SOUND }, { ...files, ...privileged }, {});
    expect(made.notes).toEqual([expect.stringContaining("compose-lint.config.yaml does not count here, because it cannot be used: ")]);
    expect(made.notes[0]).toContain(note);
    // Of a project somewhere else nothing is said.
    const elsewhere = Object.fromEntries(Object.entries(files).map(([path, content]) => [`fixtures/${path}`, content]));
    expect((await review({ ...elsewhere, "fixtures/compose.yaml": SOUND, "compose.yaml": SOUND }, { ...elsewhere, "fixtures/compose.yaml": SOUND, ...privileged }, {})).notes).toEqual([]);
  });

  it("may list projects, of which only those count that are there", async () => {
    const config = { "compose-lint.config.yaml": "projects:\n  - name: prod\n    files: [a.yaml, b.yaml]\n  - name: soon\n    files: [a.yaml, c.yaml]\n" };
    const before: Files = { ...config, "a.yaml": SOUND, "b.yaml": "services: {}\n", "c.yaml": "services: {}\n" };
    const made = await review(before, { ...config, "a.yaml": SOUND, "b.yaml": PRIVILEGED }, { rules: ["no-privileged"] });
    expect(made.projects).toEqual(["a.yaml + b.yaml"]);
    expect(told(made)).toEqual(["b.yaml:3 no-privileged app"]);
  });
});

describe("reading", () => {
  it("goes no further than the repository, and follows no link", async () => {
    const files = { "compose.yaml": "include: [../../etc/passwd, /etc/passwd, linked.yaml]\nservices:\n  a:\n    extends: {file: behind/base.yaml, service: x}\n", "linked.yaml": "->/etc/passwd", behind: "->/etc" };
    const { others, comments } = await review({}, files, { presets: ["strict"] });
    const text = JSON.stringify([...others.map(({ diagnostic }) => diagnostic.message), ...comments.map(({ suggestion }) => suggestion.lines)]);
    expect(text).toContain("etc/passwd");
    expect(text).not.toContain("root:");
  });

  it("asks for each content once, and for no more than is needed", async () => {
    const files: Files = { "compose.yaml": DB, "big.bin": "x".repeat(100), "README.md": "x", "a/compose.yaml": DB };
    const change = changeOf(files, { ...files, "compose.yaml": DB + WEB });
    const asked: string[] = [];
    const read = change.repository.read.bind(change.repository);
    await reviewChange({ ...change, repository: { read: async (ids) => { asked.push(...ids); return await read(ids); } } }, { presets: [], levels: new Map(), skip: new Set(), trustBase: true });
    expect(asked.length).toBe(new Set(asked).size);
    expect(asked.length).toBe(2);
  });

  it("takes content that cannot be had for unknown", async () => {
    const change = changeOf({ "compose.yaml": DB }, { "compose.yaml": DB + WEB });
    const made = await reviewChange({ ...change, repository: { read: () => Promise.resolve(new Map()) } }, { presets: [], levels: new Map(), skip: new Set(), trustBase: true });
    expect(made.comments).toEqual([]);
  });
});
