import { closeSync, constants, fstatSync, openSync, readSync, statSync } from "node:fs";
import { noteRead } from "./observe-reads.js";
import { explainSystemError, Trouble } from "./trouble.js";

/** Far above what core lints; keeps a wrong path such as a disk image or an endless device from filling the memory. */
const MAX_BYTES = 32 * 1024 * 1024;
const CHUNK_BYTES = 64 * 1024;
const TOO_LARGE = `larger than ${String(MAX_BYTES >> 20)} MiB; this is not a Compose file`;

/**
 * The bytes of what somebody has named, be it a file on a disk or a pipe.
 * @throws Trouble with a sentence that names the file.
 */
export function readNamed(path: string, shown: string): Uint8Array {
  return toldOf(shown, () => readAll(path, constants.O_RDONLY));
}

/**
 * The bytes of a file that nobody need have named: a pipe, which may never end, and a device are refused.
 * @throws Trouble with a sentence that names the file.
 */
export function readBytes(path: string, shown: string): Uint8Array {
  return toldOf(shown, () => readFile(path));
}

/**
 * The same.
 * @throws Trouble with a reason alone, or what the system says.
 */
export function readFile(path: string): Uint8Array {
  noteRead(path);
  const stats = statSync(path);
  if (stats.isDirectory()) throw new Trouble("it is a folder");
  if (!stats.isFile()) throw new Trouble("it is no regular file");
  // Should it have become a pipe meanwhile, nobody waits until somebody writes into it.
  return readAll(path, constants.O_RDONLY | constants.O_NONBLOCK);
}

function toldOf(shown: string, read: () => Uint8Array): Uint8Array {
  try {
    return read();
  } catch (error) {
    throw new Trouble(`${shown}: ${error instanceof Trouble ? error.message : explainSystemError(error)}.`);
  }
}

function readAll(path: string, flags: number): Uint8Array {
  noteRead(path);
  const file = openSync(path, flags);
  try {
    return readOpen(file);
  } finally {
    closeSync(file);
  }
}

function readOpen(file: number): Uint8Array {
  const stats = fstatSync(file);
  const chunks: Uint8Array[] = [];
  // One byte more than its size: a second read would only tell that the end is reached.
  let room = stats.isFile() ? stats.size + 1 : CHUNK_BYTES;
  for (let total = 0; ; room = CHUNK_BYTES) {
    if (total > MAX_BYTES || stats.size > MAX_BYTES) throw new Trouble(TOO_LARGE);
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
    if (total > MAX_BYTES) throw new Trouble(`${shown}: ${TOO_LARGE}.`);
  }
  return Buffer.concat(chunks);
}
