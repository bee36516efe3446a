import { CASTS } from "../../compose/casts.js";
import { servicesByName } from "../../compose/model/services.js";
import { writtenTexts, type WrittenText } from "../../compose/model/written.js";
import type { Path } from "../../compose/path.js";
import { patternTable } from "../../compose/path-pattern.js";
import { atValue } from "../../compose/place.js";
import { parseMount } from "../../compose/short-syntax/mount.js";
import { parsePort } from "../../compose/short-syntax/port.js";
import type { Scalar } from "../../compose/tree.js";
import type { YamlNode } from "../../yaml/nodes.js";
import { defineRule } from "../rule.js";

/** Says what comes of a value whose variables are empty; nothing if it is still a good one. */
type Effect = (value: string, written: string) => string | undefined;

const refused: Effect = (value) => (value === "" ? "Compose refuses the empty value" : undefined);

const image: Effect = (value) => {
  if (value === "") return "the service has no image";
  return /^[/:@]|[/:@]$|\/\/|:\/|:@/.test(value) ? `"${value}" is no image` : undefined;
};

const port: Effect = (value) => {
  const [mapping] = parsePort(value) ?? [];
  if (!mapping) return `Compose refuses "${value}" as a port`;
  if (mapping.published === undefined) return "Docker picks any free port of the host";
  return value.startsWith(":") ? "the port is open on every interface of the host" : undefined;
};

const published: Effect = (value) => (value === "" ? "Docker picks any free port of the host" : undefined);

const mount: Effect = (value, written) => {
  const read = parseMount(value);
  if (!read) return `Compose refuses "${value}" as a volume`;
  return written.startsWith("$") && read.source?.startsWith("/") === true ? `${read.source} of the host is mounted` : undefined;
};

const source: Effect = (value, written) => (value === "" ? "Compose refuses the empty path" : written.startsWith("$") && value.startsWith("/") ? `${value} of the host is mounted` : undefined);

const context: Effect = (value, written) => {
  if (value === "") return "the whole project folder is the build context";
  return written.startsWith("$") && value.startsWith("/") ? `${value} of the host is the build context` : undefined;
};

/** Where an empty variable does harm, apart from the fields that Compose casts to a number or a truth value. */
const EFFECTS = patternTable<Effect>(
  ([
    [image, ["image"]],
    [port, ["ports.*"]],
    [published, ["ports.*.published"]],
    [mount, ["volumes.*"]],
    [source, ["volumes.*.source"]],
    [context, ["build", "build.context"]],
    [refused, ["volumes.*.target", "mem_limit", "mem_reservation", "memswap_limit", "shm_size", "deploy.resources.limits.cpus", "deploy.resources.limits.memory", "deploy.resources.reservations.cpus",
      "deploy.resources.reservations.memory", "stop_grace_period", "healthcheck.interval", "healthcheck.timeout", "healthcheck.start_period", "healthcheck.start_interval"]],
  ] as const).flatMap(([effect, keys]) => keys.map((key) => [`services.*.${key}`, effect] as const)),
);

/** What Compose sets itself, and what every login has. */
const ALWAYS_SET: ReadonlySet<string> = new Set([
  "PWD", "COMPOSE_PROJECT_NAME", "HOME", "USER", "LOGNAME", "PATH", "SHELL", "APPDATA", "LOCALAPPDATA", "PROGRAMDATA", "USERPROFILE", "USERNAME", "SYSTEMROOT", "SYSTEMDRIVE",
]);

/** Compose replaces a variable that is not set by nothing and goes on with a warning. */
export default defineRule({
  category: "validity",
  summary: "A variable without a default stands where an empty value breaks something.",
  severity: "info",
  presets: ["recommended", "production", "strict"],
  tags: [],
  references: ["https://docs.docker.com/reference/compose-file/interpolation/"],
  messages: {
    unset: ({ names, effect, hint }: { names: readonly string[]; effect: string; hint: string }) =>
      `Nothing here sets ${names.join(" and ")}: where ${names.length === 1 ? "it is" : "they are"} empty, ${effect}. Write ${hint} so that Compose stops and says so, or give a default with :-.`,
  },
  check(project, report) {
    const services = servicesByName(project);
    const told = new Set<YamlNode>();
    for (const text of writtenTexts(project.tree)) {
      const found = unsetIn(text);
      if (!found || told.has(text.written)) continue;
      told.add(text.written);
      const service = text.path[0] === "services" ? services.get(String(text.path[1])) : undefined;
      const [first = ""] = found.names;
      report({ at: atValue(text.node.origin), ...(service ? { service } : {}), message: ["unset", { ...found, hint: `\${${first}:?}` }] });
    }
  },
});

/** The variables of a text that nobody sets and that have no operator, if that does harm. */
function unsetIn({ node, path, written }: WrittenText): { readonly names: readonly string[]; readonly effect: string } | undefined {
  const scalar = unknownOf(node);
  if (!scalar) return undefined;
  const bare = [...written.text.matchAll(/\$(?:\$|\{([A-Za-z_]\w*)\}|([A-Za-z_]\w*))/g)].map(([, braced, plain]) => braced ?? plain);
  const isUnset = (name: string): boolean => !ALWAYS_SET.has(name.toUpperCase()) && scalar.variables.some((variable) => variable.name === name && variable.from === "nobody");
  const names = [...new Set(bare)].filter((name) => name !== undefined).filter(isUnset);
  // A login's variable in the same text would make the text another one.
  const effect = names.length === 0 || bare.some((name) => ALWAYS_SET.has(String(name).toUpperCase())) ? undefined : effectAt(path, String(scalar.value), written.text);
  return effect === undefined ? undefined : { names, effect };
}

/** `build: ${DIR}` stands for a mapping with the one value. */
function unknownOf(node: WrittenText["node"]): Scalar | undefined {
  const scalar = node.kind === "mapping" && node.entries.size === 1 ? [...node.entries.values()][0] : node;
  return scalar?.kind === "scalar" && !scalar.known && typeof scalar.value === "string" ? scalar : undefined;
}

function effectAt(path: Path, value: string, written: string): string | undefined {
  return EFFECTS.find(path)?.(value, written) ?? (CASTS.find(path) ? refused(value, written) : undefined);
}
