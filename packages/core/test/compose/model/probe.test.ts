import { expect, it } from "vitest";
import { healthcheckOf } from "../../../src/compose/model/healthcheck.js";
import { innerSteps, probeOf } from "../../../src/compose/model/probe.js";
import { serviceOf } from "./service-of.js";

/** The shell and the words of each step. */
function told(test: string): string | undefined {
  const healthcheck = healthcheckOf(serviceOf(`image: x, healthcheck: {test: ${test}}`));
  const probe = healthcheck && probeOf(healthcheck);
  return probe && `${probe.shell ?? ""}: ${probe.steps.map(({ words }) => words.join(" ")).join(" / ")}`;
}

it.each([
  ["[CMD, curl, -f, 'http://x']", ": curl -f http://x"],
  ["[CMD, curl, $URL]", ": curl $URL"],
  ["curl -f http://x || exit 1", "sh: curl -f http://x / exit 1"],
  ["[CMD-SHELL, 'a; b']", "sh: a / b"],
  ["[CMD, bash, -c, 'a && b']", "bash: a / b"],
  ["[NONE]", undefined],
  ["$TEST", undefined],
  ["'(a)'", undefined],
])("reads the test %s", (test, expected) => {
  expect(told(test)).toBe(expected);
});

it.each([
  [["sh", "-c", "a; b"], ["a", "b"]],
  [["a", "-c", "b"], undefined],
] as const)("finds what %s hands to a shell", (words, expected) => {
  expect(innerSteps({ words, isRedirected: false, end: "", start: 0 })?.map((step) => step.words.join(" "))).toEqual(expected);
});
