import { lacks, withoutContainers } from "./machine.js";
import { baseOf } from "./root.js";

/** Makes once what all servers stand on, before there are several workers that would each make it. */
export function setup(): void {
  if (!withoutContainers && lacks().length === 0) baseOf("trixie");
}
