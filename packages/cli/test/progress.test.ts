import { presetConfiguration } from "@compose-lint/core";
import { describe, expect, it } from "vitest";
import { progressFor } from "../src/progress.js";

const CONFIGURATION = presetConfiguration("recommended");

interface Setting {
  readonly isTerminal?: boolean;
  readonly environment?: Readonly<Record<string, string>>;
  readonly bytes?: number;
  readonly width?: number;
}

/** What is written while projects are linted, one after so many milliseconds. */
function written(names: readonly string[], step: number, { isTerminal = true, environment = {}, bytes = 1000, width = 40 }: Setting = {}): string {
  let text = "";
  let time = 5000;
  const err = { write: (content: string | Uint8Array) => void (text += String(content)), isTerminal, look: { color: false, width } };
  const progress = progressFor({ err, environment }, bytes, () => time);
  const configurationOf = progress?.counting(() => CONFIGURATION, new Set(names).size);
  for (const name of names) {
    time += step;
    expect(configurationOf?.({ files: [name] })).toBe(progress ? CONFIGURATION : undefined);
  }
  progress?.end();
  return text;
}

const ERASE = "\r\u001b[K";

describe("progress", () => {
  it("is told after a second, in one line that is erased", () => {
    expect(written(["a.yaml", "b.yaml", "c.yaml", "d.yaml"], 400)).toBe(`${ERASE}linting 3 of 4: c.yaml${ERASE}linting 4 of 4: d.yaml${ERASE}`);
  });

  it("is not told where all is done before", () => {
    expect(written(["a.yaml", "b.yaml"], 400)).toBe("");
  });

  it("is told at once of what is large", () => {
    expect(written(["a.yaml"], 1, { bytes: 2_000_000 })).toBe(`${ERASE}linting a.yaml${ERASE}`);
  });

  it("does not change faster than one can read", () => {
    const names = Array.from({ length: 100 }, (_, index) => `${String(index)}.yaml`);
    expect(written(names, 20).split("linting")).toHaveLength(12);
  });

  it("says what is done the second time", () => {
    expect(written(["a.yaml", "a.yaml"], 600)).toBe(`${ERASE}repairing a.yaml${ERASE}`);
  });

  it("keeps to one line, and obeys no escapes", () => {
    expect(written(["x".repeat(100)], 2000, { width: 20 })).toBe(`${ERASE}linting xxxxxxxxxx…${ERASE}`);
    expect(written(["\u001b[31mred\n"], 2000)).not.toContain("\u001b[31m");
  });

  it.each([{ isTerminal: false }, { environment: { CI: "true" } }, { environment: { CI: "1" } }, { environment: { TERM: "dumb" } }])("is not told with $environment $isTerminal", (setting) => {
    expect(written(["a.yaml"], 2000, setting)).toBe("");
  });

  it.each([{ environment: { CI: "false" } }, { environment: { CI: "" } }])("is told with $environment", (setting) => {
    expect(written(["a.yaml"], 2000, setting)).not.toBe("");
  });
});
