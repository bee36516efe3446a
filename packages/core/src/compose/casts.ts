import { patternTable } from "./path-pattern.js";
import type { PlainScalar } from "./plain.js";

/** What text becomes at a path where Compose wants a number or a boolean. */
export type Cast = "integer" | "float" | "boolean";

/** `*` stands for any key or index. Source: compose-go `loader/interpolate.go`, `interpolateTypeCastMapping`. */
const CAST_PATHS: readonly (readonly [Cast, string])[] = [
  ...[
    "deploy.replicas", "deploy.update_config.parallelism", "deploy.rollback_config.parallelism", "deploy.restart_policy.max_attempts",
    "deploy.placement.max_replicas_per_node", "healthcheck.retries", "scale", "ports.*.target", "ulimits.*", "ulimits.*.soft", "ulimits.*.hard",
    "cpu_count", "cpu_period", "cpu_quota", "cpu_rt_period", "cpu_rt_runtime", "cpu_shares", "oom_score_adj", "pids_limit",
  ].map((key) => ["integer", `services.*.${key}`] as const),
  ...["cpus", "cpu_percent", "deploy.update_config.max_failure_ratio", "deploy.rollback_config.max_failure_ratio"].map((key) => ["float", `services.*.${key}`] as const),
  ...[
    "init", "privileged", "read_only", "stdin_open", "tty", "oom_kill_disable", "healthcheck.disable", "depends_on.*.required", "depends_on.*.restart",
    "volumes.*.read_only", "volumes.*.volume.nocopy",
  ].map((key) => ["boolean", `services.*.${key}`] as const),
  ...["networks", "volumes", "secrets", "configs"].map((section) => ["boolean", `${section}.*.external`] as const),
  ...["internal", "attachable", "enable_ipv4", "enable_ipv6"].map((key) => ["boolean", `networks.*.${key}`] as const),
];

/** The cast at a path, if there is one. */
export const CASTS = patternTable(CAST_PATHS.map(([cast, pattern]) => [pattern, cast] as const));

/** Text as a value of the wanted type, or nothing if Compose would refuse it. */
export function castText(text: string, cast: Cast): PlainScalar | undefined {
  switch (cast) {
    case "integer":
      // Go's integers have 64 bits.
      return /^[-+]?\d+$/.test(text) && Math.abs(Number(text)) < 2 ** 63 ? Number(text) : undefined;
    case "float":
      return /^[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?$/.test(text) ? Number(text) : undefined;
    case "boolean":
      return BOOLEANS.get(text.toLowerCase());
  }
}

const BOOLEANS: ReadonlyMap<string, boolean> = new Map([
  ...["true", "y", "yes", "on"].map((word) => [word, true] as const),
  ...["false", "n", "no", "off"].map((word) => [word, false] as const),
]);
