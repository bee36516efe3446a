import { describe, expect, it } from "vitest";
import { isIpAddress, parsePort, parseRange } from "../../../src/compose/short-syntax/port.js";

/** Each port as `host|published|target|protocol`; nothing where there is none. */
const read = (text: string, most?: number): readonly string[] | undefined =>
  parsePort(text, most)?.map(({ hostIp, published, target, protocol }) => [hostIp ?? "", published ?? "", String(target), protocol].join("|"));

/* All rows but those with a limit were put to compose-go 2.16.2. */
const accepted: readonly (readonly [text: string, ...ports: string[]])[] = [
  ["80", "||80|tcp"],
  ["80/udp", "||80|udp"],
  ["80/UDP", "||80|udp"],
  ["80/sctp", "||80|sctp"],
  ["80/", "||80|tcp"],
  ["8080:80", "|8080|80|tcp"],
  ["8080:80/udp", "|8080|80|udp"],
  [":80", "||80|tcp"],
  ["080:080", "|80|80|tcp"],
  ["0:80", "|0|80|tcp"],
  ["127.0.0.1:8080:80", "127.0.0.1|8080|80|tcp"],
  ["127.0.0.1::80", "127.0.0.1||80|tcp"],
  ["[::1]:8080:80", "::1|8080|80|tcp"],
  ["::1:8080:80", "::1|8080|80|tcp"],
  ["0.0.0.0:80:80", "0.0.0.0|80|80|tcp"],
  ["80-82", "||80|tcp", "||81|tcp", "||82|tcp"],
  ["8080-8081:90-91/udp", "|8080|90|udp", "|8081|91|udp"],
  ["127.0.0.1:80-81:90-91", "127.0.0.1|80|90|tcp", "127.0.0.1|81|91|tcp"],
  ["8000-8010:80", "|8000-8010|80|tcp"],
  ["80:80-80", "|80|80|tcp"],
];

describe("accepted", () => {
  for (const [text, ...ports] of accepted) it(text, () => {
    expect(read(text)).toEqual(ports);
  });
});

describe("refused", () => {
  it.each([
    "", ":", "8080:", "a:80", "80:a", " 80", "80 ", "8080: 80", "-80", "80-", "80-81-82", "90-80", "80-82:90-91", "80:90-91", "65536:80", "80:65536", "80/foo",
    "80/tcp/udp", "localhost:80:80", "256.1.1.1:80:80", "01.1.1.1:80:80", "1.2.3:80:80", "8080:80:80:80", "0x50:80", "80.5", "0", "80:0", "0-1:0-1",
  ])("%j", (text) => {
    expect(read(text)).toBeUndefined();
  });
});

describe("a range beyond the limit stays one", () => {
  const rows: readonly (readonly [text: string, most: number, ...ports: string[]])[] = [
    ["80-82:90-92", 3, "|80|90|tcp", "|81|91|tcp", "|82|92|tcp"],
    ["80-82:90-92", 2, "|80-82|90|tcp"],
    ["90-92", 2, "||90|tcp"],
    ["1-65535:1-65535", 1_000, "|1-65535|1|tcp"],
    ["80:80", 0, "|80|80|tcp"],
  ];
  for (const [text, most, ...ports] of rows) it(`${text} of at most ${String(most)}`, () => {
    expect(read(text, most)).toEqual(ports);
  });
  it("but must be right all the same", () => {
    expect(parsePort("80-83:90-91", 1)).toBeUndefined();
  });
});

describe("parts", () => {
  it.each([["80", [80, 80]], ["80-90", [80, 90]], ["0", [0, 0]], ["65535", [65_535, 65_535]], ["65536", undefined], ["9-8", undefined], ["", undefined], ["-1", undefined], ["1.5", undefined]] as const)("range %j", (text, expected) => {
    const range = parseRange(text);
    expect(range && [range.start, range.end]).toEqual(expected);
  });
  it.each([
    ["1.2.3.4", true], ["255.255.255.255", true], ["1.2.3.256", false], ["1.2.3", false], ["01.2.3.4", false], ["::", true], ["::1", true], ["fe80::1", true],
    ["::ffff:1.2.3.4", true], ["localhost", false], ["abc", false], ["", false], ["1:2", false],
  ])("address %j: %s", (text, expected) => {
    expect(isIpAddress(text)).toBe(expected);
  });
});
