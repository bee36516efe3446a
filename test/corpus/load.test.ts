import { existsSync, readFileSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readEnvFile } from "../../packages/core/src/compose/env-file.js";
import { interpolate } from "../../packages/core/src/compose/interpolation.js";
import { loadProject, type Project } from "../../packages/core/src/compose/load.js";
import { parseMount } from "../../packages/core/src/compose/short-syntax/mount.js";
import { parsePort } from "../../packages/core/src/compose/short-syntax/port.js";

const shared = fileURLToPath(new URL("../../../shared/", import.meta.url));
if (!existsSync(shared)) throw new Error(`The corpus is not there: ${shared} is needed to load other people's files.`);

const yamlFiles = (folder: string): readonly string[] => readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => /\.ya?ml$/.test(name)).sort();
const faults = ({ problems }: Project): readonly string[] => problems.filter(({ kind }) => ["syntax", "schema", "interpolation"].includes(kind)).map(({ message }) => message);

it("every file of the corpus loads or is refused, without an exception and with every place inside the file", () => {
  const names = yamlFiles(join(shared, "corpus"));
  const read = (path: string): Uint8Array | undefined => (existsSync(path) ? new Uint8Array(readFileSync(path)) : undefined);
  const start = process.cpuUsage();
  let good = 0;
  for (const name of names) {
    const project = loadProject({ read }, join(shared, "corpus", name));
    if (faults(project).length === 0) good += 1;
    for (const { file, range } of project.problems) if (range.start > range.end || range.end > file.text.length) throw new Error(`${name}: a problem lies outside ${file.path}.`);
  }
  const { user, system } = process.cpuUsage(start);
  process.stdout.write(`${String(names.length)} files, ${String(good)} without a fault, ${String(Math.round(names.length / ((user + system) / 1e6)))} files per second\n`);
  expect(names.length).toBeGreaterThan(1_300);
  // compose-go 2.16.2 accepts 883 of them on the spot; most others want networks, images or files from elsewhere.
  expect(good).toBeGreaterThan(1_200);
});

interface Case {
  readonly kind?: string;
  readonly valid: boolean;
  readonly stage?: string;
  readonly files?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly aux_files?: Readonly<Record<string, string>>;
}

/** What the loader's own problems are about; faults of later stages are told by rules. */
const OWN_STAGES: ReadonlySet<string> = new Set(["yaml", "structure", "interpolation", "schema"]);

describe("the verdict on cases of one file is that of Compose", () => {
  const cases = ["cases", "probes"].flatMap((group) => readdirSync(join(shared, "conformance", group)).map((id) => join(shared, "conformance", group, id)));
  const rows = cases.flatMap((folder) => {
    const details = JSON.parse(readFileSync(join(folder, "case.json"), "utf8")) as Case;
    const [name, ...others] = yamlFiles(folder).filter((file) => !file.startsWith("expected"));
    if ((details.kind ?? "load") !== "load" || name === undefined || others.length > 0 || (details.files?.length ?? 1) > 1) return [];
    const text = readFileSync(join(folder, name), "utf8");
    if (/\b(?:include|extends):/.test(text)) return [];
    if (!details.valid && !OWN_STAGES.has(details.stage ?? "")) return [];
    return [[folder.slice(join(shared, "conformance").length + 1), text, details] as const];
  });

  it.each(rows)("%s", (_, text, { valid, env = {}, aux_files: others = {} }) => {
    const read = (path: string): string | undefined => (path === "compose.yaml" ? text : others[path]);
    const project = loadProject({ read }, { files: ["compose.yaml"], environment: new Map(Object.entries(env)), unsetVariables: "empty" });
    expect(faults(project).length === 0).toBe(valid);
  });

  it("there are enough of both kinds", () => {
    expect(rows.filter(([, , { valid }]) => valid).length).toBeGreaterThan(250);
    expect(rows.filter(([, , { valid }]) => !valid).length).toBeGreaterThan(60);
  });
});

interface TableRow {
  readonly valid: boolean;
  readonly spec: string;
  readonly template: string;
  readonly text: string;
  readonly vars: Readonly<Record<string, string | null>>;
  readonly lookup: Readonly<Record<string, string | null>>;
  readonly result?: unknown;
}

function table(name: string): readonly TableRow[] {
  const rows = JSON.parse(readFileSync(join(shared, "conformance", "tables", `${name}.json`), "utf8")) as readonly TableRow[];
  expect(rows.length).toBeGreaterThan(30);
  return rows;
}

describe("tables", () => {
  it("interpolation", () => {
    for (const { template, vars, valid, result } of table("interpolation-templates")) {
      const own = interpolate(template, (name) => vars[name] ?? undefined);
      expect([template, "fault" in own || "missing" in own ? undefined : own.text]).toEqual([template, valid ? result : undefined]);
    }
  });

  it("short ports", () => {
    for (const { spec, valid, result } of table("port-short")) {
      const own = parsePort(spec)?.map(({ hostIp, published, target, protocol }) => ({ mode: "ingress", host_ip: hostIp, target, published, protocol }));
      const sorted = (ports: readonly object[] | undefined): readonly string[] | undefined => ports?.map((port) => JSON.stringify(Object.entries(port).filter(([, value]) => value !== undefined).sort())).sort();
      expect([spec, sorted(own)]).toEqual([spec, valid ? sorted(result as readonly object[]) : undefined]);
    }
  });

  it("short volumes", () => {
    for (const { spec, valid, result } of table("volume-short")) {
      const { type, source, target, read_only: readOnly = false, bind, volume } = (result ?? {}) as Record<string, unknown> & { bind?: { propagation?: string; selinux?: string }; volume?: { nocopy?: boolean } };
      const options = [bind?.propagation, bind?.selinux, volume?.nocopy === true ? "nocopy" : undefined].filter((option) => option !== undefined).sort();
      const own = parseMount(spec);
      expect([spec, own && { ...own, source: own.source, options: [...own.options].sort() }]).toEqual([spec, valid ? { type, source, target, readOnly, options } : undefined]);
    }
  });

  it("env files; what Compose refuses, we read as far as it goes", () => {
    for (const { text, lookup, valid, result } of table("dotenv")) {
      const own = Object.fromEntries(readEnvFile(text, (name) => lookup[name] ?? undefined));
      if (valid) expect([text, own]).toEqual([text, result]);
    }
  });
});
