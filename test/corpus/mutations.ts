/** Small numbers in a fixed order (mulberry32), so that a failure can be repeated. */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** One of every kind of value; made anew each time, because documents are changed in place. */
export const values = (): unknown[] => [null, true, 1, 1.5, -1, "x", "", [], {}, [1], ["a", "a"], { x: 1 }];

const names = ["x-own", "image", "name", "type", "constructor", "__proto__", "two words", "", "path", "target", "0"];

type Container = Record<string, unknown> | unknown[];

/** Documents with one to three things changed: a key dropped, renamed or given another value. */
export function* mutations(documents: readonly unknown[], random: () => number, count: number): Generator {
  for (let made = 0; made < count; made++) {
    const copy = structuredClone(pick(documents, random));
    for (let changes = random() < 0.8 ? 1 : 3; changes > 0; changes--) change(copy, random);
    yield copy;
  }
}

function change(document: unknown, random: () => number): void {
  const container = pick([...containers(document)], random);
  const key = container && pick(Object.keys(container), random);
  if (container === undefined || key === undefined) return;
  const kind = random();
  if (Array.isArray(container)) {
    if (kind < 0.2) container.splice(Number(key), 1);
    else if (kind < 0.4) container.push(container[Number(key)]);
    else container[Number(key)] = pick(values(), random);
    return;
  }
  if (kind < 0.6) {
    container[key] = pick(values(), random);
    return;
  }
  const held = container[key];
  Reflect.deleteProperty(container, key);
  if (kind < 0.8) return;
  const name = random() < 0.5 ? (pick(names, random) ?? "x") : `${key}s`;
  Object.defineProperty(container, name, { value: held, writable: true, enumerable: true, configurable: true });
}

/** Every mapping and list in which something stands. */
function* containers(value: unknown): Generator<Container> {
  if (typeof value !== "object" || value === null) return;
  if (Object.keys(value).length > 0) yield value as Container;
  for (const held of Object.values(value)) yield* containers(held);
}

function pick<Item>(items: readonly Item[], random: () => number): Item | undefined {
  return items[Math.floor(random() * items.length)];
}
