import { servicesByName } from "../../compose/model/services.js";
import { pathName, writtenTexts, type WrittenText } from "../../compose/model/written.js";
import { set } from "../../compose/operation.js";
import type { Path } from "../../compose/path.js";
import { patternTable } from "../../compose/path-pattern.js";
import { atValue } from "../../compose/place.js";
import type { PlainScalar } from "../../compose/plain.js";
import { isIpAddress } from "../../compose/short-syntax/port.js";
import type { Scalar, Tree } from "../../compose/tree.js";
import { guessByteSize, guessCpus, guessDuration, isByteSize, parseCpus } from "../../compose/values/amount.js";
import { parseByteSize } from "../../compose/values/byte-size.js";
import { parseDuration } from "../../compose/values/duration.js";
import { isMeantOctal, parseFileMode, writeFileMode } from "../../compose/values/file-mode.js";
import { explainPort } from "../../compose/values/port-fault.js";
import { guessRestart, isRestart } from "../../compose/values/restart.js";
import { defineRule, unsafe, type Severity } from "../rule.js";

/** What is wrong with a value, in words that go on from the key's name; with what was meant, where that is certain. */
interface Fault {
  readonly id: "refused" | "notStarted" | "ignored" | "misread";
  readonly why: string;
  readonly meant?: PlainScalar;
  readonly severity?: Severity;
}

type Check = (value: Scalar, text: string, keys: Path) => Fault | undefined;

const MILLISECOND = 1_000_000n;
const SECOND = 1_000_000_000n;
/** The daemon's `linuxMinMemory`. */
const LEAST_MEMORY = 6 * 1024 * 1024;

const duration: Check = ({ type }, text, [key]) => {
  if (type !== "string") return undefined;
  const length = parseDuration(text);
  if (length === undefined) {
    const why = /^\d+(?:\.\d+)?$/.test(text) ? "has no unit" : "is no duration such as 1m30s";
    return { id: "refused", why: `"${text}" ${why}`, ...meaning(guessDuration(text)) };
  }
  if (key === "healthcheck" && length !== 0n && length < MILLISECOND) return { id: "notStarted", why: `${text} is less than the millisecond that it must be at least` };
  if (key === "stop_grace_period" && length > 0n && length < SECOND) return { id: "misread", why: `${text} counts as 0 seconds, so that the container is killed at once. Write 1s or more` };
  return undefined;
};

const byteSize: Check = ({ type }, text, keys) => {
  const key = pathName(keys);
  if (type === "float") return FRACTIONS.has(key) ? { id: "ignored", why: `${text} is a number with a fraction, so that there is no limit at all. Write a size with a unit, such as 512m` } : undefined;
  if (type === "string" && !isByteSize(text)) return { id: "refused", why: `"${text}" is no size such as 512m or 1.5g`, ...meaning(guessByteSize(text)) };
  const bytes = parseByteSize(text) ?? 0;
  const isLimit = LIMITS.has(key) && bytes !== 0;
  const isReservation = RESERVATIONS.has(key) && bytes > 0;
  if (bytes >= LEAST_MEMORY || !(isLimit || isReservation)) return undefined;
  return { id: "notStarted", why: `${String(bytes)} ${bytes === 1 ? "byte" : "bytes"} is less than Docker's least, 6 MB. Write a size with a unit, such as 512m` };
};

const FRACTIONS: ReadonlySet<string> = new Set(["mem_limit", "memswap_limit", "shm_size"]);
const LIMITS: ReadonlySet<string> = new Set(["mem_limit", "deploy.resources.limits.memory"]);
const RESERVATIONS: ReadonlySet<string> = new Set(["mem_reservation", "deploy.resources.reservations.memory"]);

const cpus: Check = ({ type }, text, [key]) => {
  const number = parseCpus(text);
  // The key of the service is cast before, and the schema's rule tells if that fails.
  if (type === "string" && number === undefined && key !== "cpus") return { id: "refused", why: `"${text}" is no number of CPUs such as 0.5`, ...meaning(guessCpus(text)) };
  return number !== undefined && number < 0 ? { id: "notStarted", why: `${text} is negative` } : undefined;
};

const wholeNumber: Check = ({ type }, text) => (type === "string" && !/^[-+]?\d+$/.test(text) ? { id: "refused", why: `"${text}" is no whole number` } : undefined);

const swappiness: Check = ({ type }, text) => {
  if (type === "string" && !isByteSize(text)) return { id: "refused", why: `"${text}" is no number from 0 to 100`, ...meaning(/^(\d+) ?%$/.exec(text)?.[1]) };
  const number = parseByteSize(text) ?? 0;
  return number < 0 || number > 100 ? { id: "notStarted", why: `${text} is not from 0 to 100` } : undefined;
};

const fileMode: Check = ({ type, value }, text) => {
  if (type === "string" && parseFileMode(text) === undefined) return { id: "refused", why: `"${text}" is no mode in base 8 such as "0440"`, ...meaning(/^0o([0-7]+)$/.exec(text)?.[1]) };
  return decimalMode(value, (octal) => `"${octal}"`, true);
};

/** Unlike that of a secret, it must be a number. */
const tmpfsMode: Check = ({ type, value }, text) => {
  if (type === "string") return { id: "refused", why: `"${text}" is in quotes, and must be a number. Write 0${text.replace(/^0o?/, "")} without them` };
  return decimalMode(value, (octal) => octal, false);
};

function decimalMode(value: PlainScalar, write: (octal: string) => string, isText: boolean): Fault | undefined {
  if (typeof value !== "number" || !isMeantOctal(value)) return undefined;
  const octal = `0${String(value)}`;
  return { id: "misread", why: `${String(value)} is a decimal number, and means the mode ${writeFileMode(value)}. Write ${write(octal)}`, ...(isText ? { meant: octal } : {}) };
}

const restart: Check = ({ type }, text) => (type === "string" && !isRestart(text) ? { id: "notStarted", why: `"${text}" is none of no, always, on-failure and unless-stopped`, ...meaning(guessRestart(text)) } : undefined);

const protocol: Check = (_, text) => (/^(?:tcp|udp|sctp)$/i.test(text) ? undefined : { id: "notStarted", why: `"${text}" is none of tcp, udp and sctp` });

const portMode: Check = (_, text) => (text === "host" || text === "ingress" ? undefined : { id: "ignored", why: `"${text}" is none of host and ingress`, severity: "warning" });

const publishedPort: Check = (_, text) => (text === "" || isPort(text, true) ? undefined : { id: "notStarted", why: `"${text}" is no port from 0 to 65535, nor a range of them` });

const targetPort: Check = ({ type }, text) => (type !== "string" && (text === "0" || !isPort(text, false)) ? { id: "notStarted", why: `${text} is no port from 1 to 65535` } : undefined);

const hostIp: Check = (_, text) => (text === "" || isIpAddress(text) ? undefined : { id: "refused", why: `"${text}" is no IP address` });

const exposedPort: Check = (_, text) => {
  const [ports = "", name = "tcp"] = text.split("/");
  if (ports.includes(":")) return { id: "notStarted", why: `"${text}" names a port of the host, which only \`ports\` can publish` };
  return isPort(ports, true) && /^(?:tcp|udp|sctp)?$/i.test(name) ? undefined : { id: "notStarted", why: `"${text}" is no port, nor a range of them` };
};

function isPort(text: string, mayBeRange: boolean): boolean {
  const numbers = text.split("-");
  return numbers.length <= (mayBeRange ? 2 : 1) && numbers.every((number) => /^\d{1,5}$/.test(number) && Number(number) <= 65_535) && Number(numbers[0]) <= Number(numbers.at(-1));
}

const CHECKS = patternTable<Check>(
  ([
    [duration, ["stop_grace_period", "healthcheck.interval", "healthcheck.timeout", "healthcheck.start_period", "healthcheck.start_interval", "deploy.update_config.delay", "deploy.update_config.monitor",
      "deploy.rollback_config.delay", "deploy.rollback_config.monitor", "deploy.restart_policy.delay", "deploy.restart_policy.window"]],
    [byteSize, ["mem_limit", "mem_reservation", "memswap_limit", "shm_size", "build.shm_size", "deploy.resources.limits.memory", "deploy.resources.reservations.memory", "volumes.*.tmpfs.size",
      "blkio_config.device_read_bps.*.rate", "blkio_config.device_write_bps.*.rate", "blkio_config.device_read_iops.*.rate", "blkio_config.device_write_iops.*.rate"]],
    [cpus, ["cpus", "deploy.resources.limits.cpus", "deploy.resources.reservations.cpus"]],
    [wholeNumber, ["deploy.resources.limits.pids"]],
    [swappiness, ["mem_swappiness"]],
    [fileMode, ["secrets.*.mode", "configs.*.mode"]],
    [tmpfsMode, ["volumes.*.tmpfs.mode"]],
    [restart, ["restart"]],
    [protocol, ["ports.*.protocol"]],
    [hostIp, ["ports.*.host_ip"]],
    [portMode, ["ports.*.mode"]],
    [publishedPort, ["ports.*.published"]],
    [targetPort, ["ports.*.target"]],
    [exposedPort, ["expose.*"]],
  ] as const).flatMap(([check, keys]) => keys.map((key) => [key, check] as const)),
);

/** The schema lets many values pass that Compose cannot bind, that the daemon refuses, or that count as something else. */
export default defineRule({
  category: "validity",
  summary: "A value has a form that Compose refuses, ignores or reads as something else.",
  severity: "error",
  presets: ["recommended", "production", "strict"],
  fixable: "unsafe",
  tags: [],
  references: ["https://docs.docker.com/reference/compose-file/extension/#specifying-durations", "https://docs.docker.com/reference/compose-file/extension/#specifying-byte-values"],
  messages: {
    refused: (data: FaultData) => `Compose refuses \`${data.key}\` of ${data.service}: ${sentence(data)}`,
    notStarted: (data: FaultData) => `Docker will not start ${data.service} with this \`${data.key}\`: ${sentence(data)}`,
    ignored: (data: FaultData) => `\`${data.key}\` of ${data.service} has no effect: ${sentence(data)}`,
    misread: (data: FaultData) => `\`${data.key}\` of ${data.service} is not what it looks like: ${sentence(data)}`,
    port: ({ service, port, why }: { service: string; port: string; why: string }) => `Compose refuses the port "${port}" of ${service}: ${why}`,
    writable: ({ service, text, option }: { service: string; text: string; option: string }) => `${service} can write to "${text}": Compose does not know the option "${option}" and ignores it. Write ro.`,
    option: ({ service, text, option }: { service: string; text: string; option: string }) => `Compose does not know the option "${option}" of the volume "${text}" of ${service}, and ignores it. Take it out, or say it in the long syntax.`,
  },
  check(project, report) {
    const services = servicesByName(project);
    for (const text of writtenTexts(project.tree)) {
      const { node, path, written } = text;
      // Most keys have no check; `ports` and `volumes`, which are looked at as they are written as well, have.
      if (path[2] !== undefined && !CHECKS.below(path[2])) continue;
      const service = path[0] === "services" ? services.get(String(path[1])) : undefined;
      if (!service || service.kind === "provider") continue;
      const about = () => ({ at: atValue(node.origin), service });
      const refused = refusedPort(text);
      if (refused !== undefined) report({ ...about(), message: ["port", { service: service.name, port: refused, why: explainPort(refused) }] });
      for (const option of service.kind === "linux" ? lostOptions(text) : []) {
        const isReadOnly = /^(?:read-?_?only|r|ro)$/i.test(option);
        report({ ...about(), ...(isReadOnly ? {} : { severity: "warning" as const }), message: [isReadOnly ? "writable" : "option", { service: service.name, text: written.text, option }] });
      }
      for (const { value, path: at, check } of checkedValues(text)) {
        const keys = at.slice(2);
        const fault = check(value, String(value.value), keys);
        if (!fault) continue;
        const { meant } = fault;
        report({
          ...about(),
          ...(fault.severity ? { severity: fault.severity } : {}),
          message: [fault.id, { service: service.name, key: pathName(keys), why: fault.why, meant }],
          ...(meant === undefined || value.variables.length > 0 ? {} : { fix: unsafe(`Write ${String(meant)}`, "It is very likely what was meant, and it takes effect from now on.", [set(at, meant)]) }),
        });
      }
    }
  },
});

interface FaultData {
  readonly service: string;
  readonly key: string;
  readonly why: string;
  readonly meant: PlainScalar | undefined;
}

function sentence({ why, meant }: FaultData): string {
  return meant === undefined || why.includes("Write ") ? `${why}.` : `${why}. Write ${String(meant)}.`;
}

function meaning(meant: string | undefined): { readonly meant?: string } {
  return meant === undefined ? {} : { meant };
}

/** A text that stayed one under `ports`: Compose could make no port of it. */
function refusedPort({ node, path }: WrittenText): string | undefined {
  return path.length === 4 && path[2] === "ports" && node.kind === "scalar" && node.known && node.value !== null ? String(node.value) : undefined;
}

/** The words behind the second colon of a volume that Compose drops, without those of old Docker Desktop, which nobody needs any more. */
function lostOptions({ node, path, written }: WrittenText): readonly string[] {
  if (path.length !== 4 || path[2] !== "volumes" || node.kind !== "mapping" || written.text.includes("$")) return [];
  const [, options = ""] = /^(?:[A-Za-z]:[\\/])?[^:]*:[^:]*:([^:/]*)$/.exec(written.text) ?? [];
  return options.split(",").filter((option) => option !== "" && !VOLUME_OPTIONS.has(option));
}

const VOLUME_OPTIONS: ReadonlySet<string> = new Set([
  "ro", "rw", "nocopy", "z", "Z", "private", "rprivate", "shared", "rshared", "slave", "rslave", "cached", "delegated", "consistent",
]);

interface CheckedValue {
  readonly value: Scalar;
  readonly path: Path;
  readonly check: Check;
}

/** The value that a text is, or those that it stands for in short syntax, as far as they are known and there is a check for them. */
function checkedValues({ node, path }: WrittenText): readonly CheckedValue[] {
  const checks = CHECKS.at(path.slice(2));
  if (!checks || node.kind === "sequence") return [];
  if (node.kind === "scalar") return checks.value && isTold(node) ? [{ value: node, path, check: checks.value }] : [];
  const found: CheckedValue[] = [];
  for (const [key, value] of node.entries) {
    const check = checks.below(key)?.value;
    if (check && isTold(value)) found.push({ value, path: [...path, key], check });
  }
  return found;
}

function isTold(node: Tree): node is Scalar {
  return node.kind === "scalar" && node.known && node.value !== null;
}
