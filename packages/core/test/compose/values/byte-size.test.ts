import { describe, expect, it } from "vitest";
import { parseByteSize } from "../../../src/compose/values/byte-size.js";

/** Compared with docker/go-units 0.5.0, `RAMInBytes`; of the sizes below zero it knows none, but Compose takes them without a unit. */
const sizes: readonly (readonly [text: string, bytes: number | undefined])[] = [
  ["0", 0], ["1", 1], ["512", 512], ["512b", 512], ["512B", 512], ["0b", 0],
  ["1k", 1024], ["1K", 1024], ["1kb", 1024], ["1KB", 1024], ["1KiB", 1024], ["1kib", 1024], ["1 KIB", 1024],
  ["64m", 67_108_864], ["64MiB", 67_108_864], ["1g", 1_073_741_824], ["1.5 gb", 1_610_612_736], ["1.5g", 1_610_612_736], [".5g", 536_870_912], ["5.g", 5_368_709_120],
  ["1t", 1024 ** 4], ["1p", 1024 ** 5], ["1 b", 1], ["+1g", 1_073_741_824],
  ["0.5", 0], ["0.1k", 102], ["1.0000001k", 1024],
  ["1e3", 1000], ["1e3k", 1_024_000], ["1E3", 1000], ["1e-1g", 107_374_182],
  ["-1", -1],
  ["", undefined], ["g", undefined], ["b", undefined], ["1e", undefined], ["1x", undefined], ["1gg", undefined], ["1bb", undefined], ["1Ki", undefined], ["1ib", undefined],
  [" 1", undefined], ["1 ", 1], ["1  g", undefined], ["1g ", undefined], ["1\tg", undefined], ["1\n", undefined], ["1,5g", undefined], ["1.2.3g", undefined],
  ["0x10", undefined], ["--1", undefined], ["- 1", undefined], ["-1g", undefined], ["inf", undefined], ["nan", undefined], ["1e400", undefined],
];

describe("parseByteSize", () => {
  it.each(sizes)("%j is %s", (text, bytes) => {
    expect(parseByteSize(text)).toBe(bytes);
  });
});
