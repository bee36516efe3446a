import type { Project } from "../../compose/load.js";
import { knownWords, shellScriptOf } from "../../compose/model/command.js";
import { dependantsOf } from "../../compose/model/dependants.js";
import { programOf } from "../../compose/model/program.js";
import { deployRestartOf, effectiveRestartOf, restartOf, type RestartPolicy } from "../../compose/model/restart.js";
import type { Service } from "../../compose/model/service.js";
import { containersOf } from "../../compose/model/services.js";
import { isStack } from "../../compose/model/stack.js";
import { knownValue } from "../../compose/model/value.js";
import { remove, set } from "../../compose/operation.js";
import { atKey, atValue } from "../../compose/place.js";
import { firstProcessOf } from "../../images/process-one.js";
import { lastingOf } from "../../images/lasting.js";
import { defineRule, unsafe } from "../rule.js";

/** Docker starts a container again only if it was told to: neither after a crash nor after a reboot of the host by itself. */
export default defineRule({
  category: "lifecycle",
  summary: "A long-running service is not started again after a crash or a reboot, or a job is started again and again.",
  severity: "warning",
  presets: ["recommended", "production", "strict"],
  fixable: "unsafe",
  tags: ["cis:5.15", "owasp:rule-7", "kics:2fc99041-ddad-49d5-853f-e35e70a48391"],
  references: ["https://docs.docker.com/reference/compose-file/services/#restart", "https://docs.docker.com/engine/containers/start-containers-automatically/"],
  options: {
    bounded: { type: "boolean", default: false, description: "Also report policies that restart a service without end, as CIS 5.15 asks." },
  },
  absences: ["missing"],
  messages: {
    missing: ({ service }: Name) => `Nothing starts ${service} again after a crash or a reboot of the host. Set restart: unless-stopped.`,
    endlessJob: ({ service, policy, waiting }: Name & { policy: string; waiting?: string }) =>
      `${service} does its work and ends, and \`${policy}\` starts it again and again${waiting === undefined ? "" : `, while ${waiting} waits for its end`}. Set restart: on-failure.`,
    overruled: ({ service, policy, other }: Name & { policy: string; other: string }) => `\`restart: ${policy}\` has no effect: deploy.restart_policy goes before it, with \`${other}\` for ${service}. Keep one of the two.`,
    unbounded: ({ service, policy }: Name & { policy: string }) => `\`${policy}\` starts ${service} again without end, also if it crashes every time. Set restart: on-failure:5.`,
  },
  check(project, report, options: { bounded: boolean }) {
    // A swarm restarts by itself, and reads `restart` only in part.
    if (isStack(project)) return;
    const lasting = new Set(lastingOf(project));
    for (const service of containersOf(project)) {
      const { name } = service;
      const restart = restartOf(service);
      const block = deployRestartOf(service);
      const effective = effectiveRestartOf(service);
      if (!restart && !block && lasting.has(service) && firstProcessOf(service)?.kind !== "idle") {
        report({
          at: atKey(service.origin),
          service,
          message: ["missing", { service: name }],
          fix: unsafe("Restart it unless it was stopped", "A service that cannot start is then started again and again, with pauses that grow up to a minute.", [set([...service.path, "restart"], "unless-stopped")]),
        });
      }
      if (effective?.known !== true) continue;
      if (restart?.known === true && block && !isSame(restart.value, effective.value)) {
        report({
          at: atKey(restart.origin),
          service,
          message: ["overruled", { service: name, policy: restart.text, other: effective.text }],
          related: [{ ...atKey(block.origin), message: "This one counts" }],
          fix: unsafe("Remove `restart`", "Old versions of docker-compose (1.x) take `restart` and leave `deploy` out.", [remove(restart.path)]),
        });
      }
      const waiting = awaitingOf(project, service);
      if (isEndless(effective.value) && (waiting !== undefined || isMigration(service))) {
        report({
          at: atValue(effective.origin),
          service,
          message: ["endlessJob", { service: name, policy: effective.text, ...(waiting === undefined ? {} : { waiting }) }],
          fix: unsafe("Restart it only when it fails", "What relied on its running once more after a reboot of the host has to wait for the next deployment.", [set(effective.path, "on-failure")]),
        });
      } else if (options.bounded && isUnbounded(effective.value)) {
        report({ at: atValue(effective.origin), service, message: ["unbounded", { service: name, policy: effective.text }] });
      }
    }
  },
});

interface Name {
  readonly service: string;
}

function isSame(a: RestartPolicy, b: RestartPolicy): boolean {
  return a.name === b.name && a.maxAttempts === b.maxAttempts;
}

function isEndless({ name }: RestartPolicy): boolean {
  return name === "always" || name === "unless-stopped";
}

function isUnbounded({ name, maxAttempts }: RestartPolicy): boolean {
  return name !== "no" && maxAttempts === undefined;
}

/** Who waits for the end of a service, if anybody does. */
function awaitingOf(project: Project, service: Service): string | undefined {
  return dependantsOf(project, service).find(({ dependency }) => knownValue(dependency.condition) === "service_completed_successfully")?.service.name;
}

/** Whether all that a service runs is a migration; in a script, the server may come behind it. */
function isMigration(service: Service): boolean {
  const { entrypoint, command } = programOf(service);
  const words = knownWords(command);
  return !entrypoint && words !== undefined && shellScriptOf(words) === undefined && MIGRATION.test(words.join(" "));
}

/** Django, Rails, Laravel, Prisma, Alembic, Flyway and golang-migrate, by their own commands. */
const MIGRATION = /^(?:(?:python3? )?(?:\.\/)?manage\.py migrate|(?:bundle exec )?(?:bin\/)?(?:rails|rake) db:(?:migrate|seed|setup)|php artisan migrate|(?:npx )?prisma migrate deploy|alembic upgrade|flyway migrate)(?: |$)/;
