import type { Path } from "../path.js";
import type { Mapping, Origin } from "../tree.js";
import { cleanTarget, parseMount } from "../short-syntax/mount.js";
import { asFlag, asText, knownValue, readScalar, readTexts, readValue, type Value } from "./value.js";

/** Something mounted into a container, by `volumes` or by `tmpfs`. */
export interface Mount {
  readonly type: "bind" | "volume" | "tmpfs" | "other";
  /** Host path or volume name; absent for a tmpfs and for an anonymous volume. */
  readonly source?: Value<string>;
  /** The source as a person wrote it: relative paths are still relative to what they were relative to. */
  readonly writtenSource?: string;
  /** Cleaned path in the container. */
  readonly target: string;
  readonly readOnly: boolean;
  readonly origin: Origin;
  readonly path: Path;
}

/** All mounts of a service whose target is known, and whether there are others. */
export function readMounts(service: Mapping, path: Path): { readonly mounts: readonly Mount[]; readonly complete: boolean } {
  const mounts: Mount[] = [];
  let complete = true;
  const volumes = service.entries.get("volumes");
  for (const [index, item] of (volumes?.kind === "sequence" ? volumes.items : []).entries()) {
    const at = [...path, "volumes", index];
    const target = knownValue(readValue(item, at, ["target"], asText));
    if (target === undefined) {
      complete = false;
      continue;
    }
    const source = readValue(item, at, ["source"], asText);
    mounts.push({
      type: mountType(knownValue(readValue(item, at, ["type"], asText))),
      ...(source ? { source } : {}),
      ...(source ? writtenSource(source) : {}),
      target: cleanTarget(target),
      readOnly: knownValue(readValue(item, at, ["read_only"], asFlag)) ?? false,
      origin: item.origin,
      path: at,
    });
  }
  const tmpfs = service.entries.get("tmpfs");
  for (const item of readTexts(service, path, ["tmpfs"])) {
    if (!item.known) {
      complete = false;
      continue;
    }
    const [target = "", options = ""] = item.value.split(":");
    mounts.push({ type: "tmpfs", target: cleanTarget(target), readOnly: options.split(",").includes("ro"), origin: item.origin, path: item.path });
  }
  if (tmpfs?.kind === "scalar" && readScalar(tmpfs, path, asText)?.known === false) complete = false;
  return { mounts, complete };
}

function mountType(type: string | undefined): Mount["type"] {
  return type === "bind" || type === "volume" || type === "tmpfs" ? type : "other";
}

/** In the short syntax the source is the first part of a text, in the long one a text of its own. */
function writtenSource({ origin: { node } }: Value<string>): { readonly writtenSource?: string } {
  return node.kind === "scalar" ? { writtenSource: parseMount(node.text)?.source ?? node.text } : {};
}
