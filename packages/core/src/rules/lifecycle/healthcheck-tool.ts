import { knownWords, shellScriptOf } from "../../compose/model/command.js";
import { healthcheckOf, type HealthTest } from "../../compose/model/healthcheck.js";
import { innerSteps, probeOf, probeOfScript, probeOfWords, withScript, type Probe } from "../../compose/model/probe.js";
import { programOf } from "../../compose/model/program.js";
import type { Service } from "../../compose/model/service.js";
import { containersOf } from "../../compose/model/services.js";
import { set } from "../../compose/operation.js";
import { atValue, placeKey } from "../../compose/place.js";
import type { BuiltImage } from "../../dockerfile/built-image.js";
import { provisionOf } from "../../dockerfile/programs.js";
import { baseImageOf, builtImageOf } from "../../images/dockerfile-of.js";
import { baseLineOf } from "../../images/beside.js";
import { factsThatHold } from "../../images/catalogue/invocation.js";
import { lacksProgram, shellOf } from "../../images/tools.js";
import { defineRule, unsafe, type Fix } from "../rule.js";

/** A probe runs inside the container, with the programs of its image. */
export default defineRule({
  category: "lifecycle",
  summary: "A healthcheck calls a program that the image does not have.",
  severity: "error",
  presets: ["recommended", "production", "strict"],
  fixable: "unsafe",
  tags: [],
  references: ["https://docs.docker.com/reference/dockerfile/#healthcheck", "https://docs.docker.com/reference/compose-file/services/#healthcheck"],
  asksImages: ["tools", "probe"],
  messages: {
    missing: ({ service, image, program, hint }: Facts) => `${image} has no \`${program}\`, so ${service} is unhealthy however well it runs. ${hint}`,
    built: ({ service, image, program, hint }: Facts) =>
      `${service} is unhealthy however well it runs: ${image} has no \`${program}\`, and nothing in the Dockerfile installs it. ${hint}`,
  },
  check(project, report) {
    const told = new Set<string>();
    for (const service of containersOf(project)) {
      const healthcheck = healthcheckOf(service);
      const image = baseImageOf(service);
      const built = builtImageOf(service);
      if (!image) continue;
      const name = image.tag === "" ? image.name : `${image.name}:${image.tag}`;
      const factsOf = (program: string): Facts => ({ service: service.name, image: name, program, hint: hintFor(service, program) });
      if (healthcheck?.state === "own" && healthcheck.test) {
        const probe = probeOf(healthcheck);
        const program = probe && missingProgram(service, probe);
        if (!probe || program === undefined) continue;
        const fix = built ? undefined : fixOf(healthcheck.test, probe, program);
        report({ at: atValue(healthcheck.test.origin), service, message: [built ? "built" : "missing", factsOf(program)], related: baseLineOf(service), ...(fix ? { fix } : {}) });
      } else if (built?.healthcheck && (!healthcheck || healthcheck.state === "inherited")) {
        const probe = probeInDockerfile(built);
        const program = probe && missingProgram(service, probe);
        const { place } = built.healthcheck;
        // Several services may be built from one Dockerfile.
        if (program === undefined || told.has(placeKey(place))) continue;
        told.add(placeKey(place));
        report({ at: place, service, message: ["built", factsOf(program)], related: baseLineOf(service) });
      }
    }
  },
});

interface Facts {
  readonly service: string;
  readonly image: string;
  readonly program: string;
  readonly hint: string;
}

function missingProgram(service: Service, probe: Probe): string | undefined {
  const built = builtImageOf(service);
  const isMissing = (program: string): boolean => lacksProgram(service, program) && (!built || provisionOf(program, built) === "absent") && !isBrought(service, program);
  return neededPrograms(probe).find(isMissing);
}

function probeInDockerfile({ healthcheck }: BuiltImage): Probe | undefined {
  if (healthcheck?.kind !== "own") return undefined;
  const { test } = healthcheck;
  return test.form === "exec" ? probeOfWords(test.words) : probeOfScript("sh", test.script);
}

/** The programs without which a probe fails for certain. */
function neededPrograms({ shell, steps }: Probe): readonly string[] {
  const [first] = steps;
  const own = shell === undefined ? [] : [shell];
  if (!first) return own;
  // In front of anything but `|| exit`, the program may be one of several that are tried, or somebody asks whether it is there.
  const isTried = first.end === "||" && !/^(?:exit|false|kill)$/.test(steps[1]?.words[0] ?? "");
  const [program = ""] = first.words;
  if (isTried || /[$`=]/.test(program) || (shell !== undefined && BUILT_IN.has(program))) return own;
  const [inner] = innerSteps(first) ?? [];
  const innerProgram = inner && inner.end !== "||" && !inner.isRedirected ? inner.words[0] : undefined;
  return [...own, program, ...(innerProgram === undefined || BUILT_IN.has(innerProgram) ? [] : [innerProgram])].filter((word) => word !== "");
}

/** What the shell does itself, or begins something else with. */
const BUILT_IN: ReadonlySet<string> = new Set(["if", "for", "while", "until", "case", "!", "{", "command", "type", "which", "exec", "set", "test", "[", "[[", "echo", "exit", "true", "false", ":", "cd", "export", "printf", "trap", "."]);

/** Whether a service gets a program from elsewhere: by a mount, or because its command installs something. */
function isBrought(service: Service, program: string): boolean {
  const { entrypoint, command } = programOf(service);
  const scripts = [entrypoint, command].map((each) => each && shellScriptOf(knownWords(each) ?? []));
  const installs = scripts.some((script) => script !== undefined && /\b(?:apk|apt|apt-get|dnf|microdnf|yum|install)\b/.test(script));
  return installs || service.mounts.some(({ target }) => target.endsWith(`/${program}`) || /^(?:\/usr)?(?:\/local)?\/s?bin$/.test(target));
}

/** The names that came after others, with the same arguments. */
const SUCCESSORS: ReadonlyMap<string, string> = new Map([
  ["mysqladmin", "mariadb-admin"],
  ["mysql", "mariadb"],
  ["mongo", "mongosh"],
]);

function hintFor(service: Service, program: string): string {
  const successor = SUCCESSORS.get(program);
  const own = successor ?? ownProbeOf(service);
  if (program === "curl" && own === undefined && shellOf(service) === "ash") return "Use `wget -q -O /dev/null`, which it has.";
  if (service.isBuilt && shellOf(service) !== "none") return own === undefined ? "Install it there." : `Install it there, or use \`${own}\`.`;
  return own === undefined ? "Use a program that it has, or drop the healthcheck." : `Use \`${own}\`.`;
}

/** What the image brings to probe itself: the probe that is known of it, or a client that is in it. */
function ownProbeOf(service: Service): string | undefined {
  const { probe, tools } = factsThatHold(service)?.image.facts ?? {};
  // Options whose value depends on the service are left to whoever reads the hint.
  const words = probe?.test.slice(1).filter((word, index, all) => !word.startsWith("${") && all[index + 1]?.startsWith("${") !== true);
  const isPlain = probe?.test[0] === "CMD-SHELL";
  return words?.map((word) => (isPlain || /^[\w./:=-]+$/.test(word) ? word : `'${word}'`)).join(" ") ?? tools?.present?.flatMap((tool) => CLIENTS.get(tool) ?? [])[0];
}

/** How to ask a server with what is in its image. Source: each program's documentation. */
const CLIENTS: ReadonlyMap<string, string> = new Map([
  ["node", "node -e \"fetch('http://127.0.0.1:…').then((r) => { if (!r.ok) throw r.status; })\""],
  ["python3", "python3 -c \"import urllib.request as u; u.urlopen('http://127.0.0.1:…')\""],
  ["/opt/mssql-tools18/bin/sqlcmd", "/opt/mssql-tools18/bin/sqlcmd -C …"],
]);

/** Puts the name that came after another one in its place. */
function fixOf(test: HealthTest, { shell, steps }: Probe, program: string): Fix | undefined {
  const successor = SUCCESSORS.get(program);
  const [first] = steps;
  if (successor === undefined || first?.words[0] !== program) return undefined;
  const [word] = test.form === "exec" && shell === undefined ? test.words : [];
  const operation = word ? set(word.path, successor) : withScript(test, (script) => `${script.slice(0, first.start)}${successor}${script.slice(first.start + program.length)}`);
  return operation && unsafe(`Call it \`${successor}\``, "It knows nearly all options of its predecessor, but not every one.", [operation]);
}
