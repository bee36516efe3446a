import { describe, expect, it } from "vitest";
import { runsProgram, startedPrograms } from "../../../src/compose/model/started-programs.js";
import { serviceOf } from "./service-of.js";

describe("what a container starts", () => {
  it.each([
    ["image: x", []],
    ["image: x, command: node server.js", [["node", "server.js"]]],
    ["image: x, entrypoint: [tini, --], command: [node, server.js]", [["tini", "--", "node", "server.js"]]],
    ["image: x, command: [node, $MISSING]", [["node", ""]]],
    ["image: x, command: sh -c 'cd /app && exec node server.js'", [["cd", "/app"], ["exec", "node", "server.js"]]],
    ["image: x, command: [bash, -c, 'if (true); then node x; fi']", [["if", "true", "then", "node", "x", "fi"]]],
    ["image: x, command: []", []],
  ])("%s", (keys, expected) => {
    expect(startedPrograms(serviceOf(keys)).map((program) => program.map(({ text }) => text))).toEqual(expected);
  });

  it("is known by its name, wherever it is, and behind another one", () => {
    const [program = []] = startedPrograms(serviceOf("image: x, command: exec /usr/bin/node server.js"));
    expect(runsProgram(program, /^node$/)).toBe(true);
    expect(runsProgram(program, /^nodejs$/)).toBe(false);
  });
});
