import type { YamlMapping, YamlNode, YamlScalar, YamlSequence } from "../../yaml/nodes.js";
import { isPlainSafe, isPlainSafeInFlow } from "../../yaml/write.js";
import type { Project } from "../load.js";
import { remember } from "../remember.js";
import type { Origin } from "../tree.js";

/** The mapping or list that a value is written in; nothing for the root of a document. */
export function holderOf(project: Project, node: YamlNode): YamlMapping | YamlSequence | undefined {
  return holdersIn(project).get(node);
}

const holdersIn = remember((project: Project): ReadonlyMap<YamlNode, YamlMapping | YamlSequence> => {
  const holders = new Map<YamlNode, YamlMapping | YamlSequence>();
  const visit = (node: YamlNode): void => {
    if (node.kind !== "mapping" && node.kind !== "sequence") return;
    for (const { value } of node.kind === "mapping" ? node.entries : node.items) {
      holders.set(value, node);
      visit(value);
    }
  };
  for (const roots of project.roots.values()) roots.forEach(visit);
  return holders;
});

/** Whether a text has quotes that it could do without, so that every reader sees the same; in JSON no text can. */
export function hasNeedlessQuotes(project: Project, { file, node }: Origin): boolean {
  if (!isQuoted(node) || node.tag !== undefined) return false;
  if ((project.roots.get(file) ?? []).some((root) => root.kind === "mapping" && root.style === "flow")) return false;
  return holderOf(project, node)?.style === "flow" ? isPlainSafeInFlow(node.text) : isPlainSafe(node.text);
}

function isQuoted(node: YamlNode): node is YamlScalar {
  return node.kind === "scalar" && (node.style === "single-quoted" || node.style === "double-quoted");
}
