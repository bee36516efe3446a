import { append, arrange, copy, insert, remove, rename, respell, respellAssignments, set, type Operation } from "../../src/compose/operation.js";
import type { Path } from "../../src/compose/path.js";
import type { Plain } from "../../src/compose/plain.js";
import { nodeAt, type Mapping, type Scalar, type Tree } from "../../src/compose/tree.js";
import type { Dice } from "./print-file.js";

/** An operation of one of the kinds below, such as a rule could ask for. */
export interface RandomOperation {
  readonly kind: string;
  readonly operations: readonly Operation[];
}

/** Operations that need the same things to work on. */
export interface Family {
  /** Keys of a service that they are mostly about. */
  readonly about: readonly [string, ...string[]];
  /** Each draws something that makes sense for what is there, or nothing. */
  readonly kinds: Readonly<Record<string, Draw>>;
}

/** Draws operations on a service, or on the whole project. */
type Draw = (service: Mapping, path: Path, dice: Dice, tree: Mapping) => Operation | readonly Operation[] | undefined;

const values: Family = {
  about: ["restart", "mem_limit", "hostname", "environment", "labels", "command", "healthcheck", "logging", "stop_signal", "user", "deploy", "privileged"],
  kinds: {
    "set a present value": (service, path, dice) => {
      const [at, scalar] = draw(scalarsBelow(service, path), dice) ?? [];
      return at && scalar && set(at, otherThan(at, scalar));
    },
    "set a section instead of a value": (service, path, dice) => {
      const key = draw(["labels", "environment", "x-custom", "command"].filter((name) => service.entries.has(name)), dice);
      return key === undefined ? undefined : set([...path, key], key === "command" ? dice.pick<Plain>("other", ["a", "b"]) : { only: "this" });
    },
    "copy a value": (service, path, dice) => {
      const [at] = draw(scalarsBelow(service, path).filter(([from]) => typeof from.at(-1) === "string"), dice) ?? [];
      return at && copy(at, [...path, dice.pick("x-copy", "x-other")], dice.chance(50) ? { after: "image" } : {});
    },
    "put in quotes": (service, path, dice) => {
      const [at, scalar] = draw(scalarsBelow(service, path).filter(([, { type, variables, origin }]) => type === "string" && variables.length === 0 && origin.node.kind === "scalar" && origin.node.style === "plain"), dice) ?? [];
      return at && scalar && respell(at, "quoted");
    },
    "take out of quotes": (service, path, dice) => {
      const [at] = draw(scalarsBelow(service, path).filter(([, { value, origin: { node, file } }]) => node.kind === "scalar" && node.style.endsWith("quoted") && !file.text.trimStart().startsWith("{") && /^[a-z]{4,}$/.test(node.text) && value === node.text && !/^(?:true|false|null)$/.test(node.text)), dice) ?? [];
      return at && respell(at, "plain");
    },
    "write assignments otherwise": (service, path, dice) => {
      const [key, held] = draw([...service.entries].filter(([name, node]) => ["environment", "labels"].includes(name) && node.origin.via.length === 0), dice) ?? [];
      return key === undefined || !held ? undefined : respellAssignments([...path, key], held.origin.node.kind === "sequence" ? "mapping" : "list", held.origin.file.path);
    },
    "escape variables": (service, path, dice) => {
      const [at, scalar] = draw(scalarsBelow(service, path).filter(([where, { variables }]) => variables.length > 0 && ["hostname", "mem_limit", "image", "environment", "labels"].includes(String(where[2]))), dice) ?? [];
      const text = scalar?.origin.node.kind === "scalar" ? scalar.origin.node.text : "";
      return at && scalar && respell(at, "escaped", /^[A-Za-z.]+=/.test(text) ? text.slice(text.indexOf("=") + 1) : text);
    },
  },
};

const newKeys: Family = {
  about: ["environment", "labels", "healthcheck", "logging", "deploy", "build", "ulimits", "networks", "depends_on"],
  kinds: {
    "set a new key": (service, path, dice) => {
      const [key, value] = dice.pick<readonly [string, Plain]>(["init", true], ["shm_size", "64m"], ["platform", "linux/amd64"], ["x-new", "a: b"], ["stop_grace_period", "30s"], ["cpus", 0.5], ["x-text", "two\nlines\n"], ["x-text", "# 'no' \"comment\""], ["x-text", "1.0"], ["x-text", ""]);
      return service.entries.has(key) ? undefined : set([...path, key], value, dice.chance(30) ? { after: dice.pick("image", "restart", "environment") } : {});
    },
    "set a new section": (service, path, dice) => {
      const [key, value] = dice.pick<readonly [string, Plain]>(["x-new", { a: "1", b: ["c"] }], ["sysctls", { "net.core.somaxconn": "1024" }], ["devices", ["/dev/fuse"]], ["cap_add", ["A", "B"]], ["blkio_config", { weight: 300 }], ["x-list", [{ a: "1", b: "2" }, "c", []]]);
      return service.entries.has(key) ? undefined : set([...path, key], value);
    },
    "set a key in a section": (service, path, dice) => {
      const [section, key, value] = dice.pick<readonly [string, string, Plain]>(["environment", "ADDED", "x y"], ["labels", "added", "1"], ["healthcheck", "timeout", "5s"], ["logging", "driver", "syslog"], ["deploy", "replicas", 2], ["build", "target", "dev"], ["ulimits", "core", 0], ["networks", "added", null]);
      return nodeAt(service, [section, key]) ? undefined : set([...path, section, key], value);
    },
    "set a deep key": (service, path, dice) => {
      const below = dice.pick<readonly string[]>(["deploy", "resources", "limits", "pids"], ["deploy", "labels", "deep"], ["logging", "options", "max-file"], ["build", "args", "DEEP"], ["networks", "front", "ipv4_address"]);
      return nodeAt(service, below) ? undefined : set([...path, ...below], below[2] === "limits" ? 7 : "7");
    },
    "set several keys": (service, path, dice) => {
      if (service.entries.has("x-new")) return undefined;
      const key = draw(replaceable(service), dice) ?? "x-none";
      return dice.pick<readonly Operation[]>(
        [set([...path, "x-new", "a"], "b"), set([...path, "x-new", "c", "d"], "e")],
        [append([...path, "x-new"], "a"), append([...path, "x-new"], "b")],
        [set([...path, "x-new"], "a"), set([...path, "labels", "added"], "b"), set([...path, "labels", "further"], "c")],
        [remove([...path, key]), set([...path, "x-new"], "a")],
        [arrange(path, [key]), append([...path, "x-new"], "a")],
      );
    },
    "declare a volume": ofProject(set(["volumes", "declared"], {})),
    "declare a network": ofProject(set(["networks", "declared"], { internal: true })),
    "declare a secret": ofProject(set(["secrets", "declared"], { file: "./declared.txt" })),
    "say more about a volume": ofProject(set(["volumes", "data", "name"], "named")),
  },
};

const shortForms: Family = {
  about: ["ports", "ports", "volumes", "volumes", "secrets", "env_file", "depends_on", "networks", "build", "ulimits"],
  kinds: {
    "say more in a short form": (service, path, dice) => {
      const [section, key, value] = dice.pick<readonly [string, string, Plain]>(["ports", "host_ip", "127.0.0.1"], ["ports", "mode", "host"], ["ports", "app_protocol", "http"], ["volumes", "read_only", true], ["volumes", "consistency", "cached"], ["secrets", "uid", "7"], ["env_file", "format", "raw"]);
      const [at, item] = draw(itemsBelow(service, path, section), dice) ?? [];
      const present = nodeAt(item, [key]);
      return at && !(present?.kind === "scalar" && present.value === value) ? set([...at, key], value) : undefined;
    },
    "say more about a name": (service, path, dice) => {
      const [section, key, value] = dice.pick<readonly [string, string, Plain]>(["depends_on", "condition", "service_completed_successfully"], ["depends_on", "restart", true], ["networks", "priority", 5]);
      const names = nodeAt(service, [section]);
      const name = names?.kind === "mapping" ? draw([...names.entries.keys()], dice) : undefined;
      return name === undefined ? undefined : set([...path, section, name, key], value);
    },
    "add a name": (service, path, dice) => {
      const [section, value] = dice.pick<readonly [string, Plain]>(["networks", null], ["networks", { priority: 5 }], ["ulimits", { soft: 1, hard: 2 }], ["build", "Dockerfile.other"]);
      const name = section === "build" ? "dockerfile" : section === "ulimits" ? "core" : "added";
      return nodeAt(service, [section]) && !nodeAt(service, [section, name]) ? set([...path, section, name], value) : undefined;
    },
  },
};

const lists: Family = {
  about: ["cap_drop", "dns", "tmpfs", "ports", "volumes", "env_file", "security_opt"],
  kinds: {
    "set an item": (service, path, dice) => {
      const [key, value] = drawList(service, dice);
      const [at] = draw(itemsBelow(service, path, key), dice) ?? [];
      return at && set(at, value);
    },
    "append an item": (service, path, dice) => {
      const [key, value] = drawList(service, dice);
      return nodeAt(service, [key])?.kind === "sequence" ? append([...path, key], value) : undefined;
    },
    "append to a new list": (service, path, dice) => {
      const [key, value] = drawAnyList(dice);
      return nodeAt(service, [key]) ? undefined : append([...path, key], value);
    },
    "insert an item": (service, path, dice) => {
      const [key, value] = drawList(service, dice);
      const [at] = draw(itemsBelow(service, path, key), dice) ?? [];
      return at && insert(at, value);
    },
    "remove an item": (service, path, dice) => {
      const [key] = drawList(service, dice);
      const [at] = draw(itemsBelow(service, path, key), dice) ?? [];
      return at && remove(at);
    },
    "arrange items": (service, path, dice) => {
      const [key] = drawList(service, dice);
      const count = itemsBelow(service, path, key).length;
      return count < 2 ? undefined : arrange([...path, key], dice.chance(50) ? [...Array(count).keys()].reverse() : [count - 1]);
    },
    "change several items": (service, path, dice) => {
      const [key, value] = drawList(service, dice);
      const [[first] = [], [second] = []] = itemsBelow(service, path, key);
      if (!first || !second) return undefined;
      return dice.pick<readonly Operation[]>([remove(first), append([...path, key], value)], [remove(second), remove(first)], [remove(first), remove(second), append([...path, key], value)], [set(first, value), remove(second)], [insert(first, value), remove(second)]);
    },
  },
};

const takingAway: Family = {
  about: ["environment", "labels", "depends_on", "networks", "logging", "deploy", "healthcheck", "build", "restart", "hostname", "read_only", "cap_drop", "user"],
  kinds: {
    "remove a key": (service, path, dice) => {
      const key = draw(replaceable(service), dice);
      return key === undefined ? undefined : remove([...path, key]);
    },
    "remove a deep key": (service, path, dice) => {
      const [at] = draw(keysIn(service, path, ["environment", "labels", "depends_on", "networks", "logging", "deploy", "healthcheck", "build"]), dice) ?? [];
      return at && remove(at);
    },
    "remove several keys": (service, path, dice) => {
      const [first, second] = keysIn(service, path, dice.pick<readonly string[]>(["environment"], ["labels"], ["networks"], ["logging"], ["healthcheck"]));
      return first && second && [remove(first[0]), remove(second[0])];
    },
    "rename a key": (service, path, dice) => {
      const key = draw(RENAMED.filter((name) => service.entries.has(name)), dice);
      return key === undefined ? undefined : rename([...path, key], "x-renamed");
    },
    "rename a deep key": (service, path, dice) => {
      const [at] = draw(keysIn(service, path, ["environment", "labels"]), dice) ?? [];
      return at && rename(at, "re named");
    },
    "arrange what a file says": (service, path, dice) => {
      const [key, held] = draw([...service.entries].filter(([name, node]) => ["environment", "labels", "networks", "depends_on"].includes(name) && node.kind === "mapping" && node.entries.size > 1 && node.origin.via.length === 0), dice) ?? [];
      return key === undefined || held?.kind !== "mapping" ? undefined : arrange([...path, key], [...held.entries.keys()].reverse(), held.origin.file.path);
    },
    "arrange keys": (service, path, dice) => {
      const keys = [...service.entries.keys()];
      return keys.length < 2 ? undefined : arrange(path, dice.chance(50) ? keys.toReversed() : keys.slice(1, 3).reverse());
    },
  },
};

export const FAMILIES: Readonly<Record<string, Family>> = { "new keys": newKeys, values, lists, "short forms": shortForms, "taking away": takingAway };

/** Draws an operation on one of the services, or on the project; nothing if there is none for which they have what it takes. */
export function randomOperation(tree: Mapping, { kinds }: Family, lenders: ReadonlySet<string>, dice: Dice): RandomOperation | undefined {
  const services = nodeAt(tree, ["services"]);
  if (services?.kind !== "mapping") return undefined;
  const names = [...services.entries.keys()];
  // What a service lends is mostly refused to it alone.
  const free = names.filter((name) => !lenders.has(name));
  const name = draw(free.length > 0 && !dice.chance(5) ? free : names, dice);
  const kind = draw(Object.keys(kinds), dice);
  const service = name === undefined ? undefined : services.entries.get(name);
  if (name === undefined || kind === undefined || service?.kind !== "mapping") return undefined;
  const drawn = kinds[kind]?.(service, ["services", name], dice, tree);
  return drawn === undefined ? undefined : { kind, operations: "kind" in drawn ? [drawn] : drawn };
}

function ofProject(operation: Operation): Draw {
  return (_service, _path, _dice, tree) => (nodeAt(tree, operation.path) ? undefined : operation);
}

/** Keys whose values mean the same under a name that Compose does not know: it knows no other spelling of them. */
const RENAMED = ["x-custom", "x-custom", "restart", "hostname", "read_only", "cap_drop", "user"];

/** All that a service may do without. */
function replaceable(service: Mapping): readonly string[] {
  return [...service.entries.keys()].filter((name) => name !== "image");
}

function draw<T>(options: readonly T[], dice: Dice): T | undefined {
  const [first, ...others] = options;
  return first === undefined ? undefined : dice.pick<T>(first, ...others);
}

type ListItem = readonly [key: string, item: string];
const LISTS: readonly [ListItem, ...ListItem[]] = [["cap_drop", "ALL"], ["dns", "4.4.4.4"], ["tmpfs", "/new"], ["ports", "7000:7000"], ["volumes", "./new:/new"], ["env_file", "new.env"], ["security_opt", "no-new-privileges"]];

function drawAnyList(dice: Dice): ListItem {
  return dice.pick(...LISTS);
}

/** A list that the service has, if it has any. */
function drawList(service: Mapping, dice: Dice): ListItem {
  return draw(LISTS.filter(([key]) => service.entries.has(key)), dice) ?? drawAnyList(dice);
}

/** The single values of a service that say something of their own, not those that Compose reads out of a text. */
function scalarsBelow(service: Mapping, path: Path): readonly (readonly [Path, Scalar])[] {
  const found: (readonly [Path, Scalar])[] = [];
  const visit = (node: Tree, at: Path, above: Tree): void => {
    if (node.kind === "scalar") {
      if (node.origin.node !== above.origin.node && !at.includes("depends_on") && !at.includes("extra_hosts") && (at[2] !== "networks" || at.length > 4) && (at[2] !== "volumes" || at.at(-1) === "target")) found.push([at, node]);
      return;
    }
    for (const [key, child] of node.kind === "mapping" ? node.entries : node.items.entries()) visit(child, [...at, key], node);
  };
  visit(service, path, service);
  return found;
}

function itemsBelow(service: Mapping, path: Path, key: string): readonly (readonly [Path, Tree])[] {
  const list = nodeAt(service, [key]);
  return list?.kind === "sequence" ? list.items.map((item, index) => [[...path, key, index], item] as const) : [];
}

function keysIn(service: Mapping, path: Path, sections: readonly string[]): readonly (readonly [Path, Tree])[] {
  return sections.flatMap((section) => {
    const node = nodeAt(service, [section]);
    return node?.kind === "mapping" ? [...node.entries].map(([key, held]) => [[...path, section, key], held] as const) : [];
  });
}

/** Another value of the same kind. */
function otherThan(path: Path, { value }: Scalar): Plain {
  const key = path.at(-1);
  if (typeof value === "boolean") return !value;
  if (typeof value === "number") return value + 1;
  if (key === "restart") return "on-failure";
  if (key === "mem_limit" || key === "memory") return "64m";
  if (key === "test" || path[2] === "command") return "other";
  if (path[2] === "ports") return key === "protocol" ? "sctp" : "7777";
  if (key === "interval") return "10s";
  if (key === "cpus") return "0.7";
  return typeof key === "number" ? "/other" : "o ther";
}
