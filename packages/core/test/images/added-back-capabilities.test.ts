import { expect, test } from "vitest";
import { FAMILIES } from "../../src/images/catalogue/catalogue.generated.js";
import type { Family, Variant } from "../../src/images/catalogue/family.js";
import { findings, fixed, web } from "../rules/check.js";

/** One image for each variant of a family, and one for none. */
const images = Object.values(FAMILIES).flatMap((text) => {
  const { names, variants = [] } = JSON.parse(text) as Family;
  const name = (names[0] ?? "").replace("*", "some");
  return [name, ...variants.map((variant) => `${name}:${tagOf(variant)}`)];
});

function tagOf({ tags, versions }: Variant): string {
  const version = /^>=([\d.]+)/.exec(versions ?? "")?.[1] ?? (versions === undefined ? "" : "0");
  return `${version}${(tags?.[0] ?? "").replaceAll("*", "-")}`.replace(/^-+|-+$/g, "") || "latest";
}

test.each([...new Set(images)])("what is added back for %s is not reported for what it can do", (image) => {
  const after = fixed("drop-capabilities", web(`image: "${image}"`), { unsafe: true });
  expect(findings("excessive-capability", after, { options: { starvesHost: true } })).toEqual([]);
});
