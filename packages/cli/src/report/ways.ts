import type { Diagnostic } from "@compose-lint/core";
import { printable } from "@compose-lint/workspace";
import { grouped } from "./group.js";
import { lineOf, locationOf } from "./places.js";

/** How what is written there takes effect, if that is not plain to see on the line itself; told once for several findings. */
export function waysOf(findings: readonly Diagnostic[]): readonly string[] {
  const steps = findings.flatMap(({ place }) =>
    (place.via ?? []).flatMap(({ kind, name, ...at }) => {
      const how = kind === "alias" ? `*${name}` : kind === "merge-key" ? `<<: *${name}` : kind === "extends" || kind === "include" ? kind : undefined;
      const isPlain = at.file === place.file && lineOf(at) === lineOf(place);
      return how === undefined || isPlain ? [] : [`through ${how} at ${locationOf(at)}`];
    }),
  );
  return [...new Set(steps)];
}

/** In which projects a finding holds, if others have the file as well. */
export function partOf({ onlyIn }: Diagnostic): readonly string[] {
  return onlyIn === undefined ? [] : [`only in ${listed(onlyIn.map((files) => printable(files.join(" + "))))}`];
}

/** The same of several findings, by their rules. */
export function partsOf(findings: readonly Diagnostic[]): readonly string[] {
  const parts = findings.flatMap((finding) => partOf(finding).map((sentence) => ({ sentence, rule: finding.rule })));
  return [...grouped(parts, ({ sentence }) => sentence)].map(([sentence, some]) => `${[...new Set(some.map(({ rule }) => rule))].join(", ")}: ${sentence}`);
}

/** `a, b and c` */
function listed(names: readonly string[]): string {
  return names.length > 1 ? `${names.slice(0, -1).join(", ")} and ${names.at(-1) ?? ""}` : names.join("");
}
