import type { Project } from "../../compose/load.js";
import { asFlag, asNumber, asText, knownValue, readValue } from "../../compose/model/value.js";
import type { Service } from "../../compose/model/service.js";
import { atKey, atValue, type Place } from "../../compose/place.js";
import { isIpAddress } from "../../compose/short-syntax/port.js";
import { entriesOf, itemsOf, nodeAt, type Mapping, type Tree } from "../../compose/tree.js";
import { defineRule, type RelatedPlace } from "../rule.js";

const MESSAGES = {
  externalVolume: ({ volume, key }: { volume: string; key: string }) => `The volume \`${volume}\` is external, so it exists already and Compose refuses \`${key}\` beside it. Remove \`${key}\`, or \`external\`.`,
  severalSources: ({ kind, name, first, key }: { kind: string; name: string; first: string; key: string }) => `The ${kind} \`${name}\` comes from \`${first}\` and from \`${key}\`, but Compose takes one source only. Remove one of them.`,
  noSource: ({ kind, name, sources }: { kind: string; name: string; sources: string }) => `Nothing says where the ${kind} \`${name}\` comes from, and Compose refuses that. Add ${sources} or \`external: true\`.`,
  healthTest: ({ service, first }: { service: string; first: string }) => `The healthcheck of ${service} begins with \`${first}\`, and Compose refuses that: as a list it begins with \`CMD\`, \`CMD-SHELL\` or \`NONE\`. Put \`CMD\` in front.`,
  twoDockerfiles: ({ service }: { service: string }) => `${service} has both \`dockerfile\` and \`dockerfile_inline\`, but Compose takes one of them only. Remove the other.`,
  platform: ({ service, platform }: { service: string; platform: string }) => `${service} runs on the platform \`${platform}\`, but \`build.platforms\` does not build for it, and Compose refuses that. Add it there.`,
  deviceCount: ({ service }: { service: string }) => `${service} asks for devices by \`count\` and by \`device_ids\`, but Compose takes one of them only. Remove the other.`,
  watchTarget: ({ service, action }: { service: string; action: string }) => `A watch rule of ${service} has the action \`${action}\` but no \`target\`, so nothing says where in the container the files go, and Compose refuses that. Add \`target\`.`,
  watchPath: ({ service }: { service: string }) => `A watch rule of ${service} has an empty \`path\`, so there is nothing to watch, and Compose refuses that. Name the folder.`,
  hostIp: ({ service, address }: { service: string; address: string }) => `A port of ${service} has \`host_ip: "${address}"\`, but Compose takes only an IP address there, without brackets. Write one such as \`127.0.0.1\`, or remove the key.`,
  bindSource: ({ service, target }: { service: string; target: string }) => `The bind mount of ${service} on \`${target}\` has no \`source\`, so there is nothing to mount, and Compose refuses that. Add the path on the host.`,
  negative: ({ service, key, count }: { service: string; key: string; count: string }) => `${service} cannot run ${count} times (\`${key}\`), and Compose refuses that. Write 0 to run none.`,
};

/** What the schema lets pass and Compose refuses all the same: keys that exclude each other, and keys that need another one. */
export default defineRule({
  category: "validity",
  summary: "Keys that Compose takes one by one, but not in this combination.",
  severity: "error",
  presets: ["recommended", "production", "strict"],
  tags: [],
  references: ["https://github.com/compose-spec/compose-go/blob/main/loader/validate.go", "https://github.com/compose-spec/compose-go/tree/main/validation"],
  messages: MESSAGES,
  check(project, report) {
    for (const fault of [...externalVolumes(project), ...sources(project)]) report(fault);
    for (const service of project.services) {
      for (const check of SERVICE_CHECKS) for (const fault of check(service)) report({ ...fault, service });
    }
  },
});

interface Fault {
  readonly at: Place;
  readonly message: { [Id in keyof typeof MESSAGES]: readonly [Id, Parameters<(typeof MESSAGES)[Id]>[0]] }[keyof typeof MESSAGES];
  readonly related?: readonly RelatedPlace[];
}

function externalVolumes(project: Project): readonly Fault[] {
  return mappingsIn(nodeAt(project.tree, ["volumes"])).flatMap(([volume, { entries }]) => {
    const external = entries.get("external");
    if (external?.kind !== "scalar" || !external.known || asFlag(external) !== true) return [];
    const others = [...entries].filter(([key]) => key !== "external" && key !== "name" && !key.startsWith("x-"));
    return others.map(([key, { origin }]): Fault => ({
      at: atKey(origin),
      message: ["externalVolume", { volume, key }],
      related: [{ ...atKey(external.origin), message: "The volume is external" }],
    }));
  });
}

/** Where the content of a secret or config may come from. */
const SOURCES = [
  { section: "secrets", kind: "secret", keys: ["file", "environment"] },
  { section: "configs", kind: "config", keys: ["file", "environment", "content"] },
] as const;

function sources(project: Project): readonly Fault[] {
  return SOURCES.flatMap(({ section, kind, keys }) =>
    mappingsIn(nodeAt(project.tree, [section])).flatMap(([name, { entries, origin }]): readonly Fault[] => {
      const given = keys.flatMap((key) => ({ key, node: entries.get(key) })).filter((source): source is { key: (typeof keys)[number]; node: Tree } => source.node !== undefined);
      const [first, ...more] = given;
      if (first) {
        return more.map(({ key, node }) => ({
          at: atKey(node.origin),
          message: ["severalSources", { kind, name, first: first.key, key }],
          related: [{ ...atKey(first.node.origin), message: "The other source" }],
        }));
      }
      return isFromOutside(entries.get("external"), kind) ? [] : [{ at: atKey(origin), message: ["noSource", { kind, name, sources: keys.map((key) => `\`${key}\``).join(", ") }] }];
    }),
  );
}

/** A config needs no source as soon as `external` is written at all; a secret has to be external. A `driver` does not help: the check of secrets does not know it. */
function isFromOutside(external: Tree | undefined, kind: "secret" | "config"): boolean {
  if (!external) return false;
  return kind === "config" || external.kind !== "scalar" || !external.known || external.value !== false;
}

const SERVICE_CHECKS: readonly ((service: Service) => readonly Fault[])[] = [
  function healthTest(service) {
    const test = service.get("healthcheck", "test");
    const first = test?.kind === "sequence" ? test.items[0] : undefined;
    if (first?.kind !== "scalar" || !first.known || ["CMD", "CMD-SHELL", "NONE"].includes(String(first.value))) return [];
    return [{ at: atValue(first.origin), message: ["healthTest", { service: service.name, first: String(first.value) }] }];
  },

  function twoDockerfiles(service) {
    const [path, inline] = [service.get("build", "dockerfile"), service.get("build", "dockerfile_inline")];
    if (!path || !inline || !isText(path) || !isText(inline)) return [];
    return [{ at: atKey(path.origin), message: ["twoDockerfiles", { service: service.name }], related: [{ ...atKey(inline.origin), message: "The Dockerfile in the file" }] }];
  },

  function platform(service) {
    const wanted = knownValue(readValue(service.tree, service.path, ["platform"], asText));
    const built = service.get("build", "platforms");
    if (wanted === undefined || wanted === "" || built?.kind !== "sequence" || built.items.length === 0) return [];
    if (built.items.some((item) => item.kind !== "scalar" || !item.known || item.value === wanted)) return [];
    return [{ at: atKey(built.origin), message: ["platform", { service: service.name, platform: wanted }] }];
  },

  function deviceCount(service) {
    const requests = [...itemsOf(service.get("gpus")), ...itemsOf(service.get("deploy", "resources", "reservations", "devices"))];
    return requests.flatMap((request): readonly Fault[] => {
      const [count, ids] = [nodeAt(request, ["count"]), nodeAt(request, ["device_ids"])];
      if (!count || !ids) return [];
      return [{ at: atKey(count.origin), message: ["deviceCount", { service: service.name }], related: [{ ...atKey(ids.origin), message: "The devices by id" }] }];
    });
  },

  function watch(service) {
    return itemsOf(service.get("develop", "watch")).flatMap((rule): readonly Fault[] => {
      const [action, target, path] = [nodeAt(rule, ["action"]), nodeAt(rule, ["target"]), nodeAt(rule, ["path"])];
      const faults: Fault[] = [];
      const needsTarget = action?.kind === "scalar" && action.known && action.value !== "rebuild" && action.value !== "restart";
      if (needsTarget && (!target || isEmptyText(target))) faults.push({ at: atKey(action.origin), message: ["watchTarget", { service: service.name, action: String(action.value) }] });
      if (path && isEmptyText(path)) faults.push({ at: atKey(path.origin), message: ["watchPath", { service: service.name }] });
      return faults;
    });
  },

  function hostIp(service) {
    return service.ports.flatMap(({ hostIp }): readonly Fault[] =>
      hostIp?.known === true && !isIpAddress(hostIp.value) ? [{ at: atValue(hostIp.origin), message: ["hostIp", { service: service.name, address: hostIp.value }] }] : [],
    );
  },

  function bindSource(service) {
    return service.mounts.flatMap(({ type, source, target, origin }): readonly Fault[] =>
      type === "bind" && (!source || (source.known && source.value === "")) ? [{ at: atValue(origin), message: ["bindSource", { service: service.name, target }] }] : [],
    );
  },

  function negative(service) {
    return [["scale"], ["deploy", "replicas"]].flatMap((keys): readonly Fault[] => {
      const count = readValue(service.tree, service.path, keys, asNumber);
      if (count?.known !== true || count.value >= 0) return [];
      return [{ at: atValue(count.origin), message: ["negative", { service: service.name, key: keys.join("."), count: count.text }] }];
    });
  },
];

function mappingsIn(section: Tree | undefined): readonly (readonly [string, Mapping])[] {
  return [...entriesOf(section)].flatMap(([name, node]) => (node.kind === "mapping" ? [[name, node] as const] : []));
}

function isText(node: Tree): boolean {
  return node.kind === "scalar" && node.known && node.value !== null && node.value !== "";
}

function isEmptyText(node: Tree): boolean {
  return node.kind === "scalar" && node.known && node.value === "";
}
