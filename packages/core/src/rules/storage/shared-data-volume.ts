import type { Project } from "../../compose/load.js";
import { definitionsOf } from "../../compose/model/definition.js";
import type { Mount } from "../../compose/model/mount.js";
import { surelyRunTogether } from "../../compose/model/profiles.js";
import type { Service } from "../../compose/model/service.js";
import { knownValue } from "../../compose/model/value.js";
import { atValue } from "../../compose/place.js";
import { cleanTarget } from "../../compose/short-syntax/mount.js";
import { nodeAt, textOf } from "../../compose/tree.js";
import { dataFoldersOf, mountOfData } from "../../images/data-folders.js";
import { lastingOf } from "../../images/lasting.js";
import { holdsData, roleOf } from "../../images/roles.js";
import { defineRule } from "../rule.js";

interface Facts {
  readonly service: string;
  readonly other: string;
  readonly source: string;
}

/** A data store keeps part of what it knows in memory, and trusts that nobody else changes its files. */
export default defineRule({
  category: "storage",
  summary: "Two services write to the files of one data store.",
  severity: "error",
  presets: ["recommended", "production", "strict"],
  tags: ["kics:8c978947-0ff6-485c-b0c2-0bfca6026466"],
  references: ["https://docs.docker.com/engine/storage/volumes/#share-data-between-machines", "https://github.com/docker-library/postgres/issues/171"],
  asksImages: ["role", "data"],
  messages: {
    both: ({ service, other, source }: Facts) => `${service} and ${other} keep their data in the same place (${source}): one of them does not start, or both destroy it. Give each a volume of its own.`,
    intruder: ({ service, other, source }: Facts) => `${service} may write to ${source}, where ${other} keeps its data: what changes under a running data store is lost, or destroys it. Mount it read-only, or reach the data through ${other}.`,
  },
  check(project, report) {
    const lasting = lastingOf(project);
    const stores = lasting.flatMap((service) => dataPlaces(project, service));
    if (stores.length === 0) return;
    for (const [index, service] of lasting.entries()) {
      for (const mount of service.mounts) {
        const source = sourceOf(project, service, mount);
        if (source === undefined) continue;
        const store = stores.find((other) => other.source === source && other.service !== service && surelyRunTogether(other.service, service));
        if (!store) continue;
        const own = stores.find((place) => place.mount === mount);
        // Of two data stores, the second one is told; and volumes may be shared by those that have folders of their own in it.
        if (own && (own.folder !== store.folder || lasting.indexOf(store.service) > index)) continue;
        const isStore = own !== undefined || (holdsData(roleOf(service)) && dataFoldersOf(service).length === 0);
        report({
          at: atValue(mount.origin),
          service,
          ...(isStore ? {} : { severity: "warning" }),
          message: [isStore ? "both" : "intruder", { service: service.name, other: store.service.name, source: mount.writtenSource ?? "the same volume" }],
          related: [{ ...atValue(store.mount.origin), message: `The data of ${store.service.name}` }],
        });
      }
    }
  },
});

/** Where a data store keeps its data: what is mounted, and which folder of that. */
interface DataPlace {
  readonly service: Service;
  readonly mount: Mount;
  readonly source: string | undefined;
  readonly folder: string;
}

function dataPlaces(project: Project, service: Service): readonly DataPlace[] {
  if (!holdsData(roleOf(service))) return [];
  return dataFoldersOf(service).flatMap((directory): readonly DataPlace[] => {
    const mount = mountOfData(service, directory);
    return mount ? [{ service, mount, source: sourceOf(project, service, mount), folder: directory.path.slice(mount.target.length) }] : [];
  });
}

/** The host folder, or the name by which Docker knows a volume; nothing if it is not written, or if each container has its own. */
function sourceOf(project: Project, service: Service, { type, source, access, path }: Mount): string | undefined {
  const written = knownValue(source) ?? "";
  if (written === "" || access !== "writable" || (type !== "volume" && type !== "bind")) return undefined;
  const name = type === "volume" ? definitionsOf(project, "volume").get(written)?.name : undefined;
  // What nobody knows may differ, and swarm fills in what stands in braces for each container.
  if (name?.known === false || (name?.value ?? written).includes("{{")) return undefined;
  const subpath = textOf(nodeAt(service.get(...path.slice(2)), ["volume", "subpath"])) ?? "";
  return `${type}:${name === undefined ? cleanTarget(written) : `/${name.value}`}:${subpath}`;
}
