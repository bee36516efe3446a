/**
 * Hands out the same bytes for a file that has not changed, however often it is read: what was parsed of it is known by them.
 */
export class SameBytes {
  private readonly known = new Map<string, Uint8Array>();

  of(path: string, read: Uint8Array): Uint8Array {
    const known = this.known.get(path);
    if (known && isEqual(known, read)) return known;
    this.known.set(path, read);
    return read;
  }
}

function isEqual(one: Uint8Array, other: Uint8Array): boolean {
  return one === other || Buffer.from(one.buffer, one.byteOffset, one.length).equals(other);
}
