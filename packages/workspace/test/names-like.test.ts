import { rules } from "@compose-lint/core";
import { expect, it } from "vitest";
import { namesLike } from "../src/names-like.js";

it.each([
  ["log-rotaton", ["log-rotation"]],
  ["memswap", ["memswap-limit"]],
  ["Pids_Limit", ["pids-limit"]],
  ["privileged", ["no-privileged"]],
  ["xyz", []],
  ["", []],
])("%s is like %j", (typed, names) => {
  expect(namesLike(typed, rules.map(({ name }) => name))).toEqual(names);
});
