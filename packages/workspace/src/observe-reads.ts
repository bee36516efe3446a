/** Told of a path that is looked at, or of a folder in which files are searched for by their names. */
type Listener = (path: string, how: "read" | "searched") => void;

const listeners = new Set<Listener>();

/**
 * Has somebody told of every path that is looked at from now on, whether there is anything or not: what a run rests on.
 * @returns what ends it.
 */
export function observeReads(listener: Listener): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/** To be called with an absolute path before it is looked at. */
export function noteRead(path: string): void {
  for (const listener of listeners) listener(path, "read");
}

/** To be called with the absolute path of a folder before files are searched for in it: what is there one day may be among them. */
export function noteSearch(folder: string): void {
  for (const listener of listeners) listener(folder, "searched");
}
