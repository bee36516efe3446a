import { describe, expect, it } from "vitest";
import { offerFixes, type OfferedFix } from "../../src/engine/offer-fixes.js";
import { applyEdits } from "../../src/text/text-edit.js";
import { folder, only } from "../rules/check.js";

/** What can be done to a text by itself. */
function offers(text: string, ...rules: readonly string[]): readonly OfferedFix[] {
  return offerFixes(folder(text), [{ files: ["compose.yaml"] }], only(rules), { unsafe: false });
}

function after({ edits }: Pick<OfferedFix, "edits">): string {
  return [...edits].map(([file, some]) => applyEdits(file.text, some)).join();
}

describe("offerFixes", () => {
  const TEXT = "services:\n  web:\n    ports: [80:80]\n    image: nginx:1.27.3\nversion: '3'\n";

  it("offers each fix by itself, on the text as it is", () => {
    const some = offers(TEXT, "service-key-order", "obsolete-version");
    expect(some.map((offer) => [offer.diagnostics[0]?.rule, after(offer)])).toEqual([
      ["obsolete-version", TEXT.replace("version: '3'\n", "")],
      ["service-key-order", "services:\n  web:\n    image: nginx:1.27.3\n    ports: [80:80]\nversion: '3'\n"],
    ]);
  });

  it("tells in which pass a fix has its turn: those of one were proven together", () => {
    const passes = offers(TEXT, "service-key-order", "obsolete-version", "top-level-order").map(({ diagnostics, pass }) => [diagnostics[0]?.rule, pass]);
    expect(passes).toEqual([
      ["obsolete-version", 1],
      ["service-key-order", 1],
      ["top-level-order", 2],
    ]);
  });

  it("tells what those of one pass do together, with new keys of one place in their order", () => {
    const text = "services:\n  web:\n    image: nginx:1.27.3\n    mem_limit: 512m\n";
    const some = offers(text, "memswap-limit", "stop-grace-period", "log-rotation");
    expect(new Set(some.map(({ pass }) => pass))).toEqual(new Set([1]));
    const [first] = some;
    const together = first ? after({ edits: first.together() }) : "";
    expect(together.split("\n").flatMap((line) => /^ {4}(\w+):/.exec(line)?.[1] ?? [])).toEqual(["image", "stop_grace_period", "mem_limit", "memswap_limit", "logging"]);
    for (const offer of some) expect(after({ edits: offer.together() })).toBe(together);
  });
});
