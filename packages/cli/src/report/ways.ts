import type { Diagnostic } from "@compose-lint/core";
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
