import { posix } from "node:path";
import { groupProjects, loadProject, ruleKit, type FoundProject, type Project } from "@compose-lint/core";
import { Command } from "commander";
import { findFiles, nearestForeign, printable, projectHost, readBytes, shownPath, Trouble } from "@compose-lint/workspace";
import { readCommandLine } from "../command-line.js";
import { describeServices } from "../report/services.js";
import { HEAD, refuseSecond, scalar, writeConfiguration } from "./starter.js";

/** What may be said after `init`. */
export function initCommand(): Command {
  return new Command("compose-lint init").description("Writes compose-lint.config.yaml for the Compose files in this folder and below.").helpOption("-h, --help", "print this help").allowExcessArguments(false);
}

/**
 * `compose-lint init`: writes a configuration for the current folder from what is found there.
 * @returns what to print.
 * @throws Trouble if there is one already, or no Compose file.
 */
export function initialize([, ...words]: readonly string[], cwd: string): string {
  const command = initCommand();
  const asked = readCommandLine(command, words);
  if (asked) return asked.text;
  refuseSecond(cwd, cwd);
  const { inputs, troubles } = findFiles([], cwd);
  const names = inputs.flatMap((input) => (input.kind === "file" ? [input.path] : []));
  if (names.length === 0) throw new Trouble(troubles.join("\n"));
  const host = projectHost(new Map(names.map((name) => [name, readBytes(name, name)])), cwd);
  const found = groupProjects(host, names).map((project) => ({ ...project, loaded: loadProject(host, project.request) }));
  const foreign = nearestForeign(cwd);
  const name = writeConfiguration(cwd, starterFor(found), cwd);
  const hint = foreign === undefined ? "" : `${shownPath(foreign, cwd)} belongs to another linter. To take over what it says, remove ${name} and run compose-lint migrate.\n`;
  return `${name} is written, for ${found.length === 1 ? "one project" : `${String(found.length)} projects`}. Read it, and change what is different for you.\n${hint}`;
}

interface LoadedProject extends FoundProject {
  readonly loaded: Project;
}

function starterFor(found: readonly LoadedProject[]): readonly string[] {
  const isSwarm = found.length > 0 && found.every(({ loaded }) => ruleKit.isStack(loaded));
  const guesses = found.filter(({ request }) => request.isGuess === true && request.files.length > 1);
  return [
    ...HEAD,
    "",
    "# recommended: what is worth everybody's time. production: more, for files that are deployed as they are.",
    "# strict: all that hardening guides ask. style: order and spelling, beside any of them.",
    "extends: [recommended]",
    "",
    ...(isSwarm ? ["# All projects here are for docker stack deploy.", "target: swarm", ""] : []),
    ...(guesses.length > 0 ? ["# These are run together, as far as their names and services tell.", "projects:", ...guesses.flatMap(projectLines), ""] : []),
    "# Found here, with what each service is taken for:",
    ...found.flatMap(({ request, because, loaded }) => [printable(`#   ${request.files.join(" + ")} (${because})`), ...describeServices(loaded.services).map((line) => `#   ${line}`)]),
    "",
    "# What fixes write where a service has no limit of its own.",
    "# memoryLimit: 512m",
    "# cpuLimit: 1.5",
    "",
    "# rules:",
    "#   memory-limit: error",
    "#   unbound-port: { severity: warning, everyService: true }",
    "",
    "# overrides:",
    '#   - services: ["role:data-store"]',
    "#     rules:",
    "#       memory-limit: { default: 1g }",
    "",
    "# ignore:",
    "#   - examples/",
  ];
}

function projectLines({ request: { files } }: LoadedProject): readonly string[] {
  const last = posix.basename(files.at(-1) ?? "").replace(/\.ya?ml$/, "");
  // `docker-compose.prod` is called prod.
  const name = last.replace(/^(?:docker-)?compose[._-]?/, "") || last;
  const folder = posix.dirname(files[0] ?? "");
  const isProduction = /(?:^|[._-])prod(?:uction)?(?:$|[._-])/i.test(last);
  return [
    `  - name: ${scalar(folder === "." ? name : `${folder}/${name}`)}`,
    `    files: [${files.map(scalar).join(", ")}]`,
    ...(isProduction ? ["    preset: production"] : []),
  ];
}
