import { existsSync } from "node:fs";
import { dirname, relative, resolve, sep } from "node:path";
import type { Diagnostic } from "@compose-lint/core";
import { siftBy, totalOf, updated, type Counts, type Looked, type Sifted } from "./baseline.js";
import { BaselineTrouble, printBaseline, readBaseline } from "./baseline-file.js";
import { writeReportFile } from "./report-files.js";
import { counted } from "./report/totals.js";

/** The baseline of a run: what it knows need not be told. */
export class Baseline {
  private readonly before: Counts | undefined;

  /** @throws Trouble if it cannot be used. */
  constructor(
    private readonly name: string,
    private readonly cwd: string,
    private readonly isUpdated: boolean,
  ) {
    this.before = readBaseline(resolve(cwd, name), name);
    if (!this.before && !isUpdated) throw new BaselineTrouble(`--baseline ${name}: there is no such file. --update-baseline makes it of what is found now.`);
  }

  /** What is to be told of findings. Nothing is, if all of them are about to go into the baseline. */
  sift(diagnostics: readonly Diagnostic[], looked: Pick<Looked, "files" | "rules">): Sifted {
    return this.isUpdated ? { fresh: [], known: diagnostics, gone: 0 } : siftBy(this.before ?? new Map(), diagnostics, this.lookedAt(looked));
  }

  /** Writes what is found now, if that is wanted. @throws Trouble if it cannot be written. */
  update(diagnostics: readonly Diagnostic[], looked: Pick<Looked, "files" | "rules">): readonly string[] {
    if (!this.isUpdated) return [];
    const folder = dirname(resolve(this.cwd, this.name));
    const now = updated(this.before ?? new Map(), diagnostics, this.lookedAt(looked), (file) => existsSync(resolve(folder, file)));
    writeReportFile(resolve(this.cwd, this.name), this.name, printBaseline(now));
    const [before, after] = [totalOf(this.before ?? new Map()), totalOf(now)];
    return [`${this.name} holds ${counted(after, "finding")} now${this.before ? `; it was ${String(before)}` : ""}.`];
  }

  /** What is worth knowing, in a line. */
  notes({ known, gone }: Sifted): readonly string[] {
    if (this.isUpdated) return [];
    return [
      ...(known.length > 0 ? [`${counted(known.length, "finding")} ${known.length === 1 ? "is" : "are"} not told, because ${this.name} has ${known.length === 1 ? "it" : "them"}.`] : []),
      ...(gone > 0 ? [`${String(gone)} of the findings in ${this.name} ${gone === 1 ? "is" : "are"} gone; --update-baseline removes ${gone === 1 ? "it" : "them"}.`] : []),
    ];
  }

  /** Files are named from the folder of the baseline, so that it does not matter where the command runs. */
  private lookedAt(looked: Pick<Looked, "files" | "rules">): Looked {
    const folder = dirname(resolve(this.cwd, this.name));
    return { ...looked, nameOf: (path) => relative(folder, resolve(this.cwd, path)).split(sep).join("/") };
  }
}
