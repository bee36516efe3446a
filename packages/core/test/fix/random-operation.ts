import { append, arrange, copy, insert, remove, rename, respell, set, type Operation } from "../../src/compose/operation.js";
import type { Path } from "../../src/compose/path.js";
import type { Plain } from "../../src/compose/plain.js";
import { nodeAt, type Mapping, type Scalar, type Tree } from "../../src/compose/tree.js";
import type { Dice } from "./print-file.js";

/** An operation of one of the kinds below, such as a rule could ask for. */
export interface RandomOperation {
  readonly kind: string;
  readonly operations: readonly Operation[];
}

type Draw = (service: Mapping, path: Path, dice: Dice) => Operation | readonly Operation[] | undefined;

/** What may be asked of a service: each draws something that makes sense for what is there, or nothing. */
const KINDS: Readonly<Record<string, Draw>> = {
  "set a present value": (service, path, dice) => {
    const [at, scalar] = draw(scalarsBelow(service, path), dice) ?? [];
    return at && scalar && set(at, otherThan(at, scalar));
  },
  "set a new key": (service, path, dice) => {
    const [key, value] = dice.pick<readonly [string, Plain]>(["init", true], ["shm_size", "64m"], ["platform", "linux/amd64"], ["x-new", "a: b"], ["stop_grace_period", "30s"], ["cpus", 0.5]);
    return service.entries.has(key) ? undefined : set([...path, key], value);
  },
  "set a new section": (service, path, dice) => {
    const [key, value] = dice.pick<readonly [string, Plain]>(["x-new", { a: "1", b: ["c"] }], ["sysctls", { "net.core.somaxconn": "1024" }], ["devices", ["/dev/fuse"]], ["cap_add", ["A", "B"]], ["blkio_config", { weight: 300 }]);
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
  "say more in a short form": (service, path, dice) => {
    const [section, ...rest] = dice.pick<readonly [string, ...string[]]>(["ports", "host_ip", "127.0.0.1"], ["ports", "mode", "host"], ["ports", "app_protocol", "http"], ["volumes", "read_only", ""], ["volumes", "consistency", "cached"], ["secrets", "uid", "7"], ["env_file", "format", "raw"]);
    const [key = "", value = ""] = rest;
    const [at, item] = draw(itemsBelow(service, path, section), dice) ?? [];
    return at && item && set([...at, key], value === "" ? true : value);
  },
  "say more about a name": (service, path, dice) => {
    const [section, key, value] = dice.pick<readonly [string, string, Plain]>(["depends_on", "condition", "service_completed_successfully"], ["depends_on", "restart", true], ["networks", "priority", 5]);
    const names = nodeAt(service, [section]);
    const name = names?.kind === "mapping" ? draw([...names.entries.keys()], dice) : undefined;
    return name === undefined ? undefined : set([...path, section, name, key], value);
  },
  "set an item": (service, path, dice) => {
    const [key, value] = drawList(dice);
    const [at] = draw(itemsBelow(service, path, key), dice) ?? [];
    return at && set(at, value);
  },
  "append an item": (service, path, dice) => {
    const [key, value] = drawList(dice);
    return nodeAt(service, [key])?.kind === "sequence" ? append([...path, key], value) : undefined;
  },
  "append to a new list": (service, path, dice) => {
    const [key, value] = drawList(dice);
    return nodeAt(service, [key]) ? undefined : append([...path, key], value);
  },
  "insert an item": (service, path, dice) => {
    const [key, value] = drawList(dice);
    const [at] = draw(itemsBelow(service, path, key), dice) ?? [];
    return at && insert(at, value);
  },
  "remove a key": (service, path, dice) => {
    const key = draw([...service.entries.keys()].filter((name) => name !== "image"), dice);
    return key === undefined ? undefined : remove([...path, key]);
  },
  "remove a deep key": (service, path, dice) => {
    const [at] = draw(keysIn(service, path, ["environment", "labels", "depends_on", "networks", "logging", "deploy", "healthcheck", "build"]), dice) ?? [];
    return at && remove(at);
  },
  "remove an item": (service, path, dice) => {
    const [key] = drawList(dice);
    const [at] = draw(itemsBelow(service, path, key), dice) ?? [];
    return at && remove(at);
  },
  "rename a key": (service, path, dice) => {
    const key = draw(RENAMED.filter((name) => service.entries.has(name)), dice);
    return key === undefined ? undefined : rename([...path, key], "x-renamed");
  },
  "rename a deep key": (service, path, dice) => {
    const [at] = draw(keysIn(service, path, ["environment", "labels"]), dice) ?? [];
    return at && rename(at, "re named");
  },
  "copy a value": (service, path, dice) => {
    const [at] = draw(scalarsBelow(service, path).filter(([from]) => typeof from.at(-1) === "string"), dice) ?? [];
    return at && copy(at, [...path, dice.pick("x-copy", "x-other")], dice.chance(50) ? { after: "image" } : {});
  },
  "arrange keys": (service, path, dice) => {
    const keys = [...service.entries.keys()];
    return keys.length < 2 ? undefined : arrange(path, dice.chance(50) ? keys.toReversed() : keys.slice(1, 3).reverse());
  },
  "arrange items": (service, path, dice) => {
    const lists = ["cap_drop", "dns", "ports", "volumes", "tmpfs", "env_file", "command"].filter((key) => (nodeAt(service, [key])?.kind === "sequence" ? itemsBelow(service, path, key).length > 1 : false));
    const key = draw(lists, dice);
    const count = key === undefined ? 0 : itemsBelow(service, path, key).length;
    return key === undefined ? undefined : arrange([...path, key], dice.chance(50) ? [...Array(count).keys()].reverse() : [count - 1]);
  },
  "put in quotes": (service, path, dice) => {
    const [at, scalar] = draw(scalarsBelow(service, path).filter(([, { type, variables }]) => type === "string" && variables.length === 0), dice) ?? [];
    return at && scalar && respell(at, "quoted");
  },
  "escape variables": (service, path, dice) => {
    const [at, scalar] = draw(scalarsBelow(service, path).filter(([where, { variables }]) => variables.length > 0 && ["hostname", "mem_limit", "image", "environment", "labels"].includes(String(where[2]))), dice) ?? [];
    const text = scalar?.origin.node.kind === "scalar" ? scalar.origin.node.text : "";
    return at && scalar && respell(at, "escaped", /^[A-Za-z.]+=/.test(text) ? text.slice(text.indexOf("=") + 1) : text);
  },
  "two at once": (service, path, dice) => {
    const key = draw([...service.entries.keys()].filter((name) => name !== "image"), dice);
    if (key === undefined || service.entries.has("x-new")) return undefined;
    return dice.pick<readonly Operation[]>(
      [remove([...path, key]), set([...path, "x-new"], "a")],
      [set([...path, "x-new", "a"], "b"), set([...path, "x-new", "c", "d"], "e")],
      [append([...path, "x-new"], "a"), append([...path, "x-new"], "b")],
      [arrange(path, [key]), append([...path, "x-new"], "a")],
    );
  },
};

/** Keys whose values mean the same under a name that Compose does not know: it knows no other spelling of them. */
const RENAMED = ["x-custom", "x-custom", "restart", "hostname", "read_only", "cap_drop", "user"];

/** What may be asked of the project as a whole. */
const PROJECT_KINDS: Readonly<Record<string, readonly Operation[]>> = {
  "declare a volume": [set(["volumes", "declared"], {})],
  "declare a network": [set(["networks", "declared"], { internal: true })],
  "declare a secret": [set(["secrets", "declared"], { file: "./declared.txt" })],
  "say more about a volume": [set(["volumes", "data", "name"], "named")],
};

export const OPERATION_KINDS: readonly string[] = [...Object.keys(KINDS), ...Object.keys(PROJECT_KINDS)];

/** Draws an operation of the given kind on one of the services; nothing if none has what it takes. */
export function randomOperation(tree: Mapping, kind: string, dice: Dice): RandomOperation | undefined {
  const ofProject = PROJECT_KINDS[kind];
  if (ofProject) return ofProject.some(({ path }) => nodeAt(tree, path)) ? undefined : { kind, operations: ofProject };
  const services = nodeAt(tree, ["services"]);
  const name = services?.kind === "mapping" ? draw([...services.entries.keys()], dice) : undefined;
  const service = name === undefined ? undefined : nodeAt(tree, ["services", name]);
  if (name === undefined || service?.kind !== "mapping") return undefined;
  const drawn = KINDS[kind]?.(service, ["services", name], dice);
  return drawn === undefined ? undefined : { kind, operations: "kind" in drawn ? [drawn] : drawn };
}

function draw<T>(options: readonly T[], dice: Dice): T | undefined {
  const [first, ...others] = options;
  return first === undefined ? undefined : dice.pick<T>(first, ...others);
}

function drawList(dice: Dice): readonly [key: string, item: string] {
  return dice.pick<readonly [string, string]>(["cap_drop", "ALL"], ["dns", "4.4.4.4"], ["tmpfs", "/new"], ["ports", "7000:7000"], ["volumes", "./new:/new"], ["env_file", "new.env"], ["security_opt", "no-new-privileges"]);
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
