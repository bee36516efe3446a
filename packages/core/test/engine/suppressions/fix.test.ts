import { describe, expect, it } from "vitest";
import { fixProjects, proposeFixes, type FixOptions, type FixResult } from "../../../src/engine/fix.js";
import { uniteFindings } from "../../../src/engine/workspace.js";
import { applyEdits } from "../../../src/text/text-edit.js";
import { only } from "../../rules/check.js";

type Texts = Readonly<Record<string, string>>;

function fix(texts: Texts | string, rules: readonly string[], options: Partial<FixOptions> & { readonly projects?: readonly (readonly string[])[] } = {}): FixResult {
  const files: Texts = typeof texts === "string" ? { "compose.yaml": texts } : texts;
  const { projects = [[Object.keys(files)[0] ?? ""]], ...others } = options;
  return fixProjects({ read: (path) => files[path] }, projects.map((names) => ({ files: names })), only([...rules, "unused-suppression"]), { unsafe: true, ...others });
}

/** The only file afterwards; in front, why something was not fixed. */
function fixed(text: string, rules: readonly string[], options?: Parameters<typeof fix>[2]): string {
  const { files, unfixed, failures } = fix(text, rules, options);
  expect(failures).toEqual([]);
  const [file] = files;
  if (file) expect(applyEdits(text, file.edits)).toBe(file.after);
  return unfixed.map(({ diagnostic: { rule }, reason }) => `refused ${rule}: ${reason}\n`).join("") + (file?.after ?? text);
}

const LIMITED = "services:\n  web:\n    image: nginx:1.27\n    mem_limit: 512m\n";

describe("a suppressed finding is not fixed", () => {
  it.each([
    ["on its line", "services:\n  web:\n    image: nginx:1.27\n    mem_limit: 512m # compose-lint-disable-line memswap-limit\n"],
    ["in a service", LIMITED.replace("web:", "web: # compose-lint-disable-line")],
    ["in a file", `# compose-lint-disable-file memswap-limit\n${LIMITED}`],
    ["in a block", `# compose-lint-disable\n${LIMITED}`],
  ])("%s", (_title, text) => {
    expect(fixed(text, ["memswap-limit"])).toBe(text);
  });

  it("and others beside it are", () => {
    const text = "services:\n  web:\n    image: nginx:1.27\n    privileged: true # compose-lint-disable-line no-privileged -- it is a build host\n    mem_limit: 512m\n";
    expect(fixed(text, ["memswap-limit", "no-privileged"])).toBe(`${text}    memswap_limit: 512m\n`);
  });

  it("where services share what is written, and one of them is not to be changed", () => {
    const text = "x-base: &base\n  image: nginx:1.27\n  mem_limit: 512m\nservices:\n  web:\n    <<: *base\n  api:\n    <<: *base\n";
    expect(fixed(text, ["memswap-limit"])).toContain("memswap_limit");
    const suppressed = text.replace("mem_limit: 512m", "mem_limit: 512m # compose-lint-disable-line memswap-limit");
    expect(fixed(suppressed, ["memswap-limit"])).toBe(suppressed);
    const absent = "x-base: &base\n  image: nginx:1.27\nservices:\n  web: # compose-lint-disable-line log-rotation\n    <<: *base\n  api:\n    <<: *base\n";
    const [, web = "", api = ""] = /  web:([^]*)  api:([^]*)/.exec(fixed(absent, ["log-rotation"])) ?? [];
    expect(web).not.toContain("logging");
    expect(api).toContain("logging");
  });
});

describe("a comment stays with its line", () => {
  it("where a new key is written above it", () => {
    const text = "services:\n  web:\n    image: nginx:1.27\n    mem_limit: 512m\n    # compose-lint-disable-next-line no-privileged\n    privileged: true\n";
    expect(fixed(text, ["memswap-limit", "no-privileged"])).toBe("services:\n  web:\n    image: nginx:1.27\n    mem_limit: 512m\n    memswap_limit: 512m\n    # compose-lint-disable-next-line no-privileged\n    privileged: true\n");
  });

  it("where the line itself is edited", () => {
    const text = "services:\n  db:\n    image: postgres:16\n    ports:\n      # compose-lint-disable-next-line unbound-port\n      - 5432:5432\n";
    expect(fixed(text, ["port-quotes", "unbound-port"])).toBe(text.replace("5432:5432", '"5432:5432"'));
  });

  it("where keys are put in order, they take it along", () => {
    const text = "services:\n  web:\n    # compose-lint-disable-next-line no-privileged\n    privileged: true\n    ports: [80]\n    image: nginx:1.27\n";
    const after = fixed(text, ["service-key-order", "no-privileged"]);
    expect(after).not.toBe(text);
    expect(after).toContain("    # compose-lint-disable-next-line no-privileged\n    privileged: true\n");
  });

  it.each([
    ["is gone then", 'version: "3.8" # compose-lint-disable-line schema\nservices:\n  web: {image: nginx}\n', "compose-lint-disable-line"],
    ["is gone then, below the comment", '# compose-lint-disable-next-line schema\nversion: "3.8"\nservices:\n  web: {image: nginx}\n', "compose-lint-disable-next-line"],
  ])("or the fix is refused: the line %s", (_title, text, comment) => {
    expect(fixed(text, ["obsolete-version"])).toBe(`refused obsolete-version: it would make the comment ${comment} stand for another line\n${text}`);
  });
});

describe("a comment that suppresses nothing", () => {
  const rules = ["memswap-limit", "no-privileged", "pin-image-tag"];
  it.each<readonly [title: string, before: string, after: string]>([
    ["goes, with the blanks before it", LIMITED.replace("1.27", "1.27   # compose-lint-disable-line pin-image-tag -- why").replace("    mem_limit: 512m\n", ""), "services:\n  web:\n    image: nginx:1.27\n"],
    ["goes with its line", "services:\n  web:\n    # compose-lint-disable-next-line pin-image-tag -- why\n    image: nginx:1.27\n", "services:\n  web:\n    image: nginx:1.27\n"],
    ["goes from the first line, behind a BOM", "\uFEFF# compose-lint-disable-file pin-image-tag\nservices:\n  web:\n    image: nginx:1.27\n", "\uFEFFservices:\n  web:\n    image: nginx:1.27\n"],
    ["goes from the end of a file without a last line break", "services:\n  web:\n    image: nginx:1.27\n# compose-lint-disable", "services:\n  web:\n    image: nginx:1.27\n"],
    ["goes with CRLF", "services:\r\n  web:\r\n    # compose-lint-disable-next-line\r\n    image: nginx:1.27 # compose-lint-disable-line\r\n", "services:\r\n  web:\r\n    image: nginx:1.27\r\n"],
    ["goes from a flow collection", "services:\n  web: {\n    # compose-lint-disable-next-line pin-image-tag\n    image: nginx:1.27, # compose-lint-disable-line\n    restart: always }\n", "services:\n  web: {\n    image: nginx:1.27,\n    restart: always }\n"],
    ["loses the names that it has in vain", "services:\n  web:\n    image: nginx:latest # compose-lint-disable-line no-privileged,pin-image-tag,memswap-limit -- why\n", "services:\n  web:\n    image: nginx:latest # compose-lint-disable-line pin-image-tag -- why\n"],
    ["loses its names in vain and keeps the others", "services:\n  web: # compose-lint-disable-line no-privileged, memswap-limit,pin-image-tag until 2999-01-01\n    image: nginx:latest\n    privileged: true\n", "services:\n  web: # compose-lint-disable-line no-privileged, pin-image-tag until 2999-01-01\n    image: nginx:latest\n    privileged: true\n"],
    ["keeps names that there are not", "services:\n  web:\n    image: nginx:1.27 # compose-lint-disable-line no-privileged, no-such-rule\n", "services:\n  web:\n    image: nginx:1.27 # compose-lint-disable-line no-such-rule\n"],
    ["goes with the one that ends it", "# compose-lint-disable\n# mine\nservices:\n  web:\n    image: nginx:1.27\n# compose-lint-enable\n", "# mine\nservices:\n  web:\n    image: nginx:1.27\n"],
    ["makes room for what it was in the way of", '# compose-lint-disable-next-line pin-image-tag\nversion: "3.8"\nservices:\n  web:\n    image: nginx:1.27\n', "services:\n  web:\n    image: nginx:1.27\n"],
    ["stays if it is about what is left", "services:\n  web:\n    image: nginx:1.27\n    privileged: true # compose-lint-disable-line\n", "services:\n  web:\n    image: nginx:1.27\n    privileged: true # compose-lint-disable-line\n"],
  ])("%s", (_title, before, after) => {
    expect(fixed(before, [...rules, "obsolete-version"])).toBe(after);
    expect(fixed(after, [...rules, "obsolete-version"])).toBe(after);
  });

  it.each([
    ["for one rule", "services:\n  db:\n    image: postgres:16\n    # compose-lint-disable-next-line unbound-port -- mine\n    ports:\n      - 5432:5432\n"],
    ["for one rule, beside another one in vain", "services:\n  db:\n    image: postgres:16\n    ports: # compose-lint-disable-line unbound-port, memory-limit -- mine\n    - 5432:5432\n"],
    ["for all rules", "services:\n  db:\n    image: postgres:16\n    # compose-lint-disable-next-line\n    ports:\n      - 5432:5432\n"],
  ])("is not taken out where it was to be about what stands below: %s", (_title, text) => {
    const { files, projects } = fix(text, ["unbound-port", "memory-limit"], { unsafe: false });
    expect(files).toEqual([]);
    const told = uniteFindings(projects).diagnostics.filter(({ rule }) => rule === "unused-suppression");
    expect(told.map(({ message, fix: offered }) => [message.split(".")[0], offered])).toEqual([["What this comment is to suppress is not on its line, but below that", undefined]]);
  });

  it("is taken out where what stands below belongs to something else", () => {
    const text = "services:\n  db:\n    # compose-lint-disable-next-line unbound-port\n    image: postgres:16\n    ports:\n      - 5432:5432\n";
    expect(fixed(text, ["unbound-port"], { unsafe: false })).toBe(text.replace(/ *# comp.*\n/, ""));
  });

  it("goes together with many others, in one run", () => {
    const services = (comment: string): string => `services:\n${Array.from({ length: 40 }, (_, index) => `  s${String(index)}:\n    image: nginx:1.27${comment}\n`).join("")}`;
    expect(fixed(services(" # compose-lint-disable-line pin-image-tag"), rules)).toBe(services(""));
  });

  it("is safe to take out", () => {
    expect(fixed("services:\n  web:\n    image: nginx:1.27 # compose-lint-disable-line\n", rules, { unsafe: false })).toBe("services:\n  web:\n    image: nginx:1.27\n");
  });

  it("stays where the fixes of other rules are wanted", () => {
    const text = "services:\n  web:\n    image: nginx:1.27 # compose-lint-disable-line\n";
    expect(fixed(text, rules, { only: new Set(["memswap-limit"]) })).toBe(text);
  });

  it("stays in a file that may not be edited", () => {
    const text = "services:\n  web:\n    image: nginx:1.27 # compose-lint-disable-line\n";
    expect(fixed(text, rules, { mayEdit: () => false })).toBe(`refused unused-suppression: it is written in compose.yaml, which is not among the files to be fixed\n${text}`);
  });

  it("is told as a fix without operations, and the rest is as if it had not been there", () => {
    const { fixes, projects, unfixed } = fix("services:\n  web:\n    image: nginx:latest # compose-lint-disable-line no-privileged\n", rules);
    expect(fixes.map(({ diagnostics, operations, paths }) => [diagnostics.map(({ rule }) => rule), operations, paths])).toEqual([[["unused-suppression"], [], ["compose.yaml"]]]);
    expect(uniteFindings(projects).diagnostics.map(({ rule }) => rule)).toEqual(["pin-image-tag"]);
    expect(unfixed).toEqual([]);
  });

  it("is asked about, once for all in the same words", () => {
    const text = "services:\n  web:\n    image: nginx:1.27 # compose-lint-disable-line\n    restart: always # compose-lint-disable-line\n    mem_limit: 1g # compose-lint-disable-line no-privileged\n";
    const asking = proposeFixes({ read: () => text }, [{ files: ["compose.yaml"] }], only([...rules.slice(1), "unused-suppression"]), { unsafe: false });
    const asked: string[] = [];
    let step = asking.next();
    while (!step.done) {
      const proposed = step.value;
      const { diagnostics } = proposed;
      const [after] = proposed.preview();
      asked.push(`${String(diagnostics.length)} ${String((after?.before.length ?? 0) - (after?.after.length ?? 0))} ${String([...proposed.edits().values()].flat().length)}`);
      step = asking.next(diagnostics.length === 1);
    }
    expect(asked).toEqual(["2 56 2", "1 42 1"]);
    expect(step.value.files[0]?.after).toBe(text.replace(" # compose-lint-disable-line no-privileged", ""));
    expect(step.value.unfixed.map(({ reason }) => reason)).toEqual(["you declined it", "you declined it"]);
  });
});

describe("several projects", () => {
  const a = "services:\n  web: # compose-lint-disable-line memory-limit, pin-image-tag\n    image: nginx:latest\n";
  const b = "services:\n  web:\n    image: nginx:1.27\n    mem_limit: 1g\n";

  it("keep a comment that one of them needs", () => {
    const result = fix({ "a.yaml": a, "b.yaml": b }, ["memory-limit", "pin-image-tag"], { projects: [["a.yaml"], ["a.yaml", "b.yaml"]] });
    expect([result.files, result.unfixed]).toEqual([[], []]);
  });

  it("lose one that none needs", () => {
    const result = fix({ "a.yaml": a, "b.yaml": b }, ["memory-limit", "pin-image-tag"], { projects: [["a.yaml", "b.yaml"]] });
    expect(result.files.map(({ path, after }) => [path, after])).toEqual([["a.yaml", "services:\n  web:\n    image: nginx:latest\n"]]);
  });
});
