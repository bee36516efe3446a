import type { Path } from "../path.js";
import { itemsOf, type Mapping, type Origin, type Tree } from "../tree.js";
import { cleanTarget, parseMount } from "../short-syntax/mount.js";
import { parseByteSize } from "../values/byte-size.js";
import { parseFileMode } from "../values/file-mode.js";
import { asByteSize, asFlag, asText, knownValue, readScalar, readTexts, readValue, type Value } from "./value.js";

/** Something mounted into a container, by `volumes` or by `tmpfs`. */
export interface Mount {
  readonly type: "bind" | "volume" | "tmpfs" | "other";
  /** Host path or volume name; absent for a tmpfs and for an anonymous volume. */
  readonly source: Value<string> | undefined;
  /** The source as a person wrote it: relative paths are still relative to what they were relative to. */
  readonly writtenSource: string | undefined;
  /** Cleaned path in the container. */
  readonly target: string;
  /** `unknown` if that depends on a variable nobody set. */
  readonly access: "read-only" | "writable" | "unknown";
  /** How mounts made below it later spread, such as `rshared`; only bind mounts have one. */
  readonly propagation: Value<string> | undefined;
  /** Of a bind mount: whether the engine makes a folder of root's where the source is missing. True for the short syntax. */
  readonly createsSource: boolean | undefined;
  /** Of every tmpfs, whichever key it is under. */
  readonly tmpfs: TmpfsOptions | undefined;
  readonly origin: Origin;
  readonly path: Path;
}

/** What is said about a tmpfs. Without a size it may take half of the host's memory. Source: `mount(8)`, tmpfs. */
export interface TmpfsOptions {
  /** In bytes; 0 is no limit. A percentage of the host's memory is not among them. */
  readonly size: number | undefined;
  /** True if a size is given in whatever form, one that is not known among them. */
  readonly hasSize: boolean;
  /** Permissions as a number: 0o1777 is 1023. */
  readonly mode: number | undefined;
  readonly uid: number | undefined;
  readonly gid: number | undefined;
  /** Docker mounts every tmpfs with noexec, nosuid and nodev; these are the ones that are taken back. Source: moby `daemon/oci_linux.go`. */
  readonly reenabled: readonly ("exec" | "suid" | "dev")[];
}

/** The mount that a path in the container is on: the deepest one on it or on a folder above; nothing if it is in the container's own layer. */
export function mountCovering(mounts: readonly Mount[], path: string): Mount | undefined {
  const covering = mounts.filter(({ target }) => target === path || target === "/" || path.startsWith(`${target}/`));
  return covering.reduce<Mount | undefined>((deepest, mount) => (deepest && deepest.target.length >= mount.target.length ? deepest : mount), undefined);
}

/** All mounts of a service whose target is known, and whether there are others. */
export function readMounts(service: Mapping, path: Path): { readonly mounts: readonly Mount[]; readonly complete: boolean } {
  const mounts: Mount[] = [];
  let complete = true;
  for (const [index, item] of itemsOf(service.entries.get("volumes")).entries()) {
    const mount = readVolume(item, [...path, "volumes", index]);
    if (mount) mounts.push(mount);
    else complete = false;
  }
  const tmpfs = service.entries.get("tmpfs");
  for (const item of readTexts(service, path, ["tmpfs"])) {
    if (!item.known) {
      complete = false;
      continue;
    }
    const [target = "", options = ""] = item.value.split(/:(.*)/s);
    const words = options.split(",");
    mounts.push({
      type: "tmpfs",
      source: undefined,
      writtenSource: undefined,
      target: cleanTarget(target),
      access: words.includes("ro") ? "read-only" : "writable",
      propagation: undefined,
      createsSource: undefined,
      tmpfs: tmpfsOptions(words),
      origin: item.origin,
      path: item.path,
    });
  }
  if (tmpfs?.kind === "scalar" && readScalar(tmpfs, path, asText)?.known === false) complete = false;
  return { mounts, complete };
}

function readVolume(item: Tree, path: Path): Mount | undefined {
  const target = knownValue(readValue(item, path, ["target"], asText));
  if (target === undefined) return undefined;
  const source = readValue(item, path, ["source"], asText);
  const type = mountType(knownValue(readValue(item, path, ["type"], asText)));
  const readOnly = readValue(item, path, ["read_only"], asFlag);
  return {
    type,
    source,
    writtenSource: source && writtenSource(source),
    target: cleanTarget(target),
    access: readOnly?.known === false ? "unknown" : knownValue(readOnly) === true ? "read-only" : "writable",
    propagation: type === "bind" ? readValue(item, path, ["bind", "propagation"], asText) : undefined,
    // An unknown answer counts as yes: it is what Compose does unless it is told otherwise.
    createsSource: type === "bind" ? (knownValue(readValue(item, path, ["bind", "create_host_path"], asFlag)) ?? true) : undefined,
    tmpfs: type === "tmpfs" ? longTmpfsOptions(item, path) : undefined,
    origin: item.origin,
    path,
  };
}

function longTmpfsOptions(item: Tree, path: Path): TmpfsOptions {
  const size = readValue(item, path, ["tmpfs", "size"], asByteSize);
  const mode = readValue(item, path, ["tmpfs", "mode"], ({ value }) => (typeof value === "number" ? value : undefined));
  return { size: knownValue(size), mode: knownValue(mode), uid: undefined, gid: undefined, hasSize: size !== undefined, reenabled: [] };
}

function tmpfsOptions(words: readonly string[]): TmpfsOptions {
  const given = new Map(words.map((word) => word.split("=", 2)).map(([name = "", value = ""]) => [name, value] as const));
  const number = (name: string): number | undefined => (/^\d+$/.test(given.get(name) ?? "") ? Number(given.get(name)) : undefined);
  const reenabled = (["exec", "suid", "dev"] as const).filter((name) => words.lastIndexOf(name) > words.lastIndexOf(`no${name}`));
  const size = given.get("size");
  const mode = given.get("mode");
  return {
    size: size === undefined ? undefined : parseByteSize(size),
    mode: mode === undefined ? undefined : parseFileMode(mode),
    uid: number("uid"),
    gid: number("gid"),
    hasSize: size !== undefined || given.has("nr_blocks"),
    reenabled,
  };
}

function mountType(type: string | undefined): Mount["type"] {
  return type === "bind" || type === "volume" || type === "tmpfs" ? type : "other";
}

/** In the short syntax the source is the first part of a text, in the long one a text of its own. */
function writtenSource({ origin: { node } }: Value<string>): string | undefined {
  return node.kind === "scalar" ? (parseMount(node.text)?.source ?? node.text) : undefined;
}
