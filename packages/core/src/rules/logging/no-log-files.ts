import type { Project } from "../../compose/load.js";
import { environmentOf } from "../../compose/model/assignment.js";
import type { Mount } from "../../compose/model/mount.js";
import type { Service } from "../../compose/model/service.js";
import { startedPrograms } from "../../compose/model/started-programs.js";
import { knownValue } from "../../compose/model/value.js";
import { atValue } from "../../compose/place.js";
import type { Origin } from "../../compose/tree.js";
import { lastingOf } from "../../images/lasting.js";
import { imageName, parseImageReference } from "../../images/reference.js";
import { roleOf } from "../../images/roles.js";
import { defineRule } from "../rule.js";

/** Docker collects, rotates and ships what a program prints; a file in the container is nobody's business. */
export default defineRule({
  category: "logging",
  summary: "A service writes its log to a file instead of printing it.",
  severity: "info",
  presets: ["strict"],
  tags: [],
  references: ["https://docs.docker.com/engine/logging/", "https://12factor.net/logs"],
  messages: {
    file: ({ service, path }: Names) => `${service} writes its log to ${path}: \`docker logs\` does not read it, and no logging driver rotates it. Let it print the log.`,
    mount: ({ service, path }: Names) => `${service} keeps log files in ${path}: \`docker logs\` does not read them, and no logging driver rotates them. Let it print the log.`,
  },
  check(project, report) {
    for (const service of lastingOf(project)) {
      const file = logFileOf(service);
      const folder = file ? undefined : logFolderOf(project, service);
      if (file) report({ at: atValue(file.origin), service, message: ["file", { service: service.name, path: file.path }] });
      else if (folder) report({ at: atValue(folder.origin), service, message: ["mount", { service: service.name, path: folder.target }] });
    }
  },
});

interface Names {
  readonly service: string;
  readonly path: string;
}

interface LogFile {
  readonly path: string;
  readonly origin: Origin;
}

/** `--log-file=/logs/app.log`, `--logpath …`, `--access-logfile …`, `--accesslog.filepath=…`, `--log-error=…`, `--logto …`. */
const OPTION = /^--?(?:access[-_]?|error[-_]?)?log(?:[-_.]?(?:file|path|to|filepath|error))[= ](\/\S+)/;

const VARIABLE = /(?:^|_)LOG_?(?:FILE|PATH)(?:_?(?:NAME|PATH))?$/;

/** What a program is told to write to. */
function logFileOf(service: Service): LogFile | undefined {
  const options = startedPrograms(service).flatMap((program) => program.map(({ text, origin }, index) => ({ path: OPTION.exec(`${text} ${program[index + 1]?.text ?? ""}`)?.[1], origin })));
  const variables = environmentOf(service).map(({ name, value, origin }) => ({ path: VARIABLE.test(name) ? knownValue(value) : undefined, origin }));
  return [...options, ...variables].find((file): file is LogFile => file.path !== undefined && /^\/(?!dev\/|proc\/)/.test(file.path));
}

/** What is mounted there is made to be written to, and by this service alone: others may read a log in order to send it on. */
function logFolderOf(project: Project, service: Service): Mount | undefined {
  if (roleOf(service) === "monitoring" || collectsLogs(service)) return undefined;
  return service.mounts.find((mount) => (mount.type === "bind" || mount.type === "volume") && mount.access === "writable" && isLogFolder(mount.target) && !isShared(project, service, mount) && !isHosts(mount));
}

/** To whom the logs of others are sent: they are its data. */
function collectsLogs({ image }: Service): boolean {
  return /(?:^|[-_])(?:log|r?syslog|syslog-ng)$/.test(imageName(parseImageReference(knownValue(image) ?? "")));
}

/** Logs that are the data of a database or queue, or that the program itself shows, are something else. */
function isLogFolder(target: string): boolean {
  return /^\/var\/logs?(?:\/|$)|\/logs?$/.test(target) && !/\/(?:data|lib|airflow|dolphinscheduler|windmill|jobs?|journal|audit)(?:\/|$)|kafka/.test(target);
}

function isShared(project: Project, service: Service, { source }: Mount): boolean {
  const name = knownValue(source);
  return project.services.some((other) => other !== service && other.mounts.some((mount) => name !== undefined && knownValue(mount.source) === name));
}

/** The host's own logs are not the service's. */
function isHosts({ type, source, writtenSource }: Mount): boolean {
  return type === "bind" && /^\/var\/log\/?$/.test(writtenSource ?? knownValue(source) ?? "");
}
