import { printGo } from "../../yaml/scalar-type.js";
import type { Plain } from "../plain.js";
import type { Tree } from "../tree.js";
import {
  anyBytes, anyText, bytes, closedStruct, command, deviceCount, duration, flag, list, mode, named, optOut, orNothing, printAny, real, repeatedOptions, setDuration, setFlag, setWhole, struct, text,
  texts, textsByName, unlessExtension, variables, whole, type Print,
} from "./print.js";

/** `host=address`, one for every address, in alphabetical order. Source: compose-go `types/hostList.go`. */
const hosts: Print = (node) => {
  const pairs = node.kind === "mapping" ? [...node.entries].flatMap(([host, addresses]) => addressesOf(addresses).map((address) => [host, address] as const)) : node.kind === "sequence" ? node.items.flatMap(readHost) : [];
  return pairs.length === 0 ? undefined : pairs.map(([host, address]) => `${host}=${address.replace(/^\[(.+)\]$/, "$1")}`).sort();
};

function addressesOf(node: Tree): readonly string[] {
  if (node.kind === "sequence") return node.items.flatMap(addressesOf);
  return node.kind === "scalar" ? [node.value === null ? "" : printGo(node)] : [];
}

/** Separated by `=`, or else by `:`; several addresses by commas. */
function readHost(item: Tree): readonly (readonly [string, string])[] {
  const [, host = "", addresses = ""] = item.kind === "scalar" ? (/^([^=]*)=([^]*)$/.exec(printGo(item)) ?? /^([^:]*):([^]*)$/.exec(printGo(item)) ?? []) : [];
  return host === "" ? [] : addresses.split(",").map((address) => [host, address] as const);
}

/** Keys for the build, by name: `name: path`, or the name alone. */
const ssh: Print = (node) => {
  if (node.kind !== "mapping") return printAny(node);
  return [...node.entries].map(([name, path]) => (path.kind === "scalar" && path.value !== null && path.value !== "" ? `${name}: ${printGo(path)}` : name));
};

/** One number for both limits, or both by name. */
const ulimit: Print = (node) => {
  if (node.kind === "mapping") return { soft: whole(node.entries.get("soft") ?? node) ?? 0, hard: whole(node.entries.get("hard") ?? node) ?? 0 };
  const single = whole(node);
  return single ?? { soft: 0, hard: 0 };
};

const ulimits = orNothing(unlessExtension(ulimit));

/** A group of devices; without a number and without names it means all. */
const deviceRequest: Print = (node) => {
  const printed = closedStruct({ capabilities: texts, driver: text, count: deviceCount, device_ids: texts, options: textsByName })(node);
  const isLimited = node.kind === "mapping" && (node.entries.has("count") || node.entries.has("device_ids"));
  return isLimited ? printed : { ...(printed as Readonly<Record<string, Plain>>), count: -1 };
};

const fileReference = struct({ source: text, target: text, uid: text, gid: text, mode });

/** A secret has a place in the container even if none is given. */
const serviceSecret: Print = (node) => {
  const printed = fileReference(node);
  if (node.kind !== "mapping" || node.entries.has("target")) return printed;
  const source = node.entries.get("source");
  return { ...(printed as Readonly<Record<string, Plain>>), target: `/run/secrets/${source?.kind === "scalar" ? printGo(source) : ""}` };
};

const port: Print = (node) => {
  const printed = struct({ name: text, mode: text, host_ip: text, target: whole, published: text, protocol: text, app_protocol: text })(node);
  if (node.kind !== "mapping") return printed;
  const { entries } = node;
  return { ...(entries.has("protocol") ? {} : { protocol: "tcp" }), ...(entries.has("mode") ? {} : { mode: "ingress" }), ...(printed as Readonly<Record<string, Plain>>) };
};

const build = struct({
  context: text, dockerfile: text, dockerfile_inline: text, entitlements: texts, args: variables, provenance: text, sbom: text, ssh, labels: textsByName, cache_from: texts, cache_to: texts,
  no_cache: flag, no_cache_filter: texts, additional_contexts: textsByName, pull: flag, extra_hosts: hosts, isolation: text, network: text, target: text, secrets: list(fileReference),
  shm_size: bytes, tags: texts, ulimits, platforms: texts, privileged: flag,
});

const updateConfig = struct({ parallelism: setWhole, delay: duration, failure_action: text, monitor: duration, max_failure_ratio: real, order: text });

const resource = struct({
  cpus: real, memory: bytes, pids: whole, devices: list(deviceRequest), generic_resources: list(struct({ discrete_resource_spec: struct({ kind: anyText, value: setWhole }) })),
});

const deploy = struct({
  mode: text, replicas: setWhole, labels: textsByName, update_config: updateConfig, rollback_config: updateConfig,
  resources: orNothing(struct({ limits: resource, reservations: resource })),
  restart_policy: struct({ condition: text, delay: setDuration, max_attempts: setWhole, window: setDuration }),
  placement: orNothing(struct({ constraints: texts, preferences: list(struct({ spread: text })), max_replicas_per_node: whole })),
  endpoint_mode: text,
});

const hook = struct({ command, user: text, privileged: flag, working_dir: text, environment: variables, image: text, per_replica: flag });

const develop = struct({
  watch: list(struct({ path: anyText, action: anyText, target: text, exec: orNothing(hook), include: texts, ignore: texts, initial_sync: flag })),
});

const throttle = list(struct({ path: anyText, rate: anyBytes }));

const volume = struct({
  type: text, source: text, target: text, read_only: flag, consistency: text,
  bind: struct({ selinux: text, propagation: text, create_host_path: optOut, recursive: text }),
  volume: struct({ labels: textsByName, nocopy: flag, subpath: text }),
  tmpfs: struct({ size: bytes, mode: whole }),
  image: struct({ subpath: text }),
});

const network = struct({
  aliases: texts, driver_opts: textsByName, gw_priority: whole, interface_name: text, ipv4_address: text, ipv6_address: text, link_local_ips: texts, mac_address: text, priority: whole,
});

/** A dependency waits for the start and is required unless it says otherwise. */
const dependency: Print = (node) => {
  const printed = struct({ condition: text, restart: flag, required: setFlag })(node);
  return { condition: "service_started", required: true, ...(printed as Readonly<Record<string, Plain>>) };
};

/** A service with the fields of compose-go's `types.ServiceConfig`, in the order of the alphabet. */
export const service: Print = struct({
  annotations: textsByName,
  attach: setFlag,
  blkio_config: struct({
    weight: whole, weight_device: list(struct({ path: anyText, weight: setWhole })), device_read_bps: throttle, device_read_iops: throttle, device_write_bps: throttle, device_write_iops: throttle,
  }),
  build,
  cap_add: texts,
  cap_drop: texts,
  cgroup: text,
  cgroup_parent: text,
  command,
  configs: list(fileReference),
  container_name: text,
  cpu_count: whole,
  cpu_percent: real,
  cpu_period: whole,
  cpu_quota: whole,
  cpu_rt_period: whole,
  cpu_rt_runtime: whole,
  cpu_shares: whole,
  cpus: real,
  cpuset: text,
  credential_spec: struct({ config: text, file: text, registry: text }),
  depends_on: orNothing(named(dependency)),
  deploy,
  develop,
  device_cgroup_rules: texts,
  devices: list(struct({ source: text, target: text, permissions: text })),
  dns: texts,
  dns_opt: texts,
  dns_search: texts,
  domainname: text,
  entrypoint: command,
  environment: variables,
  expose: texts,
  extends: closedStruct({ file: text, service: text }),
  external_links: texts,
  extra_hosts: hosts,
  gpus: list(deviceRequest),
  group_add: texts,
  healthcheck: struct({ test: texts, timeout: setDuration, interval: setDuration, retries: setWhole, start_period: setDuration, start_interval: setDuration, disable: flag }),
  hostname: text,
  image: text,
  init: setFlag,
  ipc: text,
  isolation: text,
  label_file: texts,
  labels: textsByName,
  links: texts,
  logging: struct({ driver: text, options: textsByName }),
  mac_address: text,
  mem_limit: bytes,
  mem_reservation: bytes,
  mem_swappiness: bytes,
  memswap_limit: bytes,
  models: orNothing(unlessExtension(struct({ endpoint_var: text, model_var: text }))),
  network_mode: text,
  networks: orNothing(unlessExtension(network)),
  oom_kill_disable: flag,
  oom_score_adj: whole,
  pid: text,
  pids_limit: whole,
  platform: text,
  ports: list(port),
  post_start: list(hook),
  pre_start: list(hook),
  pre_stop: list(hook),
  privileged: flag,
  profiles: texts,
  provider: struct({ type: text, options: repeatedOptions }),
  pull_policy: text,
  pull_refresh_after: text,
  read_only: flag,
  restart: text,
  runtime: text,
  scale: setWhole,
  secrets: list(serviceSecret),
  security_opt: texts,
  shm_size: bytes,
  stdin_open: flag,
  stop_grace_period: setDuration,
  stop_signal: text,
  storage_opt: textsByName,
  sysctls: textsByName,
  tmpfs: texts,
  tty: flag,
  ulimits,
  use_api_socket: flag,
  user: text,
  userns_mode: text,
  uts: text,
  volumes: list(volume),
  volumes_from: texts,
  working_dir: text,
});
