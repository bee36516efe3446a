import { describe, expect, it } from "vitest";
import { loadProject, type Project } from "../../src/compose/load.js";
import { nodeAt } from "../../src/compose/tree.js";

function load(files: Readonly<Record<string, string | Uint8Array>>, path = "compose.yaml"): Project {
  return loadProject({ read: (name) => files[name] }, path);
}

/** Each problem as `kind start-end message`. */
function problemsOf(content: string | Uint8Array): readonly string[] {
  return load({ "compose.yaml": content }).problems.map(({ kind, range, message }) => `${kind} ${String(range.start)}-${String(range.end)} ${message}`);
}

const app = "services:\n  app:\n    image: app:1\n";

describe("problems, with their places", () => {
  const rows: readonly (readonly [name: string, content: string | Uint8Array, ...problems: string[]])[] = [
    ["a good file", app],
    ["a file with a BOM and CRLF", `\uFEFF${app.replaceAll("\n", "\r\n")}`],
    ["YAML that is none", "services: [\n", "syntax 12-12 A bracket that was opened above is never closed.", "schema 10-11 `services` must be a mapping, not a list."],
    ["equal keys", `${app}    image: b\n`, "syntax 38-43 The key `image` stands twice in this mapping; Compose refuses the file. Remove one of the two."],
    ["a list", "- a\n- b\n", "schema 0-3 A Compose file is a mapping with keys such as `services:`; this is a list."],
    ["text", "just words\n", "schema 0-10 A Compose file is a mapping with keys such as `services:`; this is a single value."],
    ["an empty document behind another", `${app}---\n`, "syntax 37-37 This document is empty; Compose refuses that. Remove its `---`."],
    ["an unknown key", `${app}    imag: b\n`, "schema 38-42 `imag` is not a key of service `app`. Did you mean `image`?"],
    ["a key without a value", `${app}    environment:\n`, "schema 38-49 `services.app.environment` has no value; remove the key or give it entries."],
    ["a broken variable", "services: {app: {image: '${'}}\n", "interpolation 24-28 `${` is never closed by `}`. Write `$$` for a plain dollar sign."],
    ["a number that is none", `${app}    scale: many\n`, "schema 45-49 `scale` must be a whole number."],
    ["documents that do not fit", `${app}    security_opt: [a]\n---\nservices: {app: {security_opt: {a: b}}}\n`, "schema 77-89 `security_opt` is a mapping here and a list before; Compose cannot merge the two."],
    ["bytes that are no text", Uint8Array.from([97, 58, 32, 0xff]), "syntax 3-4 This is not valid UTF-8 text. Save the file as UTF-8."],
    ["UTF-16 without its mark", Uint8Array.from([97, 0, 58, 0]), 'syntax 1-2 The character U+0000 is not allowed in YAML. Remove it, or write it as "\\u0000" in double quotes.'],
  ];
  it.each(rows)("%s", (_, content, ...expected) => {
    expect(problemsOf(content)).toEqual(expected);
  });

  it.each(["", "\n\n", "# only a comment\n", "\uFEFF", "---\n", "--- # nothing\n...\n", "~\n"])("nothing in the file: %j", (content) => {
    const problems = problemsOf(content);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(/^syntax \d+-\d+ The file (?:is empty|has no content)\. A Compose file has at least a `services:` section\.$/);
  });
});

describe("what depends on a variable that nobody set", () => {
  it("breaks no rule of the schema", () => {
    expect(problemsOf("services: {app: {image: $I, restart: $R, ports: ['$P:80'], scale: $S, privileged: $V, environment: {A: $A}}}\n")).toEqual([]);
  });
  it("does not hide other faults", () => {
    expect(problemsOf("services: {app: {imag: $I, ports: $P, x: y}}\n").length).toBeGreaterThan(1);
  });
});

describe("the .env beside the file", () => {
  const compose = "services: {app: {image: 'app:${TAG:-1}', hostname: $HOST}}\n";
  const valueOf = (project: Project, key: string): unknown => nodeAt(project.tree, ["services", "app", key]);

  it("supplies variables", () => {
    const project = load({ "compose.yaml": compose, ".env": "TAG=2\nHOST=h\n" });
    expect(valueOf(project, "image")).toMatchObject({ value: "app:2", known: true, variables: [{ name: "TAG", from: "environment" }] });
    expect(valueOf(project, "hostname")).toMatchObject({ value: "h", known: true });
  });
  it("is looked for in the folder of the file", () => {
    const project = load({ "a/b/compose.yaml": compose, ".env": "TAG=0\n", "a/b/.env": "TAG=3\n" }, "a/b/compose.yaml");
    expect(valueOf(project, "image")).toMatchObject({ value: "app:3" });
    expect(valueOf(project, "hostname")).toMatchObject({ known: false });
  });
  it("may be missing, or be no text", () => {
    expect(valueOf(load({ "compose.yaml": compose }), "image")).toMatchObject({ value: "app:1", variables: [{ name: "TAG", from: "default" }] });
    expect(load({ "compose.yaml": compose, ".env": Uint8Array.from([0xff, 0xfe, 0xff]) }).problems).toEqual([]);
  });
});

describe("documents of one file", () => {
  it("are laid over each other", () => {
    const { tree, services } = load({ "compose.yaml": `${app}    ports: ["1:1"]\n---\nservices: {app: {ports: !reset [], user: u}, db: {image: db}}\n` });
    expect(services.map(({ name }) => name)).toEqual(["app", "db"]);
    expect(nodeAt(tree, ["services", "app", "ports"])).toBeUndefined();
    expect(nodeAt(tree, ["services", "app", "user"])).toMatchObject({ value: "u" });
  });
  it("only have to be right together from the second one on", () => {
    expect(problemsOf(`${app}    depends_on: {db: {condition: service_started}}\n  db: {image: db}\n---\nservices: {app: {depends_on: {db: {required: false}}}}\n`)).toEqual([]);
  });
});

describe("lists with items that mean the same", () => {
  it.each(["cap_add: [A, A]", "dns: [1.1.1.1, 1.1.1.1]", "ports: ['80:80', '80:80']", "labels: [a, a]", "profiles: [a, a]", "tmpfs: [/a, /a]"])("%s is no fault", (keys) => {
    expect(problemsOf(`services: {app: {image: x, ${keys}}}\n`)).toEqual([]);
  });
  it("keep the later one, even if it is spelled differently", () => {
    const { services } = load({ "compose.yaml": "services: {app: {image: x, volumes: ['./a:/t', {type: volume, source: v, target: /t}], ports: ['80:80', {target: 80, published: '80', mode: ingress}]}}\nvolumes: {v: }\n" });
    expect(services[0]?.mounts.map(({ type }) => type)).toEqual(["volume"]);
    expect(services[0]?.ports).toHaveLength(1);
  });
});

it("services keep names that objects have of their own", () => {
  const { services, problems } = load({ "compose.yaml": "services: {__proto__: {image: a}, constructor: {image: b}, toString: {image: c}}\n" });
  expect(problems).toEqual([]);
  expect(services.map(({ name }) => name)).toEqual(["__proto__", "constructor", "toString"]);
});

it("every comment is told", () => {
  const text = `# a\n${app}    # b\n---\nservices: {} # c\n`;
  expect(load({ "compose.yaml": text }).comments.map(({ range }) => text.slice(range.start, range.end))).toEqual(["# a", "# b", "# c"]);
});

it("a host that cannot read a file is heard", () => {
  expect(() => loadProject({ read: () => { throw new Error("No access."); } }, "compose.yaml")).toThrow("No access.");
});
