import { mountCovering, type Mount } from "../compose/model/mount.js";
import type { Service } from "../compose/model/service.js";
import type { DataFolder } from "./catalogue/facts.js";
import { factsThatHold } from "./catalogue/invocation.js";

/** Where a service keeps its data: where its image does, unless it was told another place. None if that is not known. */
export function dataFoldersOf(service: Service): readonly DataFolder[] {
  return factsThatHold(service)?.facts.data?.folders ?? [];
}

/**
 * What is mounted where data is; nothing if it is in the container's own layer or in a volume that the image makes by itself. What the image
 * declares a volume is one without a name, even below a mount, unless something is mounted on exactly this path.
 */
export function mountOfData({ mounts }: Service, { path, declared }: DataFolder): Mount | undefined {
  return declared ? mounts.find(({ target }) => target === path) : mountCovering(mounts, path);
}
