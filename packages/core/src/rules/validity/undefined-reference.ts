import type { Project } from "../../compose/load.js";
import { isFragment, isKnownWhole } from "../../compose/model/fragment.js";
import { referencesOf, SECTIONS, type Reference, type ReferenceKind } from "../../compose/model/reference.js";
import { servicesByName } from "../../compose/model/services.js";
import { set } from "../../compose/operation.js";
import { nearest } from "../../compose/schema/did-you-mean.js";
import { nodeAt } from "../../compose/tree.js";
import { defineRule, unsafe, type Fix } from "../rule.js";

/** Compose looks up every name that a service uses, and refuses the whole project if one leads nowhere. */
export default defineRule({
  category: "validity",
  summary: "A name leads to a service, network, volume, secret, config or model that nothing defines.",
  severity: "error",
  presets: ["recommended", "production", "strict"],
  fixable: "unsafe",
  tags: [],
  references: ["https://docs.docker.com/reference/compose-file/services/", "https://github.com/compose-spec/compose-go/blob/main/loader/validate.go"],
  messages: {
    service: (data: Undefined) => `${data.service} names the service \`${data.name}\` in \`${data.key}\`, but there is no such service, ${consequence(data, "Define it, or remove the name.")}`,
    resource: (data: Undefined) => `${data.service} uses the ${data.kind} \`${data.name}\`, but \`${SECTIONS[data.kind]}\` at top level does not define it, ${consequence(data, "Define it there, or correct the name.")}`,
    folder: ({ service, name }: Undefined) => `Compose takes \`${name}\`, which ${service} mounts, for the name of a volume, and none is defined. If it is a folder beside the file, write \`./${name.replaceAll("\\", "/")}\`.`,
    notBuilt: ({ service, name }: Undefined) => `${service} builds on the image of \`${name}\` (\`additional_contexts\`), but \`${name}\` has no \`build\`, so Compose refuses the whole project. Use \`docker-image://\` with its image instead.`,
    unreachable: ({ message }: { message: string }) => message,
  },
  check(project, report) {
    for (const { kind, message, path = [], ...at } of project.problems) {
      if (kind !== "reference") continue;
      const service = project.services.find(({ name }) => path[0] === "services" && path[1] === name);
      report({ at, ...(service ? { service } : {}), message: ["unreachable", { message }] });
    }
    if (isFragment(project)) return;
    const isWhole = isKnownWhole(project);
    const services = servicesByName(project);
    for (const service of project.services) {
      for (const reference of referencesOf(service)) {
        const { kind, key, name, isChecked, place: at } = reference;
        if (name === undefined || !isChecked) continue;
        const data = { service: service.name, kind, key, name };
        if (isDefined(project, reference)) {
          const base = key === "build.additional_contexts" ? services.get(name) : undefined;
          if (base?.complete === true && !base.isBuilt) report({ at, service, message: ["notBuilt", data] });
          continue;
        }
        const isFolder = kind === "volume" && /[\\/]/.test(name);
        const meant = didMean(project, kind, name);
        // Another file may define it.
        if (!isWhole && !isFolder && meant === undefined) continue;
        const fix = meant === undefined ? definition(kind, name) : undefined;
        report({
          at,
          service,
          message: [kind === "service" ? "service" : isFolder ? "folder" : "resource", { ...data, ...(meant === undefined ? {} : { meant }) }],
          ...(fix ? { fix } : {}),
        });
      }
    }
  },
});

interface Undefined {
  readonly service: string;
  readonly kind: ReferenceKind;
  readonly key: string;
  readonly name: string;
  readonly meant?: string;
}

function consequence({ meant }: Undefined, advice: string): string {
  return `so Compose refuses the whole project. ${meant === undefined ? advice : `Did you mean \`${meant}\`?`}`;
}

function isDefined(project: Project, { kind, name = "" }: Reference): boolean {
  // Compose makes the network `default` by itself.
  return (kind === "network" && name === "default") || nodeAt(project.tree, [SECTIONS[kind], name]) !== undefined;
}

/** The one defined name that is close to this one. `worker2` is no slip of the pen for `worker1`. */
function didMean(project: Project, kind: ReferenceKind, name: string): string | undefined {
  const section = nodeAt(project.tree, [SECTIONS[kind]]);
  const { names } = nearest(name, section?.kind === "mapping" ? [...section.entries.keys()] : []);
  const [meant] = names;
  return names.length === 1 && meant !== undefined && digitsOf(meant) === digitsOf(name) ? meant : undefined;
}

function digitsOf(name: string): string {
  return name.replace(/\D/g, "");
}

/** Volumes and networks need no more than a name; everything else needs to be told where it comes from. */
function definition(kind: ReferenceKind, name: string): Fix | undefined {
  if ((kind !== "volume" && kind !== "network") || !/^[\w.-]+$/.test(name)) return undefined;
  const because =
    kind === "volume"
      ? "Compose makes a new, empty volume; if the data is in one that exists already, that one has to be named with `external: true`."
      : "Compose makes a new network; if the others are in one that exists already, that one has to be named with `external: true`.";
  return unsafe(`Define the ${kind} ${name}`, because, [set([SECTIONS[kind], name], {})]);
}
