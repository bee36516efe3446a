import type { Path } from "../path.js";
import { itemsOf, type Origin } from "../tree.js";
import type { Service } from "./service.js";
import { asText, readerOf, readTexts, type Value } from "./value.js";

/** A device of the host in a container. */
export interface Device {
  /** `/dev/kvm` on the host, or the name of a CDI device, such as `vendor.com/gpu=all`. */
  readonly source: Value<string>;
  readonly target: Value<string> | undefined;
  /** Out of `r`, `w` and `m` (make nodes); all three where it is absent. */
  readonly permissions: Value<string> | undefined;
  readonly origin: Origin;
  readonly path: Path;
}

export function devicesOf(service: Service): readonly Device[] {
  return itemsOf(service.get("devices")).flatMap((item, index): readonly Device[] => {
    const path: Path = [...service.path, "devices", index];
    const [whole] = readTexts(item, path, []);
    // A text that could not be split is not known, or Compose refuses it.
    if (whole) return [{ source: whole, target: undefined, permissions: undefined, origin: item.origin, path }];
    const read = readerOf(item, path);
    const source = read(asText, "source");
    return source ? [{ source, target: read(asText, "target"), permissions: read(asText, "permissions"), origin: item.origin, path }] : [];
  });
}

/** Rules such as `c 188:* rmw`: type, numbers, permissions. `a *:* rwm` opens every device. */
export function deviceRulesOf(service: Service): readonly Value<string>[] {
  return readTexts(service.tree, service.path, ["device_cgroup_rules"]);
}
