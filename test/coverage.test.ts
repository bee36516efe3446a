import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { rules } from "../packages/core/src/index.js";

const DOCS = resolve(import.meta.dirname, "../docs");

/** What the other tools have, from their own lists; `tag` is how our rules name the tool, `heading` the section of `docs/coverage.md`. */
const TOOLS: readonly { readonly heading: string; readonly tag: string; readonly names: readonly string[] }[] = [
  {
    heading: "dclint",
    tag: "dclint",
    names: [
      "no-build-and-image", "no-duplicate-container-names", "no-duplicate-exported-ports", "no-quotes-in-volumes", "no-unbound-port-interfaces", "no-version-field",
      "require-project-name-field", "require-quotes-in-ports", "service-container-name-regex", "service-dependencies-alphabetical-order",
      "service-image-require-explicit-tag", "service-keys-order", "service-ports-alphabetical-order", "services-alphabetical-order", "top-level-properties-order",
    ],
  },
  {
    heading: "KICS",
    tag: "kics",
    names: [
      "071a71ff-f868-47a4-ac0b-3c59e4ab5443", "1c1325ff-831d-43a1-973e-839ae57dfcc0", "221e0658-cb2a-44e3-b08a-db96a341d6fa", "27fcc7d6-c49b-46e0-98f1-6c082a6a2750",
      "2fc99041-ddad-49d5-853f-e35e70a48391", "404fde2c-bc4b-4371-9747-7054132ac953", "451d79dc-0588-476a-ad03-3c7f0320abb3", "4d9f44c6-2f4a-4317-9bb5-267adbea0232",
      "4f31dd9f-2cc3-4751-9b53-67e4af83dac0", "610e266e-6c12-4bca-9925-1ed0cd29742b", "698ed579-b239-4f8f-a388-baa4bcb13ef8", "6b610c50-99fb-4ef0-a5f3-e312fd945bc3",
      "8af7162d-6c98-482f-868e-0d33fb675ca8", "8c978947-0ff6-485c-b0c2-0bfca6026466", "ae5b6871-7f45-42e0-bb4c-ab300c4d2026", "baa3890f-bed7-46f5-ab8f-1da8fc91c729",
      "baa452f0-1f21-4a25-ace5-844e7a5f410d", "bb9ac4f7-e13b-423d-a010-c74a1bfbe492", "bc2908f3-f73c-40a9-8793-c1b7d5544f79", "ce76b7d0-9e77-464d-b86f-c5c48e03e22d",
      "d6355c88-1e8d-49e9-b2f2-f8a1ca12c75b",
    ],
  },
  {
    heading: "Semgrep",
    tag: "semgrep",
    names: ["exposing-docker-socket-volume", "no-new-privileges", "privileged-service", "seccomp-confinement-disabled", "selinux-separation-disabled", "writable-filesystem-service"].map((name) => `yaml.docker-compose.security.${name}`),
  },
  {
    heading: "compose-lint (Python, tmatens)",
    tag: "compose-lint-python",
    // The gaps are theirs.
    names: Array.from({ length: 30 }, (_, index) => index + 1).filter((number) => ![12, 15, 23].includes(number)).map((number) => `CL-${String(number).padStart(4, "0")}`),
  },
];

const coverage = readFileSync(resolve(DOCS, "coverage.md"), "utf8");

it("there are 15, 21, 6 and 27", () => {
  expect(TOOLS.map(({ names }) => names.length)).toEqual([15, 21, 6, 27]);
});

describe.each(TOOLS)("$heading", ({ heading, tag, names }) => {
  const rows = rowsOf(heading);

  it("is there with every one of its rules, each once", () => {
    expect(rows.map(({ theirs }) => theirs.at(-1)).sort()).toEqual([...names].sort());
  });

  it.each(rows.map((row) => [row.theirs.join(" "), row] as const))("%s has a rule here, whose page names it", (_, { theirs, ours }) => {
    expect(ours).not.toEqual([]);
    for (const name of ours) {
      expect(rules.map((rule) => rule.name)).toContain(name);
      for (const theirName of theirs) expect(elsewhereOf(name)).toContain(shortened(theirName));
    }
  });

  it("is tagged in the rules as the table says", () => {
    const tagged = rules.flatMap((rule) => rule.tags.flatMap((each) => (each.startsWith(`${tag}:`) ? [`${each.slice(tag.length + 1)} ${rule.name}`] : [])));
    const inTable = rows.flatMap(({ theirs, ours }) => ours.map((name) => `${theirs.at(-1) ?? ""} ${name}`));
    // What is told below the table, such as the diagnostics of dclint that are no rules.
    const others = tagged.filter((each) => !names.some((name) => each.startsWith(`${name} `)));
    expect(tagged.filter((each) => !others.includes(each)).sort()).toEqual(inTable.sort());
    for (const each of others) expect(sectionOf(heading)).toContain(`\`${each.split(" ")[0] ?? ""}\``);
  });
});

interface Row {
  /** The name, and what else the tool calls it by. */
  readonly theirs: readonly string[];
  readonly ours: readonly string[];
}

function sectionOf(heading: string): string {
  return coverage.split(/^## /m).find((section) => section.startsWith(`${heading}\n`)) ?? "";
}

function rowsOf(heading: string): readonly Row[] {
  const lines = sectionOf(heading).split("\n").filter((line) => line.startsWith("| `"));
  return lines.map((line) => {
    const [, theirs = "", ours = ""] = line.split("|");
    return {
      theirs: [...theirs.matchAll(/`([^`]+)`/g)].map(([, name = ""]) => name),
      ours: [...ours.matchAll(/\[([\w-]+)\]\(rules\/\1\.md\)/g)].map(([, name = ""]) => name),
    };
  });
}

/** What a rule's page says under "Elsewhere", on one line. */
function elsewhereOf(rule: string): string {
  const page = readFileSync(resolve(DOCS, "rules", `${rule}.md`), "utf8");
  return (/^## Elsewhere\n([^]*?)^## /m.exec(page)?.[1] ?? "").replace(/\s+/g, " ");
}

/** Semgrep's rules share a long prefix, which a page need not repeat. */
function shortened(name: string): string {
  return name.replace("yaml.docker-compose.security.", "");
}
