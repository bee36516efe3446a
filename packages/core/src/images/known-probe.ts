import { assignmentOf, environmentOf } from "../compose/model/assignment.js";
import type { Service } from "../compose/model/service.js";
import { knownValue } from "../compose/model/value.js";
import type { Plain } from "../compose/plain.js";
import type { Probe } from "./catalogue/facts.js";
import { factsThatHold } from "./catalogue/invocation.js";
import { supportFrom, type Support } from "./catalogue/trust.js";

/** A healthcheck, and what is known of the image that makes it right. */
export interface KnownProbe {
  readonly healthcheck: Plain;
  readonly support: readonly Support[];
  /** When it fails although the server is well, as a sentence. */
  readonly doubt?: string;
}

/** A healthcheck that the image of a service is known to pass when it serves; nothing if none is known, or if the service changes what it asks. */
export function knownProbeOf(service: Service): KnownProbe | undefined {
  const held = factsThatHold(service);
  const probe = held?.facts.probe;
  const support = held && supportFrom(held, ["probe"]);
  if (!probe || !support) return undefined;
  const test = probe.test.map((word) => filledIn(service, word));
  return test.every((word) => word !== undefined) ? { healthcheck: { test, ...timesOf(probe) }, support, ...(probe.doubt === undefined ? {} : { doubt: probe.doubt }) } : undefined;
}

/** With cautious times where nobody has measured any. */
function timesOf({ interval = "10s", timeout = "5s", startPeriod = "30s" }: Probe): Readonly<Record<string, Plain>> {
  return { interval, timeout, retries: 5, start_period: startPeriod };
}

/** `${NAME:-default}` with what the service sets, or the default; nothing if that is not known, or would have to be escaped. */
function filledIn(service: Service, word: string): string | undefined {
  const [all, name, otherwise = ""] = /^\$\{(\w+):-(.*)\}$/.exec(word) ?? [];
  if (all === undefined || name === undefined) return word;
  const assignment = assignmentOf(name, environmentOf(service));
  // It may come from a file.
  if (!assignment) return service.get("env_file") ? undefined : filledIn(service, otherwise);
  const value = knownValue(assignment.value);
  return value === undefined || value === "" || assignment.value?.variables.length !== 0 || value.includes("$") ? undefined : value;
}
