import { isAbsolutePath } from "../../compose/file-path.js";
import type { Mount } from "../../compose/model/mount.js";
import { relativeSource } from "../../compose/model/relative-source.js";
import { containersOf } from "../../compose/model/services.js";
import { knownValue } from "../../compose/model/value.js";
import { atValue } from "../../compose/place.js";
import { dataFoldersOf, mountOfData } from "../../images/data-folders.js";
import { holdsData, roleOf } from "../../images/roles.js";
import { defineRule } from "../rule.js";

/** A data store makes its data folder its own: on the host, that folder then belongs to somebody else, and on Docker Desktop it is on another machine. */
export default defineRule({
  category: "storage",
  summary: "The data of a data store is in a folder of the project instead of in a volume.",
  severity: "warning",
  presets: ["strict"],
  tags: [],
  references: ["https://docs.docker.com/engine/storage/volumes/", "https://docs.docker.com/desktop/settings-and-maintenance/settings/#file-sharing"],
  asksImages: ["role", "data"],
  messages: {
    bound: ({ service, folder }: { service: string; folder: string }) =>
      `The data of ${service} is in the host folder ${folder}: it has to belong to the image's user there, so that a build or backup of the project may fail to read it, and on Docker Desktop it is slow. Use a named volume.`,
  },
  check(project, report) {
    for (const service of containersOf(project)) {
      if (!holdsData(roleOf(service))) continue;
      const mounts = new Set(dataFoldersOf(service).map((directory) => mountOfData(service, directory)));
      for (const mount of mounts) {
        if (!mount || !isWhereSomebodyWorks(mount) || mount.access !== "writable") continue;
        report({ at: atValue(mount.origin), service, message: ["bound", { service: service.name, folder: mount.writtenSource ?? mount.target }] });
      }
    }
  },
});

/** Beside the Compose file, in a home folder, or on Windows. Any other path of a host was chosen for the data. */
function isWhereSomebodyWorks(mount: Mount): boolean {
  const source = mount.type === "bind" ? knownValue(mount.source) : undefined;
  if (source === undefined) return false;
  return relativeSource(mount) !== undefined || source.startsWith("~") || (isAbsolutePath(source) && !source.startsWith("/"));
}
