import { Trouble } from "../trouble.js";
import { DOCUMENTATION } from "./documentation.js";

/** A path to something in a configuration: `["rules", "memory-limit"]`. */
export type DataPath = readonly (string | number)[];

/** Something that keeps a configuration from being used. */
export interface Fault {
  readonly path: DataPath;
  /** Which part of what stands there is wrong. */
  readonly part: "key" | "value";
  readonly message: string;
}

/** A configuration that cannot be used, which nothing is done with: all faults of one file, each with its place. */
export class ConfigurationTrouble extends Trouble {
  override readonly seeAlso = `See ${DOCUMENTATION}. --no-config goes without.`;

  /** @param faults as `file:line:column: sentence` */
  constructor(faults: readonly string[]) {
    super(["the configuration cannot be used.", ...faults].join("\n  "));
  }
}
