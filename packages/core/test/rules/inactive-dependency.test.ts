import { testRule } from "./table.js";

/** The services `a`, which needs `b`, in line 2, and `b` in line 3. */
const services = (a: string, b: string): string => `services:\n  a: {image: x, ${a}}\n  b: {image: x, ${b}}\n`;

testRule("inactive-dependency", {
  reports: [
    ["a service that always runs", services("depends_on: [b]", "profiles: [p]"), ["2:30-31 error a always runs, but b, which it needs (`depends_on`), runs only with a profile: without that profile, Compose refuses the whole project. Take the profiles away from b, or make the dependency optional with `required: false`."]],
    ["another profile", services("depends_on: [b], profiles: [q]", "profiles: [p]"), ["2:30-31 error The profile `q` starts a but not b, which it needs (`depends_on`): with that profile alone, Compose refuses the whole project. Add `q` to the profiles of b, or make the dependency optional with `required: false`."]],
    ["one of several profiles", services("depends_on: [b], profiles: [p, q]", "profiles: [p, r]"), ["2:30-31 error The profile `q` starts a but not b, which it needs (`depends_on`): with that profile alone, Compose refuses the whole project. Add `q` to the profiles of b, or make the dependency optional with `required: false`."]],
    ["a mapping", services("depends_on: {b: {condition: service_healthy}}", "profiles: [p]"), ["2:30-31 error"]],
    ["links", services('links: ["b:db"]', "profiles: [p]"), ["2:25-31 error a always runs, but b, which it needs (`links`), runs only with a profile: without that profile, Compose refuses the whole project. Take the profiles away from b, or remove it from `links`."]],
    ["volumes of another service", services('volumes_from: ["b:ro"]', "profiles: [p]"), ["2:32-38 error"]],
    ["a shared namespace", services('network_mode: "service:b"', "profiles: [p]"), ["2:31-42 error a always runs, but b, which it needs (`network_mode`), runs only with a profile: without that profile, Compose refuses the whole project. Take the profiles away from b, or remove `network_mode`."]],
    ["a merged dependency", `x-a: &a {depends_on: [b]}\n${services("<<: *a", "profiles: [p]")}`, ["1:23-24 error"]],
  ],
  accepts: [
    ["a dependency that always runs", services("depends_on: [b], profiles: [p]", "init: true")],
    ["an empty list of profiles", services("depends_on: [b]", "profiles: []")],
    ["the same profile", services("depends_on: [b], profiles: [p]", "profiles: [p, q]")],
    ["an optional dependency", services("depends_on: {b: {condition: service_started, required: false}}", "profiles: [p]")],
    ["a link to an optional dependency", services("links: [b], depends_on: {b: {condition: service_started, required: false}}", "profiles: [p]")],
    ["whether it is optional, nobody set", services("depends_on: {b: {condition: service_started, required: '${R}'}}", "profiles: [p]")],
    ["a profile that nobody set", services("depends_on: [b]", "profiles: ['${P}']")],
    ["a profile by default of a variable", services("depends_on: [b]", "profiles: ['${COMPOSE_PROFILES:-p}']")],
    ["an empty profile", services("depends_on: [b]", "profiles: ['']")],
    ["a service that is not there", services("depends_on: [c]", "profiles: [p]")],
    ["a build context", services("build: {context: ., additional_contexts: {b: 'service:b'}}", "profiles: [p]")],
  ],
});
