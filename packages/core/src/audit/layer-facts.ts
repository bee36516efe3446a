import type { Project } from "../compose/load.js";
import { cpuLimitOf, isNone } from "../compose/model/limit.js";
import { programOf } from "../compose/model/program.js";
import type { Service } from "../compose/model/service.js";
import { asNumber, knownValue, readValue, type Value } from "../compose/model/value.js";
import { normalizeCapability } from "../compose/values/capability.js";
import { builtUserOf } from "../images/built-user.js";
import { isRootUser } from "../images/catalogue/general.js";
import { lastingOf } from "../images/lasting.js";
import { isMadeToLeaveRoot, leavesRootByItself, pulledStartOf } from "../images/start-user.js";
import { inapplicable, lacking, sound, undone, unknown, unknownIn, type Fact } from "./fact.js";
import type { LayerName } from "./rows.js";

/** What the files say of each layer of a service. */
export const LAYER_FACTS: Readonly<Record<LayerName, (project: Project, service: Service) => Fact>> = {
  user: userFact,
  "file-system": fileSystemFact,
  capabilities: capabilityFact,
  privileges: privilegeFact,
  confinement: confinementFact,
  ceilings: ceilingFact,
  doors: doorFact,
};

const JOB = inapplicable("a job");
const PRIVILEGED = undone("undone by privileged");

function userFact(project: Project, service: Service): Fact {
  const { user } = service;
  if (user?.known === false) return unknown(user);
  if (user && user.value !== "" && !isRootUser(user.value)) return sound(`user ${user.text}`);
  const isRoot = user !== undefined && user.value !== "";
  const built = builtUserOf(service);
  const start = pulledStartOf(service);
  if (built?.kind === "own" && !isRoot) return sound("the user of its Dockerfile");
  if (start === "own-user" && !isRoot) return sound("the image's own user");
  if (built?.kind === "leaves" || isMadeToLeaveRoot(service)) return sound("becomes another user");
  const { entrypoint, command } = programOf(service);
  const unset = [entrypoint, command].flatMap((part) => part?.words ?? []).find(({ known }) => !known);
  if (unset) return unknown(unset);
  if (leavesRootByItself(service)) return sound("told to become another user");
  if (!lastingOf(project).includes(service)) return JOB;
  if (built?.kind === "variable" && !isRoot) return unknown({ variables: [] });
  return lacking(isRoot || built?.kind === "root" || start === "root-that-stays" ? "root" : "perhaps root");
}

function fileSystemFact(_project: Project, { readOnly, isJob }: Service): Fact {
  if (readOnly?.known === false) return unknown(readOnly);
  if (readOnly?.value === true) return sound("read-only");
  return isJob ? JOB : lacking("writable");
}

function capabilityFact(_project: Project, { capDrop, capAdd, privileged }: Service): Fact {
  if (knownValue(privileged) === true) return PRIVILEGED;
  const isDropped = capDrop.some((capability) => capability.known && normalizeCapability(capability.value) === "ALL");
  if (isDropped) return sound(capAdd.length === 0 ? "none left" : `none but ${capAdd.map((capability) => (capability.known ? normalizeCapability(capability.value) : "?")).join(", ")}`);
  const unset = capDrop.find(({ known }) => !known);
  return unset ? unknown(unset) : lacking("those that Docker gives to root");
}

function privilegeFact(_project: Project, { securityOptions }: Service): Fact {
  if (securityOptions.some((option) => option.known && /^no-new-privileges(?:[:=](?:true|1|t))?$/i.test(option.value))) return sound("set");
  const unset = securityOptions.find(({ known }) => !known);
  return unset ? unknown(unset) : lacking("not set");
}

function confinementFact(_project: Project, { securityOptions, privileged }: Service): Fact {
  if (knownValue(privileged) === true) return PRIVILEGED;
  const unset = securityOptions.find(({ known }) => !known);
  if (unset) return unknown(unset);
  const hasOwn = securityOptions.some((option) => option.known && /^(?:seccomp|apparmor)[:=]/.test(option.value));
  return sound(hasOwn ? "profiles of its own" : "Docker's profiles");
}

function ceilingFact(_project: Project, service: Service): Fact {
  const pids = service.pidsLimit;
  const cpus = cpuLimitOf(service);
  const unset = [pids, cpus].find((limit) => limit?.known === false);
  if (unset) return unknown(unset);
  const hasPids = limits(pids) || limits(readValue(service.tree, service.path, ["deploy", "resources", "limits", "pids"], asNumber));
  const hasCpus = (cpus !== undefined && !isNone(cpus)) || limits(readValue(service.tree, service.path, ["cpu_quota"], asNumber)) || service.get("cpuset") !== undefined;
  if (hasPids && hasCpus) return sound("processes and processors");
  return hasPids ? lacking("processes only") : lacking(hasCpus ? "processors only" : "none");
}

function limits(limit: Value<number> | undefined): boolean {
  return (knownValue(limit) ?? 0) > 0;
}

function doorFact(_project: Project, service: Service): Fact {
  const { mountsComplete, privileged } = service;
  if (privileged?.known === false) return unknown(privileged);
  return mountsComplete ? sound("closed") : unknownIn(service.get("volumes"), service.get("tmpfs"));
}
