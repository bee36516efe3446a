import { assignmentOf, environmentOf, labelsOf } from "../compose/model/assignment.js";
import { healthcheckOf } from "../compose/model/healthcheck.js";
import { containersOf, longRunningOf } from "../compose/model/services.js";
import { isStack } from "../compose/model/stack.js";
import { knownValue } from "../compose/model/value.js";
import { append, remove, rename, set } from "../compose/operation.js";
import { atKey, atValue } from "../compose/place.js";
import { parseImageReference } from "../images/reference.js";
import { roleOf } from "../images/roles.js";
import { defineRule, safe, unsafe } from "./rule.js";

/** What rules are written with, for those that a configuration brings along. What stands here stays: other people's rules use it. */
export const ruleKit = {
  defineRule,
  /** Fixes, and the operations that they are made of. */
  safe, unsafe, set, append, remove, rename,
  /** Where a finding stands. */
  atKey, atValue,
  /** What a project and its services say. */
  containersOf, longRunningOf, isStack, roleOf, knownValue, environmentOf, labelsOf, assignmentOf, healthcheckOf, parseImageReference,
} as const;

/** What is handed to the function that a configuration written as a program exports. */
export type RuleKit = typeof ruleKit;
