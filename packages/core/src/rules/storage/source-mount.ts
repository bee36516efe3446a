import { fileName } from "../../compose/file-path.js";
import type { Project } from "../../compose/load.js";
import { assignmentOf, environmentOf } from "../../compose/model/assignment.js";
import { buildOf } from "../../compose/model/build.js";
import type { Mount } from "../../compose/model/mount.js";
import { profilesOf } from "../../compose/model/profiles.js";
import { programOf } from "../../compose/model/program.js";
import { relativeSource } from "../../compose/model/relative-source.js";
import type { Service } from "../../compose/model/service.js";
import { containersOf } from "../../compose/model/services.js";
import { isStack } from "../../compose/model/stack.js";
import { knownValue } from "../../compose/model/value.js";
import { atValue } from "../../compose/place.js";
import { remember } from "../../compose/remember.js";
import { defineRule } from "../rule.js";

/** A mount hides what the image has in that place: what runs is then not what was built and tested. */
export default defineRule({
  category: "storage",
  summary: "The source code of the host is mounted over that of the image.",
  severity: "info",
  presets: ["recommended", "production", "strict"],
  tags: [],
  references: ["https://docs.docker.com/compose/how-tos/production/"],
  options: {
    everyFile: { type: "boolean", default: false, description: "Report also in files that do not say that they are for production, unless they are for development." },
  },
  presetOptions: { production: { everyFile: true }, strict: { everyFile: true } },
  messages: {
    hidden: ({ service, source }: { service: string; source: string }) =>
      `${service} runs the code in ${source} on the host, not that in its image: what runs is not what was built, and where the folder is missing nothing runs. Move the mount to an override for development.`,
  },
  check(project, report, options: { everyFile: boolean }) {
    for (const service of containersOf(project)) {
      // What is not built here has no code here.
      if (service.isJob || !service.isBuilt || !(options.everyFile || isForProduction(project, service)) || isForDevelopment(service)) continue;
      for (const mount of service.mounts) {
        if (!isCode(service, mount) || DEVELOPMENT.test(fileName(mount.origin.file.path))) continue;
        report({ at: atValue(mount.origin), service, message: ["hidden", { service: service.name, source: mount.writtenSource ?? mount.target }] });
      }
    }
  },
});

const PRODUCTION = /(?:^|[-_.])(?:prod|production|deploy|release|live)(?:[-_.]|$)/i;
const DEVELOPMENT = /(?:^|[-_.])(?:override|dev|devel|devcontainer|develop|development|local|debug|tests?|testing|ci|e2e)(?:[-_.]|$)/i;

function isForProduction(project: Project, service: Service): boolean {
  return isStack(project) || hasFileForProduction(project) || environmentNames(service).some((name) => PRODUCTION.test(name));
}

const hasFileForProduction = remember(({ files }: Project): boolean => files.some(({ path }) => PRODUCTION.test(fileName(path))));

/** By its name, its profile, its environment, or a command that looks out for changes. */
function isForDevelopment(service: Service): boolean {
  if ([service.name, ...(profilesOf(service) ?? []), ...environmentNames(service)].some((name) => DEVELOPMENT.test(name))) return true;
  const { entrypoint, command } = programOf(service);
  const words = [entrypoint, command].flatMap((part) => part?.words ?? []).map((word) => knownValue(word) ?? "").join(" ");
  return /(?:^|\s)--(?:reload|watch|debug|hot)\b|\brunserver\b|\bnodemon\b|\b(?:npm|yarn|pnpm)(?: run)? (?:dev|watch|serve|start:dev)\b|\b(?:air|vite|tsx watch|ts-node-dev|webpack(?:-dev-server)?|bash|tail -f|sleep)\b/.test(words);
}

/** `production`, `development` and the like, from the variables by which programs are told. */
function environmentNames(service: Service): readonly string[] {
  const environment = environmentOf(service);
  return ["NODE_ENV", "RAILS_ENV", "RACK_ENV", "APP_ENV", "FLASK_ENV", "DJANGO_ENV", "ENVIRONMENT", "ASPNETCORE_ENVIRONMENT"].flatMap((name) => knownValue(assignmentOf(name, environment)?.value) ?? []);
}

/** The folder from which the image is built as well, or one in it that is called like code. */
function isCode(service: Service, mount: Mount): boolean {
  const source = relativeSource(mount);
  const context = knownValue(buildOf(service)?.context);
  if (source === undefined || context === undefined) return false;
  if (!TARGETS.test(mount.target) && mount.target !== knownValue(programOf(service).workingDirectory)) return false;
  const isInContext = context === "." ? !source.startsWith("../") : source.startsWith(`${context}/`);
  return source === context || (isInContext && FOLDERS.test(fileName(source)));
}

/** What people call the folders of their code. */
const FOLDERS = /^(?:src|source|app|apps|lib|server|client|api|backend|frontend|web|code|packages|cmd|pkg|internal|components|pages|controllers|views|routes)$/i;
const TARGETS = /^\/(?:app|code|src|project|work\w*|usr\/src|usr\/local\/app|opt|srv|home|var\/www)(?:\/|$)/;
