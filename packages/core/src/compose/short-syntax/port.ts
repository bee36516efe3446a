/** One published or exposed port, as the long syntax spells it. */
export interface PortMapping {
  readonly hostIp?: string;
  /** A port or a range (`8000-8010`) on the host; absent means that Docker picks one. */
  readonly published?: string;
  readonly target: number;
  readonly protocol: string;
}

/**
 * Reads `[host:][published[-end]:]target[-end][/protocol]`. Ranges of equal length become one mapping a port; a range of host
 * ports for a single target stays one. Nothing if Docker would refuse it. Source: docker/go-connections `nat.ParsePortSpec`.
 * @param most A range of more ports than that becomes one mapping with the first of its targets.
 */
export function parsePort(text: string, most = Infinity): readonly PortMapping[] | undefined {
  const [, address = "", protocolText = ""] = /^(.*?)(?:\/([^/]*))?$/.exec(text) ?? [];
  const protocol = protocolText === "" ? "tcp" : protocolText.toLowerCase();
  if (!PROTOCOLS.has(protocol)) return undefined;

  const parts = address.split(":");
  const target = parseRange(parts.pop() ?? "");
  const publishedText = parts.pop() ?? "";
  const host = parts.join(":").replace(/^\[(.*)\]$/, "$1");
  // To Compose, a range that begins at 0 has no target.
  if (!target || target.start === 0 || (host !== "" && !isIpAddress(host))) return undefined;

  const base = host === "" ? { protocol } : { hostIp: host, protocol };
  const length = target.end - target.start;
  const targets = length < most ? Array.from({ length: length + 1 }, (_, index) => target.start + index) : [target.start];
  if (publishedText === "") return targets.map((port) => ({ ...base, target: port }));

  const published = parseRange(publishedText);
  if (!published) return undefined;
  if (published.end - published.start === length && targets.length === length + 1) {
    return targets.map((port, index) => ({ ...base, target: port, published: String(published.start + index) }));
  }
  if (length > 0 && published.end - published.start !== length) return undefined;
  return [{ ...base, target: target.start, published: `${String(published.start)}-${String(published.end)}` }];
}

const PROTOCOLS: ReadonlySet<string> = new Set(["tcp", "udp", "sctp"]);

/** A port or a range of ports; nothing if it is neither. */
export function parseRange(text: string): { readonly start: number; readonly end: number } | undefined {
  const match = /^(\d+)(?:-(\d+))?$/.exec(text);
  if (!match) return undefined;
  const start = Number(match[1]);
  const end = Number(match[2] ?? match[1]);
  return end < start || end > 65_535 ? undefined : { start, end };
}

/** IPv4 in four decimal parts, or anything made of IPv6's characters with at least two colons. */
export function isIpAddress(text: string): boolean {
  const parts = text.split(".");
  if (parts.length === 4 && parts.every((part) => /^(?:0|[1-9]\d{0,2})$/.test(part) && Number(part) <= 255)) return true;
  return /^[\da-f:]*:[\da-f.:]*$/i.test(text) && text.split(":").length > 2;
}
