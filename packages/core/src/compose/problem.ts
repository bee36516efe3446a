import type { Path } from "./path.js";
import type { Place } from "./place.js";

/** Something that keeps Compose from running a project as written. Rules turn problems into diagnostics. */
export interface Problem extends Place {
  readonly kind: "syntax" | "schema" | "interpolation" | "reference" | "cycle" | "remote";
  readonly message: string;
  readonly related?: Place & { readonly message: string };
  /** The effective path it is about, where the file could be read that far. */
  readonly path?: Path;
  /** The key that was very likely meant instead of the last key of `path`. */
  readonly rename?: string;
}
