/** The service keys of the schema 3.13, the newest that `docker stack deploy` reads. Source: docker/cli 28.5 `cli/compose/schema`. */
export const STACK_KEYS: ReadonlySet<string> = new Set([
  "build", "cap_add", "cap_drop", "cgroup_parent", "cgroupns_mode", "command", "configs", "container_name", "credential_spec", "depends_on", "deploy", "devices", "dns", "dns_search", "domainname",
  "entrypoint", "env_file", "environment", "expose", "external_links", "extra_hosts", "healthcheck", "hostname", "image", "init", "ipc", "isolation", "labels", "links", "logging", "mac_address",
  "network_mode", "networks", "oom_score_adj", "pid", "ports", "privileged", "read_only", "restart", "secrets", "security_opt", "shm_size", "stdin_open", "stop_grace_period", "stop_signal", "sysctls",
  "tmpfs", "tty", "ulimits", "user", "userns_mode", "volumes", "working_dir",
]);

/** The top-level keys of that schema. */
export const STACK_SECTIONS: ReadonlySet<string> = new Set(["configs", "networks", "secrets", "services", "version", "volumes"]);

/** Service keys that `docker stack deploy` passes over, most of them with a message. Source: docker/cli `UnsupportedProperties`, `DeprecatedProperties`, `convert/service.go`. */
export const STACK_IGNORED: ReadonlySet<string> = new Set([
  "build", "cgroupns_mode", "cgroup_parent", "container_name", "depends_on", "devices", "domainname", "expose", "external_links", "ipc", "links", "mac_address", "network_mode", "pid", "privileged",
  "security_opt", "shm_size", "tmpfs", "userns_mode",
]);

/** Service keys that `docker stack deploy` refuses, with what it wants instead. Source: docker/cli `ForbiddenProperties`, and keys of Compose with a twin below `deploy`. */
export const STACK_FORBIDDEN: ReadonlyMap<string, string> = new Map([
  ["extends", "Merge the files before: `docker compose config` prints the result."],
  ["volumes_from", "Declare a volume and mount it in both services."],
  ["cpu_quota", "Set deploy.resources.limits.cpus."],
  ["cpu_shares", "Set deploy.resources.reservations.cpus."],
  ["cpuset", "Set deploy.resources.limits.cpus."],
  ["cpus", "Set deploy.resources.limits.cpus."],
  ["mem_limit", "Set deploy.resources.limits.memory."],
  ["mem_reservation", "Set deploy.resources.reservations.memory."],
  ["memswap_limit", "Remove it: swarm has no limit for swap."],
  ["pids_limit", "Set deploy.resources.limits.pids."],
  ["scale", "Set deploy.replicas."],
]);
