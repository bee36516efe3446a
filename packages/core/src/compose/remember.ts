/** A function that works something out of an object once, and remembers it for as long as the object lives. Several rules ask for the same. */
export function remember<K extends object, V>(workOut: (key: K) => V): (key: K) => V {
  const known = new WeakMap<K, { readonly value: V }>();
  return (key) => {
    const before = known.get(key);
    if (before) return before.value;
    const value = workOut(key);
    known.set(key, { value });
    return value;
  };
}

/** The same for a text that is not too long: for as long as not too many others come after it, as an editor asks for whatever somebody types. */
export function rememberText<V>(workOut: (text: string) => V): (text: string) => V {
  const known = new Map<string, { readonly value: V }>();
  return (text) => {
    if (text.length > LONG_TEXT) return workOut(text);
    const before = known.get(text);
    if (before) return before.value;
    if (known.size >= MANY_TEXTS) known.clear();
    const value = workOut(text);
    known.set(text, { value });
    return value;
  };
}

const MANY_TEXTS = 10_000;
/** In characters. */
const LONG_TEXT = 500;
