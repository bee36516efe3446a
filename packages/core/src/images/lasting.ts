import type { Project } from "../compose/load.js";
import { labelsOf } from "../compose/model/assignment.js";
import { isShell, shellScriptOf } from "../compose/model/command.js";
import { restartOf } from "../compose/model/restart.js";
import type { Service } from "../compose/model/service.js";
import { longRunningOf } from "../compose/model/services.js";
import { knownValue } from "../compose/model/value.js";
import { remember } from "../compose/remember.js";
import { shellSteps, type Step } from "../compose/values/shell-script.js";
import { factsThatHold } from "./catalogue/invocation.js";
import { roleOf } from "./roles.js";
import { startCommandOf } from "./start-command.js";

/** The containers that are meant to serve until somebody stops them: of those that are no jobs by their keys, the ones that are none by their image or command either. */
export const lastingOf = remember((project: Project): readonly Service[] => longRunningOf(project).filter((service) => isRestarted(service) || (roleOf(service) !== "job" && !endsByItself(service))));

/** What is started again whenever it ends runs on, whatever its command does. */
function isRestarted(service: Service): boolean {
  const name = knownValue(restartOf(service))?.name;
  return name === "always" || name === "unless-stopped";
}

/** Whether a service ends with its command, or with the terminal that somebody opens in it, or is named for what it does once. */
function endsByItself(service: Service): boolean {
  if (JOB_NAME.test(service.name) && service.ports.length === 0) return true;
  if (labelsOf(service).some(({ name, value }) => name === RUN_ONCE && knownValue(value) === "true")) return true;
  const start = startCommandOf(service);
  if (!start) return factsThatHold(service)?.image.invocation.idle === true;
  const { words } = start;
  if (!words || words.length === 0) return false;
  if (SCRIPT_OF_PACKAGE.test(words.join(" "))) return true;
  if (words.length === 1 && isShell(words[0] ?? "")) return true;
  const script = shellScriptOf(words);
  const last = script === undefined ? words : lastStep(shellSteps(script) ?? [])?.words;
  const [program = ""] = last ?? [];
  return ENDING.has(program.slice(program.lastIndexOf("/") + 1).replace(/\.sh$/, ""));
}

/** What a script does last; what follows `||` only tells what happens when a program fails. */
function lastStep(steps: readonly Step[]): Step | undefined {
  return steps.findLast((_step, index) => steps[index - 1]?.end !== "||");
}

const JOB_NAME = /^(?:init|setup\w*|create|migrate|migrations?|migrator|seed|bootstrap|provision)(?:[-_]|$)|(?:^|[-_])(?:init|setup\w*|migrate|migrations?|migrator|seed|bootstrap|provision|create-?buckets?)$/i;

/** Source: Rancher 1.x, "Labels". */
const RUN_ONCE = "io.rancher.container.start_once";

/** The scripts of a package that everybody calls the same. */
const SCRIPT_OF_PACKAGE = /^(?:npm|yarn|pnpm)(?: run)? (?:test|build|lint|install|ci)(?:$| )/;

/** Programs that do one thing and end. */
const ENDING: ReadonlySet<string> = new Set([
  "true", "false", ":", "exit", "echo", "printf", "cat", "ls", "date", "env", "cp", "mv", "rm", "mkdir", "chown", "chmod", "touch", "ln", "tar", "git", "curl", "wget", "openssl", "envsubst", "mc", "aws", "awslocal",
  "psql", "pg_dump", "pg_restore", "mysql", "mysqldump", "mariadb", "mongosh", "mongo", "mongoimport", "redis-cli", "kafka-topics", "kafka-configs", "kafka-console-producer", "cqlsh", "vault", "terraform", "pytest", "ollama", "nvidia-smi", "bazel", "make", "hadolint",
]);
