import type { SourceFile } from "../text/source-file.js";
import type { TextEdit } from "../text/text-edit.js";
import type { YamlScalar } from "../yaml/nodes.js";
import { colonsOutsideVariables } from "./edit-port.js";

/** Writes `ro` into the short syntax of a mount: `./conf:/etc/app` becomes `./conf:/etc/app:ro`. Nothing if it has no place for it. */
export function setMountReadOnly(file: SourceFile, scalar: YamlScalar): readonly TextEdit[] | undefined {
  const quoteLength = scalar.style === "plain" ? 0 : 1;
  const start = scalar.range.start + quoteLength;
  const end = scalar.range.end - quoteLength;
  const written = file.text.slice(start, end);
  // The colon of a Windows drive separates nothing.
  const colons = colonsOutsideVariables(written).filter((at) => !/^[A-Za-z]$/.test(written.slice(Math.max(0, written.lastIndexOf(":", at - 1) + 1), at)));
  const [, options] = colons;
  if (colons.length === 1) return [{ range: { start: end, end }, text: ":ro" }];
  if (options === undefined || colons.length > 2) return undefined;
  const before = written.slice(options + 1).split(",");
  if (before.some((option) => option.includes("$"))) return undefined;
  const after = ["ro", ...before.filter((option) => option !== "rw" && option !== "ro")].join(",");
  return [{ range: { start: start + options + 1, end }, text: after }];
}
