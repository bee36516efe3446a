import type { Path } from "../compose/path.js";
import type { SourceFile } from "../text/source-file.js";
import type { YamlMapping } from "../yaml/nodes.js";
import type { Writable } from "../yaml/write.js";
import { nest } from "./as-written.js";
import type { Change, NewEntry } from "./change.js";
import { refuse } from "./refusal.js";
import type { Sites } from "./sites.js";
import { united } from "./united.js";
import type { WrittenMapping } from "./written-files.js";

/** The keys that mappings get: several keys for one new section are written as one. */
export class NewEntries {
  private readonly added = new Map<YamlMapping, Map<string, NewEntry>>();

  constructor(private readonly sites: Sites) {}

  /** `path` is that of the mapping in the effective configuration. */
  add({ file, mapping }: WrittenMapping, path: Path, key: string, value: Writable, after?: string): void {
    const entries = this.added.get(mapping) ?? new Map<string, NewEntry>();
    const before = entries.get(key);
    entries.set(key, { kind: "entry", file, mapping, path, key, value: before ? united(before.value, value) : value, ...(after === undefined ? {} : { after }) });
    this.added.set(mapping, entries);
  }

  /**
   * Says something about `path` in a file that may be changed, because `file`, where it belongs, may not; laid over what that says if
   * it says something already.
   */
  addElsewhere(path: Path, file: SourceFile, value: Writable, { isNew = false, after }: { readonly isNew?: boolean; readonly after?: string | undefined } = {}): void {
    const overlay = this.sites.overlay(path, isNew ? undefined : file);
    if (!overlay) {
      this.sites.editable(file);
      refuse("there is no place for it");
    }
    const [key = "", ...rest] = path.slice(overlay.path.length).map(String);
    this.add(overlay.place, overlay.path, key, nest(rest, value), rest.length === 0 ? after : undefined);
  }

  changes(): readonly Change[] {
    return [...this.added.values()].flatMap((entries) => [...entries.values()]);
  }
}
