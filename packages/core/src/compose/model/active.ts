import { printGo } from "../../yaml/scalar-type.js";
import type { Lookup } from "../interpolation.js";
import type { Mapping } from "../tree.js";

/** The profiles of a project that was not told any; without the variable it is one without a name. Source: compose-go `cli/options.go`. */
export function usualProfiles(environment: Lookup): readonly string[] {
  return (environment("COMPOSE_PROFILES") ?? "").split(",").map((profile) => profile.trim());
}

/** Whether a service runs with these profiles: without any of its own it always does, and `*` stands for all. Source: compose-go `types/project.go`. */
export function isActive(service: Mapping, profiles: readonly string[]): boolean {
  const declared = service.entries.get("profiles");
  const names = declared?.kind === "sequence" ? declared.items.flatMap((item) => (item.kind === "scalar" ? [printGo(item)] : [])) : [];
  return names.length === 0 || profiles.includes("*") || names.some((name) => profiles.includes(name));
}
