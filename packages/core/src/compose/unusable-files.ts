import { openSource } from "../text/source-file.js";
import { envFileFault } from "./env-file.js";
import type { Lookup } from "./interpolation.js";
import { atValue, type Place } from "./place.js";
import type { ProjectFiles } from "./project-files.js";
import type { Mapping, Tree } from "./tree.js";

/** A file that Compose wants to read for a service and cannot. */
export interface UnusableFile {
  readonly key: "env_file" | "label_file";
  readonly path: string;
  /** Why it cannot be read; absent if there is no such file. */
  readonly fault?: string;
  /** Where the service names it. */
  readonly place: Place;
}

/**
 * The `env_file`s and label files of a service that are not there or hold something else. That one is not there is no fault to a linter:
 * what holds passwords is made where the project runs. Compose does not load the project without it.
 */
export function unusableFiles(service: Mapping, files: ProjectFiles, environment: Lookup): readonly UnusableFile[] {
  return (["env_file", "label_file"] as const).flatMap((key) =>
    itemsOf(service.entries.get(key)).flatMap((item): readonly UnusableFile[] => {
      const node = item.kind === "mapping" ? item.entries.get("path") : item;
      if (node?.kind !== "scalar" || !node.known || typeof node.value !== "string") return [];
      const named = { key, path: node.value, place: atValue(node.origin) };
      const content = files.read(node.value);
      if (content === undefined) return isOptional(item) ? [] : [named];
      const fault = isRaw(item) ? undefined : envFileFault(openSource(node.value, content).text, environment);
      return fault ? [{ ...named, fault: `line ${String(fault.line)}: ${fault.message}` }] : [];
    }),
  );
}

function itemsOf(node: Tree | undefined): readonly Tree[] {
  return node?.kind === "sequence" ? node.items : [];
}

function isOptional(item: Tree): boolean {
  const required = item.kind === "mapping" ? item.entries.get("required") : undefined;
  return required?.kind === "scalar" && (required.value === false || (typeof required.value === "string" && /^(?:false|no?|off)$/i.test(required.value)));
}

/** In the raw format, every line is taken as it is. */
function isRaw(item: Tree): boolean {
  const format = item.kind === "mapping" ? item.entries.get("format") : undefined;
  return format?.kind === "scalar" && format.value === "raw";
}
