import { fileName } from "../../compose/file-path.js";
import type { Project } from "../../compose/load.js";
import { isDataPlace } from "../../compose/model/data-place.js";
import type { Mount } from "../../compose/model/mount.js";
import { programOf } from "../../compose/model/program.js";
import { relativeSource } from "../../compose/model/relative-source.js";
import type { Service } from "../../compose/model/service.js";
import { containersOf } from "../../compose/model/services.js";
import { knownValue } from "../../compose/model/value.js";
import { atValue } from "../../compose/place.js";
import { factsThatHold } from "../../images/catalogue/invocation.js";
import { defineRule } from "../rule.js";

/** A new named volume gets the owner that the folder has in the image; a host folder keeps its own, and one that Docker makes is root's. */
export default defineRule({
  category: "storage",
  summary: "A service that is not root writes to a host folder that Docker makes for root.",
  severity: "warning",
  presets: ["recommended", "production", "strict"],
  tags: [],
  references: ["https://docs.docker.com/engine/storage/bind-mounts/", "https://docs.docker.com/engine/storage/volumes/#populate-a-volume-using-a-container"],
  asksImages: ["user", "data", "files"],
  options: {
    everyUser: { type: "boolean", default: false, description: "Report also the user 1000, as many people are themselves, and every image that runs as the user its service names." },
  },
  presetOptions: { strict: { everyUser: true } },
  messages: {
    denied: ({ service, user, folder }: { service: string; user: string; folder: string }) =>
      `${service} runs as user ${user} and writes to ${folder}: where there is no such folder, Docker makes one for root, and ${service} fails with "permission denied". Make the folder and give it to ${user}, or use a named volume.`,
  },
  check(project, report, options: { everyUser: boolean }) {
    for (const service of containersOf(project)) {
      const mounts = service.mounts.filter(({ type, access, createsSource }) => type === "bind" && access === "writable" && createsSource === true);
      if (mounts.length === 0) continue;
      const own = ownUserOf(service);
      const user = userOf(service, own?.user);
      if (user === undefined || (!options.everyUser && (own?.user !== user || user === FIRST_PERSON))) continue;
      for (const mount of mounts) {
        const isWritten = own ? own.writes.some((path) => path === mount.target || path.startsWith(`${mount.target}/`)) : relativeSource(mount) !== undefined && isDataPlace(mount.target) && isFolder(mount);
        const folder = knownValue(mount.source) === undefined ? undefined : (mount.writtenSource ?? mount.target);
        if (isWritten && folder !== undefined && !isPrepared(project, service, mount)) report({ at: atValue(mount.origin), service, message: ["denied", { service: service.name, user, folder }] });
      }
    }
  },
});

/** The first user that a system makes for a person. */
const FIRST_PERSON = "1000";

/** The number of the user that a service runs as, if it is not root and no variable decides. */
function userOf({ user }: Service, own: string | undefined): string | undefined {
  if (user === undefined) return own;
  if (!user.known || user.variables.length > 0) return undefined;
  const [number = ""] = user.value.split(":", 1);
  return /^[1-9]\d*$/.test(number) ? number : undefined;
}

/** What has an ending is a file to most people, and Docker makes no files. */
function isFolder(mount: Mount): boolean {
  return !/.\.\w+$/.test(fileName(knownValue(mount.source) ?? "")) && !/.\.\w+$/.test(fileName(mount.target));
}

/** Whether another service has the same folder and gives it to somebody. */
function isPrepared(project: Project, service: Service, { source }: Mount): boolean {
  const folder = knownValue(source);
  return project.services.some((other) => other !== service && other.mounts.some((mount) => isIn(folder, knownValue(mount.source))) && changesOwners(other));
}

function isIn(folder: string | undefined, above: string | undefined): boolean {
  return folder !== undefined && above !== undefined && (folder === above || folder.startsWith(`${above}/`));
}

function changesOwners(service: Service): boolean {
  const { entrypoint, command } = programOf(service);
  return [entrypoint, command].some((part) => part?.words.some((word) => !word.known || /\b(?:chown|chmod|install)\b/.test(word.value)) === true);
}

interface OwnUser {
  readonly user: string;
  /** The folders that it writes to. */
  readonly writes: readonly string[];
}

/** Of an image that starts as a user of its own, who can give no folder to itself. */
function ownUserOf(service: Service): OwnUser | undefined {
  const { image, otherProgram, facts } = service.isBuilt ? {} : (factsThatHold(service) ?? {});
  const user = image?.facts.user;
  if (!facts || otherProgram?.key === "entrypoint" || user?.starts !== "own" || user.uid === undefined) return undefined;
  return { user: String(user.uid), writes: [...(facts.data?.folders ?? []), ...(facts.files?.writes ?? [])].map(({ path }) => path) };
}
