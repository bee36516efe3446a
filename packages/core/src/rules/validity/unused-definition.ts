import type { Project } from "../../compose/load.js";
import { isFragment, isKnownWhole } from "../../compose/model/fragment.js";
import { DEFAULT_NETWORK, networksOf } from "../../compose/model/network-use.js";
import { referencesOf, SECTIONS, type Reference, type ReferenceKind } from "../../compose/model/reference.js";
import type { Service } from "../../compose/model/service.js";
import { remove } from "../../compose/operation.js";
import { atKey } from "../../compose/place.js";
import type { Problem } from "../../compose/problem.js";
import { entriesOf, nodeAt, type Tree } from "../../compose/tree.js";
import { defineRule, unsafe } from "../rule.js";

/** Compose leaves out what no service uses: it makes no such volume or network, and reports nothing. */
export default defineRule({
  category: "validity",
  summary: "A volume, network, secret, config or model at top level that no service uses.",
  severity: "warning",
  presets: ["recommended", "production", "strict"],
  fixable: "unsafe",
  tags: [],
  references: ["https://docs.docker.com/reference/compose-file/volumes/", "https://docs.docker.com/reference/compose-file/networks/"],
  messages: {
    unused: ({ kind, name }: { kind: ReferenceKind; name: string }) => `No service uses the ${kind} \`${name}\`, so Compose does not even create it. Remove it, or name it in the service that was meant to use it.`,
    external: ({ kind, name }: { kind: ReferenceKind; name: string }) => `No service uses the external ${kind} \`${name}\`. Remove it, or name it in the service that was meant to use it.`,
  },
  check(project, report) {
    // What is in other files may use it, and so may what could not be read.
    if (!isKnownWhole(project) || isFragment(project) || !project.services.every(({ complete }) => complete)) return;
    if (project.problems.some(({ kind }) => UNREAD.has(kind))) return;
    const references = project.services.flatMap(referencesOf);
    for (const kind of KINDS) {
      const ofKind = references.filter((reference) => reference.kind === kind);
      if (ofKind.some(isChangeable)) continue;
      const used = new Set(ofKind.map(({ name }) => name));
      if (kind === "network" && project.services.some(joinsDefaultNetwork)) used.add(DEFAULT_NETWORK);
      const defined = definitions(project, kind);
      for (const [name, node] of defined) {
        if (used.has(name)) continue;
        const external = nodeAt(node, ["external"]);
        const isExternal = external !== undefined && !(external.kind === "scalar" && external.value === false);
        report({
          at: atKey(node.origin),
          message: [isExternal ? "external" : "unused", { kind, name }],
          fix: unsafe(`Remove the ${kind} ${name}`, REASONS[kind], [remove(defined.size === 1 ? [SECTIONS[kind]] : [SECTIONS[kind], name])]),
        });
      }
    }
  },
});

const UNREAD: ReadonlySet<Problem["kind"]> = new Set<Problem["kind"]>(["syntax", "schema", "interpolation"]);

const KINDS = ["volume", "network", "secret", "config", "model"] as const;

const REASONS: Readonly<Record<(typeof KINDS)[number], string>> = {
  volume: "A file that is laid over this one may use it; a volume left from earlier stays on the host, and `docker compose down -v` no longer removes it.",
  network: "A file that is laid over this one may use it.",
  secret: "A file that is laid over this one may use it.",
  config: "A file that is laid over this one may use it.",
  model: "A file that is laid over this one may use it.",
};

/** With a variable in it, a name may be another one elsewhere. */
function isChangeable({ name, variables }: Reference): boolean {
  return name === undefined || variables.length > 0;
}

/** What is not known may be the default network. */
function joinsDefaultNetwork(service: Service): boolean {
  return networksOf(service)?.some(({ network }) => network === DEFAULT_NETWORK) ?? true;
}

function definitions(project: Project, kind: ReferenceKind): ReadonlyMap<string, Tree> {
  return entriesOf(nodeAt(project.tree, [SECTIONS[kind]]));
}
