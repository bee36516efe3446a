import { expect, it } from "vitest";
import { isLoopback } from "../../../src/compose/model/port.js";

it.each([
  ["127.0.0.1", true],
  ["127.1.2.3", true],
  ["::1", true],
  ["[::1]", true],
  ["0:0:0:0:0:0:0:1", true],
  ["::ffff:127.0.0.1", true],
  ["", false],
  ["0.0.0.0", false],
  ["::", false],
  ["::2", false],
  ["10.127.0.1", false],
  ["1", false],
])("%j is loopback: %j", (address, expected) => {
  expect(isLoopback(address)).toBe(expected);
});
