import { mkdirSync, readFileSync, realpathSync, statSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { explainSystemError, printable, Trouble } from "@compose-lint/workspace";
import type { WantedReport } from "./report/formats.js";
import { createFile, writeFile } from "./write-file.js";

/**
 * A report must not take the place of what it is about.
 * @throws Trouble if a report would go into one of the files that are linted.
 */
export function checkReportFiles(reports: readonly Pick<WantedReport, "file">[], linted: Iterable<string>, cwd: string): void {
  const identities = new Set([...linted].flatMap((path) => identityOf(resolve(cwd, path)) ?? []));
  for (const { file } of reports) {
    if (file !== undefined && identities.has(identityOf(resolve(cwd, file)) ?? "")) throw new Trouble(`--output-file ${printable(file)}: this file is linted, and the report would replace it. Name another one.`);
  }
}

function identityOf(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
}

/**
 * Writes a report as a whole or not at all. Folders on the way are made; a device or a pipe is written to.
 * @throws Trouble with a sentence that names the file.
 */
export function writeReportFile(path: string, name: string, text: string): void {
  const after = Buffer.from(text, "utf8");
  try {
    const stats = statSync(path, { throwIfNoEntry: false });
    if (stats?.isFile()) writeFile({ path, name, before: readFileSync(path), after });
    else if (stats?.isDirectory()) throw new Trouble(`${name}: not written, because it is a folder.`);
    else if (stats) writeFileSync(path, after);
    else {
      mkdirSync(dirname(path), { recursive: true });
      createFile(path, name, after);
    }
  } catch (error) {
    throw error instanceof Trouble ? error : new Trouble(`${name}: not written: ${explainSystemError(error)}.`);
  }
}
