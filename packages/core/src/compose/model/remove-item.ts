import { remove, type Operation } from "../operation.js";
import type { Path } from "../path.js";

/** Removes an item, and with the last one the list: an empty list says nothing. */
export function removeItem(list: readonly { readonly path: Path }[], { path }: { readonly path: Path }): Operation {
  return remove(list.length === 1 ? path.slice(0, -1) : path);
}
