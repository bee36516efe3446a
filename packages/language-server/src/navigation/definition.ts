import { posix } from "node:path";
import { nodeAt, type Project, type ProjectFiles, type Range, type SourceFile, type YamlEntry, type YamlNode } from "@compose-lint/core";
import { assignmentOf, variableAt } from "../variables.js";
import { entriesAt, spotAt, type WrittenSpot } from "../written-spot.js";
import { anchorOf } from "./anchor.js";
import { referenceOf, type Reference } from "./reference.js";

/** Where to go: a stretch of a file of the project, or the beginning of any file, by its name. */
export type Target = { readonly kind: "place"; readonly file: SourceFile; readonly range: Range } | { readonly kind: "file"; readonly name: string };

/** A place of a file in one of the projects that have it. */
export interface AskedPlace {
  readonly project: Project;
  readonly files: ProjectFiles;
  readonly file: SourceFile;
  readonly offset: number;
}

/**
 * Where what stands at a place is defined: the anchor of an alias, the entry that a name stands for, the file that is named, the line that
 * sets a variable; of a key, the other files of the project that say something under it.
 */
export function definitionsOf(place: AskedPlace): readonly Target[] {
  const { project, files, file, offset } = place;
  const spot = spotAt(project, file, offset);
  if (!spot) return [];
  if (spot.part === "value") {
    if (spot.node.kind === "alias") return placesOf(anchorOf(project, file, spot.node));
    const variable = variableAt(file, spot.range, offset);
    const assignment = variable && assignmentOf(variable.name, project, files);
    if (assignment) return [{ kind: "place", ...assignment }];
  }
  const text = spot.part === "key" ? String(spot.path.at(-1) ?? "") : spot.node.kind === "scalar" ? spot.node.text : "";
  const reference = referenceOf(spot.path, text, siblingsOf(project, spot));
  const named = reference ? targetsOf(reference, place, spot) : [];
  return named.length > 0 ? named : otherWritings(project, spot);
}

function placesOf(place: { readonly file: SourceFile; readonly range: Range } | undefined): readonly Target[] {
  return place ? [{ kind: "place", ...place }] : [];
}

/** The text of a key beside the one that somebody is at. */
function siblingsOf({ roots }: Project, { file, path }: WrittenSpot): (key: string) => string | undefined {
  return (key) => {
    for (const root of roots.get(file) ?? []) {
      const node = writtenAt(root, [...path.slice(0, -1), key]);
      if (node?.kind === "scalar") return node.text;
    }
    return undefined;
  };
}

function writtenAt(root: YamlNode, path: WrittenSpot["path"]): YamlNode | undefined {
  let node: YamlNode | undefined = root;
  for (const step of path) {
    if (node?.kind === "mapping") node = node.entries.find(({ key }) => key.kind === "scalar" && key.text === String(step))?.value;
    else if (node?.kind === "sequence" && typeof step === "number") node = node.items[step]?.value;
    else return undefined;
  }
  return node;
}

function targetsOf(reference: Reference, { project, files, file }: AskedPlace, spot: WrittenSpot): readonly Target[] {
  switch (reference.kind) {
    case "entry":
      return definitionsIn(project, reference.section, reference.name, spot);
    case "service-of-file": {
      const name = inFolderOf(file, reference.file);
      const entries = entriesAt(project, ["services", reference.name]).filter(({ file: { path } }) => path === name);
      return entries.length > 0 ? entries.map(asTarget) : existing(files, name);
    }
    case "file":
      return existing(files, inFolderOf(file, reference.from === "context" ? posix.join(contextOf(project, spot), reference.file) : reference.file));
  }
}

/** All that is written under the name of an entry; the one that somebody is in comes last, because it is where they come from. */
function definitionsIn(project: Project, section: string, name: string, spot: WrittenSpot): readonly Target[] {
  const entries = entriesAt(project, [section, name]).filter(({ entry }) => entry !== spot.entry);
  if (entries.length > 0) return entries.map(asTarget);
  // It may arrive through an anchor, or stand under a key that is written otherwise.
  const node = nodeAt(project.tree, [section, name]);
  return node?.origin.keyRange ? [{ kind: "place", file: node.origin.file, range: node.origin.keyRange }] : [];
}

/** What the other files of the project, or other documents, say under the same keys; else where the value that takes effect was written. */
function otherWritings(project: Project, { path, part, entry, node }: WrittenSpot): readonly Target[] {
  if (part !== "key") return [];
  const others = entriesAt(project, path).filter((other) => other.entry !== entry);
  if (others.length > 0) return others.map(asTarget);
  const effective = nodeAt(project.tree, path);
  if (!effective || effective.origin.node === node || node.kind === "alias") return [];
  const { file, keyRange, range } = effective.origin;
  return [{ kind: "place", file, range: keyRange ?? range }];
}

function asTarget({ file, entry }: { readonly file: SourceFile; readonly entry: YamlEntry }): Target {
  return { kind: "place", file, range: entry.key.range };
}

function contextOf(project: Project, spot: WrittenSpot): string {
  return siblingsOf(project, spot)("context") ?? ".";
}

/** Names in Compose files start from the folder of the file, or of the project: the first is right wherever both are the same. */
function inFolderOf({ path }: SourceFile, name: string): string {
  return posix.isAbsolute(name) ? name : posix.join(posix.dirname(path), name);
}

function existing(files: ProjectFiles, name: string): readonly Target[] {
  return files.exists?.(name) === true || files.read(name) !== undefined ? [{ kind: "file", name }] : [];
}
