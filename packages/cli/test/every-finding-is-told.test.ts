import { lintProject, loadProject, presetConfiguration, type Diagnostic } from "@compose-lint/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { lineOf } from "../src/report/places.js";
import { reportFindings } from "../src/report/stylish.js";
import type { Report } from "../src/report/report.js";

const configuration = presetConfiguration("recommended", "strict");

/** Parts of services that rules say the same of, so that much can be told together. */
const PARTS = [
  "    image: ghcr.io/x/app:1.0\n",
  "    image: postgres:17.2\n    mem_limit: 1g\n",
  "    image: redis\n    privileged: true\n",
  '    image: ghcr.io/x/app:1.0\n    environment:\n      CONN: "Server=db;Database=One;User Id=sa;Password=sqlad12!@#;Encrypt=False"\n',
  '    image: ghcr.io/x/app:1.0\n    environment:\n      CONN: "Server=db;Database=Two;User Id=sa;Password=sqlad12!@#;Encrypt=False"\n',
  '    build: .\n    image: ghcr.io/x/app:1.0\n    ports: ["0.0.0.0:5432:5432"]\n',
  "    image: mysql:9\n    network_mode: host\n    volumes: [/var/run/docker.sock:/var/run/docker.sock]\n",
] as const;

/** Some are parts of others. */
const NAMES = ["a", "app", "orders", "orders-grpc", "users", "users-grpc", "web", "x"] as const;

const stacks = fc.uniqueArray(fc.tuple(fc.constantFrom(...NAMES), fc.constantFrom(...PARTS)), { selector: ([name]) => name, minLength: 1 }).map((services) => `services:\n${services.map(([name, part]) => `  ${name}:\n${part}`).join("")}`);

function diagnosticsOf(text: string): readonly Diagnostic[] {
  return lintProject(loadProject({ read: (path) => (path === "compose.yaml" ? text : undefined) }, "compose.yaml"), configuration).diagnostics;
}

/** Whether a block of the report names the rule, and the line as the place of a block or of one more finding. */
function isTold({ rule, place }: Diagnostic, blocks: readonly string[]): boolean {
  const line = String(lineOf(place));
  return blocks.some((block) => new RegExp(String.raw`\b${rule}\b`).test(block) && new RegExp(String.raw`:${line}\b|\bline ${line}\b`).test(block));
}

describe.each([
  ["as it is", {}],
  ["by service", { groupBy: "service" }],
  ["by rule", { groupBy: "rule" }],
  ["with all words", { verbose: true }],
] as const)("the report for people, %s", (_name, options) => {
  it("leaves no finding out, however much it tells at once", () => {
    fc.assert(
      fc.property(stacks, (text) => {
        const diagnostics = diagnosticsOf(text);
        const report: Report = { action: "lint", unsafe: false, rules: [], hidden: { suppressed: [], inBaseline: [] }, changes: [], changed: 0, files: [{ path: "compose.yaml", diagnostics, left: diagnostics, fixed: [], unfixed: [] }], ...options };
        const blocks = reportFindings(report, { color: false }).split("\n\n");
        expect(diagnostics.filter((diagnostic) => !isTold(diagnostic, blocks)).map(({ rule, place }) => `${rule} ${String(lineOf(place))}`)).toEqual([]);
      }),
      { numRuns: 150, seed: 7 },
    );
  });
});
