import type { Path } from "./path.js";
import { patternTable } from "./path-pattern.js";

/**
 * The one usual order of keys: new keys are put where it has them, and the rules of `style` ask for it, so that no fix makes work for
 * another one.
 */

/**
 * The sections of a file; those on one line may stand in either order. `x-` stands for all that begin so, which come before the services
 * that take from them.
 */
const SECTIONS: readonly (readonly string[])[] = [
  ["version"],
  ["name"],
  ["include"],
  ["x-"],
  ["services"],
  ["models"],
  ["networks", "volumes"],
  ["configs", "secrets"],
];

/** The keys of a service in the order in which people mostly write them: what it is, what it does, what it may, what it may use. */
const SERVICE_KEYS: readonly string[] = [
  "<<", "extends", "provider", "image", "build", "pull_policy", "pull_refresh_after", "platform", "runtime", "isolation", "profiles", "container_name", "hostname", "domainname",
  "restart", "scale", "user", "group_add", "userns_mode", "working_dir", "entrypoint", "command", "init", "stdin_open", "tty", "attach",
  "env_file", "environment", "configs", "secrets", "credential_spec", "models", "volumes", "volumes_from", "storage_opt", "use_api_socket",
  "expose", "ports", "network_mode", "networks", "mac_address", "dns", "dns_opt", "dns_search", "extra_hosts", "links", "external_links", "depends_on",
  "healthcheck", "pre_start", "post_start", "pre_stop", "stop_signal", "stop_grace_period", "read_only", "tmpfs", "privileged", "cap_drop", "cap_add", "security_opt", "ipc", "pid", "uts", "cgroup", "cgroup_parent",
  "devices", "device_cgroup_rules", "gpus", "sysctls", "ulimits", "shm_size", "mem_limit", "memswap_limit", "mem_reservation", "mem_swappiness",
  "cpus", "cpu_count", "cpu_percent", "cpu_shares", "cpu_quota", "cpu_period", "cpu_rt_period", "cpu_rt_runtime", "cpuset", "blkio_config",
  "pids_limit", "oom_kill_disable", "oom_score_adj", "logging", "annotations", "labels", "label_file", "deploy", "develop",
];

/** Where readers expect one key in front of another: what it is comes before how it is set. */
const ORDERS = patternTable<ReadonlyMap<string, number>>(
  (
    [
      ["services.*", SERVICE_KEYS],
      ["services.*.build", ["<<", "context", "dockerfile", "dockerfile_inline", "target", "args"]],
      ["services.*.depends_on.*", ["<<", "condition", "restart", "required"]],
      ["services.*.deploy", ["<<", "mode", "replicas", "placement", "update_config", "rollback_config", "restart_policy", "resources", "labels"]],
      ["services.*.deploy.resources", ["<<", "limits", "reservations"]],
      ["services.*.deploy.resources.*", ["<<", "cpus", "memory", "pids", "devices"]],
      ["services.*.healthcheck", ["<<", "test", "interval", "timeout", "retries", "start_period", "start_interval"]],
      ["services.*.logging", ["<<", "driver", "options"]],
      ["services.*.ports.*", ["<<", "name", "target", "published", "host_ip", "protocol", "app_protocol", "mode"]],
      ["services.*.volumes.*", ["<<", "type", "source", "target", "read_only", "consistency", "bind", "volume", "tmpfs"]],
      ...["networks.*", "volumes.*"].map((section) => [section, ["<<", "name", "external", "driver", "driver_opts"]] as const),
    ] as const
  ).map(([pattern, keys]) => [pattern, new Map(keys.map((key, rank) => [key, rank] as const))] as const),
);

const SECTION_RANKS: ReadonlyMap<string, number> = new Map(SECTIONS.flatMap((keys, rank) => keys.map((key) => [key, rank] as const)));

/** Smaller stands further up; keys without a usual place come last. `path` is that of the mapping. */
export function keyRank(path: Path, key: string): number {
  if (path.length === 0) return SECTION_RANKS.get(key.startsWith("x-") ? "x-" : key) ?? SECTION_RANKS.size;
  const order = ORDERS.find(path);
  return order?.get(key) ?? order?.size ?? 0;
}

/** Whether keys stand in their usual order. */
export function isInUsualOrder(path: Path, keys: readonly string[]): boolean {
  const ranks = keys.map((key) => keyRank(path, key));
  return ranks.every((rank, index) => rank >= (ranks[index - 1] ?? 0));
}
