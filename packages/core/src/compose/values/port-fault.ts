import { isIpAddress, parseRange } from "../short-syntax/port.js";

/** Why Compose refuses a text under `ports`, and what to do about it. Only for a text that `parsePort` does not accept. */
export function explainPort(text: string): string {
  if (/\s/.test(text)) return `it has a blank in it. Write "${text.replaceAll(/\s/g, "")}".`;
  const [address = "", ...protocols] = text.split("/");
  if (protocols.length > 1) return "it can have one protocol only. Write one entry for each protocol.";
  const [protocol] = protocols;
  if (protocol !== undefined && !/^(?:tcp|udp|sctp)?$/i.test(protocol)) return `the protocol is tcp, udp or sctp, not "${protocol}".`;

  const parts = address.split(":");
  const container = parts.pop() ?? "";
  const published = parts.pop();
  const host = parts.join(":").replace(/^\[(.*)\]$/, "$1");
  if (container === "") return "the container's port is missing behind the last colon.";
  if (published !== undefined && isIpAddress(published)) return `an address needs two ports behind it. Write "${published}:${container}:${container}".`;
  if (host === "localhost") return `the host is given as an address, not as a name. Write "127.0.0.1${text.slice("localhost".length)}".`;
  if (host !== "" && !isIpAddress(host)) return `the host is given as an IP address, and "${host}" is none.`;
  for (const port of [published ?? "", container]) {
    if (port !== "" && !parseRange(port)) return faultOfRange(port);
  }
  if (/^0+$/.test(container)) return "a container has no port 0.";
  if (published !== undefined && lengthOf(published) !== lengthOf(container)) return `the ranges ${published} and ${container} differ in length.`;
  return "it is no entry such as 8080:80.";
}

function lengthOf(port: string): number {
  const range = parseRange(port);
  return range ? range.end - range.start : 0;
}

function faultOfRange(port: string): string {
  if (!/^\d+(?:-\d+)?$/.test(port)) return `"${port}" is no port.`;
  const [start = 0, end = start] = port.split("-").map(Number);
  return end < start ? `the range ${port} runs backwards.` : `ports end at 65535, and ${String(Math.max(start, end))} is above.`;
}
