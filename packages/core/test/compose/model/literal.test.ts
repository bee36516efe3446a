import { expect, it } from "vitest";
import { environmentOf } from "../../../src/compose/model/assignment.js";
import { ELSEWHERE, literalOf } from "../../../src/compose/model/literal.js";
import { firstService, projectOf } from "./service-of.js";

it.each([
  ["a text", '{environment: {A: "x"}}', "x"],
  ["a text of a list", '{environment: ["A=x=y"]}', "x=y"],
  ["a number", "{environment: {A: 12}}", "12"],
  ["a default", '{environment: {A: "${B:-x}"}}', "x"],
  ["a variable that nobody sets", '{environment: {A: "a${B}z"}}', `a${ELSEWHERE}z`],
  ["a variable that must be set", '{environment: ["A=${B:?}"]}', ELSEWHERE],
  ["a variable of .env", '{environment: {A: "a$C"}}', `a${ELSEWHERE}`],
  ["a default that .env goes before", '{environment: {A: "${C:-x}"}}', ELSEWHERE],
  ["a dollar sign", '{environment: {A: "a$$B"}}', "a$B"],
])("tells of %s what is written", (_title, keys, expected) => {
  const [assignment] = environmentOf(firstService(projectOf(`services: {a: ${keys}}\n`, "C=secret")));
  expect(assignment?.value && literalOf(assignment.value, "A")).toBe(expected);
});
