import type { Path } from "../path.js";

/** One fault of a document against the schema, told in a sentence. */
export interface SchemaProblem {
  /** The offending value; for an unknown key, the path ends with that key. */
  readonly path: Path;
  /** Whether the key is to be underlined (an unknown key, a required child that is missing, no value) or the value. */
  readonly at: "key" | "value";
  readonly message: string;
  /** For an unknown key: the key that was very likely meant and is not yet present in that mapping. */
  readonly rename?: string;
}
