import type { Place } from "../compose/place.js";
import type { Range } from "../text/range.js";

/** The text of a Dockerfile, which is a file of its own or a value in a Compose file. */
export interface DockerfileSource {
  readonly text: string;
  /** Where a part of it is written, for people. */
  readonly placeOf: (range: Range) => Place;
}

/** What an instruction says, and where it stands. Not known is what depends on a variable that has no value. */
export type Stated<T> = { readonly known: true; readonly value: T; readonly place: Place } | { readonly known: false; readonly place: Place };
