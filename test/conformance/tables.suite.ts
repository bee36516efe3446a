import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { canonicalize } from "../../packages/core/src/compose/canonical.js";
import { castText } from "../../packages/core/src/compose/casts.js";
import { printAny } from "../../packages/core/src/compose/effective/print.js";
import { envFileFault, readEnvFile } from "../../packages/core/src/compose/env-file.js";
import { interpolate, type Lookup } from "../../packages/core/src/compose/interpolation.js";
import { interpolateTree } from "../../packages/core/src/compose/interpolate-tree.js";
import { parseFile } from "../../packages/core/src/compose/parse-file.js";
import { nodeAt, toPlain, type Tree } from "../../packages/core/src/compose/tree.js";
import { parseMount } from "../../packages/core/src/compose/short-syntax/mount.js";
import { parsePort } from "../../packages/core/src/compose/short-syntax/port.js";
import { conformanceFolder } from "./folder.js";

interface Row {
  readonly valid: boolean;
  readonly result?: unknown;
}

/** Null tells that a variable is not set. */
type Variables = Readonly<Record<string, string | null>>;

/** What goes in, besides the outcome that every row has. */
interface Columns {
  readonly "interpolation-templates": { readonly template: string; readonly vars: Variables };
  readonly "interpolation-trees": { readonly input: unknown; readonly vars: Variables; readonly casts: readonly string[] };
  readonly "port-short": { readonly spec: string };
  readonly "volume-short": { readonly spec: string };
  readonly dotenv: { readonly text: string; readonly lookup: Variables };
}

/** The rows of a table, numbered. */
function table<Name extends keyof Columns>(name: Name): readonly (readonly [number, Row & Columns[Name]])[] {
  const file = join(conformanceFolder, "tables", `${name}.json`);
  const rows = JSON.parse(existsSync(file) ? readFileSync(file, "utf8") : "[]") as readonly (Row & Columns[Name])[];
  return rows.map((row, index) => [index, row] as const);
}

describe.runIf(existsSync(join(conformanceFolder, "tables")))("tables", () => {
  describe("interpolation of a text", () => {
    test.each(table("interpolation-templates"))("row %i", (_, { template, vars, valid, result }) => {
      const ours = interpolate(template, lookupIn(vars));
      expect("text" in ours && ours.missing === undefined).toBe(valid);
      if (valid && "text" in ours) expect(ours.text).toBe(result);
    });
  });

  describe("interpolation of a tree", () => {
    test.each(table("interpolation-trees"))("row %i", (_, { input, vars, casts, valid, result }) => {
      const { tree, problems } = interpolateTree(treeOf(input), lookupIn(vars), "empty");
      expect(problems.length === 0).toBe(valid);
      if (valid) expect(casts.length === 0 ? toPlain(tree) : castLike(toPlain(tree), result)).toEqual(result);
    });
  });

  describe("ports in short syntax", () => {
    test.each(table("port-short"))("row %i", (_, { spec, valid, result }) => {
      expect(parsePort(spec) !== undefined).toBe(valid);
      if (valid) expect(canonicalItems("ports", spec)).toEqual(result);
    });
  });

  describe("volumes in short syntax", () => {
    test.each(table("volume-short"))("row %i", (_, { spec, valid, result }) => {
      expect(parseMount(spec) !== undefined).toBe(valid);
      if (valid) expect(canonicalItems("volumes", spec).map(withoutDefaults)).toEqual([result]);
    });
  });

  describe("env files", () => {
    test.each(table("dotenv"))("row %i", (_, { text, lookup, valid, result }) => {
      expect(envFileFault(text) === undefined).toBe(valid);
      if (valid) expect(Object.fromEntries(readEnvFile(text, lookupIn(lookup)))).toEqual(result);
    });
  });
});

function lookupIn(variables: Variables): Lookup {
  const values = new Map(Object.entries(variables));
  return (name) => values.get(name) ?? undefined;
}

/** JSON is YAML. */
function treeOf(data: unknown): Tree {
  const [document] = parseFile("table.json", JSON.stringify(data)).documents;
  if (!document) throw new Error("The table holds something that is no mapping.");
  return document.tree;
}

/** The table has casts of its own; which cast it is shows in the type of what comes out. */
function castLike(ours: unknown, theirs: unknown): unknown {
  if (typeof ours === "string" && typeof theirs === "number") return castText(ours, "integer");
  if (typeof ours === "string" && typeof theirs === "boolean") return castText(ours, "boolean");
  if (typeof ours !== "object" || ours === null || typeof theirs !== "object" || theirs === null) return ours;
  return Object.fromEntries(Object.entries(ours).map(([key, value]) => [key, castLike(value, Reflect.get(theirs, key))]));
}

function canonicalItems(key: "ports" | "volumes", spec: string): readonly unknown[] {
  const items = nodeAt(canonicalize(treeOf({ services: { web: { [key]: [spec] } } })), ["services", "web", key]);
  return items?.kind === "sequence" ? items.items.map(printAny) : [];
}

/** What Compose does not print because it is so by default. */
function withoutDefaults(mount: unknown): unknown {
  const { bind, ...rest } = mount as { readonly bind?: Readonly<Record<string, unknown>> };
  if (!bind) return rest;
  return { ...rest, bind: Object.fromEntries(Object.entries(bind).filter(([key]) => key !== "create_host_path")) };
}
