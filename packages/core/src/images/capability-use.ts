import type { Project } from "../compose/load.js";
import { grantsCapability } from "../compose/model/capabilities.js";
import { definitionsOf } from "../compose/model/definition.js";
import { secretsOf } from "../compose/model/file-grant.js";
import { healthcheckOf } from "../compose/model/healthcheck.js";
import { hooksOf } from "../compose/model/hook.js";
import type { Mount } from "../compose/model/mount.js";
import type { Service } from "../compose/model/service.js";
import { knownValue } from "../compose/model/value.js";
import { textOf } from "../compose/tree.js";
import { normalizeCapability } from "../compose/values/capability.js";
import { shellSteps } from "../compose/values/shell-script.js";
import { builtUserOf } from "./built-user.js";
import type { Facts, Need } from "./catalogue/facts.js";
import { capabilitiesNeeded, startsAsRoot } from "./catalogue/general.js";
import { factsThatHold } from "./catalogue/invocation.js";
import { imageFactsOf } from "./catalogue/lookup.js";
import type { Obstacle } from "./catalogue/obstacle.js";
import { supportFrom, trustInSupport, type Support } from "./catalogue/trust.js";
import { builtImageOf } from "./dockerfile-of.js";
import { writtenText } from "./written-text.js";

/** What becomes of a service once all capabilities are dropped. */
export type CapabilityUse =
  /** It never holds one, so that nothing changes. */
  | { readonly kind: "none"; readonly support: readonly Support[]; readonly doubt?: string }
  /** These have to be added back; `doubt` says why that may not be all. */
  | { readonly kind: "needs"; readonly needs: readonly Need[]; readonly support: readonly Support[]; readonly doubt?: string }
  /** Its image needs these, and a key of the service makes something else of it. */
  | { readonly kind: "changed"; readonly needs: readonly Need[]; readonly support: readonly Support[]; readonly obstacle: Obstacle }
  /** It starts as another user, but of a file with capabilities nothing is known. */
  | { readonly kind: "own-user" }
  | { readonly kind: "unknown" };

export function capabilityUseOf(project: Project, service: Service): CapabilityUse {
  const built = service.isBuilt ? ofOwnUser(service) : undefined;
  if (built) return built;
  const held = factsThatHold(service);
  const known = held?.image.facts.capabilities;
  const isRoot = startsAsRoot(service, held?.facts ?? {});
  if (!held || !known) return { kind: isRoot === false && !held ? "own-user" : "unknown" };
  if (isRoot === false && known.needs.every(({ everyUser }) => everyUser !== true)) {
    // Whom the service itself names needs no facts.
    const support = service.user?.known === true && service.user.value !== "" ? [] : supportFrom(held, ["user"]);
    return support ? { kind: "none", support, ...withDoubt(doubtOfHooks(service)) } : { kind: "unknown" };
  }
  const obstacle = held.withheld.get("capabilities");
  if (obstacle) return { kind: "changed", obstacle, needs: lackingOf(service, capabilitiesNeeded(service, held.image.facts)), support: supportFrom({ ...held, facts: held.image.facts }, ["capabilities"]) ?? [] };
  const needs = capabilitiesNeeded(service, held.facts);
  const support = supportFrom(held, needs.some(({ capability }) => capability === "KILL") && held.facts.drop ? ["user", "capabilities", "drop"] : ["user", "capabilities"]);
  if (isRoot === undefined || !support) return { kind: "unknown" };
  const doubt = doubtOfHooks(service) ?? doubtOfDrops(service, needs) ?? doubtOfProbe(service) ?? doubtOfFiles(project, service, held.facts, needs);
  return { kind: "needs", needs: lackingOf(service, needs), support, ...withDoubt(doubt) };
}

/** Whether what is needed is believed only, so that nothing may be changed on it. */
export function isOnlyBelieved(support: readonly Support[]): boolean {
  return trustInSupport(support) === "told";
}

/** What is not in `cap_add` yet. */
function lackingOf({ capAdd }: Service, needs: readonly Need[]): readonly Need[] {
  const added = capAdd.map((each) => normalizeCapability(knownValue(each) ?? ""));
  return added.includes("ALL") ? [] : needs.filter(({ capability, or = [] }) => ![capability, ...or].some((each) => added.includes(each)));
}

/** A built image that starts as another user has no file with capabilities if its base has none and nothing in its Dockerfile looks like it. */
function ofOwnUser(service: Service): CapabilityUse | undefined {
  const isOwn = service.user ? startsAsRoot(service, {}) === false : builtUserOf(service)?.kind === "own";
  if (!isOwn) return undefined;
  const built = builtImageOf(service);
  const text = service.dockerfile?.text ?? textOf(service.get("build", "dockerfile_inline")) ?? "";
  const isPlain = built?.base.kind === "scratch" || (built?.base.kind === "image" && imageFactsOf(built.base.reference)?.facts.capabilities?.needs.some(({ everyUser }) => everyUser === true) === false);
  return isPlain && !GRANTS.test(text) ? { kind: "none", support: [], ...withDoubt(doubtOfHooks(service)) } : { kind: "own-user" };
}

/** Programs that gain capabilities by their file, and what gives them to a file. Copies of Caddy bring them along. */
const GRANTS = /setcap|sudo|chmod\s+(?:\S+\s+)*(?:[ugoa]*\+\w*s|[2-7]\d{3})\b|caddy|vault|ping\b|iputils|dumpcap|wireshark|tshark|\bmtr|nmap|libcap|cap_add/i;

function withDoubt(doubt: string | undefined): { readonly doubt?: string } {
  return doubt === undefined ? {} : { doubt };
}

/** Hooks run with the capabilities of the container, and mostly as root. */
function doubtOfHooks(service: Service): string | undefined {
  return hooksOf(service).length > 0 ? "Its hooks lose the capabilities too." : undefined;
}

function doubtOfDrops(service: Service, needs: readonly Need[]): string | undefined {
  const dropped = needs.find(({ capability, or = [] }) => [capability, ...or].every((each) => grantsCapability(service, each) === false));
  return dropped ? `It has dropped ${dropped.capability} already.` : undefined;
}

/** A probe runs with the user and the capabilities of the container. What asks over the network or a socket needs none. */
function doubtOfProbe(service: Service): string | undefined {
  const test = healthcheckOf(service)?.test;
  if (!test) return undefined;
  const words = test.form === "shell" ? [test.script] : test.words;
  const text = words.map((word) => (word.known ? word.value : (writtenText(word) ?? "$("))).join(" ").replace(CONNECTS, "");
  const isKnown = words.every(({ known }) => known) || asksOnly(text);
  return isKnown && !TOUCHES_FILES.test(text) ? undefined : "Its health check may read files of another user, which is then refused.";
}

/** What opens a connection with nothing but bash, for which there is no such file. */
const CONNECTS = /(?:\bcat\s*<\s*\/dev\/null\s*|:\s*|\becho\s*)?>\s*\/dev\/tcp\/[\w.-]+\/\d+/g;

/** Whether a script with variables consists of clients that ask a server and are told no file, whatever else their arguments are. */
function asksOnly(text: string): boolean {
  const steps = shellSteps(text);
  return steps?.every(({ words: [program = ""], isRedirected }) => ASKING.test(program) && !isRedirected) === true && !/[\s=]\/|\$\(|`/.test(text);
}

/** They open their own configuration and a connection. Ran with all capabilities dropped: the probes of the catalogue. */
const ASKING = /^(?:pg_isready|redis-cli|valkey-cli|mysqladmin|mariadb-admin|exit|true)$/;

/** Programs that look at files or become somebody else, scripts of one's own, substitutions and redirections. */
const TOUCHES_FILES = /(?:^|[\s;&|(/])(?:cat|test|ls|find|stat|gosu|su|sudo|su-exec|setpriv|runuser|chown|chmod|touch|rm|cp|mv|kill|mount)\s|(?:^|[;&|]\s*)ping\s|\[ |(?<!^healthcheck|[\s/]healthcheck)\.(?:sh|py|js)\b|\$\(|`|<\s*[/.\w]|>\s*(?!\/dev\/null|&)[/.\w]/;

/** Files of the host may belong to anybody; root opens those of others only with DAC_OVERRIDE. */
function doubtOfFiles(project: Project, service: Service, { drop, data }: Facts, needs: readonly Need[]): string | undefined {
  if (grantsAll(service) || lackingOf(service, needs).some(({ capability }) => capability === "DAC_OVERRIDE")) return undefined;
  const folders = data?.folders.map(({ path }) => path);
  const isLeft = drop?.who === "everything" && STARTERS.has(drop.by) && folders !== undefined;
  const volumes = definitionsOf(project, "volume");
  const isOfHost = ({ type, source, target }: Mount): boolean => (type === "bind" && !OPEN_TO_ALL.test(target)) || (type === "volume" && (volumes.get(knownValue(source) ?? "")?.driverOptions ?? []).length > 0);
  // Where a script starts the server as another user, root touches nothing but the data.
  const mount = service.mounts.find((each) => isOfHost(each) && !(isLeft && !folders.some((path) => touches(each.target, path))));
  if (mount) return `What is mounted on ${mount.target} may belong to another user of the host, and root then needs DAC_OVERRIDE for it.`;
  const secret = drop?.who === "everything" ? undefined : secretsOf(project, service).find(({ definition }) => definition?.source?.from === "file");
  if (secret) return "Its secrets may belong to another user of the host, and root then needs DAC_OVERRIDE for them.";
  return service.mountsComplete ? undefined : "What is mounted depends on variables.";
}

function grantsAll({ capAdd }: Service): boolean {
  return capAdd.some((each) => ["ALL", "DAC_OVERRIDE"].includes(normalizeCapability(knownValue(each) ?? "")));
}

/** They become another user before the server reads its configuration. */
const STARTERS: ReadonlySet<string> = new Set(["gosu", "su-exec", "setpriv"]);

/** What every system lets everybody read. */
const OPEN_TO_ALL = /^\/etc\/(?:localtime|timezone|hosts|resolv\.conf)$/;

function touches(target: string, path: string): boolean {
  return target === path || target.startsWith(`${path}/`) || path.startsWith(`${target}/`);
}
