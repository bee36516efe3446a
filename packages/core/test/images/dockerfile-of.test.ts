import { describe, expect, test } from "vitest";
import { loadProject, type Project, type ProjectRequest } from "../../src/compose/load.js";
import { builtImageOf } from "../../src/images/dockerfile-of.js";
import { show } from "../dockerfile/image-of.js";

type Files = Readonly<Record<string, string | Uint8Array>>;

/** A project of the given files, and what was read of them. */
function load(files: Files, request: ProjectRequest | string = "compose.yaml"): { readonly project: Project; readonly asked: readonly string[] } {
  const asked: string[] = [];
  const read = (path: string): string | Uint8Array | undefined => {
    asked.push(path);
    return files[path];
  };
  return { project: loadProject({ read }, request), asked };
}

/** What comes of the service `web`. */
function web(files: Files, request?: ProjectRequest | string): ReturnType<typeof show> {
  const { project } = load(files, request);
  const service = project.services.find(({ name }) => name === "web");
  return service && show(builtImageOf(service));
}

const build = (text: string): string => `services: {web: {build: ${text}}}\n`;
const NODE = "FROM node:20\nUSER node\n";
const image = { base: "node:20", user: "node" };

describe("the Dockerfile of a service", () => {
  test.each<readonly [title: string, files: Files, found: ReturnType<typeof show>]>([
    ["in the folder of the project", { "compose.yaml": build("."), Dockerfile: NODE }, image],
    ["in a folder below", { "compose.yaml": build("./app"), "app/Dockerfile": NODE }, image],
    ["in a folder above", { "compose.yaml": build("{context: ..}"), "../Dockerfile": NODE }, image],
    ["by its name", { "compose.yaml": build("{context: app, dockerfile: docker/web.Dockerfile}"), "app/docker/web.Dockerfile": NODE }, image],
    ["beside the context", { "compose.yaml": build("{context: app, dockerfile: ../Dockerfile}"), Dockerfile: NODE }, image],
    ["without a context", { "compose.yaml": build("{target: a}"), Dockerfile: "FROM node:20 AS a\nUSER node\nFROM b" }, image],
    ["in lower case", { "compose.yaml": build("."), dockerfile: NODE }, image],
    ["the usual name first", { "compose.yaml": build("."), Dockerfile: NODE, dockerfile: "FROM b" }, image],
    ["as bytes", { "compose.yaml": build("."), Dockerfile: new TextEncoder().encode(NODE) }, image],
    ["by a variable with a default", { "compose.yaml": build("{context: '${DIR:-app}'}"), "app/Dockerfile": NODE }, image],
    ["by a variable of the env file", { "compose.yaml": build("{context: $DIR}"), ".env": "DIR=app", "app/Dockerfile": NODE }, image],
    ["of a service that is extended", { "compose.yaml": "services: {web: {extends: {file: base/compose.yaml, service: web}}}\n", "base/compose.yaml": build("."), "base/Dockerfile": NODE }, image],
    ["of an included file", { "compose.yaml": "include: [sub/compose.yaml]\n", "sub/compose.yaml": build("."), "sub/Dockerfile": NODE }, image],
    ["beside an image's name", { "compose.yaml": "services: {web: {image: mine, build: .}}\n", Dockerfile: NODE }, image],
    // What is not known.
    ["none there", { "compose.yaml": build(".") }, undefined],
    ["by a variable that nobody set", { "compose.yaml": build("{context: $DIR}"), Dockerfile: NODE }, undefined],
    ["by a name that nobody set", { "compose.yaml": build("{dockerfile: $NAME}"), Dockerfile: NODE }, undefined],
    ["a target that nobody set", { "compose.yaml": build("{target: $STAGE}"), Dockerfile: NODE }, undefined],
    ["a repository", { "compose.yaml": build("https://github.com/a/b.git#main"), Dockerfile: NODE, "https://github.com/a/b.git#main/Dockerfile": NODE }, undefined],
    ["another service", { "compose.yaml": build("service:base"), "service:base/Dockerfile": NODE }, undefined],
    ["anywhere on the machine", { "compose.yaml": build("/srv/app"), "/srv/app/Dockerfile": NODE }, undefined],
    ["a file of the system", { "compose.yaml": build("{dockerfile: /etc/passwd}"), "/etc/passwd": NODE }, undefined],
    ["for Windows", { "compose.yaml": "services: {web: {build: ., platform: windows/amd64}}\n", Dockerfile: NODE }, undefined],
    ["no Dockerfile at all", { "compose.yaml": build("."), Dockerfile: "root:x:0:0::/root:/bin/sh\n" }, undefined],
    ["a program", { "compose.yaml": build("."), Dockerfile: new Uint8Array([0x7f, 0x45, 0x4c, 0x46, 0, 0xff]) }, undefined],
    ["in another encoding", { "compose.yaml": build("."), Dockerfile: new Uint8Array([0xff, 0xfe, ...Buffer.from(NODE, "utf16le")]) }, undefined],
    ["far too long", { "compose.yaml": build("."), Dockerfile: NODE + "# \n".repeat(400_000) }, undefined],
    ["no build", { "compose.yaml": "services: {web: {image: node}}\n", Dockerfile: NODE }, undefined],
  ])("%s", (_title, files, found) => {
    expect(web(files)).toEqual(found);
  });

  test("below the folder of a project that is named by its whole path", () => {
    const files = { "/home/me/app/compose.yaml": build("{context: .., dockerfile: /home/me/web.Dockerfile}"), "/home/me/web.Dockerfile": NODE, "/etc/Dockerfile": NODE };
    expect(web(files, "/home/me/app/compose.yaml")).toEqual(image);
    expect(web({ ...files, "/home/me/app/compose.yaml": build("/etc") }, "/home/me/app/compose.yaml")).toBeUndefined();
  });

  test("is not read where files are not to be followed", () => {
    const { project, asked } = load({ "compose.yaml": build("."), Dockerfile: NODE }, { files: ["compose.yaml"], follow: false });
    expect(asked).not.toContain("Dockerfile");
    expect(project.services[0]?.dockerfile).toBeUndefined();
  });

  test("that cannot be read counts as one that is not there", () => {
    const read = (path: string): string | undefined => {
      if (path.endsWith("ockerfile")) throw new Error("EISDIR");
      return path === "compose.yaml" ? build(".") : undefined;
    };
    const project = loadProject({ read }, "compose.yaml");
    expect(project.services[0]?.dockerfile).toBeUndefined();
    expect(project.problems).toEqual([]);
  });

  test("is no file of the project: nothing edits it", () => {
    const { project } = load({ "compose.yaml": build("."), Dockerfile: NODE });
    expect(project.files.map(({ path }) => path)).toEqual(["compose.yaml"]);
    expect(project.services[0]?.dockerfile?.path).toBe("Dockerfile");
  });

  test("is opened once, as long as its bytes are the same", () => {
    const files = { "compose.yaml": build("."), Dockerfile: new TextEncoder().encode(NODE) };
    const [first, second] = [load(files).project.services[0], load(files).project.services[0]];
    expect(first?.dockerfile).toBeDefined();
    expect(first?.dockerfile).toBe(second?.dockerfile);
  });
});

describe("settings of the build", () => {
  const dockerfile = "ARG TAG=1\nARG NONE\nFROM a:$TAG AS one\nARG U\nUSER ${U:-2}\nFROM one AS two\nEXPOSE 80\n";
  test.each<readonly [keys: string, files: Files, found: ReturnType<typeof show>]>([
    ["{target: one}", {}, { base: "a:1", user: "2" }],
    ["{args: {TAG: 3, U: app}}", {}, { base: "a:3", user: "app", ports: ["80/tcp"] }],
    ["{args: [TAG=3, U=]}", {}, { base: "a:3", user: "2", ports: ["80/tcp"] }],
    ["{args: {TAG: $X}}", {}, { base: "unknown", user: "2", ports: ["80/tcp"] }],
    ["{args: {TAG: '${X:-4}'}}", {}, { base: "a:4", user: "2", ports: ["80/tcp"] }],
    ["{args: [TAG]}", {}, { base: "unknown", user: "2", ports: ["80/tcp"] }],
    ["{args: {TAG: $TAG}}", { ".env": "TAG=5" }, { base: "a:5", user: "2", ports: ["80/tcp"] }],
    ["{additional_contexts: {one: ./x}}", {}, { base: "unknown", ports: ["80/tcp"] }],
    ["{additional_contexts: ['docker.io/library/a:1=./x']}", {}, { base: "unknown", user: "2", ports: ["80/tcp"] }],
  ])("%s", (keys, files, found) => {
    expect(web({ "compose.yaml": build(keys), Dockerfile: dockerfile, ...files })).toEqual(found);
  });
});

describe("a Dockerfile in the Compose file", () => {
  const inline = (...lines: readonly string[]): string => ["services:", "  web:", "    build:", ...lines.map((line) => `      ${line}`), ""].join("\n");

  test.each<readonly [title: string, text: string, found: ReturnType<typeof show>]>([
    ["a literal block", inline("dockerfile_inline: |", "  FROM node:20", "  USER node"), image],
    ["a folded text is one line", inline("dockerfile_inline: >", "  FROM node:20", "  USER node"), undefined],
    ["quoted", inline('dockerfile_inline: "FROM node:20\\nUSER node\\n"'), image],
    ["with variables of Compose", inline("dockerfile_inline: |", "  FROM node:${TAG:-20}", "  ARG U=node", "  USER $$U"), image],
    ["with a variable that nobody set", inline("dockerfile_inline: |", "  FROM node:$TAG"), undefined],
    ["beside the name of another one", inline("dockerfile: Dockerfile", "dockerfile_inline: |", "  FROM node:20"), undefined],
  ])("%s", (_title, text, found) => {
    expect(web({ "compose.yaml": text, Dockerfile: "FROM b" })).toEqual(found);
  });

  test.each<readonly [title: string, text: string, places: readonly string[]]>([
    ["in a literal block", inline("dockerfile_inline: |", "", "  FROM node:20 \t", "  HEALTHCHECK CMD a \\", "    b", "  USER node"), ["FROM node:20", "HEALTHCHECK CMD a \\", "USER node"]],
    ["in one with variables", inline("dockerfile_inline: |-  # why", "  FROM node:${TAG:-20}", "  HEALTHCHECK CMD a $$b", "  USER node"), ["FROM node:${TAG:-20}", "HEALTHCHECK CMD a $$b", "USER node"]],
    ["in quotes", inline('dockerfile_inline: "FROM node:20\\nHEALTHCHECK CMD a\\nUSER node"'), Array.from({ length: 3 }, () => '"FROM node:20\\nHEALTHCHECK CMD a\\nUSER node"')],
    ["with carriage returns", inline("dockerfile_inline: |", "  FROM node:20", "  HEALTHCHECK CMD a", "  USER node").replaceAll("\n", "\r\n"), ["FROM node:20", "HEALTHCHECK CMD a", "USER node"]],
  ])("is told by its lines: %s", (_title, text, places) => {
    const { project } = load({ "compose.yaml": text });
    const [service] = project.services;
    const found = service && builtImageOf(service);
    const all = [found?.base.place, found?.healthcheck?.place, found?.user?.place];
    expect(all.map((place) => place?.file.text.slice(place.range.start, place.range.end))).toEqual(places);
  });
});
