import { patternTable } from "./path-pattern.js";
import { parseMount } from "./short-syntax/mount.js";
import type { Tree } from "./tree.js";

/** What makes two items of a list the same to Compose; nothing if the item has no identity. */
export type Identify = (item: Tree) => string | undefined;

const byName: Identify = (item) => identityOf(item)?.split("=", 1)[0];
const byText: Identify = (item) => identityOf(item);

function byTarget(short: (text: string) => string, long: (item: Tree) => string | undefined): Identify {
  return (item) => {
    const text = identityOf(item);
    return text === undefined ? long(item) : short(text);
  };
}

const byMountTarget = byTarget((text) => parseMount(text)?.target ?? text, (item) => field(item, "target"));
const byDeviceTarget = byTarget(secondPart, (item) => field(item, "target"));

function secondPart(text: string): string {
  const [first = "", second] = text.split(":");
  return second ?? first;
}

function bySource(prefix: string): Identify {
  return byTarget(
    (text) => prefix + text,
    (item) => field(item, "target") ?? prefix + (field(item, "source") ?? ""),
  );
}

/** Long ports compare by their numbers as written: the number 8080 and the text "8080" differ. */
const byPort = byTarget(
  (text) => text,
  (item) => `${field(item, "host_ip") ?? "0.0.0.0"}:${typedField(item, "published")}:${field(item, "target") ?? ""}/${field(item, "protocol") ?? "tcp"}`,
);

/** How the items of a list are told apart; Compose keeps them all where there is nothing. Source: compose-go `override/uncity.go`. */
export const IDENTITIES = patternTable<Identify>([
  ...[
    "environment", "labels", "annotations", "sysctls", "build.args", "build.labels", "build.additional_contexts", "build.platform", "build.tags", "deploy.labels",
    "cap_add", "cap_drop", "dns", "dns_opt", "dns_search", "links", "profiles", "tmpfs", "networks.*.aliases", "networks.*.link_local_ips",
  ].map((key) => [`services.*.${key}`, byName] as const),
  ["networks.*.labels", byName],
  ["networks.*.ipam.options", byName],
  ["services.*.volumes", byMountTarget],
  ["services.*.devices", byDeviceTarget],
  ["services.*.secrets", bySource("/run/secrets/")],
  ["services.*.configs", bySource("/")],
  ["services.*.env_file", byTarget((text) => text, (item) => field(item, "path"))],
  ["services.*.expose", byText],
  ["services.*.extra_hosts", byText],
  ["services.*.build.extra_hosts", byText],
  ["services.*.ports", byPort],
]);

/** Also what is not known has an identity here: Compose merges after it has put something in the place of every variable. */
function identityOf(item: Tree): string | undefined {
  return item.kind === "scalar" && item.value !== null ? String(item.value) : undefined;
}

function field(item: Tree, key: string): string | undefined {
  const value = item.kind === "mapping" ? item.entries.get(key) : undefined;
  return value ? identityOf(value) : undefined;
}

function typedField(item: Tree, key: string): string {
  const value = item.kind === "mapping" ? item.entries.get(key) : undefined;
  return value?.kind === "scalar" ? JSON.stringify(value.value) : "";
}
