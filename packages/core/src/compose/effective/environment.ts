import { openSource } from "../../text/source-file.js";
import { readEnvFile } from "../env-file.js";
import type { Lookup } from "../interpolation.js";
import { plainMapping, type Plain, type PlainMapping } from "../plain.js";
import type { ProjectFiles } from "../project-files.js";
import type { Mapping, Tree } from "../tree.js";

/**
 * The variables that reach a container: those of its `env_file`s, a later one before an earlier one, and before them what
 * `environment` says. A name without a value stays unset, even if a file has it. Source: compose-go `types/project.go`.
 */
export function containerEnvironment(service: Mapping, written: PlainMapping, files: ProjectFiles, project: Lookup): PlainMapping {
  const own = new Map(Object.entries(written).map(([name, value]) => [name, value ?? project(name) ?? null] as const));
  const variables = new Map<string, Plain>([...own].filter(([, value]) => value !== null));
  const lookup: Lookup = (name) => project(name) ?? stringIn(own.get(name)) ?? stringIn(variables.get(name));
  for (const { path, format } of envFiles(service)) {
    const content = files.read(path);
    if (content === undefined) continue;
    const { text } = openSource(path, content);
    for (const [name, value] of format === "raw" ? readRawEnvFile(text, project) : readEnvFile(text, lookup)) variables.set(name, value);
  }
  return plainMapping([...variables, ...own]);
}

/** The labels of a service: those of its label files, and before them its own. */
export function containerLabels(service: Mapping, written: PlainMapping, files: ProjectFiles): PlainMapping {
  const labels = new Map<string, Plain>();
  const labelFiles = service.entries.get("label_file");
  for (const node of labelFiles?.kind === "sequence" ? labelFiles.items : []) {
    const path = node.kind === "scalar" && typeof node.value === "string" ? node.value : "";
    const content = files.read(path);
    if (content === undefined) continue;
    for (const [name, value] of readEnvFile(openSource(path, content).text, (known) => stringIn(labels.get(known)))) labels.set(name, value);
  }
  return plainMapping([...labels, ...Object.entries(written)]);
}

function envFiles(service: Mapping): readonly { readonly path: string; readonly format: string | undefined }[] {
  const node = service.entries.get("env_file");
  return (node?.kind === "sequence" ? node.items : []).flatMap((item) => {
    const path = scalarText(item, "path");
    return path === undefined ? [] : [{ path, format: scalarText(item, "format") }];
  });
}

function scalarText(node: Tree, key: string): string | undefined {
  const value = node.kind === "mapping" ? node.entries.get(key) : undefined;
  return value?.kind === "scalar" && typeof value.value === "string" ? value.value : undefined;
}

/** `format: raw`: lines as `docker run --env-file` takes them, without quotes, escapes and variables. */
function readRawEnvFile(text: string, project: Lookup): ReadonlyMap<string, string> {
  const variables = new Map<string, string>();
  for (const line of text.split(/\r?\n/).map((each) => each.replace(/^[ \t]+/, ""))) {
    if (line === "" || line.startsWith("#")) continue;
    const equals = line.indexOf("=");
    const value = equals === -1 ? project(line) : line.slice(equals + 1);
    if (value !== undefined) variables.set(equals === -1 ? line : line.slice(0, equals), value);
  }
  return variables;
}

function stringIn(value: Plain | undefined): string | undefined {
  return typeof value === "string" ? value : undefined;
}
