import { resolve } from "node:path";
import { namesLike, printable, Trouble } from "@compose-lint/workspace";
import { FORMATS, type Format, type WantedReport } from "./report/formats.js";

/** Takes down which reports are wanted, in the order of the command line: a file belongs to the format before it. */
export class WantedReports {
  private readonly wanted: { readonly format: Format; file?: string }[] = [];
  /** A file that no format stands before. */
  private early: string | undefined;

  /** @throws Trouble if there is no such format. */
  addFormat(name: string): void {
    this.wanted.push({ format: knownFormat(name) });
  }

  /** @throws Trouble if the report before it has a file already. */
  addFile(file: string): void {
    if (file === "") throw new Trouble("--output-file: the path is empty; is a variable unset?");
    const last = this.wanted.at(-1);
    if ((last ? last.file : this.early) !== undefined) throw new Trouble(`--output-file ${printable(file)}: the report before it has a file already; name a --format for this one.`);
    if (last) last.file = file;
    else this.early = file;
  }

  /** @throws Trouble if two reports would end up in one place. */
  all(): readonly WantedReport[] {
    const [first = { format: FORMATS[0] }, ...others] = this.wanted;
    if (this.early !== undefined && (first.file !== undefined || others.length > 0)) throw new Trouble(`--output-file ${printable(this.early)} stands before every --format: put it behind the one it belongs to.`);
    const reports = [this.early === undefined ? first : { ...first, file: this.early }, ...others];
    const [one, another] = reports.filter(({ file }) => file === undefined);
    if (one && another) throw new Trouble(`--format ${one.format} and --format ${another.format} would both go to standard output: put --output-file <path> behind one of them.`);
    const paths = reports.flatMap(({ file }) => (file === undefined ? [] : resolve(file)));
    const twice = paths.find((path, index) => paths.indexOf(path) !== index);
    if (twice !== undefined) throw new Trouble(`two reports would go to ${printable(twice)}: name another --output-file for one of them.`);
    return reports;
  }
}

function knownFormat(name: string): Format {
  const format = FORMATS.find((each) => each === name);
  if (format) return format;
  if (name.includes(",")) throw new Trouble(`--format takes one format; for several, repeat it, each with --output-file <path> but one: --format sarif -o report.sarif --format stylish.`);
  const meant = namesLike(name, FORMATS);
  throw new Trouble(`--format: there is no format '${printable(name)}'; choose from ${FORMATS.join(", ")}.${meant.length === 0 ? "" : `\n  (Did you mean ${meant.join(" or ")}?)`}`);
}
