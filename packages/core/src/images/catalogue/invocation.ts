import { environmentOf } from "../../compose/model/assignment.js";
import { grantsCapability } from "../../compose/model/capabilities.js";
import { isShell, shellScriptOf } from "../../compose/model/command.js";
import { namespaceOf } from "../../compose/model/namespace.js";
import { programOf, type Program } from "../../compose/model/program.js";
import type { Service } from "../../compose/model/service.js";
import { knownValue } from "../../compose/model/value.js";
import { atKey, atValue, type Place } from "../../compose/place.js";
import { remember } from "../../compose/remember.js";
import { cleanTarget } from "../../compose/short-syntax/mount.js";
import { itemsOf, nodeAt, textOf } from "../../compose/tree.js";
import { builtImageOf } from "../dockerfile-of.js";
import { startCommandOf } from "../start-command.js";
import { hasVariable, writtenText } from "../written-text.js";
import { changesOf } from "./dockerfile-obstacles.js";
import type { DataFolder, FactName, Facts, ImageFacts, Invocation } from "./facts.js";
import { factsOnBase, imageFactsOf } from "./lookup.js";
import { ENTRYPOINT_SCRIPT, OF_THE_PROGRAM, touches, type Obstacle, type ServiceKey, type Withholding } from "./obstacle.js";

/** What is known of a service by its image, as far as the rest of the service leaves it true. */
export interface ServiceFacts {
  /** The image that is pulled; of a service that is built here, the one that its Dockerfile begins with. */
  readonly image: ImageFacts;
  /** The facts that hold. */
  readonly facts: Facts;
  /** Those that are known of the image, and why they may not hold here. */
  readonly withheld: ReadonlyMap<FactName, Obstacle>;
  /** What starts something else than the image's own program, if anything does. */
  readonly otherProgram?: Obstacle;
}

/**
 * What of its image's facts holds for a service; nothing if its image is not known. A service that is built here has what its base image has,
 * as far as its Dockerfile can be read and changes nothing of it.
 */
export const factsThatHold = remember((service: Service): ServiceFacts | undefined => {
  const image = imageOf(service);
  if (!image) return undefined;
  const withheld = new Map<FactName, Obstacle>();
  const found = obstacles(service, image);
  const otherProgram = found.find(({ facts }) => facts === OF_THE_PROGRAM);
  for (const { facts, ...obstacle } of found) for (const fact of facts) if (fact in image.facts && !withheld.has(fact)) withheld.set(fact, obstacle);
  const kept: Facts = withheld.size === 0 ? image.facts : Object.fromEntries(Object.entries(image.facts).filter(([fact]) => !withheld.has(fact as FactName)));
  const facts = kept.data ? { ...kept, data: { ...kept.data, folders: foldersOf(service, kept.data.folders) } } : kept;
  return { image, withheld, facts, ...(otherProgram ? { otherProgram } : {}) };
});

function imageOf(service: Service): ImageFacts | undefined {
  if (service.isBuilt) {
    const base = builtImageOf(service)?.base;
    return base?.kind === "image" ? factsOnBase(base.reference) : undefined;
  }
  const name = knownValue(service.image);
  return name === undefined ? undefined : imageFactsOf(name);
}

function obstacles(service: Service, image: ImageFacts): readonly Withholding[] {
  const built = builtImageOf(service);
  return [
    ...ofProgram(service, image),
    ...ofUser(service, image.facts),
    ...ofSettings(service, image),
    ...ofMounts(service, image.invocation),
    ...ofPrivileges(service, image.facts),
    ...(built ? changesOf(built, image) : []),
  ];
}

function ofProgram(service: Service, { invocation, facts }: ImageFacts): readonly Withholding[] {
  const { entrypoint, command } = programOf(service);
  const start = startCommandOf(service);
  if (!start) return [];
  const built = builtImageOf(service);
  if (entrypoint) return [{ key: "entrypoint", place: atValue(entrypoint.origin), facts: OF_THE_PROGRAM }];
  if (built?.entrypoint) return [{ key: "ENTRYPOINT", place: built.entrypoint.place, facts: OF_THE_PROGRAM }];
  const { words, place } = start;
  const key = command ? "command" : "CMD";
  if (!words) {
    const program = programIn(command);
    // Whatever its arguments are, they can name other places and addresses.
    return [{ key, place, facts: program !== undefined && startsServer([program], invocation) ? ["files", "probe"] : OF_THE_PROGRAM }];
  }
  if (!startsServer(words, invocation)) return [{ key, place, facts: OF_THE_PROGRAM }];
  const places = words.flatMap((word, index) => (NAMES_PLACE.test(word) ? [word.split(/[=\s]/)[1] ?? words[index + 1] ?? ""] : index > 0 && IS_FOLDER.test(word) ? [word] : []));
  if (!places.every((each) => isOwnPlace(each, facts))) return [{ key, place, facts: ["data", "files"] }];
  return [
    // A configuration of one's own may name other places too.
    ...(words.some((word) => IS_CONFIGURATION.test(word)) ? [{ key, place, facts: ["files"] } as const] : []),
    ...(words.slice(1).some((word) => CHANGES_ACCESS.test(word) || IS_CONFIGURATION.test(word)) ? [{ key, place, facts: ["probe"] } as const] : []),
  ];
}

/** The first word of a command of which others depend on variables; nothing if it does itself, or starts a shell. */
function programIn(command: Program["command"]): string | undefined {
  const [first] = command?.words ?? [];
  const text = first && (first.known ? first.value : writtenText(first));
  const word = first?.known === false ? text?.split(/\s+/)[0] : text;
  return word === undefined || word === "" || hasVariable(word) || isShell(word) ? undefined : word;
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

const IS_CONFIGURATION = /\.(?:conf|cnf)$/;

/** Options that change where a server listens, and whom it answers. */
const CHANGES_ACCESS = /^-p$|port\b|bind|listen|host|addr|socket|requirepass|tls|ssl|cert|network|protected/i;

/** A path by itself that has no ending, also on other hosts: what `minio server` keeps its data in. */
const IS_FOLDER = /^(?:https?:\/\/[^/]+)?\/(?!.*\.\w+$)/;

/** A user that the image expects is as good as its own; to another one, nothing belongs. */
function ofUser(service: Service, { user: own, otherUser }: Facts): readonly Withholding[] {
  const user = userOf(service);
  if (!user) return [];
  const { value, ...obstacle } = user;
  if (value !== undefined && isUser(value, own?.starts === "root" ? ["root", "0"] : own ? [own.name, own.uid?.toString()] : [])) return [];
  const isExpected = value !== undefined && otherUser !== undefined && isUser(value, [otherUser.user.split(":")[0]]);
  return [{ ...obstacle, facts: isExpected ? ["user", "drop"] : ["user", "drop", "otherUser", "capabilities", "files"] }];
}

/** Whom a service or its Dockerfile names, as far as that is known. */
function userOf(service: Service): (Obstacle & { readonly value: string | undefined }) | undefined {
  const { user } = service;
  if (user && knownValue(user) !== "") return { key: "user", place: atValue(user.origin), value: knownValue(user) };
  const ofImage = builtImageOf(service)?.user;
  return ofImage && { key: "USER", place: ofImage.place, value: ofImage.known ? ofImage.value : undefined };
}

/** Whether a value of `user` means one of some names and numbers, whatever the group. */
function isUser(value: string, names: readonly (string | undefined)[]): boolean {
  return names.includes(value.split(":")[0]);
}

interface Setting extends Required<Obstacle> {
  readonly name: string;
  /** Nothing if it is not known. */
  readonly value: string | undefined;
}

/** The variables of a container, as far as the service or its Dockerfile sets them. */
function settingsOf(service: Service): readonly Setting[] {
  const ofImage = builtImageOf(service)?.environment ?? [];
  return [
    ...ofImage.map(({ name, value }): Setting => ({ key: "ENV", place: value.place, name, value: value.known ? value.value : undefined })),
    ...environmentOf(service).map(({ name, value, origin }): Setting => ({ key: "environment", place: atKey(origin), name, value: knownValue(value) })),
  ];
}

function ofSettings(service: Service, { invocation: { variables = {} }, facts: { data } }: ImageFacts): readonly Withholding[] {
  const patterns = Object.entries(variables);
  const places = data?.folders.flatMap(({ variable }) => variable ?? []) ?? [];
  if (patterns.length === 0 && places.length === 0) return [];
  const changed: Withholding[] = [];
  for (const { name, value, key, place } of settingsOf(service)) {
    // An empty value is mostly as good as none.
    if (value === "") continue;
    const facts = places.includes(name) ? (value === undefined ? DATA : undefined) : patterns.find(([pattern]) => matches(pattern, name))?.[1];
    if (facts) changed.push({ key, place, facts });
  }
  const files = service.get("env_file");
  if (!files) return changed;
  // What is set beside it counts; whatever else may be in the file.
  const isOpen = (pattern: string): boolean => !environmentOf(service).some(({ name }) => name === pattern);
  const place = atKey(files.origin);
  const unsure = patterns.filter(([pattern]) => isOpen(pattern)).map(([, facts]): Withholding => ({ key: "env_file", place, facts }));
  // Who mounts something where the image keeps its data has not moved it.
  const isMoved = data?.folders.some(({ path, variable }) => variable !== undefined && isOpen(variable) && !service.mounts.some(({ target }) => target === path)) === true;
  return [...changed, ...unsure, ...(isMoved ? [{ key: "env_file", place, facts: ["data"] } as const] : [])];
}

const DATA: readonly FactName[] = ["data"];

/** The folders where the service's own variables put them. */
function foldersOf(service: Service, folders: readonly DataFolder[]): readonly DataFolder[] {
  if (folders.every(({ variable }) => variable === undefined)) return folders;
  const settings = settingsOf(service);
  return folders.map((folder) => {
    const value = settings.findLast(({ name }) => name === folder.variable)?.value;
    if (value === undefined || value === "") return folder;
    const path = cleanTarget(value);
    return { ...folder, path, declared: folders.some((each) => each.declared && each.path === path) };
  });
}

function matches(pattern: string, name: string): boolean {
  return pattern.endsWith("*") ? name.startsWith(pattern.slice(0, -1)) : name === pattern;
}

function ofMounts(service: Service, { mounts = {} }: Invocation): readonly Withholding[] {
  if (service.mounts.length === 0 && service.mountsComplete && !service.get("configs")) return [];
  const targets = [...service.mounts.map(({ target, origin }) => ({ target, place: atValue(origin) })), ...grantedFiles(service)];
  const moved = Object.entries(mounts).flatMap(([path, facts]) => targets.filter(({ target }) => touches(target, path)).map(({ place }): Withholding => ({ key: "volumes", place, facts })));
  const replaced = targets.filter(({ target }) => ENTRYPOINT_SCRIPT.test(target)).map(({ place }): Withholding => ({ key: "volumes", place, facts: OF_THE_PROGRAM }));
  // A mount that nobody knows may lie anywhere.
  return [...moved, ...replaced, ...(service.mountsComplete ? [] : [{ ...atServiceKey(service, "volumes"), facts: ["files"] } as const])];
}

/** Configs are files too, and mounted like them. */
function grantedFiles(service: Service): readonly { readonly target: string; readonly place: Place }[] {
  return itemsOf(service.get("configs")).flatMap((item) => {
    const target = textOf(nodeAt(item, ["target"]));
    return target === undefined ? [] : [{ target, place: atValue(item.origin) }];
  });
}

function ofPrivileges(service: Service, { capabilities, user }: Facts): readonly Withholding[] {
  const { privileged } = service;
  const isPrivileged = privileged?.known === true ? privileged.value : privileged !== undefined;
  const lacks = (capability: string): boolean => grantsCapability(service, capability) === false;
  const isCrippled = user?.starts === "root" && !service.user && capabilities?.needs.some(({ capability, or = [], when }) => when.includes("every-start") && [capability, ...or].every(lacks)) === true;
  return [
    ...(isPrivileged ? [{ ...atServiceKey(service, "privileged"), facts: ["capabilities"] } as const] : []),
    ...(capabilities?.needs.some(({ capability, or = [], when }) => when.includes("probe") && [capability, ...or].every(lacks)) === true ? [{ ...atServiceKey(service, "cap_drop"), facts: ["probe"] } as const] : []),
    // It does not start, or goes on as root.
    ...(isCrippled ? [{ ...atServiceKey(service, "cap_drop"), facts: ["drop", "stop", "pid1"] } as const] : []),
    // In a process namespace of others, nothing of it is process 1.
    ...(namespaceOf(service, "pid") ? [{ ...atServiceKey(service, "pid"), facts: ["pid1"] } as const] : []),
  ];
}

function atServiceKey(service: Service, key: ServiceKey): Obstacle {
  const node = service.get(key);
  return node ? { key, place: atKey(node.origin) } : { key };
}
