import { accessSync, constants, readFileSync, realpathSync, statSync } from "node:fs";
import type { Encoding } from "@compose-lint/core";
import { explainSystemError, Trouble } from "./trouble.js";

/**
 * Replaces a file as a whole or not at all: a temporary file beside it, fsync, rename. Keeps its mode, follows symbolic links to their target.
 * @throws Trouble if the file cannot be written, or no longer holds `before`.
 */
export async function writeFile(path: string, shown: string, before: Uint8Array, after: Uint8Array): Promise<void> {
  let target = path;
  try {
    if (!statSync(path).isFile()) throw new Trouble(`${shown}: not written, because it is not a regular file.`);
    target = realpathSync(path);
    // Renaming over a read-only file would succeed; whoever made it so does not want it changed.
    accessSync(target, constants.W_OK);
    if (!readFileSync(target).equals(before)) throw new Trouble(`${shown}: not written, because it has changed since it was read. Run --fix again.`);
  } catch (error) {
    throw error instanceof Trouble ? error : new Trouble(`${shown}: not written: ${explainSystemError(error)}.`);
  }
  const { default: writeAtomically } = await import("write-file-atomic");
  try {
    await writeAtomically(target, Buffer.from(after));
  } catch (error) {
    throw new Trouble(`${shown}: not written: ${explainSystemError(error)}, in its folder.`);
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
