import { parse } from "yaml";
import { presetConfiguration } from "../../../packages/core/src/engine/configuration.js";
import { fixProjects } from "../../../packages/core/src/engine/fix.js";

/** A service as our own fix has left it, as far as it says how a container is run. Read from the text, with nothing of ours in between. */
export interface FixedService {
  readonly image: string;
  readonly user?: string;
  readonly command?: readonly string[];
  readonly hostname?: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly volumes: readonly Volume[];
  readonly readOnly: boolean;
  /** `/run:size=16m` */
  readonly tmpfs: readonly string[];
  readonly capDrop: readonly string[];
  readonly capAdd: readonly string[];
  readonly noNewPrivileges: boolean;
  readonly init: boolean;
  readonly sharedMemory?: string;
  readonly pidsLimit?: number;
  readonly sysctls: Readonly<Record<string, string>>;
  readonly probe?: readonly string[];
  readonly stopSignal?: string;
  /** In seconds. */
  readonly gracePeriod: number;
}

export interface Volume {
  readonly kind: "named" | "bind";
  readonly target: string;
}

/** Everything that our fixer can do to a Compose file: safe or not, with the strictest rules. */
export function fixed(text: string): FixedService {
  const path = "/project/compose.yaml";
  const { files, failures } = fixProjects({ read: (each) => (each === path ? Buffer.from(text) : undefined) }, [{ files: [path] }], presetConfiguration("strict"), { unsafe: true });
  if (failures.length > 0) throw new Error(`Rules failed: ${failures.map(({ rule, error }) => `${rule}: ${String(error)}`).join(", ")}`);
  return readService(files[0]?.after ?? text);
}

/** Keys that change nothing here: what Docker does with the container from outside. */
const WITHOUT_EFFECT = new Set(["restart", "logging", "networks", "ports", "oom_score_adj", "mem_limit", "memswap_limit", "cpus"]);

function readService(text: string): FixedService {
  const [written] = Object.values(mapping(mapping(parse(text))["services"]));
  const keys = new Map(Object.entries(mapping(written)).filter(([key]) => !WITHOUT_EFFECT.has(key)));
  const take = (key: string): unknown => {
    const value = keys.get(key);
    keys.delete(key);
    return value;
  };
  const [user, hostname, sharedMemory, stopSignal] = [take("user"), take("hostname"), take("shm_size"), take("stop_signal")].map(textOrNothing);
  const command = take("command");
  const pidsLimit = take("pids_limit");
  const probe = mapping(take("healthcheck") ?? {})["test"];
  const service: FixedService = {
    image: string(take("image")),
    ...(user === undefined ? {} : { user }),
    ...(command === undefined ? {} : { command: strings(command) }),
    ...(hostname === undefined ? {} : { hostname }),
    environment: texts(take("environment")),
    volumes: strings(take("volumes") ?? []).map(volume),
    readOnly: take("read_only") === true,
    tmpfs: strings(take("tmpfs") ?? []),
    capDrop: strings(take("cap_drop") ?? []),
    capAdd: strings(take("cap_add") ?? []),
    noNewPrivileges: strings(take("security_opt") ?? []).map(isNoNewPrivileges).includes(true),
    init: take("init") === true,
    ...(sharedMemory === undefined ? {} : { sharedMemory }),
    ...(pidsLimit === undefined ? {} : { pidsLimit: Number(pidsLimit) }),
    sysctls: texts(take("sysctls")),
    ...(probe === undefined ? {} : { probe: typeof probe === "string" ? ["CMD-SHELL", probe] : strings(probe) }),
    ...(stopSignal === undefined ? {} : { stopSignal }),
    gracePeriod: seconds(string(take("stop_grace_period") ?? "10s")),
  };
  if (keys.size > 0) throw new Error(`The fixed service has keys that the harness does not know: ${[...keys.keys()].join(", ")}. It has to learn what they do to a container.`);
  return service;
}

function mapping(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new Error(`Not a mapping: ${JSON.stringify(value)}`);
  return value as Readonly<Record<string, unknown>>;
}

function string(value: unknown): string {
  if (typeof value !== "string" && typeof value !== "number") throw new Error(`Not a text: ${JSON.stringify(value)}`);
  return String(value);
}

function textOrNothing(value: unknown): string | undefined {
  return value === undefined ? undefined : string(value);
}

function strings(value: unknown): readonly string[] {
  if (!Array.isArray(value)) throw new Error(`Not a list: ${JSON.stringify(value)}`);
  return value.map(string);
}

function texts(value: unknown): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(mapping(value ?? {})).map(([name, text]) => [name, string(text)]));
}

function volume(text: string): Volume {
  const [source = "", target] = text.split(":");
  if (target === undefined) throw new Error(`Not a volume with a source: ${text}`);
  return { kind: source.startsWith(".") ? "bind" : "named", target };
}

function isNoNewPrivileges(option: string): true {
  if (/^no-new-privileges(?:[=:]true)?$/.test(option)) return true;
  throw new Error(`The harness does not know the security option ${option}.`);
}

function seconds(duration: string): number {
  const [, minutes = "0", rest = "0"] = /^(?:(\d+)m)?(?:(\d+)s)?$/.exec(duration) ?? [];
  return Number(minutes) * 60 + Number(rest);
}
