import { expect, it } from "vitest";
import { loadProject } from "../../src/compose/load.js";
import rule from "../../src/rules/validity/dependency-cycle.js";
import { diagnose, folder } from "./check.js";
import { testRule } from "./table.js";

/** The services `a`, `b`, …, each with these keys in flow style; `a` is in line 2. */
const services = (...keys: readonly string[]): string => `services:\n${keys.map((own, index) => `  ${"abcdef"[index] ?? ""}: {image: x, ${own}}\n`).join("")}`;

const chain = (length: number): string => `services:\n${Array.from({ length }, (_, index) => `  s${index}: {image: x, depends_on: [s${(index + 1) % length}]}\n`).join("")}`;

testRule("dependency-cycle", {
  reports: [
    ["itself", services("depends_on: [a]"), ["2:30-31 error a depends on itself (`depends_on`), so Compose refuses the whole project. Remove the entry."]],
    ["two services", services("depends_on: [b]", "depends_on: [a]"), ["2:30-31 error These services wait for each other in a circle, so Compose refuses the whole project: a → b → a. Remove one of the dependencies."]],
    ["three services by other ways", services("links: [b]", 'network_mode: "service:c"', 'volumes_from: ["a:ro"]'), ["2:25-26 error These services wait for each other in a circle, so Compose refuses the whole project: a → b → c → a. Remove one of the dependencies."]],
    ["an optional dependency", services("depends_on: {b: {condition: service_started, required: false}}", "depends_on: [a]"), ["2:30-31 error"]],
    ["behind a service outside of it", services("depends_on: [b]", "depends_on: [c]", "depends_on: [b]"), ["3:30-31 error These services wait for each other in a circle, so Compose refuses the whole project: b → c → b. Remove one of the dependencies."]],
    ["two circles", services("depends_on: [b]", "depends_on: [a]", "depends_on: [d]", "depends_on: [c]"), ["2:30-31 error", "4:30-31 error"]],
    ["two circles with a service in common", services("depends_on: [b, c]", "depends_on: [a]", "depends_on: [a]"), ["2:30-31 error", "2:33-34 error"]],
    ["a merged dependency", `x-a: &a {depends_on: [a]}\n${services("<<: *a")}`, ["1:23-24 error"]],
  ],
  accepts: [
    ["two ways to one service", services("depends_on: [b, c]", "depends_on: [d]", "depends_on: [d]", "init: true")],
    ["a service that is not there", services("depends_on: [z]")],
    ["a container", services('volumes_from: ["container:a"]')],
    ["build contexts", services("build: {context: ., additional_contexts: {b: 'service:b'}}", "build: {context: ., additional_contexts: {a: 'service:a'}}")],
    ["a stack, which ignores them", services("depends_on: [b], deploy: {update_config: {order: start-first}}", "depends_on: [a]")],
    ["a name that nobody set", services('network_mode: "service:${A}"')],
  ],
});

it("dependency-cycle names the other places of the circle", () => {
  const [circle] = diagnose("dependency-cycle", services("depends_on: [b]", "links: [a]"));
  expect(circle?.related.map(({ message, range }) => [message, range.start])).toEqual([["b depends on a (`links`)", 67]]);
});

it("dependency-cycle follows a long chain", () => {
  expect(diagnose("dependency-cycle", chain(5_000))).toHaveLength(1);
});

it("dependency-cycle reports files that include themselves", () => {
  const project = loadProject(folder(services("init: true")), "compose.yaml");
  const [file] = project.files;
  if (!file) throw new Error("There is no file.");
  const range = { start: 0, end: 8 };
  const found = rule.check({ ...project, problems: [{ kind: "cycle", file, range, message: "`a.yaml` includes itself: a.yaml → b.yaml → a.yaml." }] });
  expect(found.map(({ at, message }) => [at.range, message])).toEqual([[range, "`a.yaml` includes itself: a.yaml → b.yaml → a.yaml."]]);
});

it("is not made of broken YAML", () => {
  expect(diagnose("dependency-cycle", `${services("depends_on: [a]")}  b: {image: x\n`)).toEqual([]);
});
