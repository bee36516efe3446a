import type { MappingName } from "./known-keys.generated.js";

type Names = ReadonlyMap<MappingName, ReadonlyMap<string, string>>;

/** Keys of old Compose files, and what says the same today. */
export const formerKeys: Names = new Map([
  [
    "service",
    new Map([
      ["dockerfile", "use `build.dockerfile`"],
      ["log_driver", "use `logging.driver`"],
      ["log_opt", "use `logging.options`"],
      ["net", "use `network_mode`"],
      ["volume_driver", "use `driver` of the volume under the top-level `volumes`"],
    ]),
  ],
]);

/** Names that people take for a key, because other tools call it so; too far from it to count as a typo. */
export const otherNames: Names = new Map<MappingName, ReadonlyMap<string, string>>([
  [
    "service",
    new Map([
      ["cmd", "command"],
      ["cwd", "working_dir"],
      ["env", "environment"],
      ["env_vars", "environment"],
      ["health", "healthcheck"],
      ["hosts", "extra_hosts"],
      ["mem", "mem_limit"],
      ["memory", "mem_limit"],
      ["name", "container_name"],
      ["pids", "pids_limit"],
      ["pull", "pull_policy"],
      ["userns", "userns_mode"],
      ["workdir", "working_dir"],
    ]),
  ],
  ["build", new Map([["path", "context"]])],
  ["deploy", new Map([["scale", "replicas"]])],
  ["envFile", new Map([["file", "path"]])],
  [
    "healthcheck",
    new Map([
      ["cmd", "test"],
      ["command", "test"],
    ]),
  ],
  ["logging", new Map([["opts", "options"], ["type", "driver"]])],
  [
    "mount",
    new Map([
      ["destination", "target"],
      ["dst", "target"],
      ["ro", "read_only"],
      ["src", "source"],
    ]),
  ],
  ["network", new Map([["driver_options", "driver_opts"], ["options", "driver_opts"]])],
  ["port", new Map([["container_port", "target"], ["host_port", "published"]])],
  ["resourceLimits", new Map([["mem", "memory"], ["mem_limit", "memory"], ["pids_limit", "pids"]])],
  ["resourceReservations", new Map([["mem", "memory"], ["mem_reservation", "memory"]])],
  ["volume", new Map([["driver_options", "driver_opts"], ["options", "driver_opts"]])],
]);
