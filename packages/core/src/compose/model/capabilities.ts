import { normalizeCapability } from "../values/capability.js";
import type { Service } from "./service.js";
import { knownValue, type Value } from "./value.js";

/** What root in a container may do unless something else is said. Source: moby `daemon/pkg/oci/caps/defaults.go`. */
export const DEFAULT_CAPABILITIES: ReadonlySet<string> = new Set([
  "CHOWN", "DAC_OVERRIDE", "FSETID", "FOWNER", "MKNOD", "NET_RAW", "SETGID", "SETUID", "SETFCAP", "SETPCAP", "NET_BIND_SERVICE", "SYS_CHROOT", "KILL", "AUDIT_WRITE",
]);

/** Whether `cap_drop` has ALL; nothing if that depends on a variable nobody set. */
export function dropsAllCapabilities({ capDrop }: Service): boolean | undefined {
  return has(capDrop, "ALL") || (isComplete(capDrop) ? false : undefined);
}

/**
 * Whether root in the container has a capability; nothing if that depends on a variable nobody set. A process of another user has it
 * only if its file grants it. Source: moby `TweakCapabilities`.
 */
export function grantsCapability({ privileged, capAdd, capDrop }: Service, capability: string): boolean | undefined {
  if (knownValue(privileged) === true) return true;
  if (privileged?.known === false || !isComplete(capAdd) || !isComplete(capDrop)) return undefined;
  // Adding ALL beats dropping ALL, but not dropping one by name.
  if (has(capAdd, "ALL")) return !has(capDrop, capability);
  if (has(capAdd, capability)) return true;
  return DEFAULT_CAPABILITIES.has(capability) && !has(capDrop, "ALL") && !has(capDrop, capability);
}

function has(capabilities: readonly Value<string>[], name: string): boolean {
  return capabilities.some((capability) => capability.known && normalizeCapability(capability.value) === name);
}

function isComplete(capabilities: readonly Value<string>[]): boolean {
  return capabilities.every(({ known }) => known);
}
