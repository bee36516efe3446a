import type { Path } from "../path.js";
import { remember } from "../remember.js";
import type { Origin, Scalar } from "../tree.js";
import type { Service } from "./service.js";
import { asDuration, asNumber, asText, readerOf, readValue, type Value } from "./value.js";

/** When Docker starts a container again that has ended. */
export interface RestartPolicy {
  readonly name: "no" | "always" | "on-failure" | "unless-stopped";
  /** Absent where there is no bound. */
  readonly maxAttempts?: number;
}

/** The block `deploy.restart_policy`. */
export interface DeployRestart {
  /** `none`, `on-failure` or `any`; absent means `any` to swarm, and none to `docker compose`. */
  readonly condition: Value<string> | undefined;
  /** Milliseconds. */
  readonly delay: Value<number> | undefined;
  readonly maxAttempts: Value<number> | undefined;
  /** Milliseconds. */
  readonly window: Value<number> | undefined;
  readonly origin: Origin;
  readonly path: Path;
}

/** What the key `restart` says. */
export const restartOf = remember((service: Service): Value<RestartPolicy> | undefined => readValue(service.tree, service.path, ["restart"], asRestartPolicy));

export function deployRestartOf(service: Service): DeployRestart | undefined {
  const node = service.get("deploy", "restart_policy");
  if (node?.kind !== "mapping") return undefined;
  const path: Path = [...service.path, "deploy", "restart_policy"];
  const read = readerOf(node, path);
  return {
    condition: read(asText, "condition"),
    delay: read(asDuration, "delay"),
    maxAttempts: read(asNumber, "max_attempts"),
    window: read(asDuration, "window"),
    origin: node.origin,
    path,
  };
}

/**
 * What holds in the end: `deploy.restart_policy` goes before `restart`. Not known either if the block names no condition, as Compose and
 * swarm differ there. Source: docker/compose `pkg/compose/create.go`, `getRestartPolicy`.
 */
export function effectiveRestartOf(service: Service): Value<RestartPolicy> | undefined {
  const block = deployRestartOf(service);
  if (!block) return restartOf(service);
  const { condition, maxAttempts, origin, path } = block;
  if (condition?.known !== true || maxAttempts?.known === false) return { known: false, origin, path, variables: condition?.variables ?? maxAttempts?.variables ?? [] };
  const policy = policyOf(condition.value, maxAttempts?.value);
  return policy && { ...condition, value: policy };
}

const asRestartPolicy = ({ value }: Scalar): RestartPolicy | undefined => {
  // Without quotes, `no` is a truth value.
  if (value === false) return { name: "no" };
  const [, name = "", attempts] = /^([a-z-]+)(?::(\d+))?$/.exec(String(value)) ?? [];
  return policyOf(name, attempts === undefined ? undefined : Number(attempts));
};

/** The words of both keys mean the same to Compose. Source: docker/compose `mapRestartPolicyCondition`. To Docker, 0 attempts are no bound. */
function policyOf(name: string, attempts: number | undefined): RestartPolicy | undefined {
  const policy = POLICIES.get(name);
  return policy && { name: policy, ...(policy === "on-failure" && attempts !== undefined && attempts > 0 ? { maxAttempts: attempts } : {}) };
}

const POLICIES: ReadonlyMap<string, RestartPolicy["name"]> = new Map([
  ["no", "no"], ["none", "no"], ["always", "always"], ["any", "always"], ["on-failure", "on-failure"], ["unless-stopped", "unless-stopped"],
] as const);
