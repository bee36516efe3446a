import { existsSync, readFileSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { parseAllDocuments } from "yaml";
import { checkSchema } from "../../packages/core/src/compose/schema/check-schema.js";
import { exercise } from "./schema-samples.js";
import type { ReferenceSchema } from "./schema-samples.js";
import { mutations, seededRandom } from "./mutations.js";

const shared = new URL("../../../shared/", import.meta.url);
if (!existsSync(shared)) throw new Error(`The corpus is not there: ${fileURLToPath(shared)} is needed to compare verdicts.`);

const reference = JSON.parse(readFileSync(new URL("reference/compose-spec.schema.json", shared), "utf8")) as ReferenceSchema;
const validate = new Ajv2020({ strict: false, allErrors: false }).compile(reference);
const documents = ["conformance/cases/", "conformance/probes/", "corpus/"].flatMap((folder) => readDocuments(new URL(folder, shared)));
const random = seededRandom(20_261_122);

describe("our schema accepts exactly what the reference schema accepts", { timeout: 60_000 }, () => {
  it("for every document of the corpus", () => {
    const tally = compareAll(documents.map(({ value }) => value));
    expect(tally.differences).toEqual([]);
    expect(tally.compared).toBeGreaterThan(2_000);
    expect(tally.valid).toBeGreaterThan(tally.compared / 2);
  });

  it("for documents changed at random places", () => {
    const small = documents.filter(({ size, value }) => size < 4_000 && !sharesParts(value));
    const originals = small.map(({ value }) => value);
    const tally = compareAll(mutations(originals, random, 60_000));
    expect(tally.differences).toEqual([]);
    expect(tally.compared).toBeGreaterThan(55_000);
    expect(tally.valid).toBeGreaterThan(tally.compared / 10);
  });

  it("for every key of the reference schema with values of every kind", () => {
    const tally = compareAll(exercise(reference));
    expect(tally.differences).toEqual([]);
    expect(tally.compared).toBeGreaterThan(15_000);
    expect(tally.valid).toBeGreaterThan(tally.compared / 10);
  });
});

interface Tally {
  compared: number;
  valid: number;
  /** The first few documents with different verdicts. */
  readonly differences: unknown[];
}

function compareAll(inputs: Iterable<unknown>): Tally {
  const tally: Tally = { compared: 0, valid: 0, differences: [] };
  for (const input of inputs) {
    const expected = validate(input) && allFinite(input);
    const problems = checkSchema(withoutPrototypes(input));
    tally.compared++;
    if (expected) tally.valid++;
    if (expected !== (problems.length === 0) && tally.differences.length < 5) {
      tally.differences.push({ input, expected, problems, errors: validate.errors });
    }
  }
  process.stdout.write(`${tally.compared} verdicts compared, ${tally.valid} of them valid\n`);
  return tally;
}

/** Compose passes documents through JSON first, which knows no infinity; the reference schema is not asked about it. */
function allFinite(value: unknown, seen = new Set<object>()): boolean {
  if (typeof value === "number") return Number.isFinite(value);
  if (typeof value !== "object" || value === null || seen.has(value)) return true;
  seen.add(value);
  return Object.values(value).every((held) => allFinite(held, seen));
}

/**
 * What the loader hands over: names such as `constructor` and `__proto__` mean nothing special in it. Parts that were
 * reached through several aliases stay one object, or the alias bombs among the documents would go off here.
 */
function withoutPrototypes(value: unknown, copies = new Map<object, unknown>()): unknown {
  if (typeof value !== "object" || value === null) return value;
  const known = copies.get(value);
  if (known !== undefined) return known;
  const copy: Record<string | number, unknown> = Array.isArray(value) ? ([] as never) : (Object.create(null) as Record<string, unknown>);
  copies.set(value, copy);
  for (const [key, held] of Object.entries(value)) copy[key] = withoutPrototypes(held, copies);
  return copy;
}

function sharesParts(value: unknown, seen = new Set<object>()): boolean {
  if (typeof value !== "object" || value === null) return false;
  if (seen.has(value)) return true;
  seen.add(value);
  return Object.values(value).some((held) => sharesParts(held, seen));
}

interface Document {
  readonly value: unknown;
  /** Length of the file it comes from. */
  readonly size: number;
}

function readDocuments(folder: URL): readonly Document[] {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => /\.ya?ml$/.test(file));
  return files.sort().flatMap((file) => {
    const text = readFileSync(new URL(file.split("/").map(encodeURIComponent).join("/"), folder), "utf8");
    return parseAllDocuments(text, { merge: true, uniqueKeys: false }).flatMap((document) => {
      if (document.errors.length > 0) return [];
      try {
        return [{ value: document.toJS({ maxAliasCount: -1 }) as unknown, size: text.length }];
      } catch {
        // An alias without its anchor, or one that contains itself.
        return [];
      }
    });
  });
}
