import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { askOracle, type OracleAnswer, type OracleRequest } from "./ask.js";

/** A copy of the folder, by its root. */
export type Shadow = string;

/** Copies of a folder in which some files have another text, so that Compose can load what fixes make of them. */
export class Shadows {
  /** The folder as it is. */
  readonly original: Shadow;
  private readonly home = realpathSync(mkdtempSync(join(tmpdir(), "compose-lint-oracle-")));
  private readonly changed: { readonly root: Shadow; readonly texts: Map<string, string | undefined> }[] = [];
  private notes = 0;

  /** `empty` are files that the copies have in addition, without content. */
  constructor(
    private readonly folder: string,
    private readonly empty: readonly string[] = [],
  ) {
    this.original = this.copy("original");
  }

  /** A copy in which files of the folder have these texts, or where there is none, their own. Whoever does not want others may get the same one. */
  with(texts: ReadonlyMap<string, string | undefined>): Shadow {
    const fits = (taken: ReadonlyMap<string, string | undefined>): boolean => [...texts].every(([path, text]) => !taken.has(path) || taken.get(path) === text);
    const fitting = this.changed.find((shadow) => fits(shadow.texts));
    const shadow = fitting ?? { root: this.copy(`changed-${this.changed.length}`), texts: new Map<string, string | undefined>() };
    if (!fitting) this.changed.push(shadow);
    for (const [path, text] of texts) {
      if (text !== undefined && !shadow.texts.has(path)) writeFileSync(this.pathIn(shadow.root, path), text);
      shadow.texts.set(path, text);
    }
    return shadow.root;
  }

  /** A file beside the copies that may be laid over projects of the original. */
  note(text: string): string {
    const path = join(this.home, `note-${(this.notes += 1)}.yaml`);
    writeFileSync(path, text.replaceAll(this.folder, this.original));
    return path;
  }

  /** What Compose says of projects of the folder, each in a copy. */
  ask(loads: readonly { readonly request: OracleRequest; readonly shadow: Shadow }[]): readonly OracleAnswer[] {
    const answers = askOracle(loads.map(({ request, shadow }) => ({ ...request, workdir: this.pathIn(shadow, request.workdir) })));
    return answers.map((answer, index) => JSON.parse(JSON.stringify(answer).replaceAll(loads[index]?.shadow ?? this.folder, this.folder)) as OracleAnswer);
  }

  remove(): void {
    rmSync(this.home, { recursive: true });
  }

  private pathIn(shadow: Shadow, path: string): string {
    return join(shadow, relative(this.folder, path));
  }

  private copy(name: string): Shadow {
    const root = join(this.home, name);
    mkdirSync(root);
    // Not `cpSync`: the folder may be read-only, and the copy is to be written.
    for (const entry of readdirSync(this.folder, { recursive: true, encoding: "utf8" }).sort()) {
      const from = join(this.folder, entry);
      if (statSync(from).isDirectory()) mkdirSync(join(root, entry));
      else writeFileSync(join(root, entry), readFileSync(from));
    }
    for (const path of this.empty.filter((each) => each.startsWith(`${this.folder}/`))) {
      mkdirSync(dirname(this.pathIn(root, path)), { recursive: true });
      writeFileSync(this.pathIn(root, path), "");
    }
    return root;
  }
}
