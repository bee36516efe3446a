import { openSource, type ProposedFix } from "@compose-lint/core";
import { expect, it } from "vitest";
import { interactively, type Terminal } from "../src/interactive.js";

/** A terminal that somebody has typed these answers into. */
function typed(...answers: readonly string[]): Terminal & { readonly questions: () => number } {
  let asked = 0;
  return { look: { color: false }, write: () => undefined, ask: () => Promise.resolve(answers[asked++]), close: () => Promise.resolve(), questions: () => asked };
}

function change(rule: string, service: string, safety: "safe" | "unsafe" = "safe"): ProposedFix {
  const place = { file: openSource("compose.yaml", "a\n"), range: { start: 0, end: 1 } };
  const fix = { title: "", safety, because: "", operations: [] };
  return { diagnostics: [{ rule, service, severity: "warning", message: "", place, related: [], fix }], operations: [], paths: ["compose.yaml"], request: { files: ["compose.yaml"] }, pass: 1, preview: () => [], edits: () => new Map(), together: () => new Map() };
}

it("takes all of a rule only as far as they are as safe as what was shown", async () => {
  const terminal = typed("a", "n", "n");
  const decider = interactively(terminal);
  const changes = [change("one", "web"), change("one", "api"), change("one", "db", "unsafe"), change("two", "web")];
  const answers = [];
  for (const each of changes) answers.push(await decider.decide(each));
  expect(answers).toEqual([true, true, false, false]);
  expect(terminal.questions()).toBe(3);
});

it("does not ask twice about the same, and remembers what was declined", async () => {
  const terminal = typed("n", "y");
  const decider = interactively(terminal);
  for (let time = 0; time < 2; time += 1) {
    expect(await decider.decide(change("one", "web"))).toBe(false);
    expect(await decider.decide(change("two", "web"))).toBe(true);
  }
  expect(terminal.questions()).toBe(2);
  expect(decider.declined.size).toBe(1);
});
