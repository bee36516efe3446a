import { environmentOf } from "../../compose/model/assignment.js";
import { grantsCapability } from "../../compose/model/capabilities.js";
import { knownWords, shellScriptOf } from "../../compose/model/command.js";
import { namespaceOf } from "../../compose/model/namespace.js";
import { programOf } from "../../compose/model/program.js";
import type { Service } from "../../compose/model/service.js";
import { knownValue } from "../../compose/model/value.js";
import { remember } from "../../compose/remember.js";
import { itemsOf, nodeAt, textOf } from "../../compose/tree.js";
import type { FactName, Facts, ImageFacts, Invocation } from "./facts.js";
import { imageFactsOf } from "./lookup.js";

/** What is known of a service by its image, as far as the rest of the service leaves it true. */
export interface ServiceFacts {
  readonly image: ImageFacts;
  /** The facts that hold. */
  readonly facts: Facts;
  /** Those that are known of the image, and by which key they may not hold here. */
  readonly withheld: ReadonlyMap<FactName, ObstacleKey>;
}

/** A key of a service that makes something else of its image. */
export type ObstacleKey = "build" | "entrypoint" | "command" | "user" | "privileged" | "cap_drop" | "environment" | "volumes" | "pid";

/** What of its image's facts holds for a service; nothing if its image is not known, or built here. */
export const factsThatHold = remember((service: Service): ServiceFacts | undefined => {
  const name = knownValue(service.image);
  const image = name === undefined ? undefined : imageFactsOf(name);
  if (!image) return undefined;
  const withheld = new Map<FactName, ObstacleKey>();
  for (const { key, facts } of obstacles(service, image)) for (const fact of facts) if (fact in image.facts && !withheld.has(fact)) withheld.set(fact, key);
  return { image, withheld, facts: Object.fromEntries(Object.entries(image.facts).filter(([fact]) => !withheld.has(fact as FactName))) };
});

interface Obstacle {
  readonly key: ObstacleKey;
  readonly facts: readonly FactName[];
}

const ALL: readonly FactName[] = [
  "user", "drop", "otherUser", "capabilities", "ports", "data", "files", "stop", "pid1", "tools", "healthcheck", "probe", "secrets", "firstStart", "memory", "maintenance",
];

/** What is true only of the server that the image's entrypoint starts. What it declares, and what is installed in it, stays. */
const OF_THE_PROGRAM: readonly FactName[] = ["drop", "otherUser", "capabilities", "ports", "files", "stop", "pid1", "probe", "secrets", "firstStart", "memory"];

function obstacles(service: Service, image: ImageFacts): readonly Obstacle[] {
  if (service.isBuilt) return [{ key: "build", facts: ALL }];
  return [...ofProgram(service, image), ...ofUser(service, image.facts), ...ofEnvironment(service, image.invocation), ...ofMounts(service, image.invocation), ...ofPrivileges(service, image.facts)];
}

function ofProgram(service: Service, { invocation, facts }: ImageFacts): readonly Obstacle[] {
  const { entrypoint, command } = programOf(service);
  if (entrypoint) return [{ key: "entrypoint", facts: OF_THE_PROGRAM }];
  if (!command) return [];
  const words = knownWords(command);
  if (!words || !startsServer(words, invocation)) return [{ key: "command", facts: OF_THE_PROGRAM }];
  const places = words.flatMap((word, index) => (NAMES_PLACE.test(word) ? [word.split(/[=\s]/)[1] ?? words[index + 1] ?? ""] : []));
  if (!places.every((place) => isOwnPlace(place, facts))) return [{ key: "command", facts: ["data", "files"] }];
  // A configuration of one's own may name other places too.
  return words.some((word) => /\.(?:conf|cnf)$/.test(word)) ? [{ key: "command", facts: ["files"] }] : [];
}

/** Whether a path is where the image keeps something anyhow. */
function isOwnPlace(place: string, { data, files }: Facts): boolean {
  return [...(data?.folders ?? []), ...(files?.writes ?? [])].some(({ path }) => place === path || place.startsWith(`${path}/`));
}

/** Whether the entrypoint of an image gives a command to its server. */
function startsServer(words: readonly string[], { commands = [], options = false }: Invocation): boolean {
  const [first = ""] = words;
  if (commands === "any" || first === "") return true;
  if (first.startsWith("-")) return options;
  return shellScriptOf(words) === undefined && commands.includes(first.slice(first.lastIndexOf("/") + 1));
}

/** Options that tell a server where to write: `--datadir=`, `-c data_directory=`, `--storage.tsdb.path`, `--dir`, nginx's `-g "pid …"`. */
const NAMES_PLACE = /^-{0,2}(?:(?:data|db|log|pid|stor(?:age|e)|work|te?mp|unix|run|output|home)[\w.-]*(?:dir|directory|path|file|socket)s?|dir|directory|path|pid|pidfile|socket)(?:[=\s]|$)/i;

/** A user that the image expects is as good as its own; to another one, nothing belongs. */
function ofUser({ user }: Service, { user: own, otherUser }: Facts): readonly Obstacle[] {
  const given = knownValue(user);
  if (!user || given === "") return [];
  if (given !== undefined && isUser(given, own?.starts === "root" ? ["root", "0"] : own ? [own.name, own.uid?.toString()] : [])) return [];
  const isExpected = given !== undefined && otherUser !== undefined && isUser(given, [otherUser.user.split(":")[0]]);
  return [{ key: "user", facts: isExpected ? ["user", "drop"] : ["user", "drop", "otherUser", "capabilities", "files"] }];
}

/** Whether a value of `user` means one of some names and numbers, whatever the group. */
function isUser(value: string, names: readonly (string | undefined)[]): boolean {
  return names.includes(value.split(":")[0]);
}

function ofEnvironment(service: Service, { variables = {} }: Invocation): readonly Obstacle[] {
  return environmentOf(service).flatMap(({ name, value }) => {
    // An empty value is mostly as good as none.
    if (value?.known === true && value.value === "") return [];
    const facts = Object.entries(variables).find(([pattern]) => matches(pattern, name))?.[1];
    return facts ? [{ key: "environment", facts } as const] : [];
  });
}

function matches(pattern: string, name: string): boolean {
  return pattern.endsWith("*") ? name.startsWith(pattern.slice(0, -1)) : name === pattern;
}

function ofMounts(service: Service, { mounts = {} }: Invocation): readonly Obstacle[] {
  const targets = [...service.mounts.map(({ target }) => target), ...grantedFiles(service)];
  const moved = Object.entries(mounts).flatMap(([place, facts]) => (targets.some((target) => touches(target, place)) ? [{ key: "volumes", facts } as const] : []));
  const replaced = targets.some((target) => ENTRYPOINT.test(target)) ? [{ key: "volumes", facts: OF_THE_PROGRAM } as const] : [];
  // A mount that nobody knows may lie anywhere.
  return [...moved, ...replaced, ...(service.mountsComplete ? [] : [{ key: "volumes", facts: ["files"] } as const])];
}

/** The script that nearly every image starts with. */
const ENTRYPOINT = /\/(?:docker-)?entrypoint(?:\.sh)?$/;

/** Configs are files too, and mounted like them. */
function grantedFiles(service: Service): readonly string[] {
  return itemsOf(service.get("configs")).flatMap((item) => textOf(nodeAt(item, ["target"])) ?? []);
}

function touches(target: string, place: string): boolean {
  return target === place || target.startsWith(`${place}/`) || place.startsWith(`${target}/`);
}

function ofPrivileges(service: Service, { capabilities, user }: Facts): readonly Obstacle[] {
  const { privileged } = service;
  const isPrivileged = privileged?.known === true ? privileged.value : privileged !== undefined;
  const lacks = (capability: string): boolean => grantsCapability(service, capability) === false;
  const isCrippled = user?.starts === "root" && !service.user && capabilities?.needs.some(({ capability, or = [], when }) => when.includes("every-start") && [capability, ...or].every(lacks)) === true;
  return [
    ...(isPrivileged ? [{ key: "privileged", facts: ["capabilities"] } as const] : []),
    // It does not start, or goes on as root.
    ...(isCrippled ? [{ key: "cap_drop", facts: ["drop", "stop", "pid1"] } as const] : []),
    // In a process namespace of others, nothing of it is process 1.
    ...(namespaceOf(service, "pid") ? [{ key: "pid", facts: ["pid1"] } as const] : []),
  ];
}
