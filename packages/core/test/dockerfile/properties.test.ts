import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseDockerfile } from "../../src/dockerfile/instructions.js";
import { imageOf } from "./image-of.js";

/** Pieces that Dockerfiles are made of, and that readers of them stumble over. */
const PIECES = [
  "FROM a", "FROM a AS b", "from b as c", "FROM $x", "ARG x", "ARG x=1 y='2'", "ENV x=1", "ENV x $y", "USER ", "RUN ", "RUN <<E", "COPY <<-E <<'F' /", "E", "F", "CMD ", "ENTRYPOINT ", '["a", "b"]', "[", "]", "HEALTHCHECK ", "--interval=5s ", "--x=\"",
  "ONBUILD ", "SHELL ", "EXPOSE 80", "8-9/udp", "VOLUME ", "/v", "WORKDIR ", "STOPSIGNAL 9", "# escape=`", "# syntax=docker/dockerfile:1", "# ", "\n", "\n", "\n", "\r\n", "\\\n", "\\", "`", "$", "${", "${x:-", "}", "'", '"', " ", "\t", "\uFEFF", "\0", "é", "😀",
];

const dockerfiles = fc.oneof(fc.array(fc.constantFrom(...PIECES), { maxLength: 60 }).map((pieces) => pieces.join("")), fc.string({ unit: "binary", maxLength: 80 }));

describe("any text", () => {
  test("is read or refused, and its instructions lie in it, one behind the other", () => {
    fc.assert(
      fc.property(dockerfiles, (text) => {
        let done = 0;
        for (const { range, keyword } of parseDockerfile(text) ?? []) {
          expect(range.start).toBeGreaterThanOrEqual(done);
          expect(range.end).toBeGreaterThan(range.start);
          expect(range.end).toBeLessThanOrEqual(text.length);
          expect(text.slice(range.start, range.end)).not.toMatch(/^\s|\s$/);
          if (!text.includes("\\")) expect(text.slice(range.start).toUpperCase()).toMatch(new RegExp(`^${keyword}`));
          done = range.end;
        }
      }),
      { numRuns: 3_000 },
    );
  });

  test("makes an image or none", () => {
    fc.assert(
      fc.property(dockerfiles, fc.constantFrom(undefined, "b"), fc.constantFrom(undefined, "", "1"), (text, target, x) => {
        const image = imageOf(`${text}\n`, { args: { x }, ...(target === undefined ? {} : { target }) });
        for (const place of [image?.base.place, image?.user?.place, image?.command?.place, ...(image?.steps ?? []).map((step) => step.place)]) {
          if (place) expect(place.range.end).toBeLessThanOrEqual(text.length);
        }
      }),
      { numRuns: 3_000 },
    );
  });

  test("is read line by line: lines behind it change nothing of what stands above", () => {
    fc.assert(
      fc.property(dockerfiles, (text) => {
        const before = parseDockerfile(`${text}\n\n`);
        const after = parseDockerfile(`${text}\n\nUSER app\n`);
        // What is open at the end goes on.
        if (before && after && after.length > before.length) expect(after.slice(0, before.length)).toEqual(before);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe("a file of one megabyte", () => {
  const many = (piece: string): string => piece.repeat(Math.floor(1_000_000 / piece.length));
  test.each<readonly [string, string]>([
    ["stages, each on top of the last", `FROM a AS s0\n${Array.from({ length: 40_000 }, (_, index) => `FROM s${String(index)} AS s${String(index + 1)}\n`).join("")}`],
    ["variables, each made of the last", `FROM a\nARG V0=x\n${Array.from({ length: 30_000 }, (_, index) => `ARG V${String(index + 1)}=$V${String(index)}\n`).join("")}`],
    ["a variable that doubles", `FROM a\nARG V=xx\n${"ENV V=$V$V\n".repeat(10_000)}`],
    ["ports", `FROM a\nEXPOSE ${many("1-65535 ")}`],
    ["nested defaults", `FROM a\nUSER ${many("${a:-")}`],
    ["open quotes", `FROM a\nENV a=${many("\"'")}`],
    ["triggers", `FROM a\n${many("ONBUILD USER a\n")}FROM a\n`],
  ])("does not take long: %s", (_title, text) => {
    const start = performance.now();
    imageOf(text);
    expect(performance.now() - start).toBeLessThan(2_000);
  });
});
