import { describe, expect, it } from "vitest";
import { loadProject } from "../../src/compose/load.js";
import { FAMILY_OF } from "../../src/images/catalogue/catalogue.generated.js";
import { rules } from "../../src/rules/registry.generated.js";
import { diagnose, web } from "./check.js";

/** All images of the catalogue, each in a service that lacks everything, or has what breaks some. */
const keys = ["cap_drop: [ALL]", "read_only: true", "user: root", "init: true, stop_signal: SIGTERM", "environment: [X_PASSWORD=kJ8sdf7aQw2l, POSTGRES_PASSWORD=kJ8sdf7aQw2l], restart: always"];
const services = [...FAMILY_OF.keys()].flatMap((name, index) => keys.map((each, at) => `  s${String(index)}-${String(at)}: {image: "${name.replace("*", "some")}:17", ${each}}\n`));
const project = loadProject({ read: (path) => (path === "compose.yaml" ? `services:\n${services.join("")}` : undefined) }, "compose.yaml");

describe("what a rule says that it asks the catalogue of images for", () => {
  it.each(rules.map((rule) => [rule.name, rule] as const))("is all that the fixes of %s rest on", (_name, rule) => {
    const used = new Set(rule.check(project, rule.presetOptions.strict).flatMap(({ fix }) => fix?.support?.map(({ fact }) => fact) ?? []));
    expect(rule.asksImages ?? []).toEqual(expect.arrayContaining([...used]));
  });
});

describe("findings about an image that is built here point at the lines of its Dockerfile", () => {
  const rows: readonly (readonly [rule: string, keys: readonly string[], dockerfile: string, related: readonly string[]])[] = [
    ["drop-capabilities", [], "FROM postgres:17\n", ["Dockerfile:1 web is built on postgres:17"]],
    ["drop-capabilities", [], "FROM postgres:17\nCMD run.sh\n", ["Dockerfile:2 What is known of the image may not hold because of this"]],
    ["missing-capability", ["cap_drop: [ALL]"], "# the database\nFROM postgres:17@sha256:0123\n", ["Dockerfile:2 web is built on postgres:17"]],
    ["read-only-tmpfs", ["read_only: true"], "FROM postgres:17\n", ["Dockerfile:1 web is built on postgres:17"]],
    ["non-root-user", ["user: root"], "FROM node:24\nUSER node\nCMD [\"node\", \"x.js\"]\n", ["Dockerfile:2 The Dockerfile names its user here"]],
    ["healthcheck", ["ports: ['80:80']"], "FROM nginx\n", ["Dockerfile:1 web is built on nginx"]],
    ["healthcheck-tool", ["healthcheck: {test: curl http://127.0.0.1}"], "FROM redis:7\n", ["Dockerfile:1 web is built on redis:7"]],
    ["stateful-volume", ["restart: always", "environment: [POSTGRES_PASSWORD]"], "FROM postgres:17\n", ["Dockerfile:1 web is built on postgres:17"]],
    ["shared-memory", [], "FROM selenium/standalone-chrome:4.40\n", ["Dockerfile:1 web is built on selenium/standalone-chrome:4.40"]],
  ];
  it.each(rows)("%s: %s", (rule, lines, dockerfile, related) => {
    const [found] = diagnose(rule, web("build: .", ...lines), { dockerfile });
    expect(found?.related.map(({ file, range, message }) => `${file.path}:${String(file.lines.positionAt(range.start).line)} ${message}`)).toEqual(related);
  });

  it("depends-on-healthy", () => {
    const text = `${web("build: .")}  app: {image: acme/app, depends_on: {web: {condition: service_healthy}}}\n`;
    const related = (dockerfile: string): readonly string[] | undefined => diagnose("depends-on-healthy", text, { dockerfile })[0]?.related.map(({ message }) => message);
    expect(related("FROM nginx\nHEALTHCHECK NONE\n")).toEqual(["web is defined here", "The Dockerfile of web turns it off here"]);
    expect(related("FROM nginx\n")).toEqual(["web is defined here", "web is built on nginx"]);
  });
});
