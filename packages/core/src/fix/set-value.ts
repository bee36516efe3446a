import type { Path } from "../compose/path.js";
import { nodeAt, type Tree } from "../compose/tree.js";
import type { SourceFile } from "../text/source-file.js";
import type { TextEdit } from "../text/text-edit.js";
import type { YamlScalar } from "../yaml/nodes.js";
import { WrittenYaml, type Writable, type WritingStyle } from "../yaml/write.js";
import { anchorFor } from "./anchors.js";
import { asWritten, nest } from "./as-written.js";
import { edits, type Change } from "./change.js";
import { editDefault } from "./edit-default.js";
import { replaceScalar, replaceValue } from "./edit-mapping.js";
import { replaceItem } from "./edit-sequence.js";
import { longForm } from "./long-form.js";
import type { NewEntries } from "./new-entries.js";
import { refuse } from "./refusal.js";
import { isNamed, type ShortForms } from "./short-forms.js";
import type { Sites } from "./sites.js";
import { isFields, isList } from "./united.js";
import type { Home, WrittenMapping } from "./written-files.js";

/** Plans that something has a value: in place of the present one, or as a new key, whichever way its surroundings are written. */
export class ValueSetter {
  constructor(
    private readonly sites: Sites,
    private readonly entries: NewEntries,
    private readonly shortForms: ShortForms,
    /** The mapping that a service takes its keys from, if new ones are to go there. */
    private readonly source: WrittenMapping | undefined,
  ) {}

  set(path: Path, value: Writable, after?: string): readonly Change[] {
    const { tree } = this.sites;
    const existing = nodeAt(tree, path);
    const parent = nodeAt(tree, path.slice(0, -1));
    const single = this.sites.homeOfSingle(path);
    if (single && existing) return this.replaceSingle(single, existing, value);
    if (existing && parent && (existing.origin.node !== parent.origin.node || isAllThatIsSaid(path, existing))) return this.replace(path, existing, parent, value);
    // The deepest part on the way that exists takes the rest as one new key.
    let length = path.length - 1;
    while (length > 0 && (!nodeAt(tree, path.slice(0, length)) || isPartOfShortForm(tree, path.slice(0, length)))) length -= 1;
    const [key = "", ...rest] = path.slice(length).map(String);
    return this.addKey(path.slice(0, length), nodeAt(tree, path.slice(0, length)) ?? tree, key, nest(rest, value), after);
  }

  /** Gives `path` what is written at `from`. */
  copy(path: Path, from: Path, after?: string): readonly Change[] {
    const { tree, written } = this.sites;
    const above = path.map((_, index) => nodeAt(tree, path.slice(0, index))).findLast((node) => node !== undefined) ?? tree;
    return this.set(path, asWritten(tree, from, written.styleOf(above.origin.file).quoteAll), after);
  }

  private replace(path: Path, existing: Tree, parent: Tree, value: Writable): readonly Change[] {
    const key = path.at(-1) ?? "";
    const { file, node } = existing.origin;
    if (typeof key === "string" && !this.sites.isEditable(file)) {
      // What is laid over another file wins.
      this.entries.addElsewhere(path, file, value);
      return [];
    }
    const style = this.sites.written.styleOf(this.sites.editable(file));
    const home = this.sites.homeOf(node);
    // Another file or document may say the same in a mapping.
    const isInMapping = home?.kind === "entry" && home.entry.key.kind === "scalar" && home.entry.key.text === key;
    if (parent.kind === "mapping" && parent.origin.node.kind === "sequence" && typeof key === "string" && !isInMapping) return this.replaceNamed(path, existing, parent, home, value);
    // A short list takes the place of a text on its line.
    const isText = node.kind === "scalar" && node.style !== "literal" && node.style !== "folded" && !isFields(value) && !(isList(value) && value.some(isCollection));
    // `key:` without a value: what is missing is written behind the colon.
    if (isText && (node.text !== "" || node.style !== "plain")) return edits(file, replaceText(file, node, existing, value, style));
    if (home?.kind === "item") return edits(file, replaceItem(file, home.sequence, home.item, value, style));
    if (home) return edits(file, replaceValue(file, home.mapping, home.entry, value, style));
    refuse("the present value is written in a form that is not edited");
  }

  /** The only item of a list that is written as a single value. */
  private replaceSingle({ file, mapping, entry }: Home & { readonly kind: "entry" }, existing: Tree, value: Writable): readonly Change[] {
    const style = this.sites.written.styleOf(this.sites.editable(file));
    const { node } = existing.origin;
    const isText = node.kind === "scalar" && node.style !== "literal" && node.style !== "folded" && !isCollection(value);
    return edits(file, isText ? replaceText(file, node, existing, value, style) : replaceValue(file, mapping, entry, [value], style));
  }

  /** `KEY=value` in a list, or a name in a list of names. */
  private replaceNamed(path: Path, existing: Tree, parent: Tree, home: Home | undefined, value: Writable): readonly Change[] {
    const { file, node } = existing.origin;
    const key = String(path.at(-1));
    if (home?.kind === "item" && isNamed(path.slice(0, -1)) && isFields(value)) {
      this.shortForms.addToName(file, home.sequence, parent, key, value);
      return [];
    }
    const isText = node.kind === "scalar" && node.style !== "literal" && node.style !== "folded" && !(value instanceof WrittenYaml) && typeof value !== "object";
    if (!isText || parent.kind !== "mapping" || parent.listed !== true) refuse("the present value is written in a form that is not edited");
    const style = this.sites.written.styleOf(file);
    if (existing.kind !== "scalar" || existing.variables.length === 0) return edits(file, replaceScalar(node, `${key}=${String(value)}`, style));
    const start = node.range.start + file.text.slice(node.range.start, node.range.end).indexOf("=") + 1;
    const end = node.range.end - (node.style === "plain" ? 0 : 1);
    return edits(file, editDefault(file, { start, end }, value, style) ?? refuse(FROM_VARIABLE));
  }

  /** Gives what stands at `path` one more key, whichever way it is written. */
  private addKey(path: Path, parent: Tree, key: string, value: Writable, after: string | undefined): readonly Change[] {
    const { file, node } = parent.origin;
    const isOfService = path.length === 2 && path[0] === "services";
    const places: readonly (WrittenMapping | undefined)[] = [isOfService ? this.source : undefined, after === undefined ? undefined : this.sites.mappingWith(path, after), node.kind === "mapping" ? { file, mapping: node } : undefined];
    const place = places.find((each) => each && this.sites.isEditable(each.file));
    if (place) {
      const anchor = anchorFor(this.sites.tree, value, { file: place.file, offset: place.mapping.range.end });
      this.entries.add(place, path, key, anchor === undefined ? value : new WrittenYaml(`*${anchor}`), after);
    } else if (!this.sites.isEditable(file)) {
      this.entries.addElsewhere([...path, key], file, value, { isNew: true, after });
    } else if (node.kind === "sequence" && parent.kind === "mapping") {
      if (parent.listed === true && typeof value !== "object") return [{ kind: "item", file, sequence: node, item: `${key}=${String(value)}` }];
      if (!isNamed(path)) refuse(NO_PLACE);
      if (value === null || (isFields(value) && Object.keys(value).length === 0)) return [{ kind: "item", file, sequence: node, item: key }];
      this.shortForms.addToName(file, node, parent, key, value);
    } else if (node.kind === "scalar") {
      this.shortForms.add(path, node, key, value);
    } else refuse(NO_PLACE);
    return [];
  }
}

const NO_PLACE = "the value is written in a short form that has no place for it";
const FROM_VARIABLE = "the present value comes from a variable";

function isCollection(value: Writable): boolean {
  return isFields(value) || isList(value);
}

/** Whether a short form says nothing but this: `build: .` is a context. */
function isAllThatIsSaid(path: Path, { origin: { node } }: Tree): boolean {
  const fields = node.kind === "scalar" ? longForm(path.slice(0, -1), node.text) : undefined;
  const [only, ...others] = Object.keys(fields ?? {});
  return only !== undefined && others.length === 0 && path.at(-1) === only;
}

/** Whether something was read out of a text, as one of the things that the text says. */
function isPartOfShortForm(tree: Tree, path: Path): boolean {
  const node = nodeAt(tree, path)?.origin.node;
  return typeof path.at(-1) === "string" && node?.kind === "scalar" && node === nodeAt(tree, path.slice(0, -1))?.origin.node;
}

function hasVariables(node: Tree): boolean {
  if (node.kind === "scalar") return node.variables.length > 0;
  return [...(node.kind === "mapping" ? node.entries.values() : node.items)].some(hasVariables);
}

/** Writes another text in place of one; where that is the default of a variable, the variable stays. */
function replaceText(file: SourceFile, node: YamlScalar, existing: Tree, value: Writable, style: WritingStyle): readonly TextEdit[] {
  if (hasVariables(existing)) return editDefault(file, node.range, value, style) ?? refuse(FROM_VARIABLE);
  return replaceScalar(node, value, style);
}
