import { fileName } from "../file-path.js";
import type { Problem } from "../problem.js";
import type { Mapping } from "../tree.js";
import type { Service } from "./service.js";

/** What of a project tells whether it is all there. */
interface Parts {
  readonly request: { readonly files: readonly string[]; readonly isGuess?: boolean };
  readonly tree?: Mapping;
  readonly services: readonly Service[];
  readonly problems: readonly Problem[];
}

/**
 * Whether something else is laid under or over these files, so that what is missing here may be there: they include what could not
 * be followed, or they change services that they do not define.
 */
export function isFragment(project: Parts): boolean {
  const { tree, services, problems } = project;
  if (services.length === 0 || tree?.entries.has("include") === true) return true;
  if (problems.some(({ kind, path = [] }) => (kind === "remote" || kind === "reference") && path[0] !== "services")) return true;
  return services.some(lacksImage) && !isRunAlone(project);
}

/** A service that Compose could not start: no image, no build, no provider, and no base that may bring one. */
export function lacksImage(service: Service): boolean {
  const { image, tree } = service;
  if (tree.entries.has("build") || tree.entries.has("provider") || tree.entries.has("extends")) return false;
  return !tree.entries.has("image") || (image?.known === true && image.value === "");
}

/** A project in which services without an image are the exception: theirs was forgotten. */
function isRunAlone(project: Parts): boolean {
  return isKnownWhole(project) && project.services.filter(lacksImage).length * 2 < project.services.length;
}

/** Whether the files are all that Compose is told: there are several, or the one has a name by which Compose finds it. Any other may be laid over one that is not known here, whatever it includes and extends. */
export function isKnownWhole({ request: { files, isGuess = false } }: Pick<Parts, "request">): boolean {
  const [main] = files;
  if (isGuess) return false;
  return files.length > 1 || (main !== undefined && DEFAULT_NAMES.has(fileName(main)));
}

const DEFAULT_NAMES: ReadonlySet<string> = new Set(["compose.yaml", "compose.yml", "docker-compose.yaml", "docker-compose.yml"]);
