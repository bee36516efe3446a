/** The keys of a service in the order in which people mostly write them: what it is, what it does, what it may, what it may use. */
const SERVICE_KEYS: readonly string[] = [
  "extends", "image", "build", "pull_policy", "platform", "profiles", "container_name", "hostname", "restart", "user", "group_add", "working_dir", "entrypoint", "command",
  "init", "env_file", "environment", "configs", "secrets", "volumes", "tmpfs", "expose", "ports", "network_mode", "networks", "dns", "extra_hosts", "depends_on", "links",
  "healthcheck", "stop_signal", "stop_grace_period", "read_only", "privileged", "cap_drop", "cap_add", "security_opt", "devices", "sysctls", "ulimits", "shm_size",
  "mem_limit", "memswap_limit", "mem_reservation", "cpus", "pids_limit", "oom_score_adj", "logging", "labels", "deploy", "develop",
];

const RANKS: ReadonlyMap<string, number> = new Map(SERVICE_KEYS.map((key, rank) => [key, rank]));

/** Smaller stands further up; keys without a usual place come last. */
export function keyRank(key: string): number {
  return RANKS.get(key) ?? SERVICE_KEYS.length;
}
