import type { Path } from "../path.js";
import { isIpAddress, parseRange } from "../short-syntax/port.js";
import type { Mapping, Origin, Variable } from "../tree.js";
import { asNumber, asText, readValue, type Value } from "./value.js";

/** One entry of `ports`. A range that was written as one entry is one port here for every pair of ports. */
export interface Port {
  readonly target: number;
  /** First and last port on the host; absent if Docker picks one, or if it is not known. */
  readonly published?: { readonly start: number; readonly end: number };
  /** The address it is published on; absent means every address of the host. */
  readonly hostIp?: Value<string>;
  readonly protocol: string;
  readonly variables: readonly Variable[];
  readonly origin: Origin;
  readonly path: Path;
}

/** The ports of a service that are known at least by their target. */
export function readPorts(service: Mapping, path: Path): readonly Port[] {
  const ports = service.entries.get("ports");
  if (ports?.kind !== "sequence") return [];
  return ports.items.flatMap((item, index) => {
    if (item.kind !== "mapping") return [];
    const at = [...path, "ports", index];
    const target = readValue(item, at, ["target"], asNumber);
    if (target?.known !== true) return [];
    const published = readValue(item, at, ["published"], asText);
    const range = published?.known === true ? parseRange(published.value) : undefined;
    const hostIp = readValue(item, at, ["host_ip"], asText);
    const protocol = readValue(item, at, ["protocol"], asText);
    const port: Port = {
      target: target.value,
      ...(range ? { published: range } : {}),
      ...(hostIp ? { hostIp } : {}),
      protocol: protocol?.known === true ? protocol.value : "tcp",
      variables: target.variables,
      origin: item.origin,
      path: at,
    };
    return [port];
  });
}

/** Whether an address stands for all addresses of the host, in whatever spelling. */
export function isEveryAddress(address: string): boolean {
  const bare = address.replace(/^\[(.*)\]$/, "$1");
  return bare === "" || /^0+(?:\.0+){3}$/.test(bare) || (isIpAddress(bare) && /^[0:]+$/.test(bare));
}

/** Whether only programs on the host itself reach an address. */
export function isLoopback(address: string): boolean {
  const bare = address.replace(/^\[(.*)\]$/, "$1").toLowerCase();
  return /^127(?:\.\d{1,3}){3}$/.test(bare) || /^[0:]*:0*1$/.test(bare) || /^[0:]*:ffff:127\./.test(bare);
}
