import type { SourceFile } from "../../text/source-file.js";
import type { Path } from "../path.js";
import { entriesOf, itemsOf, nodeAt, textOf, type Mapping, type Origin, type Tree } from "../tree.js";
import { awaitedServices, isOneOff } from "./job.js";
import { readMounts, type Mount } from "./mount.js";
import { readPorts, type Port } from "./port.js";
import { asByteSize, asFlag, asNumber, asText, readerOf, readTexts, type Value } from "./value.js";

/**
 * A service as Docker would run it: one spelling per meaning, every value with its origin. Absent values are undefined. What only some
 * rules ask for is read on demand by functions of the files beside this one: `healthcheckOf(service)`, `environmentOf(service)` ….
 */
export interface Service {
  readonly name: string;
  readonly path: Path;
  /** The service's own key and body. */
  readonly origin: Origin;
  readonly tree: Mapping;
  /** What runs it: a Linux container, a Windows container, or a provider that is no container at all. */
  readonly kind: "linux" | "windows" | "provider";
  /** False for a fragment whose other half stands elsewhere (no image, no build, or `extends`): what is absent here may be there. */
  readonly complete: boolean;
  /** Runs once and ends, such as a migration: rules about long-running services do not concern it. */
  readonly isJob: boolean;
  readonly image: Value<string> | undefined;
  readonly isBuilt: boolean;
  /** What it is built from, if that is a file of its own and could be read. */
  readonly dockerfile: SourceFile | undefined;
  readonly user: Value<string> | undefined;
  readonly readOnly: Value<boolean> | undefined;
  readonly privileged: Value<boolean> | undefined;
  /** In bytes; 0 counts as not set. */
  readonly memoryLimit: Value<number> | undefined;
  /** Memory plus swap, in bytes; -1 is unlimited. */
  readonly memorySwapLimit: Value<number> | undefined;
  /** Processes and threads; 0 and less limit nothing. */
  readonly pidsLimit: Value<number> | undefined;
  /** As written; `programOf` has it in milliseconds. */
  readonly stopGracePeriod: Value<string> | undefined;
  /** In any spelling; `normalizeCapability` gives a capability its one name. */
  readonly capDrop: readonly Value<string>[];
  readonly capAdd: readonly Value<string>[];
  readonly securityOptions: readonly Value<string>[];
  readonly mounts: readonly Mount[];
  /** False if a mount depends on a variable that nobody set. */
  readonly mountsComplete: boolean;
  readonly ports: readonly Port[];
  readonly logging: Logging;
  /** The value at keys below the service, in the effective tree. */
  get(...keys: readonly (string | number)[]): Tree | undefined;
}

export interface Logging {
  /** The `logging` key itself, whatever it holds. */
  readonly node: Tree | undefined;
  readonly driver: Value<string> | undefined;
  readonly maxSize: Value<string> | undefined;
  readonly maxFile: Value<string> | undefined;
}

/** The services of an effective configuration. What has the wrong shape is left out: the schema has reported it. */
export function modelServices(tree: Mapping): readonly Service[] {
  const services = tree.entries.get("services");
  if (services?.kind !== "mapping") return [];
  const awaited = awaitedServices(services);
  const onWindows = usesWindowsNetwork(tree);
  return [...services.entries].flatMap(([name, node]) => (node.kind === "mapping" ? [modelService(name, node, awaited.has(name), onWindows)] : []));
}

function modelService(name: string, tree: Mapping, awaited: boolean, onWindows: boolean): Service {
  const path: Path = ["services", name];
  const read = readerOf(tree, path);
  const { mounts, complete: mountsComplete } = readMounts(tree, path);
  const has = (key: string): boolean => tree.entries.has(key);
  return {
    name,
    path,
    origin: tree.origin,
    tree,
    kind: has("provider") ? "provider" : onWindows || isWindows(tree) ? "windows" : "linux",
    complete: (has("image") || has("build") || has("provider")) && !has("extends"),
    isJob: isOneOff(tree, awaited),
    isBuilt: has("build"),
    mounts,
    mountsComplete,
    ports: readPorts(tree, path),
    capDrop: readTexts(tree, path, ["cap_drop"]),
    capAdd: readTexts(tree, path, ["cap_add"]),
    securityOptions: readTexts(tree, path, ["security_opt"]),
    logging: {
      node: tree.entries.get("logging"),
      driver: read(asText, "logging", "driver"),
      maxSize: read(asText, "logging", "options", "max-size"),
      maxFile: read(asText, "logging", "options", "max-file"),
    },
    image: read(asText, "image"),
    dockerfile: undefined,
    user: read(asText, "user"),
    readOnly: read(asFlag, "read_only"),
    privileged: read(asFlag, "privileged"),
    memoryLimit: read(asByteSize, "mem_limit") ?? read(asByteSize, "deploy", "resources", "limits", "memory"),
    memorySwapLimit: read(asByteSize, "memswap_limit"),
    pidsLimit: read(asNumber, "pids_limit") ?? read(asNumber, "deploy", "resources", "limits", "pids"),
    stopGracePeriod: read(asText, "stop_grace_period"),
    get: (...keys) => nodeAt(tree, keys),
  };
}

/** Microsoft's base images, and the words that Windows images carry in their tags. */
const WINDOWS_IMAGE = /windowsservercore|nanoserver|^mcr\.microsoft\.com\/windows\//;

/** How a swarm is told to use only nodes with Windows. */
const WINDOWS_NODE = /^node\.platform\.os\s*==\s*windows$/i;

/** `isolation` exists only on Windows hosts. */
function isWindows(tree: Mapping): boolean {
  const lowered = (key: string): string => {
    const node = tree.entries.get(key);
    return node?.kind === "scalar" && typeof node.value === "string" ? node.value.toLowerCase() : "";
  };
  const constraints = itemsOf(nodeAt(tree, ["deploy", "placement", "constraints"]));
  return (
    tree.entries.has("isolation") ||
    lowered("platform").startsWith("windows") ||
    WINDOWS_IMAGE.test(lowered("image")) ||
    constraints.some((item) => WINDOWS_NODE.test(textOf(item) ?? "")) ||
    itemsOf(tree.entries.get("volumes")).some((item) => WINDOWS_TARGET.test(writtenTarget(item)))
  );
}

/** A path in the container that only Windows knows: `c:\logs`, also behind a source that depends on a variable. A drive of the host alone tells nothing. */
const WINDOWS_TARGET = /(?:^|:)[a-z]:\\[^:]*(?::r[ow])?$/i;

function writtenTarget(volume: Tree): string {
  const { node } = volume.origin;
  return textOf(nodeAt(volume, ["target"])) ?? (node.kind === "scalar" ? node.text : "");
}

/** The network that Docker makes by itself on Windows, and nowhere else. Source: Docker's documentation of Windows network drivers. */
function usesWindowsNetwork(tree: Mapping): boolean {
  return [...entriesOf(tree.entries.get("networks"))].some(([key, node]) => textOf(nodeAt(node, ["external"])) === "true" && (textOf(nodeAt(node, ["name"])) ?? key) === "nat");
}
