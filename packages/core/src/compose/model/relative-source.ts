import { isAbsolutePath } from "../file-path.js";
import type { Mount } from "./mount.js";

/** Where a bind mount comes from, if that is relative to the project: it then goes wherever the project goes. Nothing for a path of the host, of its home folders among them. */
export function relativeSource({ type, source, writtenSource }: Mount): string | undefined {
  if (type !== "bind" || source?.known !== true) return undefined;
  const isWrittenRelative = writtenSource !== undefined && /^\.{1,2}(?:[\\/]|$)/.test(writtenSource);
  return isWrittenRelative || !(isAbsolutePath(source.value) || source.value.startsWith("~")) ? source.value : undefined;
}
