import { assignmentOf, environmentOf } from "../compose/model/assignment.js";
import { programOf } from "../compose/model/program.js";
import type { Service } from "../compose/model/service.js";
import { runsProgram, startedPrograms, type StartedProgram } from "../compose/model/started-programs.js";
import { knownValue } from "../compose/model/value.js";
import type { Origin } from "../compose/tree.js";
import { factsThatHold } from "./catalogue/invocation.js";

/** A program that answers with several processes, and starts a new one in place of each that dies. */
export interface Workers {
  readonly program: string;
  /** Absent if the program decides by itself, by the number of processors or as load demands. */
  readonly count?: number;
  /** What keeps a worker from growing without end, as an instruction. */
  readonly advice: string;
  /** Where the program is started; absent if the image does it. */
  readonly origin?: Origin;
}

interface Server {
  readonly name: string;
  /** What must stand among its words for it to have workers at all. */
  readonly mode?: RegExp;
  /** An option, with its value in the next word or behind `=`. */
  readonly count: RegExp;
  /** Variables that say the same. */
  readonly variables: readonly string[];
  /** Whether there are several if nobody says how many. */
  readonly isManyByDefault: boolean;
  /** Settings that end a worker in time, or files that may have them. */
  readonly renewal: RegExp;
  readonly advice: string;
}

/** Source: the documentation of each program. */
const SERVERS: readonly Server[] = [
  {
    name: "gunicorn", count: /^(?:-w ?|--workers[= ])(\d+)/, variables: ["WEB_CONCURRENCY"], isManyByDefault: false,
    renewal: /^(?:--max-requests\b|-c\b|--config\b)/, advice: "Let it renew them with --max-requests, or run one in each of several containers.",
  },
  {
    name: "uvicorn", count: /^--workers[= ](\d+)/, variables: ["WEB_CONCURRENCY", "UVICORN_WORKERS"], isManyByDefault: false,
    renewal: /^--limit-max-requests\b/, advice: "Let it renew them with --limit-max-requests, or run one in each of several containers.",
  },
  {
    name: "hypercorn", count: /^(?:-w ?|--workers[= ])(\d+)/, variables: [], isManyByDefault: false,
    renewal: /^(?:--max-requests\b|-c\b|--config\b)/, advice: "Let it renew them with --max-requests, or run one in each of several containers.",
  },
  { name: "puma", count: /^(?:-w ?|--workers[= ])(\d+)/, variables: ["WEB_CONCURRENCY"], isManyByDefault: false, renewal: /^(?:-C\b|--config\b)/, advice: "Run one in each of several containers." },
  {
    name: "celery", mode: /^worker$/, count: /^(?:-c ?|--concurrency[= ]|--autoscale[= ])(\d+)/, variables: [], isManyByDefault: true,
    renewal: /^(?:--max-memory-per-child\b|--max-tasks-per-child\b|(?:-P|--pool[= ])(?! ?(?:prefork|processes)))/, advice: "Set --max-memory-per-child, or run one in each of several containers (--concurrency=1).",
  },
  {
    name: "uwsgi", count: /^(?:-p ?|--processes[= ]|--workers[= ])(\d+)/, variables: ["UWSGI_PROCESSES", "UWSGI_WORKERS"], isManyByDefault: false,
    renewal: /^--(?:max-requests|reload-on-rss|evil-reload-on-rss)\b/, advice: "Let it renew them with --reload-on-rss, or run one in each of several containers.",
  },
];

/** The workers of a service; nothing if there is one, if they are renewed, or if that is not known. */
export function workersOf(service: Service): Workers | undefined {
  const programs = startedPrograms(service);
  for (const server of SERVERS) {
    const program = programs.find((words) => runsProgram(words, new RegExp(`^${server.name}$`)) && (!server.mode || runsProgram(words, server.mode)));
    if (program) return workersIn(service, server, program);
  }
  return phpWorkersOf(service, programs);
}

function workersIn(service: Service, { name, count: option, variables, isManyByDefault, renewal, advice }: Server, program: StartedProgram): Workers | undefined {
  const origin = program[0]?.origin;
  // What nobody knows may say anything.
  if (!origin || program.some(({ text }) => text === "")) return undefined;
  const pairs = program.map(({ text }, index) => `${text} ${program[index + 1]?.text ?? ""}`);
  if (pairs.some((pair) => renewal.test(pair))) return undefined;
  const given = pairs.map((pair) => option.exec(pair)?.[1]).findLast((digits) => digits !== undefined) ?? variables.map((variable) => knownValue(assignmentOf(variable, environmentOf(service))?.value)).find((value) => value !== undefined);
  const count = given === undefined ? undefined : Number(given);
  if (count === undefined) return isManyByDefault ? { program: name, advice, origin } : undefined;
  return count > 1 ? { program: name, count, advice, origin } : undefined;
}

/** PHP-FPM of the official images starts up to five. Source: PHP, `www.conf`. */
function phpWorkersOf(service: Service, programs: readonly StartedProgram[]): Workers | undefined {
  const isImage = !service.isBuilt && factsThatHold(service)?.facts.pid1?.program === "php-fpm" && programs.length === 0 && !programOf(service).entrypoint;
  const program = programs.find((words) => runsProgram(words, /^php-fpm[\d.]*$/));
  const isConfigured = !service.mountsComplete || service.mounts.some(({ target }) => target.includes("php-fpm"));
  if ((!isImage && !program) || isConfigured) return undefined;
  const origin = program?.[0]?.origin;
  return { program: "php-fpm", advice: "Keep pm.max_children times memory_limit of PHP below it.", ...(origin ? { origin } : {}) };
}
