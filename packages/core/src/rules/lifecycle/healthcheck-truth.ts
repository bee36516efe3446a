import type { Project } from "../../compose/load.js";
import { assignmentOf, environmentOf, envFilesOf } from "../../compose/model/assignment.js";
import { dependantsOf } from "../../compose/model/dependants.js";
import { healthcheckOf, type HealthTest } from "../../compose/model/healthcheck.js";
import { probeOf, withScript, type Probe } from "../../compose/model/probe.js";
import { programOf } from "../../compose/model/program.js";
import type { Service } from "../../compose/model/service.js";
import { containersOf } from "../../compose/model/services.js";
import { knownValue } from "../../compose/model/value.js";
import { insert } from "../../compose/operation.js";
import { atValue } from "../../compose/place.js";
import { itemsOf } from "../../compose/tree.js";
import { certainSuccess } from "../../images/certain-success.js";
import { factsThatHold } from "../../images/catalogue/invocation.js";
import { hostOf, setUpBySocket, usesSocket } from "../../images/setup-server.js";
import { defineRule, unsafe, type Fix } from "../rule.js";

/** A probe says "healthy" by ending with 0: one that does so whatever happens says nothing. */
export default defineRule({
  category: "lifecycle",
  summary: "A healthcheck says the same whatever happens, or says \"healthy\" too early.",
  severity: "warning",
  presets: ["recommended", "production", "strict"],
  presetOptions: { strict: { everyPostgres: true } },
  fixable: "unsafe",
  tags: [],
  references: ["https://docs.docker.com/reference/dockerfile/#healthcheck", "https://docs.docker.com/reference/compose-file/services/#healthcheck"],
  asksImages: ["firstStart", "pid1"],
  options: {
    everyPostgres: { type: "boolean", default: false, description: "Also report `pg_isready` over the socket where nothing shows that scripts run at the first start." },
  },
  messages: {
    always: ({ service, command }: Name & { command: string }) => `The healthcheck of ${service} succeeds whatever happens (\`${command}\`), so it never becomes unhealthy. Let the probe fail when the service does.`,
    beside: ({ service, command }: Name & { command: string }) => `\`${command}\` does not look at the running service, so ${service} is healthy also when it answers nobody. Probe what it serves.`,
    status: ({ service }: Name) => `\`curl\` succeeds on every answer, also on an error 500, so ${service} is healthy as long as anything answers. Add --fail.`,
    operators: ({ service, operator }: Name & { operator: string }) => `Behind CMD there is no shell: \`${operator}\` and what follows are arguments of the probe of ${service}. Use CMD-SHELL with the whole command as one text.`,
    pieces: ({ service, script }: Name & { script: string }) => `Behind CMD-SHELL only the first text is the command, so the healthcheck of ${service} runs \`${script}\` alone. Write it as one text.`,
    early: ({ service, program, waiting }: Name & { program: string; waiting: string }) =>
      `At its first start ${service} runs for itself alone while it is set up, and \`${program}\` over the socket already says "healthy": ${waiting} starts too early. Let it ask 127.0.0.1.`,
    refused: ({ service, program }: Name & { program: string }) => `\`${program} ping\` ends with 0 also when ${service} refuses it, and ${service} asks for a password that the probe does not give. Give it, and compare the answer with PONG.`,
  },
  check(project, report, options: { everyPostgres: boolean }) {
    for (const service of containersOf(project)) {
      const healthcheck = healthcheckOf(service);
      const test = healthcheck?.test;
      if (healthcheck?.state !== "own" || !test) continue;
      const { name } = service;
      const tell = (message: Parameters<typeof report>[0]["message"], fix?: Fix): void => {
        report({ at: atValue(test.origin), service, message, ...(fix ? { fix } : {}) });
      };
      const script = firstOfPieces(service, test);
      const probe = probeOf(healthcheck);
      if (script !== undefined) tell(["pieces", { service: name, script }]);
      if (!probe || script !== undefined) continue;
      const operator = operatorIn(probe);
      const success = certainSuccess(probe.steps);
      if (operator !== undefined) tell(["operators", { service: name, operator }]);
      else if (success) tell([success.kind, { service: name, command: success.command }]);
      else if (ignoresStatus(probe)) tell(["status", { service: name }], withWords(probe, test, "curl", ["--fail"], "Fail on error answers", "A page that answers with an error on purpose, such as 401 or 404, now makes the service unhealthy."));
      const early = earlyClient(project, service, probe, options.everyPostgres);
      if (early) {
        const { program, waiting } = early;
        // Of two hosts the last one counts, so that another one must not be there.
        tell(["early", { service: name, program, waiting }], early.hasHost ? undefined : withWords(probe, test, program, ["-h", "127.0.0.1"], "Ask over the network", "The probe fails if the server does not listen on 127.0.0.1."));
      }
      const client = refusedClient(service, probe);
      if (client !== undefined) tell(["refused", { service: name, program: client }]);
    }
  },
});

interface Name {
  readonly service: string;
}

/** The text that alone is run of `["CMD-SHELL", "curl", "-f", …]`; nothing if the test is not written so. */
function firstOfPieces(service: Service, test: HealthTest): string | undefined {
  return test.form === "shell" && itemsOf(service.get("healthcheck", "test")).length > 2 ? knownValue(test.script) : undefined;
}

/** An operator of the shell among the arguments of a probe that no shell runs. */
function operatorIn({ shell, steps: [step] }: Probe): string | undefined {
  return shell === undefined ? step?.words.find((word) => word === "||" || word === "&&" || word === "|" || word === ">" || word === ">/dev/null") : undefined;
}

/** Whether `curl` asks over HTTP, nothing makes it fail on an error, and nobody looks at what it brings. */
function ignoresStatus({ steps }: Probe): boolean {
  const index = steps.findIndex(({ words: [word = ""] }) => /(?:^|\/)curl$/.test(word));
  const step = steps[index];
  if (!step || steps.filter(({ words: [word = ""] }) => /(?:^|\/)curl$/.test(word)).length > 1) return false;
  if (step.end === "|" || step.words.some((word) => FAILING.test(word) || word.includes("$("))) return false;
  // An argument that is not known may be `--fail`, and another protocol knows no status.
  return !step.words.some((word) => word.startsWith("$") || /^(?!https?:)[a-z+]+:\/\//i.test(word)) && !step.words.includes("-K") && !step.words.includes("--config");
}

/** `--fail`, `--fail-with-body`, `-f` alone or among other letters, and ways to get at the status. */
const FAILING = /^(?:--fail|--fail-with-body|--write-out.*|-[a-zA-Z]*[fw][a-zA-Z]*)$/;

interface EarlyClient {
  readonly program: string;
  readonly waiting: string;
  readonly hasHost: boolean;
}

/** A client that talks to the socket of a database that is set up at its first start, where somebody waits for its health. */
function earlyClient(project: Project, service: Service, { steps }: Probe, everyPostgres: boolean): EarlyClient | undefined {
  const kind = setUpBySocket(service);
  const waiting = dependantsOf(project, service).find(({ dependency }) => knownValue(dependency.condition) === "service_healthy")?.service.name;
  const [step] = steps;
  const program = step?.words[0] ?? "";
  if (!kind || !step || waiting === undefined || !(kind === "postgres" ? /^pg_isready$/ : /^(?:mysqladmin|mariadb-admin)$/).test(program)) return undefined;
  if (kind === "postgres" && !everyPostgres && !service.mounts.some(({ target }) => target.startsWith("/docker-entrypoint-initdb.d"))) return undefined;
  return usesSocket(service, kind, step.words) ? { program, waiting, hasHost: hostOf(step.words) !== undefined } : undefined;
}

/** `redis-cli ping` without the password that the command of the server sets. */
function refusedClient(service: Service, { steps: [step] }: Probe): string | undefined {
  const { command, entrypoint } = programOf(service);
  const [program = "", ...rest] = step?.words ?? [];
  const isServer = !entrypoint && /^(?:redis|valkey)-server$/.test(factsThatHold(service)?.image.facts.pid1?.program ?? "") && command?.words.some((word) => /--requirepass\b/.test(knownValue(word) ?? "")) === true;
  // The client takes it from this variable, which may also stand in a file.
  const mayHavePassword = assignmentOf("REDISCLI_AUTH", environmentOf(service)) !== undefined || envFilesOf(service).length > 0;
  return isServer && !mayHavePassword && /^(?:redis|valkey)-cli$/.test(program) && step?.end !== "|" && rest.length === 1 && rest[0]?.toLowerCase() === "ping" ? program : undefined;
}

/** The probe with words put behind its first program. */
function withWords({ shell, steps }: Probe, test: HealthTest, program: string, words: readonly string[], title: string, because: string): Fix | undefined {
  const step = steps.find(({ words: [word = ""] }) => word.endsWith(program));
  if (!step) return undefined;
  if (test.form === "exec" && shell === undefined) return unsafe(title, because, words.map((word) => insert([...test.path, 2], word)));
  const operation = withScript(test, (script) => {
    const end = script.indexOf(program, step.start) + program.length;
    return `${script.slice(0, end)} ${words.join(" ")}${script.slice(end)}`;
  });
  return operation && unsafe(title, because, [operation]);
}
