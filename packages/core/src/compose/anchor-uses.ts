import type { YamlNode } from "../yaml/nodes.js";
import type { Path } from "./path.js";

/**
 * Compose takes it for a circle if one anchor is used at two places of which one lies within the other; it looks only at what is
 * written there, not at what aliases lead to. Source: compose-go `loader/reset.go`, `checkForCycle`.
 */
export class AnchorUses {
  /** For each anchored value, the paths at which it is used, and all paths above those. */
  private readonly uses = new Map<YamlNode, { readonly at: Set<string>; readonly above: Set<string> }>();

  /** Notes a use. True if an earlier one lies within this one or around it. */
  add(target: YamlNode, path: Path): boolean {
    const used = this.uses.get(target) ?? { at: new Set(), above: new Set() };
    this.uses.set(target, used);
    const keys = path.map((_, length) => JSON.stringify(path.slice(0, length + 1)));
    const here = keys.pop() ?? "";
    const nested = used.above.has(here) || keys.some((key) => used.at.has(key));
    used.at.add(here);
    for (const key of keys) used.above.add(key);
    return nested;
  }
}
