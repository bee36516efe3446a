import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { explainSystemError, Trouble } from "./trouble.js";

/** Far above what core lints; keeps a wrong path such as a disk image or an endless device from filling the memory. */
const MAX_BYTES = 32 * 1024 * 1024;
const CHUNK_BYTES = 64 * 1024;

/**
 * A file's bytes, be it on a disk or a pipe.
 * @throws Trouble with a sentence that names the file.
 */
export function readBytes(path: string, shown: string): Uint8Array {
  try {
    const file = openSync(path, "r");
    try {
      return readOpen(file, shown);
    } finally {
      closeSync(file);
    }
  } catch (error) {
    if (error instanceof Trouble) throw error;
    throw new Trouble(`${shown}: ${explainSystemError(error)}.`);
  }
}

function readOpen(file: number, shown: string): Uint8Array {
  const stats = fstatSync(file);
  const chunks: Uint8Array[] = [];
  // One byte more than its size: a second read would only tell that the end is reached.
  let room = stats.isFile() ? stats.size + 1 : CHUNK_BYTES;
  for (let total = 0; ; room = CHUNK_BYTES) {
    if (total > MAX_BYTES || stats.size > MAX_BYTES) throw new Trouble(`${shown}: larger than ${String(MAX_BYTES >> 20)} MiB; this is not a Compose file.`);
    const chunk = Buffer.allocUnsafe(room);
    const count = readSync(file, chunk);
    if (count === 0) break;
    chunks.push(chunk.subarray(0, count));
    total += count;
    if (stats.isFile() && total >= stats.size && count < room) break;
  }
  const [only, ...others] = chunks;
  return only && others.length === 0 ? only : Buffer.concat(chunks);
}

/** All of standard input, within the same limit. */
export async function readStream(stream: AsyncIterable<Uint8Array>, shown: string): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let total = 0;
  for await (const chunk of stream) {
    chunks.push(chunk);
    total += chunk.length;
    if (total > MAX_BYTES) throw new Trouble(`${shown}: larger than ${String(MAX_BYTES >> 20)} MiB; this is not a Compose file.`);
  }
  return Buffer.concat(chunks);
}
