/*
 * What holds for every image. Each rule stands here once, with its source; `ran` means that it was seen with runc and the servers of Debian.
 */
import { namespaceOf } from "../../compose/model/namespace.js";
import { programOf } from "../../compose/model/program.js";
import type { Service } from "../../compose/model/service.js";
import { knownValue } from "../../compose/model/value.js";
import { builtImageOf } from "../dockerfile-of.js";
import type { Facts, Need, WrittenPath } from "./facts.js";

/** Whether a container starts as root; nothing if neither the service nor what is known of its image tells. */
export function startsAsRoot(service: Service, facts: Facts): boolean | undefined {
  const { user } = service;
  const named = user && knownValue(user) !== "" ? user : builtImageOf(service)?.user;
  if (named) return named.known ? isRootUser(named.value) : undefined;
  return facts.user ? facts.user.starts === "root" : undefined;
}

/** Whether a value of `user` is root, whatever the group: `root`, `0:0`. */
export function isRootUser(user: string): boolean {
  return /^(?:root|0+)(?::|$)/.test(user);
}

/**
 * Every capability that a service needs to start, to run, to be probed and to be stopped, each with its reason. `facts` are those that hold;
 * without what is known of capabilities, the list is only what follows from the other facts.
 */
export function capabilitiesNeeded(service: Service, facts: Facts): readonly Need[] {
  const ofImage = facts.capabilities?.needs.filter(({ when }) => when.some((occasion) => occasion !== "option")) ?? [];
  if (startsAsRoot(service, facts) === false) return ofImage.filter(({ everyUser }) => everyUser === true);
  return [...ofImage, ...toStop(service, facts), ...forLowPorts(service, facts)].filter((need, index, all) => all.findIndex(({ capability }) => capability === need.capability) === index);
}

/**
 * Whether no process of a service ever holds a capability, so that dropping all changes nothing: it starts as another user than root, for
 * whom Docker fills only the bounding set, and no file grants one. Source: moby `daemon/pkg/oci`, `SetCapabilities`; ran with HAProxy.
 */
export function holdsNoCapability(service: Service, facts: Facts): boolean {
  return startsAsRoot(service, facts) === false && facts.capabilities?.needs.every(({ everyUser }) => everyUser !== true) === true;
}

/** Root that supervises a process of another user needs KILL to stop it. Source: ran with tini, dumb-init, catatonit and s6-svscan: without it, the server is killed. */
function toStop(service: Service, facts: Facts): readonly Need[] {
  if (facts.drop?.who !== "everything") return [];
  const init = facts.pid1?.init ?? (knownValue(programOf(service).init) === true ? "tini" : undefined);
  return init === undefined ? [] : [{ capability: "KILL", when: ["stop"], because: `${init} runs as root and has to stop a process of ${facts.drop.to}` }];
}

/**
 * Docker lets everybody bind low ports in a network of its own; in the host's network only root with NET_BIND_SERVICE may.
 * Source: moby `daemon/oci_linux.go`, `net.ipv4.ip_unprivileged_port_start`; ran both ways.
 */
function forLowPorts(service: Service, { ports }: Facts): readonly Need[] {
  const port = namespaceOf(service, "network_mode")?.sharedWith?.kind === "host" ? ports?.exposed.find((each) => each.port < 1024)?.port : undefined;
  return port === undefined ? [] : [{ capability: "NET_BIND_SERVICE", when: ["every-start"], because: `port ${port} of the host's network is only for root with this capability` }];
}

/** What `init: true` does to an image. Source: ran with tini; s6-overlay refuses to run unless it is process 1 (just-containers/s6-overlay, "Usage"). */
export function effectOfInit({ pid1, drop }: Facts): "breaks" | "useless" | "needs-kill" | "harmless" | undefined {
  if (!pid1) return undefined;
  if (pid1.init === "s6-overlay") return "breaks";
  if (pid1.init) return "useless";
  return drop?.who === "everything" ? "needs-kill" : "harmless";
}

/**
 * A tmpfs for a path, as an item of `tmpfs`. Without options it belongs to root, has the mode of the folder it hides (1777 where there is
 * none), and nothing can be executed in it. Source: runc `libcontainer/rootfs_linux.go`; ran.
 */
export function tmpfsFor({ path, size = "64m", mode, uid, gid, exec }: WrittenPath): string {
  const options = [exec === true ? "exec" : "", `size=${size}`, mode === undefined ? "" : `mode=${mode}`, uid === undefined ? "" : `uid=${uid}`, gid === undefined ? "" : `gid=${gid}`];
  return `${path}:${options.filter((option) => option !== "").join(",")}`;
}
