import { accessSync, closeSync, constants, fchmodSync, fchownSync, fstatSync, fsyncSync, linkSync, openSync, readFileSync, realpathSync, renameSync, statSync, unlinkSync, writeFileSync, type Stats } from "node:fs";
import { dirname, join } from "node:path";
import type { Encoding } from "@compose-lint/core";
import { explainSystemError, Trouble } from "@compose-lint/workspace";

/** A file that is to become another one. */
export interface Change {
  readonly path: string;
  /** As people are told the path. */
  readonly name: string;
  /** What was read. */
  readonly before: Uint8Array;
  readonly after: Uint8Array;
}

/**
 * Replaces a file as a whole or not at all: a temporary file beside it, fsync, rename, fsync of the folder. Whatever ends the process on
 * the way, be it SIGKILL or a power cut, leaves the old file or the new one, and at worst temporary files as well.
 *
 * - Symbolic links stay, and lead to the new text. A hard link does not: the file's other names keep the old text. Only writing in place
 *   would change them along, which can leave half a text; and they are as often a backup or a package store that must not change.
 * - The mode stays; owner and group stay as far as the user may set them. Node cannot see access lists and extended attributes.
 * - What others have saved since is not overwritten. Node has no call that looks and replaces at once, so some microseconds lie between our
 *   last look and our rename. What is written into the file then is brought back; somebody else's rename is lost.
 * @throws Trouble if the file cannot be written, or no longer holds `before`.
 */
export function writeFile(change: Change): void {
  const { target, stats } = attempt(change, () => writableFile(change));
  if (!isDue(change, target)) return;
  attempt(change, () => { replace(target, stats, change); }, ", in its folder");
  tryTo(() => { syncFolder(dirname(target)); });
}

/**
 * Makes a file that is not there yet, as a whole or not at all, in the same way and with the rights that new files get.
 * @throws Trouble if that cannot be done.
 */
export function createFile(path: string, name: string, content: Uint8Array): void {
  attempt({ name }, () => {
    const fresh = `${besideOf(path)}.new`;
    try {
      writeTemporary(fresh, content);
      renameSync(fresh, path);
    } catch (error) {
      tryTo(() => { unlinkSync(fresh); });
      throw error;
    }
  });
  tryTo(() => { syncFolder(dirname(path)); });
}

function replace(target: string, like: Stats, change: Change): void {
  const beside = besideOf(target);
  const [fresh, old] = [`${beside}.new`, `${beside}.old`];
  // Under a second name, what is replaced stays within reach. Where there are no hard links, the look before has to do; so it has for
  // somebody else's file, because a folder with the sticky bit would not give the name back.
  const hasOld = [undefined, 0, like.uid].includes(process.geteuid?.()) && tryTo(() => { linkSync(target, old); });
  const scraps = new Set([fresh, old]);
  try {
    writeTemporary(fresh, change.after, like);
    if (!isDue(change, target)) return;
    renameSync(fresh, target);
    if (!hasOld) return;
    try {
      isDue(change, old);
    } catch (error) {
      // Somebody has written into it since the look, or is about to.
      scraps.delete(old);
      renameSync(old, target);
      throw error;
    }
  } finally {
    for (const scrap of scraps) tryTo(() => { unlinkSync(scrap); });
  }
}

/** The search for Compose files does not know such names, should a killed process leave them behind. */
function besideOf(target: string): string {
  return join(dirname(target), `.compose-lint-${process.pid}-${Math.random().toString(36).slice(2)}`);
}

function writableFile({ path, name }: Change): { readonly target: string; readonly stats: Stats } {
  const target = realpathSync(path);
  const stats = statSync(target);
  if (!stats.isFile()) throw new Trouble(`${name}: not written, because it is not a regular file.`);
  // Renaming over a read-only file would succeed; whoever made it so does not want it changed. Root may write to any file.
  accessSync(target, constants.W_OK);
  if ((stats.mode & 0o222) === 0) throw new Trouble(`${name}: not written, because it is read-only.`);
  return { target, stats };
}

/** Whether there is anything left to do: another run may have done it. */
function isDue(change: Change, target: string): boolean {
  const now = attempt(change, () => readFileSync(target));
  if (now.equals(change.after)) return false;
  if (now.equals(change.before)) return true;
  throw hasChanged(change);
}

function hasChanged({ name }: Change): Trouble {
  return new Trouble(`${name}: not written, because it has changed since it was read. Run --fix again.`);
}

function writeTemporary(path: string, content: Uint8Array, like?: Stats): void {
  // Others may read it when it is certain that they may; of what is new, the system decides.
  const file = openSync(path, "wx", like ? 0o600 : 0o666);
  try {
    writeFileSync(file, content);
    if (like) setRights(file, like);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

function setRights(file: number, { uid, gid, mode }: Stats): void {
  const own = fstatSync(file);
  if (own.gid !== gid) tryTo(() => { fchownSync(file, own.uid, gid); });
  if (own.uid !== uid) tryTo(() => { fchownSync(file, uid, gid); });
  const now = fstatSync(file);
  // What was meant for another owner or group is not given to this one.
  let kept = mode & 0o7777;
  if (now.uid !== uid || now.gid !== gid) kept &= 0o777;
  if (now.gid !== gid) kept &= 0o707 | ((kept & 0o007) << 3);
  if ((now.mode & 0o7777) !== kept) fchmodSync(file, kept);
}

/** Makes the new entry last. Not every system can do that, and the file is whole without it. */
function syncFolder(path: string): void {
  const folder = openSync(path, "r");
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}

function attempt<T>({ name }: Pick<Change, "name">, work: () => T, where = ""): T {
  try {
    return work();
  } catch (error) {
    throw error instanceof Trouble ? error : new Trouble(`${name}: not written: ${explainSystemError(error)}${where}.`);
  }
}

function tryTo(work: () => void): boolean {
  try {
    work();
    return true;
  } catch {
    return false;
  }
}

/** The bytes of a text that was decoded from `encoding`. A BOM is part of the text. */
export function encode(text: string, encoding: Encoding): Uint8Array {
  switch (encoding) {
    case "utf-8":
      return Buffer.from(text, "utf8");
    case "utf-16le":
      return Buffer.from(text, "utf16le");
    case "utf-16be":
      return Buffer.from(text, "utf16le").swap16();
  }
}
