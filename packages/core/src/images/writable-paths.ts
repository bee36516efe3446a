import { knownWords } from "../compose/model/command.js";
import { mountCovering, type Mount } from "../compose/model/mount.js";
import { programOf } from "../compose/model/program.js";
import type { Service } from "../compose/model/service.js";
import { dataDirectoriesOf, mountOfData } from "./data-directories.js";
import { imageNeedsOf } from "./image-needs.js";

/** The folders beside its data that the image of a service writes to; nothing if that is not known, or if its data is in the container itself. */
export function writtenPaths(service: Service): readonly string[] | undefined {
  const needs = imageNeedsOf(service);
  if (!needs?.writes || !service.mountsComplete || movesPaths(service)) return undefined;
  const isKept = dataDirectoriesOf(service).every((directory) => directory.isDeclared || mountOfData(service, directory) !== undefined);
  return isKept && (needs.keeps ?? []).every((path) => isMounted(service, path)) ? needs.writes : undefined;
}

/** Whether something that can be written is mounted on a path or above it. */
export function isWritable({ mounts }: Service, path: string): boolean {
  return (mountCovering(mounts.map(withRun), path)?.access ?? "read-only") !== "read-only";
}

/** Whether there is a mount on exactly this path; Docker refuses a second one. */
export function isMounted({ mounts }: Service, path: string): boolean {
  return mounts.some((mount) => withRun(mount).target === path);
}

/** `/var/run` is `/run` in nearly every image. */
function withRun(mount: Mount): Mount {
  return { ...mount, target: mount.target.replace(/^\/var\/run(?=\/|$)/, "/run") };
}

/** Whether it may write elsewhere than by default: options that name places, and the templates of which nginx makes its configuration at start. */
function movesPaths(service: Service): boolean {
  const { command } = programOf(service);
  const words = command ? knownWords(command) : [];
  return !words || /(?:^|[\s-])(?:data_?|log|pid|storage[.\w]*)?(?:dir|path|file|pid|directory)\b/.test(words.join(" ")) || isMounted(service, "/etc/nginx/templates");
}
