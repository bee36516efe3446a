import { holderOf } from "../../compose/model/written-place.js";
import type { Service } from "../../compose/model/service.js";
import type { Project } from "../../compose/load.js";
import { arrange } from "../../compose/operation.js";
import { atValue } from "../../compose/place.js";
import { itemsOf, nodeAt, type Tree } from "../../compose/tree.js";
import { defineRule, safe } from "../rule.js";

/** A service publishes its ports in no order; people look for a number. */
export default defineRule({
  category: "style",
  summary: "The ports of a service do not stand in the order of their numbers.",
  severity: "info",
  presets: ["style"],
  fixable: "safe",
  tags: ["dclint:service-ports-alphabetical-order"],
  references: ["https://docs.docker.com/reference/compose-file/services/#ports"],
  messages: {
    late: ({ service, port, next }: { service: string; port: number; next: number }) => `Port ${String(port)} of ${service} stands behind ${String(next)}. Put it in front of that, so that the numbers rise.`,
  },
  check(project, report) {
    for (const service of project.services) {
      const entries = portEntries(project, service);
      const late = entries?.find((_, index) => index > 0 && isBehindGreater(entries, index));
      const next = late && entries?.find(({ list, number }) => list === late.list && number > late.number);
      if (!entries || !late || !next) continue;
      report({
        at: atValue(late.node.origin),
        service,
        message: ["late", { service: service.name, port: late.number, next: next.number }],
        fix: safe("Put the ports in order", "The same ports are published. Compose compares the list as it stands, so it recreates the container at the next `up`.", [
          arrange([...service.path, "ports"], inOrder(entries).flatMap(({ indexes }) => indexes)),
        ]),
      });
    }
  },
});

/** One entry of `ports` as it is written; a range stands for several ports. */
interface Entry {
  readonly node: Tree;
  /** The list that it is written in: each file keeps its own. */
  readonly list: unknown;
  /** The port on the host, or where Docker picks that, the one in the container. */
  readonly number: number;
  readonly indexes: readonly number[];
}

/** Nothing if one of them is not known. */
function portEntries(project: Project, service: Service): readonly Entry[] | undefined {
  const items = itemsOf(service.get("ports"));
  const ports = new Map(service.ports.map((port) => [port.path.at(-1), port] as const));
  const entries: Entry[] = [];
  for (const [index, node] of items.entries()) {
    const port = ports.get(index);
    const published = nodeAt(node, ["published"]);
    if (!port || (published?.kind === "scalar" && !published.known)) return undefined;
    const last = entries.at(-1);
    if (last?.node.origin.node === node.origin.node) entries[entries.length - 1] = { ...last, indexes: [...last.indexes, index] };
    else entries.push({ node, list: holderOf(project, node.origin.node), number: port.published?.start ?? port.target, indexes: [index] });
  }
  return entries;
}

function isBehindGreater(entries: readonly Entry[], index: number): boolean {
  const [before, entry] = [entries[index - 1], entries[index]];
  return before !== undefined && entry !== undefined && before.list === entry.list && before.number > entry.number;
}

/** Those of one list change places among themselves. */
function inOrder(entries: readonly Entry[]): readonly Entry[] {
  const lists = [...new Set(entries.map(({ list }) => list))];
  return lists.flatMap((list) => entries.filter((entry) => entry.list === list).sort((a, b) => a.number - b.number));
}
