import { printable } from "@compose-lint/workspace";
import { locationOf } from "./places.js";
import type { Report } from "./report.js";

/** One line for each finding, as compilers write them, so that editors and grep can read them: `compose.yaml:4:5: warning: … [rule]`. */
export function reportCompact({ files }: Report): string {
  return files.flatMap(({ diagnostics }) => diagnostics.map(({ rule, severity, message, place }) => `${locationOf(place)}: ${severity}: ${printable(message)} [${rule}]\n`)).join("");
}
