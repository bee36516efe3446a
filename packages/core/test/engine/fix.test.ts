import { describe, expect, it } from "vitest";
import { append, remove, set, type Operation } from "../../src/compose/operation.js";
import type { Service } from "../../src/compose/model/service.js";
import { atKey } from "../../src/compose/place.js";
import { presetConfiguration, type Configuration } from "../../src/engine/configuration.js";
import { fixFile, type FixedFirstFile } from "../fix/fix-file.js";
import { defineRule, safe, unsafe, type Fix, type Rule } from "../../src/rules/rule.js";
import { folder, only, web } from "../rules/check.js";

/** A rule that finds something in every service that `finds` accepts, with a fix. */
function rule(name: string, finds: (service: Service) => boolean, operations: (service: Service) => readonly Operation[], safety: (title: string, because: string, operations: readonly Operation[]) => Fix = safe): Rule {
  const body = defineRule({
    category: "style",
    summary: "",
    severity: "warning",
    presets: [],
    tags: [],
    references: [],
    messages: { found: ({ service }: { service: string }) => `${name} of ${service}` },
    check(project, report) {
      for (const service of project.services.filter(finds)) report({ at: atKey(service.origin), service, message: ["found", { service: service.name }], fix: safety(name, "", operations(service)) });
    },
  });
  return { name, ...body };
}

const lacks = (key: string) => (service: Service): boolean => service.get(key) === undefined;
const setting = (key: string, value: string | boolean, safety = safe): Rule => rule(key, lacks(key), ({ path }) => [set([...path, key], value)], safety);

function fix(text: string, rules: readonly Rule[], unsafely = false): FixedFirstFile {
  const configuration: Configuration = { rules: rules.map((each) => ({ rule: each })) };
  return fixFile(folder(text), "compose.yaml", configuration, { unsafe: unsafely });
}

const reasons = ({ unfixed }: FixedFirstFile): readonly string[] => unfixed.map(({ diagnostic, reason }) => `${diagnostic.message}: ${reason}`);

describe("safe and unsafe fixes", () => {
  const both = [setting("init", true), setting("tty", true, unsafe)];

  it("are told apart", () => {
    const result = fix(web("image: a"), both);
    expect(result.after).toBe(web("image: a", "init: true"));
    expect(result.fixed.map(({ rule: name }) => name)).toEqual(["init"]);
    expect(result.diagnostics.map(({ rule: name }) => name)).toEqual(["tty"]);
    // What is not to be fixed is not a failure.
    expect(result.unfixed).toEqual([]);
  });

  it("are made together if asked for", () => {
    const result = fix(web("image: a"), both, true);
    expect(result.after).toBe(web("image: a", "init: true", "tty: true"));
    expect(result.diagnostics).toEqual([]);
  });
});

describe("the result", () => {
  it("tells the text before and after, and leaves the files alone", () => {
    const text = web("image: a");
    const files = folder(text);
    const { before, after } = fixFile(files, "compose.yaml", { rules: [{ rule: setting("init", true) }] }, { unsafe: false });
    expect([before, after, files.read("compose.yaml")]).toEqual([text, web("image: a", "init: true"), text]);
  });

  it("places what is left in the new text", () => {
    const hint = rule("hint", () => true, ({ path }) => [remove([...path, "nothing"])]);
    const { diagnostics } = fix(`${web("image: a")}  api: {image: b}\n`, [setting("init", true), hint]);
    expect(diagnostics.map(({ service, place }) => [service, place.file.lines.positionAt(place.range.start).line])).toEqual([["web", 2], ["api", 5]]);
  });
});

describe("fixes that get in each other's way", () => {
  it("of one list wait for each other", () => {
    const drop = (item: string): Rule => rule(item, (service) => !service.capDrop.some((value) => value.known && value.value === item), ({ path }) => [append([...path, "cap_drop"], item)]);
    const result = fix(web("cap_drop: [A]"), [drop("B"), drop("C"), drop("D")]);
    expect(result.after).toBe(web("cap_drop: [A, B, C, D]"));
    expect(result.unfixed).toEqual([]);
  });

  it("of one new list become one list", () => {
    const drop = (item: string): Rule => rule(item, (service) => !service.capDrop.some((value) => value.known && value.value === item), ({ path }) => [append([...path, "cap_drop"], item)]);
    expect(fix(web("image: a"), [drop("B"), drop("C")]).after).toBe(web("image: a", "cap_drop:", "  - B", "  - C"));
  });

  it("of one line are made one by one, however many", () => {
    const keys = Array.from({ length: 20 }, (_, index) => `x-k${String(index).padStart(2, "0")}`);
    const result = fix("services: {web: {image: a}}\n", keys.map((key) => setting(key, true)));
    expect(result.after).toBe(`services: {web: {image: a, ${keys.map((key) => `${key}: true`).join(", ")}}}\n`);
  });

  it("of neighbouring lines are made together: one key goes, others come", () => {
    const loud = rule("loud", (service) => service.get("privileged") !== undefined, ({ path }) => [remove([...path, "privileged"])]);
    const result = fix(web("image: a", "privileged: true"), [setting("init", true), loud, setting("tty", true)]);
    expect(result.after).toBe(web("image: a", "init: true", "tty: true"));
  });

  it("that undo each other end with a message", () => {
    const on = rule("on", (service) => service.get("init") === undefined, ({ path }) => [set([...path, "init"], true)]);
    const off = rule("off", (service) => service.get("init") !== undefined, ({ path }) => [remove([...path, "init"])]);
    const result = fix(web("image: a"), [on, off]);
    expect(result.unfixed).toHaveLength(1);
    expect(reasons(result)[0]).toMatch(/^o(?:n|ff) of web: it was not settled after 10 passes; run the fix again$/);
  });

  it("are made one after the other where they cannot be written together", () => {
    const file = (sections: string): string => `{\n  "services": {"web": {"image": "a:1", "networks": ["front"]}},\n${sections}}\n`;
    const { rules } = only(["undefined-reference", "unused-definition"]);
    expect(fixFile(folder(file('  "volumes": {"data": {}}\n')), "compose.yaml", { rules }, { unsafe: true }).after).toBe(file('  "networks": {"front": {}}\n'));
  });
});

describe("a fix is dropped alone, with the reason", () => {
  const good = setting("init", true);
  it.each<readonly [title: string, bad: Rule, text: string, reason: string]>([
    ["if there is no edit for it", rule("bad", () => true, ({ path }) => [remove([...path, "nothing"])]), web("image: a"), "the key is not written where it takes effect"],
    ["if the file would have a fault", rule("bad", lacks("user"), ({ path }) => [set([...path, "user"], 5)]), web("image: a"), "the edited file would have a new fault"],
    ["if it changes nothing that was found", rule("bad", () => true, ({ path }) => [set([...path, "tty"], true)]), web("image: a", "tty: false"), "the finding would still be there"],
    ["if it changes others", rule("bad", (service) => service.name === "web" && service.get("tty") === undefined, ({ path }) => [set([...path, "tty"], true)]), "services:\n  web: &web\n    image: a\n  api:\n    <<: *web\n", "the edit would change something else as well"],
  ])("%s", (_title, bad, text, reason) => {
    const result = fix(text, [bad, good]);
    expect(reasons(result)).toEqual([`bad of web: ${reason}`]);
    expect(result.fixed.every(({ rule: name }) => name === "init")).toBe(true);
    expect((result.projects[0]?.project.services ?? []).map((service) => service.get("init") !== undefined)).not.toContain(false);
  });

  it("if it brings a finding that nothing can fix, unless that is a hint", () => {
    const cause = setting("tty", true);
    const finding = (severity: "warning" | "info"): Rule => ({ ...rule("new", (service) => service.get("tty") !== undefined, () => []), severity, check: (project) => project.services.filter((service) => service.get("tty")).map((service) => ({ at: atKey(service.origin), messageId: "found", message: "new" })) });
    expect(reasons(fix(web("image: a"), [cause, finding("warning")]))).toEqual(["tty of web: it would bring a new finding of new"]);
    expect(fix(web("image: a"), [cause, finding("info")]).after).toBe(web("image: a", "tty: true"));
  });
});

describe("what services share", () => {
  const text = (...api: readonly string[]): string => `services:\n  web: &web\n    image: a\n  api: *web\n${api.join("")}`;
  it("is edited once if all of them want it", () => {
    const { after, fixed } = fix(text(), [setting("init", true)]);
    expect(after).toBe("services:\n  web: &web\n    image: a\n    init: true\n  api: *web\n");
    expect(fixed.map(({ service }) => service)).toEqual(["web", "api"]);
  });

  it.each([
    ["merge", "<<: *web"],
    ["extend", "extends: web"],
  ])("is added to the service that others %s", (_title, key) => {
    const before = (...more: readonly string[]): string => `services:\n  api:\n    image: b\n  web: &web\n    image: a\n${more.join("")}  db:\n    ${key}\n    tty: true\n`;
    const add = rule("add", (service) => service.name !== "api" && service.get("init") === undefined, ({ path }) => [set([...path, "init"], true)]);
    const { after, fixed } = fix(before(), [add]);
    expect(after).toBe(before("    init: true\n"));
    expect(fixed.map(({ service }) => service)).toEqual(["web", "db"]);
  });

  it("is not added there if one of them does not want it", () => {
    const before = (...more: readonly string[]): string => `services:\n  web: &web\n    image: a\n  db:\n    <<: *web\n    user: b\n${more.join("")}`;
    const forDb = rule("db", (service) => service.name === "db" && service.get("init") === undefined, ({ path }) => [set([...path, "init"], true)]);
    expect(fix(before(), [forDb]).after).toBe(before("    init: true\n"));
  });

  it("stays for those who do not want it", () => {
    const forApi = rule("api", (service) => service.name === "api" && service.get("init") === undefined, ({ path }) => [set([...path, "init"], true)]);
    expect(fix(text(), [forApi]).after).toBe("services:\n  web: &web\n    image: a\n  api:\n    <<: *web\n    init: true\n");
  });
});

describe("the order of the rules", () => {
  const file = `version: "3"\n${web("image: redis", "mem_limit: 1g", "read_only: true", "privileged: true", "ports: ['6379:6379']")}  api: {image: nginx:1, logging: {driver: json-file}}\n`;
  it("does not matter", () => {
    const { rules } = presetConfiguration("recommended");
    const texts = [rules, [...rules].reverse(), [...rules.slice(7), ...rules.slice(0, 7)], rules.filter((_, index) => index % 2 === 0).concat(rules.filter((_, index) => index % 2 === 1))].map(
      (order) => fixFile(folder(file), "compose.yaml", { rules: order }, { unsafe: true }).after,
    );
    expect(new Set(texts).size).toBe(1);
    expect(texts[0]).not.toBe(file);
  });
});
