import { describe, expect, it } from "vitest";
import type { ProjectFiles } from "../../src/compose/project-files.js";
import { fixProjects, proposeFixes, type FixOptions, type FixResult } from "../../src/engine/fix.js";
import { applyEdits } from "../../src/text/text-edit.js";
import { only } from "../rules/check.js";

type Texts = Readonly<Record<string, string>>;

function host(texts: Texts): ProjectFiles {
  return { read: (path) => texts[path] };
}

/** What becomes of the files, with the fixes of some rules; in front, what was not fixed. */
function fix(texts: Texts, projects: readonly (readonly string[])[], rules: readonly string[], options: Partial<FixOptions> = {}): FixResult {
  return fixProjects(host(texts), projects.map((files) => ({ files })), only(rules), { unsafe: true, ...options });
}

function changed({ files }: FixResult): Texts {
  return Object.fromEntries(files.map(({ path, after }) => [path, after]));
}

function reasons({ unfixed }: FixResult): readonly string[] {
  return unfixed.map(({ reason }) => reason);
}

const base = "services:\n  web:\n    image: nginx:1.27\n    mem_limit: 512m\n";
const fixedBase = `${base}    memswap_limit: 512m\n`;

describe("the right file is edited", () => {
  it.each<readonly [title: string, texts: Texts, files: readonly string[], after: Texts]>([
    ["of a base and an override, the one that defines the service", { "a.yaml": base, "b.yaml": "services:\n  web:\n    environment: [A=b]\n" }, ["a.yaml", "b.yaml"], { "a.yaml": fixedBase }],
    [
      "for a value of the override, beside that value",
      { "a.yaml": "services:\n  web:\n    image: nginx:1.27\n    privileged: false\n", "b.yaml": "services:\n  web:\n    privileged: true\n    user: a\n" },
      ["a.yaml", "b.yaml"],
      { "a.yaml": "services:\n  web:\n    image: nginx:1.27\n", "b.yaml": "services:\n  web:\n    user: a\n" },
    ],
    ["of what is included", { "a.yaml": "include: [sub/b.yaml]\nservices:\n  api: {image: a}\n", "sub/b.yaml": base }, ["a.yaml"], { "sub/b.yaml": fixedBase }],
    [
      "of what is extended, not for what one service says itself",
      { "a.yaml": "services:\n  app:\n    extends: {file: b.yaml, service: web}\n    mem_limit: 1g\n", "b.yaml": base },
      ["a.yaml"],
      { "a.yaml": "services:\n  app:\n    extends: {file: b.yaml, service: web}\n    mem_limit: 1g\n    memswap_limit: 1g\n" },
    ],
    ["of several documents, beside what it is copied from", { "a.yaml": `${base}---\nservices:\n  web:\n    user: a\n` }, ["a.yaml"], { "a.yaml": `${fixedBase}---\nservices:\n  web:\n    user: a\n` }],
  ])("%s", (_title, texts, files, after) => {
    const result = fix(texts, [files], ["memswap-limit", "no-privileged"]);
    expect(reasons(result)).toEqual([]);
    expect(changed(result)).toEqual(after);
  });

  it("and its edits make the new text of the old one, over several passes", () => {
    const text = "services:\n  web: {image: redis, privileged: true, mem_limit: 1g, ports: ['6379:6379']}\n";
    const result = fix({ "a.yaml": text }, [["a.yaml"]], ["memswap-limit", "no-privileged", "unbound-port", "drop-capabilities", "log-rotation"]);
    const [file] = result.files;
    expect(file?.after).not.toBe(text);
    expect(applyEdits(text, file?.edits ?? [])).toBe(file?.after);
  });
});

describe("a file that may not be changed", () => {
  const only = (path: string) => ({ mayEdit: (name: string) => name === path });

  it("is left alone, and the key is added where the service is defined as well", () => {
    const result = fix({ "a.yaml": base, "b.yaml": "services:\n  web:\n    user: b\n" }, [["a.yaml", "b.yaml"]], ["memswap-limit"], only("b.yaml"));
    expect(changed(result)).toEqual({ "b.yaml": "services:\n  web:\n    user: b\n    memswap_limit: 512m\n" });
  });

  it("is named if there is no other place", () => {
    const result = fix({ "a.yaml": "include: [b.yaml]\n", "b.yaml": base }, [["a.yaml"]], ["memswap-limit"], only("a.yaml"));
    expect(changed(result)).toEqual({});
    expect(reasons(result)).toEqual(["it is written in b.yaml, which is not among the files to be fixed"]);
  });
});

describe("projects that share a file", () => {
  it("are all mended by one edit", () => {
    const result = fix({ "a.yaml": base, "b.yaml": "services:\n  web:\n    user: b\n" }, [["a.yaml"], ["a.yaml", "b.yaml"]], ["memswap-limit"]);
    expect(changed(result)).toEqual({ "a.yaml": fixedBase });
    expect(result.projects.map(({ diagnostics }) => diagnostics.length)).toEqual([0, 0]);
  });

  it("are mended where they ask for it; what one of them says itself stays", () => {
    const result = fix({ "a.yaml": base, "b.yaml": "services:\n  web:\n    mem_limit: 1g\n    memswap_limit: 2g\n" }, [["a.yaml"], ["a.yaml", "b.yaml"]], ["memswap-limit"]);
    expect(changed(result)).toEqual({ "a.yaml": fixedBase });
  });

  it("name the one that a fix would change against its will", () => {
    const texts = { "compose.yaml": "services:\n  web:\n    image: nginx:1.27\nvolumes:\n  data: {}\n", "compose.override.yaml": "services:\n  web:\n    volumes: [data:/data]\n" };
    const result = fix(texts, [["compose.yaml"], ["compose.yaml", "compose.override.yaml"]], ["unused-definition"]);
    expect(changed(result)).toEqual({});
    expect(reasons(result)).toEqual(["the project compose.yaml + compose.override.yaml would change in volumes.data, where nothing asks for it"]);
  });

  it("get each the value it asks for", () => {
    const texts = { "a.yaml": base, "b.yaml": "services:\n  web:\n    mem_limit: 1g\n" };
    const result = fix(texts, [["a.yaml"], ["a.yaml", "b.yaml"]], ["memswap-limit"]);
    expect(changed(result)).toEqual({ "a.yaml": fixedBase, "b.yaml": "services:\n  web:\n    mem_limit: 1g\n    memswap_limit: 1g\n" });
    expect(changed(fix(texts, [["a.yaml"], ["a.yaml", "b.yaml"]], ["memswap-limit"], { mayEdit: (path: string) => path === "a.yaml" }))).toEqual({});
  });

  it("come to the same whatever their order", () => {
    const texts = { "a.yaml": base, "b.yaml": "services:\n  web:\n    privileged: true\n", "c.yaml": "include: [a.yaml]\nservices:\n  db: {image: redis, mem_limit: 1g}\n" };
    const projects = [["a.yaml"], ["a.yaml", "b.yaml"], ["c.yaml"]];
    const rules = ["memswap-limit", "no-privileged", "log-rotation", "pids-limit"];
    const expected = changed(fix(texts, projects, rules));
    expect(Object.keys(expected)).toEqual(["a.yaml", "b.yaml", "c.yaml"]);
    expect(changed(fix(texts, [...projects].reverse(), [...rules].reverse()))).toEqual(expected);
  });
});

describe("only some rules", () => {
  it("are fixed, the others still count", () => {
    const result = fix({ "a.yaml": "services:\n  web:\n    image: redis\n    mem_limit: 1g\n    privileged: true\n" }, [["a.yaml"]], ["memswap-limit", "no-privileged"], { only: new Set(["no-privileged"]) });
    expect(changed(result)).toEqual({ "a.yaml": "services:\n  web:\n    image: redis\n    mem_limit: 1g\n" });
    expect(result.unfixed).toEqual([]);
    expect(result.projects[0]?.diagnostics.map(({ rule }) => rule)).toEqual(["memswap-limit"]);
  });
});

describe("each fix is put to the caller", () => {
  const texts = { "a.yaml": "services:\n  web:\n    image: redis\n    mem_limit: 1g\n    privileged: true\n" };

  it("with what it does by itself, and is left out if declined", () => {
    const fixing = proposeFixes(host(texts), [{ files: ["a.yaml"] }], only(["memswap-limit", "no-privileged"]), { unsafe: true });
    const asked: string[] = [];
    let step = fixing.next();
    while (!step.done) {
      const [{ path, after } = { path: "", after: "" }] = step.value.preview();
      asked.push(`${path}: ${step.value.diagnostics[0]?.rule ?? ""}: ${after.split("\n").slice(3).join("|")}`);
      step = fixing.next(step.value.diagnostics[0]?.rule === "no-privileged");
    }
    expect(asked).toEqual([
      "a.yaml: memswap-limit:     mem_limit: 1g|    memswap_limit: 1g|    privileged: true|",
      "a.yaml: no-privileged:     mem_limit: 1g|",
    ]);
    expect(changed(step.value)).toEqual({ "a.yaml": "services:\n  web:\n    image: redis\n    mem_limit: 1g\n" });
    expect(reasons(step.value)).toEqual(["you declined it"]);
  });
});

describe("fixes that do not hold are told from those that do", () => {
  /** A healthcheck at a cache would show that its application does not wait for it, if there is one. */
  const stack = (count: number, isAlone: (index: number) => boolean): string => {
    const services = Array.from({ length: count }, (_, index) => {
      const needs = isAlone(index) ? "" : `    depends_on: [cache${String(index)}]\n`;
      return `  cache${String(index)}:\n    image: redis:7.2\n  app${String(index)}:\n    image: app\n${needs}`;
    });
    return `services:\n${services.join("")}`;
  };
  const rules = ["healthcheck", "depends-on-healthy", "log-rotation"];

  it.each<readonly [title: string, isAlone: (index: number) => boolean, dropped: number]>([
    ["if all of a rule do not", () => false, 40],
    ["if one does not", (index) => index !== 17, 1],
    ["if every third does not", (index) => index % 3 !== 0, 14],
    ["if all do", () => true, 0],
  ])("%s", (_title, isAlone, dropped) => {
    const { fixes, unfixed } = fix({ "a.yaml": stack(40, isAlone) }, [["a.yaml"]], rules, { unsafe: false });
    const names = (found: readonly { readonly rule: string; readonly service?: string }[]): readonly (string | undefined)[] => found.filter(({ rule }) => rule === "healthcheck").map(({ service }) => service);
    const all = Array.from({ length: 40 }, (_, index) => index);
    expect(names(unfixed.map(({ diagnostic }) => diagnostic))).toEqual(all.filter((index) => !isAlone(index)).map((index) => `cache${String(index)}`));
    expect(names(fixes.flatMap(({ diagnostics }) => diagnostics)).toSorted()).toEqual(all.filter(isAlone).map((index) => `cache${String(index)}`).toSorted());
    expect(fixes.filter(({ diagnostics: [first] }) => first?.rule === "log-rotation")).toHaveLength(80);
    expect(new Set(unfixed.map(({ reason }) => reason))).toEqual(new Set(dropped > 0 ? ["it would bring a new finding of depends-on-healthy"] : []));
  });

  it("and what holds is written as if nobody had tried the others", () => {
    const texts = { "a.yaml": stack(5, (index) => index % 2 === 0).replaceAll("redis:7.2", "redis:7.2\n    mem_limit: 1g") };
    const more = ["stop-grace-period", "restart-policy", "drop-capabilities", "memswap-limit", "log-rotation", "no-new-privileges"];
    const tried = fix(texts, [["a.yaml"]], ["healthcheck", "depends-on-healthy", ...more], { only: new Set(["healthcheck", ...more]), unsafe: false });
    const never = fix(texts, [["a.yaml"]], ["healthcheck", "depends-on-healthy", ...more], { only: new Set(["healthcheck", ...more]), unsafe: false, mends: ({ rule, service }) => rule !== "healthcheck" || ["cache0", "cache2", "cache4"].includes(service ?? "") });
    expect(reasons(tried)).toHaveLength(2);
    expect(changed(tried)).toEqual(changed(never));
    const made = ({ fixes }: FixResult): readonly string[] => fixes.flatMap(({ diagnostics }) => diagnostics.map(({ rule, service }) => `${rule} of ${service ?? ""}`));
    expect(made(tried)).toEqual(made(never));
  });

  it("by what is wrong afterwards, so that it takes no longer where there are many of them", () => {
    const looks = (count: number): number => {
      let looked = 0;
      const counting = { name: "counting", check: () => ((looked += 1), []) };
      const [some] = only(["log-rotation"]).rules;
      if (!some) throw new Error("There is no such rule.");
      const configuration = { rules: [...only(rules).rules, { ...some, rule: { ...some.rule, ...counting } }] };
      fixProjects(host({ "a.yaml": stack(count, () => false) }), [{ files: ["a.yaml"] }], configuration, { unsafe: false });
      return looked;
    };
    expect(looks(40)).toBe(looks(1));
  });
});
