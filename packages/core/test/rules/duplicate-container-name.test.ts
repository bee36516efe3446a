import { testRule } from "./table.js";

/** The services `a`, `b`, …, each with these keys in flow style; `a` is in line 2. */
const services = (...keys: readonly string[]): string => `services:\n${keys.map((own, index) => `  ${"abcd"[index] ?? ""}: {image: x, ${own}}\n`).join("")}`;

testRule("duplicate-container-name", {
  reports: [
    ["two of a name", services("container_name: web", "container_name: web"), ["3:33-36 error b and a both have the container name `web`, but a name is unique on a host, so Compose starts neither. Give one of them another name, or leave container_name out."]],
    ["three of a name", services("container_name: web", "container_name: web", "container_name: web"), ["3:33-36 error", "4:33-36 error"]],
    ["a shared profile", services("container_name: web, profiles: [p, q]", "container_name: web, profiles: [q]"), ["3:33-36 error"]],
    ["the same default", services("container_name: '${A:-web}'", "container_name: web"), ["3:33-36 error"]],
    ["a merged name", `x-a: &a {container_name: web}\nservices:\n  a: {<<: *a, image: x}\n  b: {<<: *a, image: x}\n`, ["1:26-29 error"]],
    ["beside an alternative", services("container_name: web, profiles: [p]", "container_name: web, profiles: [q]", "container_name: web, profiles: [q]"), ["4:33-36 error"]],
  ],
  accepts: [
    ["names of their own", services("container_name: web", "container_name: api", "init: true")],
    ["alternatives", services("container_name: web, profiles: [p]", "container_name: web, profiles: [q]")],
    ["an alternative that is started by its name", services("container_name: web", "container_name: web, profiles: [debug]")],
    ["a name that nobody set", services("container_name: '${A}'", "container_name: '${A}'")],
    ["a profile that nobody set", services("container_name: web, profiles: ['${P}']", "container_name: web, profiles: ['${P}']")],
  ],
});
