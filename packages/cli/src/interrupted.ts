/** Ctrl-C in answer to a question. */
export class Interrupted extends Error {
  override readonly name = "Interrupted";
}
