import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { checkout, headOfCheckout, mustRun, newFolder, newRepository, run, type Outcome } from "./repository.js";

/** The recipes of the documentation, each as it stands there. */
const page = readFileSync(join(checkout, "docs/git-hooks.md"), "utf8");

function recipe(language: string, first: string): string {
  const found = [...page.matchAll(/^```(\w+)\n(.*?)^```$/gms)].find(([, name, text = ""]) => name === language && text.includes(first))?.[2];
  if (found === undefined) throw new Error(`docs/git-hooks.md has no ${language} block with ${first}`);
  return found;
}

const FIXABLE = 'version: "3.8"\nservices:\n  web:\n    image: nginx:1.29.3 # pinned\n';
const PRIVILEGED = "services:\n  web:\n    image: nginx:1.29.3\n    privileged: true\n";

/** Packed once from the last commit, as a registry would serve it. */
let tarball = "";

beforeAll(() => {
  const folder = newFolder();
  mustRun("git", ["clone", "--quiet", checkout, "clone"], { cwd: folder });
  mustRun("git", ["checkout", "--quiet", headOfCheckout()], { cwd: join(folder, "clone") });
  mustRun("npm", ["pack", "--silent", "--pack-destination", folder], { cwd: join(folder, "clone") });
  tarball = join(folder, `compose-lint-${(JSON.parse(readFileSync(join(folder, "clone/package.json"), "utf8")) as { version: string }).version}.tgz`);
});

function projectWith(files: Readonly<Record<string, string>>, packages: readonly string[]): string {
  const folder = newRepository({ "package.json": '{ "name": "shop", "private": true }\n', ".gitignore": "node_modules/\n", ...files });
  mustRun("npm", ["install", "--silent", "--no-audit", "--no-fund", "--save-dev", tarball, ...packages], { cwd: folder });
  return folder;
}

function commit(folder: string): Outcome {
  mustRun("git", ["add", "."], { cwd: folder });
  return run("git", ["commit", "--quiet", "--message", "Change"], { cwd: folder });
}

function committed(folder: string, path: string): string {
  return mustRun("git", ["show", `HEAD:${path}`], { cwd: folder });
}

describe.each([
  {
    name: "husky with lint-staged",
    packages: ["husky@9", "lint-staged@16"],
    files: { ".lintstagedrc.json": recipe("json", "compose-lint"), ".husky/pre-commit": "npx lint-staged\n" },
    install: ["npx", "husky"],
  },
  { name: "lefthook", packages: ["lefthook@2"], files: { "lefthook.yml": recipe("yaml", "stage_fixed") }, install: ["npx", "lefthook", "install"] },
])("$name", ({ packages, files, install: [program = "", ...args] }) => {
  test("repairs what is committed, and keeps back what it cannot repair", () => {
    const folder = projectWith({ ...files, "stack/compose.yaml": FIXABLE, "compose.yaml": FIXABLE }, packages);
    mustRun(program, args, { cwd: folder });
    const first = commit(folder);
    expect(first.output).not.toContain("error ");
    expect(first.status).toBe(0);
    for (const path of ["stack/compose.yaml", "compose.yaml"]) {
      expect(committed(folder, path)).not.toContain("version");
      expect(committed(folder, path)).toContain("image: nginx:1.29.3 # pinned");
    }

    mustRun("node", ["-e", `require("node:fs").writeFileSync("compose.yaml", ${JSON.stringify(PRIVILEGED)})`], { cwd: folder });
    const second = commit(folder);
    expect(second.output).toContain("error no-privileged");
    expect(second.status).toBe(1);
  });
});
