/** How a row stands. `grey` is not judged, for a reason that is told, and never counts. */
export type Grade = "green" | "amber" | "red" | "grey";

/** The worst one first. */
export const GRADES: readonly Grade[] = ["red", "amber", "green", "grey"];

/** The worse of two. */
export function worse(a: Grade, b: Grade): Grade {
  return GRADES.indexOf(a) <= GRADES.indexOf(b) ? a : b;
}
