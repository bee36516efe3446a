import { assignmentOf, environmentOf } from "../compose/model/assignment.js";
import { programOf } from "../compose/model/program.js";
import type { Service } from "../compose/model/service.js";
import { runsProgram, startedPrograms, type StartedProgram, type StartedWord } from "../compose/model/started-programs.js";
import type { Origin } from "../compose/tree.js";
import { factsThatHold } from "./catalogue/invocation.js";

/** What a program is told about the memory it may use. */
export interface MemorySetting {
  /** As it is written: `-Xmx2g`. */
  readonly setting: string;
  /** What becomes that large: `the heap`. */
  readonly what: string;
  readonly bytes: number;
  /** Whether the program needs more than that besides. Go counts all it has, as its limit does. */
  readonly isPart: boolean;
  readonly origin: Origin;
}

/** What the command and the environment of a service say, of each program what counts in the end. */
export function memorySettingsOf(service: Service): readonly MemorySetting[] {
  const settings = [heapOfJava(service), heapOfNode(service), limitOfGo(service), ...SERVERS.map((server) => settingOfServer(service, server))];
  // To all of them, 0 is no maximum.
  return settings.filter((setting) => setting !== undefined).filter(({ bytes }) => bytes > 0);
}

const [K, M, G, T] = [1024, 1024 ** 2, 1024 ** 3, 1024 ** 4] as const;

type Units = Readonly<Record<string, number>>;

/** All of them binary, in either case. Source: JDK, "The java Command"; MySQL, "Using Options to Set Program Variables". */
const LETTERS: Units = { "": 1, k: K, m: M, g: G, t: T };

/** A size with its unit; nothing if the unit is not among those given. */
function sizeIn(units: Units, digits: string, unit: string): number | undefined {
  const factor = units[unit];
  return factor === undefined ? undefined : Math.trunc(Number(digits) * factor);
}

// Java

const XMX = /(?:^|[\s"'=])(-Xmx(\d+)([kmgt]?)|-XX:MaxHeapSize=(\d+)([kmgt]?))(?![^\s"'])/gi;

/** A command line goes before the two variables that every JVM reads; the third one before all. Source: JDK, `JAVA_TOOL_OPTIONS` in the JVM TI specification and `JDK_JAVA_OPTIONS` in "The java Command". */
function heapOfJava(service: Service): MemorySetting | undefined {
  const variables = environmentOf(service).flatMap(({ name, value, origin }) => {
    const setting = value?.known ? (heapIn({ text: value.value, origin }) ?? heapOfImage(service, name, value.value, origin)) : undefined;
    return setting ? [{ name, setting }] : [];
  });
  const named = (names: readonly string[]): MemorySetting | undefined => variables.find(({ name }) => names.includes(name))?.setting;
  const words = startedPrograms(service).flat().map(heapIn).filter((setting) => setting !== undefined);
  const others = variables.filter(({ name }) => !JVM_VARIABLES.includes(name)).map(({ setting }) => setting);
  return named(["_JAVA_OPTIONS"]) ?? largest(words) ?? largest(others) ?? named(["JDK_JAVA_OPTIONS"]) ?? named(["JAVA_TOOL_OPTIONS"]);
}

const JVM_VARIABLES: readonly string[] = ["_JAVA_OPTIONS", "JDK_JAVA_OPTIONS", "JAVA_TOOL_OPTIONS"];

/** Of several, the last one counts. */
function heapIn({ text, origin }: StartedWord): MemorySetting | undefined {
  if (!/-x/i.test(text)) return undefined;
  const match = [...text.matchAll(XMX)].at(-1);
  const [, setting = "", digits = "", unit = "", otherDigits = "", otherUnit = ""] = match ?? [];
  return match && heap(setting, sizeIn(LETTERS, digits || otherDigits, (unit || otherUnit).toLowerCase()), origin);
}

/** Of some variables, an image's start script makes `-Xmx`. */
function heapOfImage(service: Service, name: string, value: string, origin: Origin): MemorySetting | undefined {
  const names = factsThatHold(service)?.facts.memory?.heapVariables ?? [];
  const [, digits = "", unit = ""] = /^(\d+)([kmg]?)$/i.exec(value) ?? [];
  // The first one of them that is set counts.
  const isFirst = names.find((each) => assignmentOf(each, environmentOf(service))) === name;
  return isFirst && digits !== "" ? heap(`${name}=${value}`, sizeIn(LETTERS, digits, unit.toLowerCase()), origin) : undefined;
}

function heap(setting: string, bytes: number | undefined, origin: Origin): MemorySetting | undefined {
  return bytes === undefined ? undefined : { setting, what: "the heap", bytes, isPart: true, origin };
}

function largest(settings: readonly MemorySetting[]): MemorySetting | undefined {
  return [...settings].sort((a, b) => b.bytes - a.bytes)[0];
}

// Node.js

/** In MiB. Source: Node.js, "Command-line API", `--max-old-space-size`. */
const OLD_SPACE = /(?:^|[\s"'=])(--max[-_]old[-_]space[-_]size[= ](\d+))(?![^\s"'])/g;

/** The command line goes before NODE_OPTIONS. */
function heapOfNode(service: Service): MemorySetting | undefined {
  const words = startedPrograms(service).flatMap((program) => program.map((word, index) => oldSpaceIn({ text: `${word.text} ${program[index + 1]?.text ?? ""}`, origin: word.origin })));
  const options = assignmentOf("NODE_OPTIONS", environmentOf(service));
  return largest(words.filter((setting) => setting !== undefined)) ?? (options?.value?.known ? oldSpaceIn({ text: options.value.value, origin: options.origin }) : undefined);
}

function oldSpaceIn({ text, origin }: StartedWord): MemorySetting | undefined {
  const [, setting = "", digits = ""] = [...text.matchAll(OLD_SPACE)].at(-1) ?? [];
  return digits === "" ? undefined : heap(setting, Number(digits) * M, origin);
}

// Go

/** Source: Go, package runtime, "Environment Variables". */
function limitOfGo(service: Service): MemorySetting | undefined {
  const variable = assignmentOf("GOMEMLIMIT", environmentOf(service));
  const [text = "", digits = "", unit = ""] = variable?.value?.known ? (/^(\d+)([KMGT]i)?B?$/.exec(variable.value.value) ?? []) : [];
  if (!variable || text === "") return undefined;
  return { setting: `GOMEMLIMIT=${text}`, what: "the memory", bytes: Number(digits) * (LETTERS[unit.charAt(0).toLowerCase()] ?? 1), isPart: false, origin: variable.origin };
}

// Servers

interface Server {
  /** What `command` begins with. */
  readonly program: RegExp;
  /** An option with its value behind `=` or in the next word. */
  readonly option: RegExp;
  readonly units: Units;
  readonly what: string;
}

const SERVERS: readonly Server[] = [
  {
    // Without a unit, blocks of 8 kB; units are told apart by case. Source: PostgreSQL, "Parameter Names and Values" and `shared_buffers`.
    program: /^(?:postgres|postmaster)$/,
    option: /^(?:-c ?|--)shared[-_]buffers[= ]'?(\d+(?:\.\d+)?) ?(\w*)'?(?: |$)/i,
    units: { "": 8 * K, B: 1, kB: K, MB: M, GB: G, TB: T },
    what: "the shared buffers",
  },
  {
    program: /^(?:mysqld|mysqld_safe|mariadbd|mariadbd-safe)$/,
    option: /^--(?:loose[-_])?innodb[-_]buffer[-_]pool[-_]size[= ](\d+)(\w*)(?: |$)/i,
    units: { ...LETTERS, K, M, G, T },
    what: "the buffer pool",
  },
  {
    // In either case; without the b they are decimal. Source: Redis, `redis.conf`, "Note on units".
    program: /^(?:redis|valkey|keydb)-server$/,
    option: /^--maxmemory (\d+)(\w*)(?: |$)/i,
    units: { "": 1, b: 1, k: 1000, kb: K, m: 1000 ** 2, mb: M, g: 1000 ** 3, gb: G },
    what: "the data",
  },
  {
    // Source: MongoDB, `--wiredTigerCacheSizeGB`.
    program: /^mongod$/,
    option: /^--wiredTigerCacheSizeGB[= ](\d+(?:\.\d+)?)()(?: |$)/,
    units: { "": G },
    what: "the cache",
  },
  {
    // Source: memcached(1), `-m`.
    program: /^memcached$/,
    option: /^(?:-m ?|--memory-limit[= ])(\d+)()(?: |$)/,
    units: { "": M },
    what: "the cache",
  },
];

function settingOfServer(service: Service, { program: name, option, units, what }: Server): MemorySetting | undefined {
  const programs = startedPrograms(service).filter((program) => runsProgram(program, name) || (program[0]?.text.startsWith("-") === true && getsOptions(service, name)));
  // Of several, the last one counts.
  return programs.flatMap((program) => optionsIn(program, option)).map(({ setting, digits, unit, origin }): MemorySetting | undefined => {
    const bytes = sizeIn(units, digits, unit) ?? sizeIn(units, digits, unit.toLowerCase());
    return bytes === undefined ? undefined : { setting, what, bytes, isPart: true, origin };
  }).findLast((setting) => setting !== undefined);
}

/** Whether the entrypoint of the image puts the program in front of options. */
function getsOptions(service: Service, name: RegExp): boolean {
  const { invocation, facts } = factsThatHold(service)?.image ?? {};
  return !programOf(service).entrypoint && invocation?.options === true && name.test(facts?.pid1?.program ?? "");
}

function optionsIn(program: StartedProgram, option: RegExp): readonly { readonly setting: string; readonly digits: string; readonly unit: string; readonly origin: Origin }[] {
  return program.flatMap(({ text, origin }, index) => {
    const [setting, digits = "", unit = ""] = option.exec(`${text} ${program[index + 1]?.text ?? ""}`) ?? [];
    return setting === undefined ? [] : [{ setting: setting.trim(), digits, unit, origin }];
  });
}
