import type { Path } from "../compose/path.js";
import { parseMount } from "../compose/short-syntax/mount.js";
import { parsePort } from "../compose/short-syntax/port.js";
import type { Writable } from "../yaml/write.js";

/** What is written under the keys of a long syntax. */
export type Fields = Readonly<Record<string, Writable>>;

/**
 * What a short syntax says, key by key, as its long syntax spells it. `path` tells which of the short syntaxes it is; there are
 * variables in `text` only where they may stand in one of the keys as they are. Nothing if it has no long form.
 */
export function longForm(path: Path, text: string): Fields | undefined {
  const [section, , key, item, ...deeper] = path;
  if (section !== "services" || deeper.length > 0) return undefined;
  if (item === undefined) return key === "build" ? { context: text } : undefined;
  switch (key) {
    case "ports":
      return longPort(text);
    case "volumes":
      return longMount(text);
    case "secrets":
    case "configs":
      return { source: text };
    case "env_file":
      return { path: text };
    case "ulimits":
      return { soft: asNumber(text), hard: asNumber(text) };
    default:
      return undefined;
  }
}

function longPort(text: string): Fields | undefined {
  const ports = parsePort(text);
  const [port] = ports ?? [];
  if (!port || ports?.length !== 1) return undefined;
  return fields({ target: port.target, published: port.published, host_ip: port.hostIp, protocol: port.protocol === "tcp" ? undefined : port.protocol });
}

function longMount(text: string): Fields | undefined {
  const mount = parseMount(text);
  // What a source becomes is known only if it is no variable.
  if (!mount || (mount.source ?? "").startsWith("$")) return undefined;
  const { type, source, target, readOnly, options } = mount;
  const propagation = options.findLast((option) => /^r?(?:private|shared|slave)$/.test(option));
  const selinux = options.findLast((option) => option.toLowerCase() === "z");
  // The short syntax makes a folder that is missing, the long one does not.
  const bind = fields({ create_host_path: type === "bind" ? true : undefined, propagation, selinux });
  const volume = fields({ nocopy: type === "volume" && options.includes("nocopy") ? true : undefined });
  return fields({ type, source, target, read_only: readOnly ? true : undefined, bind: unlessEmpty(bind), volume: unlessEmpty(volume) });
}

function unlessEmpty(some: Fields): Fields | undefined {
  return Object.keys(some).length > 0 ? some : undefined;
}

/** Without what is not said. */
function fields(some: Readonly<Record<string, Writable | undefined>>): Fields {
  return Object.fromEntries(Object.entries(some).filter((field): field is [string, Writable] => field[1] !== undefined));
}

function asNumber(text: string): Writable {
  return /^\d+$/.test(text) ? Number(text) : text;
}
