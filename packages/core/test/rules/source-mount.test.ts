import { describe, expect, it } from "vitest";
import { loadProject } from "../../src/compose/load.js";
import { presetConfiguration } from "../../src/engine/configuration.js";
import { lintProject } from "../../src/engine/lint.js";
import { only, web } from "./check.js";
import { testRule } from "./table.js";

const every = { options: { everyFile: true } };
const built = (mount: string, ...more: readonly string[]): string => web("build: .", `volumes: [${mount}]`, ...more);
const production = "environment: {NODE_ENV: production}";

testRule("source-mount", {
  reports: [
    [
      "the code of a service in production",
      built(".:/app", production),
      ["4:15-21 info web runs the code in . on the host, not that in its image: what runs is not what was built, and where the folder is missing nothing runs. Move the mount to an override for development."],
    ],
    ["a list", built(".:/app", "environment: [RAILS_ENV=production]"), ["4:15-21 info"]],
    ["a short word", built(".:/app", "environment: {APP_ENV: prod}"), ["4:15-21 info"]],
    ["a value by default", built(".:/app", "environment: {NODE_ENV: '${NODE_ENV:-production}'}"), ["4:15-21 info"]],
    ["a value of .env", built(".:/app", "environment: {NODE_ENV: $NODE_ENV}"), ["4:15-21 info"], { env: "NODE_ENV=production" }],
    ["a stack", built(".:/app", "image: acme/web", "deploy: {endpoint_mode: vip}"), ["4:15-21 info"]],
    ["any file if asked to", built(".:/app"), ["4:15-21 info"], every],
    ["read-only", built(".:/app:ro"), ["4:15-24 info"], every],
    ["a folder in it", built("./src:/app/src"), ["4:15-29 info web runs the code in ./src"], every],
    ["the long syntax", built("{type: bind, source: ., target: /usr/src/app}"), ["4:15-60 info"], every],
    ["a context of its own", web("build: {context: ./api}", "volumes: [./api:/code, ./api/lib:/code/lib]"), ["4:15-26 info", "4:28-47 info"], every],
    ["the working directory", built(".:/service", "working_dir: /service"), ["4:15-25 info"], every],
    ["a default", built("'${CODE:-.}:/app'"), ["4:15-32 info"], every],
    ["each user of a shared list", `x-v: &v [".:/app"]\nservices:\n  a: {build: ., volumes: *v}\n  b: {build: ., volumes: *v}\n`, ["1:10-18 info", "1:10-18 info"], every],
  ],
  accepts: [
    ["a file that does not say what it is for", built(".:/app")],
    ["development", built(".:/app", "environment: {NODE_ENV: development}"), every],
    ["a command that looks out for changes", built(".:/app", "command: uvicorn main:app --reload"), every],
    ["a development server", built(".:/app", "command: [npm, run, dev]", production)],
    ["a service for development", built(".:/app").replace("web:", "web-dev:"), every],
    ["a profile for development", built(".:/app", "profiles: [dev]"), every],
    ["a job", built(".:/app", 'restart: "no"'), every],
    ["data", built("./data:/app/data, ./uploads:/app/uploads"), every],
    ["a file", built("./config.yml:/app/config.yml"), every],
    ["another place", built(".:/mnt, ./:/etc/app"), every],
    ["a folder that the image is not built from", web("build: ./docker", "volumes: ['.:/app', ./src:/app/src]"), every],
    ["a folder above", built("../src:/app/src"), every],
    ["an image that is not built here", web("image: acme/web", "volumes: ['.:/app']", production), every],
    ["a volume", `${built("code:/app", production)}volumes: {code: {}}\n`, every],
    ["a folder that nobody set", built("'$CODE:/app'"), every],
    ["a context that nobody set", web("build: $CONTEXT", "volumes: ['.:/app']"), every],
    ["an environment that nobody set", built(".:/app", "environment: {NODE_ENV: $NODE_ENV}")],
    ["an absolute path", built("/srv/code:/app"), every],
    ["Windows", built(".:/app", "platform: windows"), every],
    ["a fragment", web("volumes: ['.:/app']"), every],
    ["a provider", web("provider: {type: cloud}", "volumes: ['.:/app']"), every],
  ],
});

describe("source-mount knows a file by its name", () => {
  const found = (files: Readonly<Record<string, string>>, options?: object): readonly string[] => {
    const project = loadProject({ read: (path) => files[path] }, { files: Object.keys(files) });
    return lintProject(project, only(["source-mount"], { ...options })).diagnostics.map(({ place }) => place.file.path);
  };
  const image = "services: {web: {image: acme/web:1}}\n";

  it.each([
    ["compose.prod.yaml", 1],
    ["docker-compose-production.yml", 1],
    ["compose.yaml", 0],
    ["compose.product.yaml", 0],
  ])("%s: %i", (path, count) => {
    expect(found({ [path]: built(".:/app") })).toHaveLength(count);
  });

  it("also if the mount is in the base of it", () => {
    expect(found({ "compose.yaml": built(".:/app"), "compose.prod.yaml": image })).toEqual(["compose.yaml"]);
    expect(found({ "compose.yaml": built(".:/app"), "compose.prod.yaml": "services: {web: {volumes: !override []}}\n" })).toEqual([]);
  });

  it("not if the mount is in an override for development", () => {
    expect(found({ "compose.yaml": web("build: ."), "compose.override.yaml": "services: {web: {volumes: ['.:/app']}}\n" }, { everyFile: true })).toEqual([]);
    expect(found({ "compose.dev.yaml": built(".:/app") }, { everyFile: true })).toEqual([]);
  });
});

it.each(["production", "strict"] as const)("asks for every file in %s", (preset) => {
  expect(presetConfiguration(preset).rules.find(({ rule }) => rule.name === "source-mount")?.options).toEqual({ everyFile: true });
});
