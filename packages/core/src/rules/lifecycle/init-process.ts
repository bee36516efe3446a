import type { Command } from "../../compose/model/command.js";
import { assignmentOf, environmentOf } from "../../compose/model/assignment.js";
import { programOf } from "../../compose/model/program.js";
import type { Service } from "../../compose/model/service.js";
import { knownValue, type Value } from "../../compose/model/value.js";
import { remove, set, type Operation } from "../../compose/operation.js";
import { atValue, placeKey } from "../../compose/place.js";
import { effectOfInit } from "../../images/catalogue/general.js";
import { factsThatHold } from "../../images/catalogue/invocation.js";
import { supportFrom } from "../../images/catalogue/trust.js";
import { firstProcessOf, type FirstProcess } from "../../images/process-one.js";
import { lastingOf } from "../../images/lasting.js";
import { startCommandOf } from "../../images/start-command.js";
import { defineRule, safe, unsafe, type Fix } from "../rule.js";

/** Docker tells only the first process to stop. As process 1, it is also the one program that may ignore a signal by doing nothing. */
export default defineRule({
  category: "lifecycle",
  summary: "The first process of a container ignores the stop signal, or keeps it from the program behind it.",
  severity: "warning",
  presets: ["recommended", "production", "strict"],
  presetOptions: { strict: { interpreters: true } },
  fixable: "safe",
  tags: [],
  references: ["https://docs.docker.com/reference/compose-file/services/#init", "https://docs.docker.com/reference/dockerfile/#shell-form-entrypoint-example"],
  asksImages: ["pid1", "tools"],
  options: {
    interpreters: { type: "boolean", default: false, description: "Also report `node` and `python` as the first process, of which only their program knows whether it handles the signal." },
  },
  messages: {
    idle: ({ service, program, grace }: Facts) => `\`${program}\` takes no notice of the stop signal as the first process of ${service}: every stop waits for ${grace} and ends in a kill. Set init: true.`,
    loop: ({ service, grace }: Facts) => `The shell that loops as the first process of ${service} takes no notice of the stop signal: every stop waits for ${grace} and ends in a kill. Set init: true.`,
    script: ({ service, grace, isInit }: Facts) =>
      `The shell script that ${service} runs keeps the stop signal to itself: what it has started is never told to stop, and killed ${isInit ? "at once" : `after ${grace}`}. Start the program that runs on as the last command, with \`exec\`.`,
    shell: ({ service, program, grace, isInit }: Facts) =>
      `The shell of ${service} passes no stop signal on, so \`${program}\` is never told to stop and is killed ${isInit ? "at once, init: true or not" : `after ${grace}`}. Put \`exec\` in front of it, as the last command.`,
    manager: ({ service, program, grace, isInit }: Facts) =>
      `\`${program}\` starts the program of ${service} through a shell that passes no stop signal on: it is killed ${isInit ? "at once, init: true or not" : `at the latest after ${grace}`}, and never told to stop. Start the program itself, and set init: true.`,
    refused: ({ service }: Pick<Facts, "service">) => `${service} does not start with init: true: the image has an init of its own, s6-overlay, which works only as process 1. Remove init.`,
    interpreter: ({ service, program, grace }: Facts) => `As the first process of ${service}, \`${program}\` ignores the stop signal unless its program handles it: then every stop waits for ${grace} and ends in a kill. Set init: true.`,
  },
  check(project, report, options: { interpreters: boolean }) {
    const told = new Set<string>();
    for (const service of lastingOf(project)) {
      const { init, stopSignal, entrypoint, command } = programOf(service);
      const first = firstProcessOf(service);
      const start = startCommandOf(service);
      if (init?.known === true && init.value && refusesInit(service)) {
        report({ at: atValue(init.origin), service, severity: "error", message: ["refused", { service: service.name }], fix: withoutInit(service, init) });
        continue;
      }
      if (!first || !start || init?.known === false || knownValue(stopSignal) === "SIGKILL") continue;
      const isInit = init?.value === true;
      const isReached = isInit && (isAboutItself(first) || assignmentOf("TINI_KILL_PROCESS_GROUP", environmentOf(service)) !== undefined);
      if (isReached || (first.kind === "interpreter" && !options.interpreters)) continue;
      const facts = { service: service.name, program: "program" in first ? first.program : "", grace: graceOf(service), isInit };
      const fix = fixOf(service, first, [entrypoint, command]);
      // Several services may be built from one Dockerfile.
      const key = placeKey(start.place);
      if (start.isInDockerfile && !fix && told.has(key)) continue;
      told.add(key);
      report({
        at: start.place,
        service,
        message: [first.kind === "package-manager" ? "manager" : first.kind, facts],
        ...(fix ? { fix } : {}),
      });
    }
  },
});

/** Whether the image's own init runs, which has to be process 1 */
function refusesInit(service: Service): boolean {
  const held = factsThatHold(service);
  return held !== undefined && !["entrypoint", "ENTRYPOINT"].includes(held.otherProgram?.key ?? "") && effectOfInit(held.image.facts) === "breaks";
}

function withoutInit(service: Service, { path }: Value<boolean>): Fix {
  const held = factsThatHold(service);
  const support = held && supportFrom({ ...held, facts: held.image.facts }, ["pid1"]);
  const fix = unsafe("Remove init", "A start of the image that works around its own init loses Docker's.", [remove(path)]);
  return support ? { ...fix, support } : fix;
}

interface Facts {
  readonly service: string;
  readonly program: string;
  readonly grace: string;
  readonly isInit: boolean;
}

/** Whether the first process alone has to end: then an init in front of it is all that is needed. */
function isAboutItself({ kind }: FirstProcess): boolean {
  return kind === "idle" || kind === "loop" || kind === "interpreter";
}

function graceOf({ stopGracePeriod }: Service): string {
  if (!stopGracePeriod) return "10 seconds";
  return stopGracePeriod.known ? stopGracePeriod.text : "the grace period";
}

function fixOf(service: Service, first: FirstProcess, commands: readonly (Command | undefined)[]): Fix | undefined {
  if (isAboutItself(first)) {
    const title = "Put Docker's init in front of it";
    const operations = [set([...service.path, "init"], true)];
    return first.kind === "interpreter" || (first.kind === "idle" && !first.inScript)
      ? safe(title, "The init passes the stop signal on, and a program that does not handle it ends at once instead of being killed later.", operations)
      : unsafe(title, "What the shell has started is killed at once when the container stops, instead of after the grace period.", operations);
  }
  if (first.kind !== "shell" || first.execAt === undefined) return undefined;
  const operation = withExec(first.script, first.execAt, commands);
  return operation && unsafe(`Put \`exec\` in front of \`${first.program}\``, "It becomes the first process in place of the shell, and has to end by the stop signal itself.", [operation]);
}

/** The script, which is one word of one of the commands, with `exec` at a place. */
function withExec(script: string, at: number, commands: readonly (Command | undefined)[]): Operation | undefined {
  const changed = `${script.slice(0, at)}exec ${script.slice(at)}`;
  for (const command of commands) {
    const index = command?.words.findLastIndex((word) => knownValue(word) === script) ?? -1;
    const word = command?.words[index];
    // A dollar sign that is escaped in the file would have to be escaped again.
    if (!command || !word || word.variables.length > 0 || /\$[\w{$]/.test(script)) continue;
    return command.form === "list" ? set(word.path, changed) : set(command.path, command.words.map((each, place) => (place === index ? changed : textOf(each))));
  }
  return undefined;
}

function textOf(word: Value<string>): string {
  return word.known ? word.value : "";
}
