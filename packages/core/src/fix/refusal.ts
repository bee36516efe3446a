/** Thrown inside the planner only, caught at its face: an operation has no honest edit. */
export class Refusal extends Error {}

export function refuse(reason: string): never {
  throw new Refusal(reason);
}
