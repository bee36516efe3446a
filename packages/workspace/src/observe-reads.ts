const listeners = new Set<(path: string) => void>();

/**
 * Has somebody told of every path that is looked at from now on, whether there is anything or not: what a run rests on.
 * @returns what ends it.
 */
export function observeReads(listener: (path: string) => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/** To be called with an absolute path before it is looked at. */
export function noteRead(path: string): void {
  for (const listener of listeners) listener(path);
}
