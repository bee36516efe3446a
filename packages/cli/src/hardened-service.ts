import type { Project } from "@compose-lint/core";
import { capabilitiesNeeded, factsThatHold, holdsNoCapability, tmpfsFor, trustIn, type FactName, type Facts, type Grounds, type WrittenPath } from "@compose-lint/core/images";
import { occasionText, sentences } from "./report/fact-words.js";
import { wrap } from "./report/wrap.js";

type Service = Project["services"][number];

/** A part of a service, of what is known of one thing about its image. */
interface Part {
  /** Below the service. */
  readonly lines?: readonly string[];
  /** Names of volumes. */
  readonly volumes?: readonly string[];
  /** Names of secrets. */
  readonly secrets?: readonly string[];
  /** What is not written, and why. */
  readonly leftOut?: string;
}

/**
 * A file with one service that holds all that is known of an image to make it safer, and nothing that is only believed. What was neither run
 * nor plainly declared is marked.
 * @param image its name, as it is to be written.
 * @param serviceOf reads a service of that image as core does, with a user of its own or none.
 */
export function hardenedService(image: string, serviceOf: (user?: string) => Service): string {
  const plain = serviceOf();
  const given = factsThatHold(plain)?.facts ?? {};
  const other = betterUser(given);
  const service = other ? serviceOf(other.user) : plain;
  const facts = factsThatHold(service)?.facts ?? {};
  const parts: readonly Part[] = [
    { lines: [`image: ${scalar(image)}`] },
    other ? { lines: remarked(`user: ${JSON.stringify(other.user)}`, mark("otherUser", other), other.note) } : {},
    secretsPart(facts),
    dataPart(service, facts),
    probePart(facts),
    stopPart(facts),
    readOnlyPart(facts, other?.user),
    capabilitiesPart(service, facts),
    privilegesPart(facts),
    memoryPart(facts),
  ];
  const leftOut = parts.flatMap((part) => part.leftOut ?? []);
  const volumes = parts.flatMap((part) => part.volumes ?? []);
  const secrets = parts.flatMap((part) => part.secrets ?? []);
  const lines = [
    "services:",
    `  ${scalar(service.name)}:`,
    ...[...parts.flatMap((part) => part.lines ?? []), ...leftOut.flatMap((reason) => wrap(`Left out: ${reason}.`.split(" "), WIDTH).map((words) => `# ${words.join(" ")}`))].map((line) => `    ${line}`),
    ...(volumes.length > 0 ? ["", "volumes:", ...volumes.map((name) => `  ${name}:`)] : []),
    ...(secrets.length > 0 ? ["", "secrets:", ...secrets.flatMap((name) => [`  ${name}:`, ...remarked(`    file: ./secrets/${name}.txt`, "whoever the container runs as has to be able to read it")])] : []),
  ];
  return lines.map((line) => `${line}\n`).join("");
}

const SURENESS: readonly Grounds["confidence"][] = ["inferred", "documented", "read", "ran"];

/** Another user than root that needs no capability, if that is no less sure than what the change of user from root needs. */
function betterUser({ user, drop, otherUser, capabilities }: Facts): Facts["otherUser"] {
  if (!otherUser || otherUser.confidence === "inferred" || user?.starts !== "root") return undefined;
  const leavesRoot = drop?.who === "everything" && capabilities !== undefined;
  return leavesRoot && SURENESS.indexOf(otherUser.confidence) < SURENESS.indexOf(capabilities.confidence) ? undefined : otherUser;
}

/** The first credential; what is true of the others is said beside it. */
function secretsPart({ secrets }: Facts): Part {
  if (!secrets?.fileVariable) return {};
  const { credentials = [], fromFile = [], fileVariable } = secrets;
  const [first, ...others] = credentials.filter((name) => !name.includes("*") && fromFile.some((pattern) => covers(pattern, name)));
  if (first === undefined) return {};
  if (secrets.confidence === "inferred") return { leftOut: `${fileVariable.replace("*", first)}, which is only believed` };
  const name = first.toLowerCase();
  const variable = (of: string): string => fileVariable.replace("*", of);
  return {
    lines: ["environment:", ...remarked(`  ${variable(first)}: /run/secrets/${name}`, mark("secrets", secrets), others.length > 0 && `in the same way: ${others.map(variable).join(", ")}`), "secrets:", `  - ${name}`],
    secrets: [name],
  };
}

function covers(pattern: string, name: string): boolean {
  const [start = "", ...rest] = pattern.split("*");
  return rest.length === 0 ? name === pattern : name.startsWith(start) && rest.every((part) => name.includes(part));
}

function dataPart({ name }: Service, { data }: Facts): Part {
  if (!data || data.folders.length === 0) return {};
  if (data.confidence === "inferred") return { leftOut: `a volume for ${data.folders.map(({ path }) => path).join(", ")}, which is only believed to be its data` };
  const volumes = data.folders.map(({ path }) => ({ path, volume: `${name}-${data.folders.length === 1 ? "data" : path.slice(1).replaceAll("/", "-")}` }));
  return { lines: ["volumes:", ...volumes.flatMap(({ path, volume }) => remarked(`  - ${volume}:${path}`, mark("data", data)))], volumes: volumes.map(({ volume }) => volume) };
}

function probePart({ healthcheck, probe, firstStart }: Facts): Part {
  if (healthcheck?.declared) return {};
  if (!probe) return { leftOut: "healthcheck, because no probe is known" };
  if (probe.confidence === "inferred") return { leftOut: `healthcheck, because the probe is only believed to work: ${JSON.stringify(probe.test)}` };
  const startPeriod = probe.startPeriod ?? (firstStart?.confidence === "inferred" ? undefined : firstStart?.takes);
  const times = { interval: probe.interval, timeout: probe.timeout, start_period: startPeriod };
  return {
    lines: [
      "healthcheck:",
      ...remarked(`  test: [${probe.test.map((word) => JSON.stringify(resolved(word))).join(", ")}]`, mark("probe", probe), probe.note),
      ...Object.entries(times).flatMap(([key, time]) => (time === undefined ? [] : [`  ${key}: ${time}`])),
    ],
  };
}

/** The variables of a service that sets none of them: `${NAME:-default}` is its default. */
function resolved(word: string): string {
  const inner = word.replace(/\$\{\w+:-([^${}]*)\}/g, "$1");
  return inner === word ? word : resolved(inner);
}

/** The signal is in the image. */
function stopPart({ stop }: Facts): Part {
  if (!stop?.gracePeriod || stop.gracePeriod === DOCKER_WAITS) return {};
  if (stop.confidence === "inferred") return { leftOut: `stop_grace_period, because ${stop.gracePeriod} is only believed` };
  return { lines: remarked(`stop_grace_period: ${stop.gracePeriod}`, mark("stop", stop), stop.because) };
}

const DOCKER_WAITS = "10s";

function readOnlyPart({ files, data }: Facts, user: string | undefined): Part {
  if (!files || files.readOnlyRoot === "unknown") return { leftOut: "read_only, because it is not known where else the image writes" };
  if (files.readOnlyRoot === "fails") return { leftOut: `read_only, with which the image ${files.confidence === "inferred" ? "is believed to fail" : "fails"}` };
  if (files.confidence === "inferred" || !data || data.confidence === "inferred") return { leftOut: "read_only, because it is only believed where the image writes" };
  const { writes = [] } = files;
  return {
    lines: [
      ...remarked("read_only: true", mark("files", files), files.note),
      ...(writes.length > 0 ? ["tmpfs:", ...writes.flatMap((written) => remarked(`  - ${tmpfsFor(ownedBy(user, written))}`, written.holds))] : []),
    ],
  };
}

/** A tmpfs belongs to root, unless it says otherwise; only to /tmp everybody may write. */
function ownedBy(user: string | undefined, written: WrittenPath): WrittenPath {
  const [, uid, gid] = /^(\d+)(?::(\d+))?$/.exec(user ?? "") ?? [];
  if (uid === undefined || written.path === "/tmp") return written;
  return { ...written, uid: Number(uid), ...(gid === undefined ? {} : { gid: Number(gid) }) };
}

function capabilitiesPart(service: Service, facts: Facts): Part {
  const { user, capabilities } = facts;
  if (holdsNoCapability(service, facts) && (service.user ?? (user && user.confidence !== "inferred"))) {
    return { lines: ["cap_drop:", ...remarked("  - ALL", user && mark("user", user), "another user than root holds none")] };
  }
  if (!capabilities) return { leftOut: "cap_drop, because it is not known what the image needs" };
  const needs = capabilitiesNeeded(service, facts);
  if (capabilities.confidence === "inferred") return { leftOut: `cap_drop, because it is only believed that the image needs ${needs.map(({ capability }) => capability).join(", ") || "none"}` };
  return {
    lines: [
      "cap_drop:",
      ...remarked("  - ALL", mark("capabilities", capabilities)),
      ...(needs.length > 0 ? ["cap_add:", ...needs.flatMap((need) => remarked(`  - ${need.capability}`, `${occasionText(need)}: ${need.because}`))] : []),
    ],
  };
}

function privilegesPart({ capabilities }: Facts): Part {
  switch (capabilities?.noNewPrivileges) {
    case "harmless":
      return capabilities.confidence === "inferred" ? { leftOut: "no-new-privileges, which is only believed to be harmless" } : { lines: ["security_opt:", ...remarked("  - no-new-privileges=true", mark("capabilities", capabilities))] };
    case "harmful":
      return { leftOut: "no-new-privileges, which does harm here" };
    case undefined:
      return { leftOut: "no-new-privileges, because it is not known whether it does harm here" };
  }
}

function memoryPart({ memory }: Facts): Part {
  if (memory?.shared === undefined) return {};
  if (memory.confidence === "inferred") return { leftOut: `shm_size, because it is only believed to need ${memory.shared}` };
  return { lines: remarked(`shm_size: ${memory.shared}`, mark("memory", memory), memory.note) };
}

/** What a reader has to know of a fact that no fix would rest on unread. */
function mark(name: FactName, grounds: Grounds): string | undefined {
  return trustIn(name, grounds) === "safe" ? undefined : `${grounds.confidence}, not run`;
}

/** A line and what is to be said of it: behind it, or above where that would be too wide. */
function remarked(line: string, ...parts: readonly (string | false | undefined)[]): readonly string[] {
  const remark = sentences(...parts);
  if (remark === "") return [line];
  if (line.length + remark.length < WIDTH) return [`${line} # ${remark}`];
  const indent = /^ */.exec(line)?.[0] ?? "";
  return [...wrap(remark.split(" "), WIDTH - indent.length).map((words) => `${indent}# ${words.join(" ")}`), line];
}

const WIDTH = 100;

/** A text in YAML, in quotes only if they may be needed. */
function scalar(text: string): string {
  return /^[a-z][\w./@-]*(?::[\w.-]+)*(?:@sha256:[\da-f]+)?$/i.test(text) && !/^(?:true|false|null|yes|no|on|off|y|n)$/i.test(text) ? text : JSON.stringify(text);
}
