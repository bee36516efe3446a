import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { describeKey } from "../src/hover/key-description.js";

interface Described {
  readonly description: string;
}

interface Schema {
  readonly properties: { readonly services: Described };
  readonly definitions: { readonly service: { readonly properties: { readonly mem_limit: Described } }; readonly healthcheck: { readonly properties: { readonly disable: Described } }; readonly port: { readonly properties: { readonly target: Described } } };
}

const schema = JSON.parse(readFileSync(new URL("../../../schemas/compose.schema.json", import.meta.url), "utf8")) as Schema;

test.each<readonly [readonly (string | number)[], string | undefined]>([
  [["services"], schema.properties.services.description],
  [["services", "web", "mem_limit"], schema.definitions.service.properties.mem_limit.description],
  [["services", "services", "mem_limit"], schema.definitions.service.properties.mem_limit.description],
  [["services", "web", "healthcheck", "disable"], schema.definitions.healthcheck.properties.disable.description],
  [["services", "web", "ports", 3, "target"], schema.definitions.port.properties.target.description],
  [["services", "web"], undefined],
  [["services", "web", "environment", "image"], undefined],
  [["services", "web", "labels", 0], undefined],
  [["services", "web", "toString"], undefined],
  [["x-anything", "image"], undefined],
  [[], undefined],
])("%j", (path, expected) => {
  expect(describeKey(path)).toBe(expected);
});
