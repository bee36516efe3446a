import { describe, expect, it } from "vitest";
import { loadProject } from "../../src/compose/load.js";
import { lintProject } from "../../src/engine/lint.js";
import { only } from "./check.js";
import { testRule } from "./table.js";

/** Two services that are whole, and one that may not be, from line 4 on. */
const third = (keys: string): string => `services:\n  db: {image: postgres}\n  api: {build: .}\n  web: {${keys}}\n`;

testRule("missing-image", {
  reports: [
    ["neither image nor build", third("init: true"), ["4:3-6 error web has neither an image nor a build, so there is nothing to run, and Compose refuses the whole project. Add `image` or `build`."]],
    ["an empty image", third('image: ""'), ["4:9-14 error The image of web is empty, so there is nothing to run, and Compose refuses the whole project. Name an image."]],
    ["an inactive service as well", third("profiles: [p]"), ["4:3-6 error"]],
    ["a merged service", `x-web: &web {init: true}\n${third("<<: *web")}`, ["5:3-6 error"]],
  ],
  accepts: [
    ["an image", third("image: nginx")],
    ["a build", third("build: {context: .}")],
    ["a provider", third("provider: {type: cloud}")],
    ["an image that nobody set", third("image: $IMAGE")],
    ["a base that may bring one", third("extends: {file: base.yaml, service: web}")],
    ["a fragment", "services:\n  web: {init: true}\n"],
    ["a fragment with a service of its own", "services:\n  db: {image: postgres}\n  web: {init: true}\n"],
    ["a file that includes others", `include: [more.yaml]\n${third("init: true")}`],
  ],
});

describe("missing-image accepts", () => {
  it("any service of such a file that extends another one", () => {
    const texts: Readonly<Record<string, string>> = { "base.yaml": `${third("ports: ['80:80']")}  more: {extends: {file: sibling.yaml, service: test}}\n`, "sibling.yaml": "services:\n  test: {image: test}\n" };
    expect(lintProject(loadProject({ read: (path) => texts[path] }, "base.yaml"), only(["missing-image"])).diagnostics).toEqual([]);
  });

  it("any service of a file that Compose does not find by itself", () => {
    const files = { read: (path: string) => (path === "compose.prod.yaml" ? third("init: true") : undefined) };
    expect(lintProject(loadProject(files, "compose.prod.yaml"), only(["missing-image"])).diagnostics).toEqual([]);
  });
});
