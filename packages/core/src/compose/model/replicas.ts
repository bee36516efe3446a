import { asNumber, readValue, type Value } from "./value.js";
import type { Service } from "./service.js";

/** How many containers of a service run, where it says so: `scale` goes before `deploy.replicas`. */
export function replicasOf({ tree, path }: Service): Value<number> | undefined {
  return readValue(tree, path, ["scale"], asNumber) ?? readValue(tree, path, ["deploy", "replicas"], asNumber);
}
