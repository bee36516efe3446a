import type { Project } from "../compose/load.js";
import { isForSwarm } from "../compose/model/deploy.js";
import { healthcheckOf } from "../compose/model/healthcheck.js";
import { hooksOf } from "../compose/model/hook.js";
import { mountCovering, type Mount } from "../compose/model/mount.js";
import type { Service } from "../compose/model/service.js";
import { knownValue } from "../compose/model/value.js";
import { itemsOf, nodeAt, textOf } from "../compose/tree.js";
import type { WrittenPath } from "./catalogue/facts.js";
import { factsThatHold, type ServiceFacts } from "./catalogue/invocation.js";
import { obstacleText, type Obstacle } from "./catalogue/obstacle.js";
import { supportFrom, trustIn, type Support } from "./catalogue/trust.js";
import { dataFoldersOf, mountOfData } from "./data-folders.js";
import { holdsData, roleOf } from "./roles.js";

/** Where a service writes beside its data. */
export interface Written {
  readonly paths: readonly WrittenPath[];
  /** Those that cannot be written on a read-only root file system. */
  readonly missing: readonly WrittenPath[];
  /** Whether each of them can take a tmpfs: nothing is mounted there, and no data lies there. */
  readonly takesTmpfs: boolean;
  readonly support: readonly Support[];
  /** Why it may write elsewhere as well, or too much, as a sentence. */
  readonly doubt?: string;
  /** What that comes from, if it is a key of the service or a line of its Dockerfile. */
  readonly obstacle?: Obstacle;
}

/** The folders beside its data that the image of a service writes to; nothing if that is not known, or if its data is in the container itself. */
export function writtenPaths(project: Project, service: Service): Written | undefined {
  const held = factsThatHold(service);
  const { files, data } = held?.image.facts ?? {};
  if (!held || !files || !service.mountsComplete || files.readOnlyRoot !== "works" || trustIn("files", files) === "told" || isOtherProgram(service, held)) return undefined;
  const support = supportFrom({ image: held.image, facts: held.image.facts }, ["files"]);
  if (!support) return undefined;
  const directories = dataFoldersOf(service);
  const isKept = directories.every((directory) => directory.declared || mountOfData(service, directory) !== undefined);
  const undeclared = data?.folders.filter(({ declared }) => !declared) ?? [];
  if (!isKept || !undeclared.every(({ path }) => isWritable(service, path))) return undefined;
  const paths = files.writes ?? [];
  const missing = paths.filter(({ path }) => !isWritable(service, path));
  const kept = [...directories, ...(data?.folders ?? [])].map(({ path }) => path);
  const doubt = doubtOf(project, service, held, missing);
  const obstacle = held.withheld.get("files");
  return {
    paths,
    missing,
    takesTmpfs: missing.every(({ path }) => !isMounted(service, path) && !kept.some((each) => touches(each, path))),
    support,
    ...(doubt === undefined ? {} : { doubt }),
    ...(obstacle ? { obstacle } : {}),
  };
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

function touches(one: string, other: string): boolean {
  return one === other || one.startsWith(`${other}/`) || other.startsWith(`${one}/`);
}

/** Whether something else than the image's server runs, or writes elsewhere than by default; also where nginx makes its configuration of templates. */
function isOtherProgram(service: Service, { withheld }: ServiceFacts): boolean {
  const key = withheld.get("files")?.key;
  if (key === undefined || key === "user") return false;
  if (withheld.has("pid1") && withheld.get("pid1")?.key !== "pid") return true;
  // A configuration of one's own mostly keeps the places, as do variables from a file.
  return !(key === "volumes" || key === "command" || key === "env_file") || withheld.get("data")?.key === "command" || isMounted(service, "/etc/nginx/templates");
}

function doubtOf(project: Project, service: Service, { withheld }: ServiceFacts, missing: readonly WrittenPath[]): string | undefined {
  const obstacle = withheld.get("files");
  if (obstacle) return `It may write elsewhere because of ${obstacleText(obstacle)}.`;
  const configuration = [...service.mounts.map(({ target }) => target), ...itemsOf(service.get("configs")).flatMap((item) => textOf(nodeAt(item, ["target"])) ?? [])].find((target) => DECIDES.test(target));
  if (configuration !== undefined) return `What is mounted on ${configuration} may make it write elsewhere.`;
  if (hooksOf(service).length > 0) return "Its hooks may write elsewhere.";
  if (probeWrites(service)) return "Its health check may write elsewhere.";
  const [first] = missing;
  if (first && isForSwarm(project)) return "A swarm ignores tmpfs; there, the folders have to be mounted with volumes.";
  const temporary = missing.find(({ path }) => path === "/tmp");
  return temporary && holdsData(roleOf(service)) ? `What needs more than ${temporary.size ?? "64m"} of temporary files fails.` : undefined;
}

/** Configuration, and scripts that run at start. */
const DECIDES = /^\/etc\/(?!(?:localtime|timezone|hosts|resolv\.conf|ssl(?:\/.*)?|pki(?:\/.*)?)$)|entrypoint|\/conf(?:ig)?(?:\.d)?(?:\/|$)|\.(?:conf|cnf|cfg|ini|sh|ya?ml|json|toml)$|file$/i;

function probeWrites(service: Service): boolean {
  const test = healthcheckOf(service)?.test;
  if (!test) return false;
  const words = test.form === "shell" ? [test.script] : test.words;
  return words.some(({ known }) => !known) || /\b(?:touch|mkdir|tee|cp|mv|mktemp)\b|>\s*(?!\/dev\/null|&)[/.\w]|\.(?:sh|py|js)\b(?<!healthcheck\.sh)/.test(words.map((word) => knownValue(word) ?? "").join(" "));
}
