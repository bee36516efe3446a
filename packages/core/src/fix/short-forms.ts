import type { Path } from "../compose/path.js";
import { isPlainMapping } from "../compose/plain.js";
import { nodeAt, toPlain, type Tree } from "../compose/tree.js";
import type { SourceFile } from "../text/source-file.js";
import type { TextEdit } from "../text/text-edit.js";
import type { YamlScalar, YamlSequence } from "../yaml/nodes.js";
import { writeBlockEntry, type Writable, type WritingStyle } from "../yaml/write.js";
import { oneLine } from "./as-written.js";
import { edits, type Change } from "./change.js";
import { replaceValue } from "./edit-mapping.js";
import { setMountReadOnly } from "./edit-mount.js";
import { setPortAddress } from "./edit-port.js";
import { replaceItem } from "./edit-sequence.js";
import { beginsLine, columnOf, lineEnd } from "./layout.js";
import { longForm, type Fields } from "./long-form.js";
import { refuse } from "./refusal.js";
import type { Sites } from "./sites.js";
import { isFields, united } from "./united.js";
import type { Home } from "./written-files.js";

/** Keys of a service that may be a list of names or a mapping of names. */
const NAMED: ReadonlySet<string> = new Set(["depends_on", "networks", "models"]);

/** Whether the mapping at `path` may be written as a list of names. */
export function isNamed(path: Path): boolean {
  return path.length === 3 && path[0] === "services" && NAMED.has(String(path[2]));
}

/** A short form, and what is to be added to what it says. */
interface Addition {
  readonly home: Home;
  readonly path: Path;
  readonly scalar: YamlScalar;
  readonly fields: Writable;
}

/** A list of names, and what is to be said about each of them. */
interface Names {
  readonly file: SourceFile;
  readonly sequence: YamlSequence;
  readonly list: Tree;
  readonly fields: Map<string, Writable>;
}

/** Short syntaxes that are to say more than they do: what they have a place for is written there, else they become long. */
export class ShortForms {
  private readonly additions = new Map<YamlScalar, Addition>();
  private readonly names = new Map<YamlSequence, Names>();

  constructor(private readonly sites: Sites) {}

  /** Adds a key to what is written as one text; a missing value counts as the shortest form of all. */
  add(path: Path, scalar: YamlScalar, key: string, value: Writable): void {
    const home = this.sites.homeOf(scalar) ?? refuse(NO_PLACE);
    const listPath = path.slice(0, -1);
    const list = nodeAt(this.sites.tree, listPath);
    if (home.kind === "item" && list?.kind === "mapping" && isNamed(listPath)) this.addToName(home.file, home.sequence, list, String(path.at(-1)), { [key]: value });
    else {
      // The ports of a range are one text.
      const { fields } = this.additions.get(scalar) ?? { fields: {} };
      this.additions.set(scalar, { home, path, scalar, fields: united(fields, { [key]: value }) });
    }
  }

  /** Says something about a name in a list of names, or about a new one. */
  addToName(file: SourceFile, sequence: YamlSequence, list: Tree, name: string, more: Writable): void {
    const names = this.names.get(sequence) ?? { file, sequence, list, fields: new Map<string, Writable>() };
    names.fields.set(name, united(names.fields.get(name) ?? {}, more));
    this.names.set(sequence, names);
  }

  changes(): readonly Change[] {
    return [
      ...[...this.additions.values()].flatMap((addition) => edits(addition.home.file, this.writeAddition(addition))),
      ...[...this.names.values()].flatMap((names) => edits(names.file, this.writeNames(names))),
    ];
  }

  private writeAddition({ home, path, scalar, fields }: Addition): readonly TextEdit[] {
    const style = this.sites.written.styleOf(home.file);
    if (scalar.style === "literal" || scalar.style === "folded") refuse(NO_PLACE);
    const inPlace = this.writeInPlace(path.at(-2), home.file, scalar, fields, style);
    if (inPlace) return inPlace;
    const isEmpty = scalar.style === "plain" && /^(?:~|null|Null|NULL)?$/.test(scalar.text);
    const short = isEmpty ? {} : (longForm(path, scalar.text) ?? refuse(NO_PLACE));
    // What stands there whole keeps its quotes.
    const asItIs = Object.entries(short).map(([key, value]) => [key, value === scalar.text ? (oneLine(scalar, home.file) ?? value) : value] as const);
    const long = united(Object.fromEntries(asItIs), fields);
    if (home.kind === "item") return replaceItem(home.file, home.sequence, home.item, long, style);
    // A single value may stand for a list of one.
    return replaceValue(home.file, home.mapping, home.entry, typeof path.at(-1) === "number" ? [long] : long, style);
  }

  /** Writes a list of names as a mapping of names, each with its keys: `- db` becomes `db:` with what is to be said about it. */
  private writeNames({ file, sequence, list, fields }: Names): readonly TextEdit[] {
    const style = this.sites.written.styleOf(file);
    const home = this.sites.homeOf(sequence);
    const items = sequence.items.map(({ start, value }) => (value.kind === "scalar" ? { start, end: value.range.end, name: value.text } : refuse(NOT_EDITED)));
    const valueOf = (name: string): Writable => united(longName(list, name, sequence), fields.get(name) ?? {});
    const more = [...fields.keys()].filter((name) => !items.some((item) => item.name === name));
    if (home?.kind !== "entry") refuse(NOT_EDITED);
    if (sequence.style === "block") return writeNameLines(file, items, more, columnOf(file, home.entry.start), valueOf, style);
    return replaceValue(file, home.mapping, home.entry, Object.fromEntries([...items.map(({ name }) => name), ...more].map((name) => [name, valueOf(name)] as const)), style);
  }

  /** The short syntaxes of ports and mounts have a place for one thing each. */
  private writeInPlace(section: string | number | undefined, file: SourceFile, scalar: YamlScalar, fields: Writable, style: WritingStyle): readonly TextEdit[] | undefined {
    const [[key, value] = [], ...others] = isFields(fields) ? Object.entries(fields) : [];
    if (others.length > 0) return undefined;
    if (section === "ports" && key === "host_ip" && typeof value === "string") return setPortAddress(file, scalar, value, style);
    return section === "volumes" && key === "read_only" && value === true ? setMountReadOnly(file, scalar) : undefined;
  }
}

const NO_PLACE = "the value is written in a short form that has no place for it";
const NOT_EDITED = "the list is written in a form that is not edited";

interface NameItem {
  readonly start: number;
  readonly end: number;
  readonly name: string;
}

function writeNameLines(file: SourceFile, items: readonly NameItem[], more: readonly string[], keyColumn: number, valueOf: (name: string) => Writable, style: WritingStyle): readonly TextEdit[] {
  return items.flatMap(({ start, end, name }, index): readonly TextEdit[] => {
    if (!beginsLine(file, start)) refuse(NOT_EDITED);
    // A list may stand as far to the left as its key, a mapping must not.
    const deeper = columnOf(file, start) > keyColumn ? 0 : style.indent;
    const column = columnOf(file, start) + deeper;
    const [line = "", ...lines] = writeBlockEntry(name, valueOf(name), column, style).split(style.lineBreak);
    const added = index < items.length - 1 ? [] : more.map((each) => " ".repeat(column) + writeBlockEntry(each, valueOf(each), column, style));
    const behind = lineEnd(file, end);
    return [
      { range: { start, end }, text: " ".repeat(deeper) + line },
      { range: { start: behind, end: behind }, text: [...lines, ...added].map((each) => style.lineBreak + each).join("") },
    ];
  });
}

/** What a name in a list means, spelled out; what is so anyway need not be said, nor what is said of it elsewhere. */
function longName(list: Tree, name: string, sequence: YamlSequence): Fields {
  const node = nodeAt(list, [name]);
  const value = node && toPlain(node);
  if (!isPlainMapping(value)) return {};
  const isFromHere = sequence.items.some((item) => item.value === node?.origin.node);
  if (!isFromHere) return "condition" in value ? { condition: "service_started" } : {};
  const { required, ...fields } = value;
  return required === false ? { ...fields, required } : fields;
}
