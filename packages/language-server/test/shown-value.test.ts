import { loadProject, nodeAt } from "@compose-lint/core";
import { expect, test } from "vitest";
import { shownValue } from "../src/hover/shown-value.js";

const TEXT = `x-log: &log { driver: json-file, options: { max-size: 10m } }
services:
  web:
    image: nginx:\${TAG}
    logging: *log
    ports: ["80:80"]
    command: ["sh", "-c", "mysql -psecret7secret"]
    stop_signal: "9"
    read_only: true
    environment:
      API_TOKEN: hunter2
      LOGIN: \${SMTP_PASSWORD:-hunter2}
      URL: postgres://shop:hunter2@db/shop
      GITHUB: ghp_${"a1B2".repeat(9)}
      EMPTY_PASSWORD: ""
      PASSWORD_REQUIRED: true
      MODE: quiet
`;

function shown(...path: readonly string[]): readonly string[] {
  const project = loadProject({ read: (name) => (name === "compose.yaml" ? TEXT : undefined) }, "compose.yaml");
  const [file] = project.files;
  const node = nodeAt(project.tree, ["services", "web", ...path]);
  if (!file || !node) throw new Error("There is no such node.");
  return shownValue(node, path.at(-1), file);
}

const HIDDEN = "(hidden: it looks like a secret)";

test.each<readonly [readonly string[], readonly string[]]>([
  [["read_only"], ["read_only: true"]],
  [["stop_signal"], ['stop_signal: "9"']],
  [["image"], ["image: (not known: $TAG is not set)"]],
  [["logging"], ["logging:", "  driver: json-file  # line 1, through *log", "  options:", "    max-size: 10m  # line 1, through *log"]],
  [["command"], ["command:", "  - sh", "  - -c", `  - ${HIDDEN}`]],
  [["environment", "API_TOKEN"], [`API_TOKEN: ${HIDDEN}`]],
  [["environment", "LOGIN"], [`LOGIN: ${HIDDEN}`]],
  [["environment", "URL"], [`URL: ${HIDDEN}`]],
  [["environment", "GITHUB"], [`GITHUB: ${HIDDEN}`]],
  [["environment", "EMPTY_PASSWORD"], ['EMPTY_PASSWORD: ""']],
  [["environment", "MODE"], ["MODE: quiet"]],
])("%j", (path, expected) => {
  expect(shown(...path)).toEqual(expected);
});

test("shows no secret in a whole service, and not more of it than somebody reads", () => {
  const lines = shown();
  expect(lines.join("\n")).not.toMatch(/hunter2|secret7|ghp_/);
  expect(lines.length).toBeLessThanOrEqual(24);
});
