import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { checkout, headOfCheckout, mustRun, newFolder, newRepository, run, write, type Outcome } from "./repository.js";

/** An error that nobody but a person can mend, and a warning that --fix mends. */
const PRIVILEGED = "services:\n  web:\n    image: nginx:1.29.3\n    mem_limit: 512m # enough\n    privileged: true\n";
const CLEAN = 'version: "3.8"\nservices:\n  web:\n    image: nginx:1.29.3\n';

const tools = newFolder();
const preCommit = join(tools, "bin/pre-commit");

beforeAll(() => {
  mustRun("python3", ["-m", "venv", tools], { cwd: tools });
  mustRun(join(tools, "bin/pip"), ["install", "--quiet", "--disable-pip-version-check", "pre-commit>=4.6,<5"], { cwd: tools });
});

/** What somebody writes who follows the documentation. */
function configuration(...hooks: readonly string[]): string {
  return `repos:\n  - repo: ${checkout}\n    rev: ${headOfCheckout()}\n    hooks:\n${hooks.map((hook) => `      - ${hook}\n`).join("")}`;
}

function commit(folder: string, ...paths: readonly string[]): Outcome {
  mustRun("git", ["add", "--", ...paths], { cwd: folder });
  return run("git", ["commit", "--quiet", "--message", "Change"], { cwd: folder, path: [join(tools, "bin")] });
}

function repositoryWith(files: Readonly<Record<string, string>>): string {
  const folder = newRepository(files);
  mustRun(preCommit, ["install"], { cwd: folder });
  return folder;
}

describe("pre-commit", () => {
  test("keeps a finding from being committed", () => {
    const folder = repositoryWith({ ".pre-commit-config.yaml": configuration("id: compose-lint"), "stack/docker-compose.yml": PRIVILEGED });
    const { status, output } = commit(folder, ".");
    expect(output).toContain("error no-privileged");
    expect(output).toContain("stack/docker-compose.yml:5:");
    expect(status).toBe(1);
  });

  test("lets what is clean pass, and reads no other YAML", () => {
    const folder = repositoryWith({ ".pre-commit-config.yaml": configuration("id: compose-lint"), "compose.yaml": CLEAN, "values.yaml": PRIVILEGED, "notcompose.yaml": PRIVILEGED });
    expect(commit(folder, ".").status).toBe(0);
  });

  test("repairs, so that the commit has to be made again", () => {
    const folder = repositoryWith({ ".pre-commit-config.yaml": configuration("id: compose-lint-fix"), "compose.yaml": CLEAN });
    const { status, output } = commit(folder, ".");
    expect(output).toContain("files were modified by this hook");
    expect(status).toBe(1);
    expect(readFileSync(join(folder, "compose.yaml"), "utf8")).not.toContain("version");
    expect(commit(folder, ".").status).toBe(0);
  });

  test("takes options", () => {
    const folder = repositoryWith({ ".pre-commit-config.yaml": configuration("{id: compose-lint, args: [--fail-on, never, --]}"), "compose.yaml": PRIVILEGED });
    expect(commit(folder, ".").status).toBe(0);
  });

  test("obeys the configuration of the repository", () => {
    const folder = repositoryWith({
      ".pre-commit-config.yaml": configuration("id: compose-lint"),
      "compose-lint.config.yaml": "rules:\n  no-privileged: off\n",
      "compose.yaml": PRIVILEGED,
    });
    expect(commit(folder, ".").output).not.toContain("no-privileged");
  });

  test("knows the file that an override alone is laid over", () => {
    const folder = repositoryWith({ ".pre-commit-config.yaml": configuration("id: compose-lint"), "compose.yaml": CLEAN });
    expect(commit(folder, ".").status).toBe(0);
    write(folder, { "compose.override.yaml": "services:\n  web:\n    privileged: true\n" });
    const { status, output } = commit(folder, "compose.override.yaml");
    expect(output).toContain("compose.override.yaml:3:");
    // Only the project says what `web` is.
    expect(output).not.toContain("missing-image");
    expect(status).toBe(1);
  });

  test("takes a file whose name looks like an option for a file", () => {
    const folder = repositoryWith({ ".pre-commit-config.yaml": configuration("id: compose-lint"), "--fix/compose.yaml": PRIVILEGED });
    expect(commit(folder, ".").output).toContain("error no-privileged");
    expect(readFileSync(join(folder, "--fix/compose.yaml"), "utf8")).toBe(PRIVILEGED);
  });
});
