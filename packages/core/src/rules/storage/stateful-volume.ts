import type { Project } from "../../compose/load.js";
import { knownWords } from "../../compose/model/command.js";
import { definitionsOf } from "../../compose/model/definition.js";
import type { Mount } from "../../compose/model/mount.js";
import { programOf } from "../../compose/model/program.js";
import { effectiveRestartOf } from "../../compose/model/restart.js";
import type { Service } from "../../compose/model/service.js";
import { isStack } from "../../compose/model/stack.js";
import { knownValue } from "../../compose/model/value.js";
import { append, set } from "../../compose/operation.js";
import { atKey, atValue } from "../../compose/place.js";
import { baseLineOf } from "../../images/beside.js";
import type { DataFolder } from "../../images/catalogue/facts.js";
import { factsThatHold } from "../../images/catalogue/invocation.js";
import { supportFrom } from "../../images/catalogue/trust.js";
import { dataFoldersOf, mountOfData } from "../../images/data-folders.js";
import { lastingOf } from "../../images/lasting.js";
import { roleOf } from "../../images/roles.js";
import { defineRule, unsafe, type Fix } from "../rule.js";

interface Facts {
  readonly service: string;
  readonly path: string;
}

/** A container's own files go when it is replaced, and a volume without a name stays behind when it is removed. */
export default defineRule({
  category: "storage",
  summary: "The data of a data store is on nothing that outlives its container.",
  severity: "error",
  presets: ["recommended", "production", "strict"],
  fixable: "unsafe",
  tags: [],
  references: ["https://docs.docker.com/reference/cli/docker/compose/down/", "https://docs.docker.com/engine/storage/volumes/#named-and-anonymous-volumes"],
  asksImages: ["role", "data"],
  options: {
    everyStore: { type: "boolean", default: false, description: "Report also what is not started again by itself, such as a database for an hour of development." },
  },
  presetOptions: { production: { everyStore: true }, strict: { everyStore: true } },
  messages: {
    anonymous: ({ service, path }: Facts) =>
      `${service} keeps its data (${path}) in a volume without a name: what starts after \`docker compose down\` gets a new, empty one. Mount a named volume there.`,
    container: ({ service, path }: Facts) => `${service} keeps its data (${path}) in the container itself: it is gone when the container is replaced, as by every new image. Mount a named volume there.`,
    elsewhere: ({ service, path, source, target }: Facts & { source: string; target: string }) =>
      `The data of ${service} is in ${path}, not in ${target}, where ${source} is mounted: what starts after \`docker compose down\` finds none. Mount it on ${path}.`,
  },
  check(project, report, options: { everyStore: boolean }) {
    for (const service of storesOf(project)) {
      const lost = foldersOf(service).filter((folder) => isLost(service, folder));
      const [first] = lost;
      if (!first) continue;
      const facts = { service: service.name, path: lost.map(({ path }) => path).join(", ") };
      const misplaced = misplacedMount(service, first);
      const anonymous = mountOfData(service, first);
      if (misplaced) {
        report({ at: atValue(misplaced.origin), service, message: ["elsewhere", { ...facts, source: misplaced.writtenSource ?? "the volume", target: misplaced.target }], related: baseLineOf(service) });
      } else if (anonymous) {
        report({ at: atValue(anonymous.origin), service, message: ["anonymous", facts], related: baseLineOf(service) });
      } else if (options.everyStore || isRestarted(service) || isStack(project)) {
        report({ at: atKey(service.origin), service, message: [first.declared ? "anonymous" : "container", facts], related: baseLineOf(service), fix: namedVolumes(project, service, lost) });
      }
    }
  },
});

/** The services that keep data which somebody would miss, where the image keeps it. */
function storesOf(project: Project): readonly Service[] {
  if (project.files.some(({ path }) => TEST.test(path))) return [];
  return lastingOf(project).filter((service) => roleOf(service) === "data-store" && service.mountsComplete && !service.get("volumes_from") && !isDisposable(service) && !movesData(service) && canStart(service));
}

/** Whether a database is told what it needs to begin, such as a password. One that is not gets it from another file, and its volume as well. */
function canStart(service: Service): boolean {
  return !foldersOf(service).some(({ path }) => /postgresql|mysql|mssql/.test(path)) || ["environment", "env_file", "secrets", "configs"].some((key) => service.get(key) !== undefined);
}

/** What is made for one run, by the name of a file, folder or service. */
const TEST = /(?:^|[-_./])(?:tests?|testing|ci|e2e|integration|bench(?:mark)?|fixtures?)(?:$|[-_./])/i;

/** A service that says of itself that its data may be lost: it is there for tests, or gives up what makes its writes last. */
function isDisposable(service: Service): boolean {
  return TEST.test(service.name) || wordsOf(service).some((word) => /^(?:-c)?(?:fsync|full_page_writes)=off$|^-dev$/.test(word));
}

/** Whether an option of the command names another place for the data, or may do so; a router of MongoDB has none. */
function movesData(service: Service): boolean {
  const { entrypoint, command } = programOf(service);
  if (entrypoint || (command && !knownWords(command))) return true;
  return wordsOf(service).some((word) => /^(?:--?(?:data-?dir|dbpath|data|dir|configsvr)|-D)(?:=|$)|data_?(?:dir|directory)=|path\.data|(?:^|\/)mongos$/.test(word));
}

function wordsOf(service: Service): readonly string[] {
  const { command } = programOf(service);
  return (command && knownWords(command)) ?? [];
}

/** Where the data is. A file of variables may name another place; but where nothing is mounted that could keep it, that is no better. */
function foldersOf(service: Service): readonly DataFolder[] {
  const { image, withheld } = factsThatHold(service) ?? {};
  const isUnsure = withheld?.get("data")?.key === "env_file" && service.mounts.every(({ access, target }) => access === "read-only" || target.startsWith("/docker-entrypoint-initdb.d"));
  return isUnsure ? (image?.facts.data?.folders ?? []) : dataFoldersOf(service);
}

function isLost(service: Service, folder: DataFolder): boolean {
  const others = factsThatHold(service)?.image.otherFolders ?? [];
  return [folder, ...others].every((each) => {
    const mount = mountOfData(service, each);
    // A tmpfs is a decision.
    return mount === undefined || (mount.type === "volume" && mount.source === undefined);
  });
}

function isRestarted(service: Service): boolean {
  const name = knownValue(effectiveRestartOf(service))?.name;
  return name === "always" || name === "unless-stopped";
}

/** The mount that was meant for the data, but is on a folder above, which the image's own volume hides, or on one below. */
function misplacedMount({ mounts }: Service, { path }: DataFolder): Mount | undefined {
  return mounts.find(({ type, target, access, source }) => {
    const keepsFiles = source !== undefined && (type === "volume" || (type === "bind" && access !== "read-only"));
    return keepsFiles && (path.startsWith(`${target}/`) || (target.startsWith(`${path}/`) && /\/(?:data|db)$/.test(target)));
  });
}

/** A named volume for each folder that is lost. */
function namedVolumes(project: Project, service: Service, lost: readonly DataFolder[]): Fix {
  const taken = definitionsOf(project, "volume");
  const lastOf = (path: string): string => path.slice(path.lastIndexOf("/") + 1);
  const volumes = lost.map(({ path }) => {
    const isOnly = lost.filter((other) => lastOf(other.path) === lastOf(path)).length === 1;
    const wanted = `${service.name}-${lost.length === 1 ? "data" : isOnly ? lastOf(path) : path.slice(1).replaceAll("/", "-")}`;
    return { path, name: taken.has(wanted) ? `${wanted}-volume` : wanted };
  });
  const held = factsThatHold(service);
  const support = held && supportFrom({ ...held, facts: held.image.facts }, ["data"]);
  const fix = unsafe(
    `Mount ${volumes.map(({ name, path }) => `the volume ${name} on ${path}`).join(" and ")}`,
    "What is stored now stays where it is: the service starts empty until somebody copies it.",
    volumes.flatMap(({ name, path }) => [append([...service.path, "volumes"], `${name}:${path}`), set(["volumes", name], {})]),
  );
  return support ? { ...fix, support } : fix;
}
