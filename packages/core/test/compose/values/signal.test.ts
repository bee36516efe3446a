import { expect, it } from "vitest";
import { normalizeSignal } from "../../../src/compose/values/signal.js";

it.each([
  ["SIGTERM", "SIGTERM"],
  ["term", "SIGTERM"],
  ["15", "SIGTERM"],
  ["28", "SIGWINCH"],
  ["SIGRTMIN+3", "SIGRTMIN+3"],
  ["RTMAX", "SIGRTMAX"],
  ["0", undefined],
  ["64", undefined],
  ["SIGNAL", undefined],
  ["", undefined],
])("%j", (text, expected) => {
  expect(normalizeSignal(text)).toBe(expected);
});
