import { openSource, parseFile } from "@compose-lint/core";
import type { Files } from "./commits.js";

/** Something that people do in a pull request. */
export interface PlausibleChange {
  readonly what: string;
  readonly after: Files;
}

/** What people do to a project of one file: a service more, another tag, a port, an override. What the text has no place for is left out. */
export function plausibleChanges(path: string, text: string): readonly PlausibleChange[] {
  const end = text.includes("\r\n") ? "\r\n" : "\n";
  const lines = text.split(end);
  const made: readonly (readonly [string, Files | undefined])[] = [
    ["a new service", changed(path, withNewService(lines)?.join(end))],
    ["another tag", changed(path, withOtherTag(lines).join(end))],
    ["a port", changed(path, withPort(lines)?.join(end))],
    ["an override", withOverride(path, text)],
  ];
  return made.flatMap(([what, after]) => (after === undefined || (after[path] === text && Object.keys(after).length === 1) ? [] : [{ what, after }]));
}

function changed(path: string, text: string | undefined): Files | undefined {
  return text === undefined ? undefined : { [path]: text };
}

/** At the top of the services, in the indentation that they have. */
function withNewService(lines: readonly string[]): readonly string[] | undefined {
  const at = lines.findIndex((line) => /^services:\s*(?:#.*)?$/.test(line));
  const indent = firstIndent(lines.slice(at + 1));
  if (at === -1 || indent === undefined) return undefined;
  const service = [`${indent}probe-of-review:`, `${indent}${indent}image: nginx:1.27`, `${indent}${indent}ports:`, `${indent}${indent}  - "18080:80"`, ""];
  return [...lines.slice(0, at + 1), ...service, ...lines.slice(at + 1)];
}

function withOtherTag(lines: readonly string[]): readonly string[] {
  const at = lines.findIndex((line) => /^ +image: *[\w./-]+:[\w.-]+\s*$/.test(line));
  return lines.map((line, index) => (index === at ? line.replace(/:[\w.-]+\s*$/, ":latest") : line));
}

/** Below the first image, if nothing says `ports` up to the next service. */
function withPort(lines: readonly string[]): readonly string[] | undefined {
  const at = lines.findIndex((line, index) => /^ +image: *[\w./-]+(?::[\w.-]+)?\s*$/.test(line) && !hasPorts(lines.slice(index + 1), line.search(/\S/)) && !hasPorts(lines.slice(0, index).reverse(), line.search(/\S/)));
  const line = lines[at];
  if (line === undefined) return undefined;
  const indent = " ".repeat(line.search(/\S/));
  return [...lines.slice(0, at + 1), `${indent}ports:`, `${indent}  - "18081:8081"`, ...lines.slice(at + 1)];
}

function hasPorts(lines: readonly string[], indent: number): boolean {
  for (const line of lines) {
    if (/^\s*(?:#|$)/.test(line)) continue;
    if (line.search(/\S/) < indent) return false;
    if (/^ *(?:ports|<<|extends):/.test(line)) return true;
  }
  return false;
}

/** What undoes some hardening, over the first service that has a name to be written plainly. */
function withOverride(path: string, text: string): Files | undefined {
  const [document] = parseFile(path, openSource(path, text).text).documents;
  const services = document?.tree.kind === "mapping" ? document.tree.entries.get("services") : undefined;
  const names = services?.kind === "mapping" ? [...services.entries.keys()] : [];
  const name = names.find((each) => /^[a-z][\w-]*$/.test(each));
  if (name === undefined || path.includes("/")) return undefined;
  return { [path]: text, "compose.override.yaml": `services:\n  ${name}:\n    read_only: false\n    user: root\n    cap_add:\n      - NET_ADMIN\n` };
}

function firstIndent(lines: readonly string[]): string | undefined {
  const first = lines.find((line) => !/^\s*(?:#|$)/.test(line));
  return first === undefined ? undefined : /^ +/.exec(first)?.[0];
}
