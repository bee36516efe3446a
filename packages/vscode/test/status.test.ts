import { describe, expect, test } from "vitest";
import { statusOf, type Situation } from "../src/status/status.js";

const RUNNING: Situation = { server: "running", isEnabled: true, isTrusted: true, severities: [] };

describe("a status", () => {
  test.each<[string, Partial<Situation>, string, string]>([
    ["nothing found", {}, "no findings", ""],
    ["one finding", { severities: [1] }, "1 finding", "1 warning"],
    ["findings of all kinds, the worst first", { severities: [3, 1, 0, 2, 0] }, "5 findings", "2 errors, 1 warning, 2 notes"],
    ["an untrusted workspace", { severities: [0], isTrusted: false }, "1 finding", "1 error; restricted mode: configurations that are programs are not run"],
    ["turned off", { isEnabled: false, severities: [0] }, "off", "composeLint.enable is false"],
    ["on its way", { server: "starting" }, "starting", ""],
    ["not there", { server: "stopped" }, "not running", "its log says why"],
  ])("tells of %s", (_name, situation, text, detail) => {
    expect(statusOf({ ...RUNNING, ...situation })).toMatchObject({ text, detail });
  });

  test("offers a restart of a server that is not there, and else its log", () => {
    expect(statusOf({ ...RUNNING, server: "stopped" })).toMatchObject({ offer: "restart", isFault: true, isBusy: false });
    expect(statusOf({ ...RUNNING, server: "starting" })).toMatchObject({ offer: "showLog", isFault: false, isBusy: true });
    expect(statusOf({ ...RUNNING, severities: [0] })).toMatchObject({ offer: "showLog", isFault: false, isBusy: false });
  });
});
