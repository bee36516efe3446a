import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, extname, join, posix, resolve } from "node:path";
import { readPlainDocument } from "@compose-lint/core";
import { CONFIGURATION_NAMES, isBelow, isConfigurationName, Setup, shownPath, Trouble, type ConfigurationOptions } from "@compose-lint/workspace";
import type { Change, Entry } from "./change.js";
import { pathIn, type Contents } from "./snapshot.js";

/** What somebody asks of the configuration of a review. */
export interface ConfigurationWishes extends Pick<ConfigurationOptions, "config" | "presets" | "levels" | "only" | "skip"> {
  /** Whether that of the branch counts that the change goes to, and nothing that the change says of it. */
  readonly trustBase: boolean;
}

/** How the projects of a review are configured. */
export interface TrustedSetup {
  /** For findings. */
  readonly lint: Setup;
  /** For the audit, whose presets are its own. */
  readonly audit: Setup;
  /** What is worth knowing of the configuration of some files, a sentence each. */
  readonly notes: (names: readonly string[]) => readonly string[];
}

/** The key of a package.json that may hold a configuration. */
const PACKAGE_KEY = "compose-lint";

/**
 * Has the configuration at hand that a change cannot have written. What of it stands in the repository is laid out in a folder of its own while
 * `use` goes on, because configurations are found and read on a disk. Programs are none of it: nothing of a repository is run here.
 * @throws Trouble if the one that somebody has named cannot be used.
 */
export async function withTrustedSetup<T>(change: Change, contents: Contents, wishes: ConfigurationWishes, use: (setup: TrustedSetup) => Promise<T>): Promise<T> {
  const root = mkdtempSync(join(tmpdir(), "compose-lint-review-"));
  try {
    // Nothing above the folder counts: it is a repository for whoever looks for one.
    mkdirSync(join(root, ".git"));
    const layout = new Layout(change, contents, root);
    if (typeof wishes.config === "string") await layout.addNamed(wishes.config);
    else if (wishes.config !== false) await layout.addAll();
    const { trustBase, ...wished } = wishes;
    const unusable = new Map<string, Trouble>();
    const options: ConfigurationOptions = {
      ...wished,
      refusesPrograms: "a review runs nothing of a repository. Write it as YAML or JSON; --no-config goes without.",
      // One that nobody has named may be about something else altogether, as a fixture of somebody's tests is.
      instead(path, trouble) {
        if (wished.config !== undefined) throw trouble;
        unusable.set(shownPath(path, root), trouble);
        return undefined;
      },
    };
    return await use({
      lint: new Setup(options, root),
      audit: new Setup({ ...options, presets: ["production", "strict"] }, root),
      notes: (names) => [
        ...[...unusable].flatMap(([path, trouble]) => (names.some((name) => isBelow(resolve(root, name), dirname(resolve(root, path)))) ? [unusableSentence(path, trouble)] : [])),
        ...(trustBase ? changedConfigurations(change) : []),
      ],
    });
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

function unusableSentence(path: string, { message }: Trouble): string {
  if (extname(path) === ".mjs") return `${path} is a program, and a review runs nothing of a repository: its rules do not count here. A configuration of YAML or JSON does.`;
  return `${path} does not count here, because it cannot be used: ${message.replaceAll(/\s*\n\s*/g, " ")}`;
}

class Layout {
  private readonly laid = new Set<string>();

  constructor(
    private readonly change: Change,
    private readonly contents: Contents,
    private readonly root: string,
  ) {}

  /** The configuration that somebody has named, by its path from the root of the repository. */
  async addNamed(name: string): Promise<void> {
    const path = pathIn(name);
    if (path === undefined || this.change.trusted.entries.get(path)?.kind !== "file") throw new Trouble(`--config: there is no file ${name} in the repository at ${this.change.trusted.commit.slice(0, 12)}. A review reads its configuration there.`);
    await this.add([path]);
  }

  async addAll(): Promise<void> {
    const { entries } = this.change.trusted;
    const found = [...entries.keys()].filter((path) => isConfigurationName(posix.basename(path)) && !path.split("/").includes("node_modules"));
    await this.add([...found, ...(await this.packagesWithConfiguration())]);
  }

  /** Only what is above a Compose file can matter, and each of them has to be read. */
  private async packagesWithConfiguration(): Promise<readonly string[]> {
    const { head, base, trusted } = this.change;
    const folders = new Set([...head.entries.keys(), ...base.entries.keys()].filter((path) => /\.ya?ml$/i.test(path)).flatMap(foldersAbove));
    const packages = [...folders].map((folder) => posix.join(folder, "package.json")).filter((path) => trusted.entries.get(path)?.kind === "file");
    await this.fetch(packages);
    return packages.filter((path) => this.textOf(path).includes(`"${PACKAGE_KEY}"`));
  }

  /** Lays out configurations, and all files that they speak of. */
  private async add(paths: readonly string[]): Promise<void> {
    const fresh = paths.filter((path) => !this.laid.has(path) && this.change.trusted.entries.get(path)?.kind === "file");
    if (fresh.length === 0) return;
    const documents = fresh.filter((path) => extname(path) !== ".mjs");
    await this.fetch(documents);
    for (const path of fresh) {
      this.laid.add(path);
      // Of a program it is enough to know that it is there.
      this.write(path, documents.includes(path) ? this.textOf(path) : "");
    }
    const said = documents.map((path) => ({ path, ...spokenOf(path, this.textOf(path)) }));
    for (const { path, files } of said) {
      for (const file of files) {
        const target = pathIn(posix.join(posix.dirname(path), file));
        // That a file of a listed project is there is all that is asked on the disk.
        if (target !== undefined && !this.laid.has(target) && [this.change.head, this.change.base, this.change.trusted].some(({ entries }) => entries.has(target))) this.write(target, "");
      }
    }
    await this.add(said.flatMap(({ path, bases }) => bases.flatMap((base) => pathIn(posix.join(posix.dirname(path), base)) ?? [])));
  }

  private async fetch(paths: readonly string[]): Promise<void> {
    const ids = paths.flatMap((path) => this.change.trusted.entries.get(path)?.id ?? []).filter((id) => !this.contents.has(id));
    if (ids.length === 0) return;
    const read = await this.change.repository.read(ids);
    for (const id of ids) this.contents.set(id, read.get(id));
  }

  private textOf(path: string): string {
    const entry: Entry | undefined = this.change.trusted.entries.get(path);
    return new TextDecoder().decode(entry && this.contents.get(entry.id));
  }

  private write(path: string, text: string): void {
    const file = resolve(this.root, path);
    if (!isBelow(file, this.root) || isBelow(file, join(this.root, ".git"))) return;
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}

/** The folders that a path is in, the root as the empty one. */
function foldersAbove(path: string): readonly string[] {
  const names = path.split("/").slice(0, -1);
  return ["", ...names.map((_, index) => names.slice(0, index + 1).join("/"))];
}

/** The files that a configuration names, as it names them: those that it extends, and those of the projects that it lists. */
function spokenOf(path: string, text: string): { readonly bases: readonly string[]; readonly files: readonly string[] } {
  const document: unknown = readPlainDocument(path, text).value;
  const data = posix.basename(path) === "package.json" ? at(document, PACKAGE_KEY) : document;
  return { bases: textsIn(at(data, "extends")).filter((name) => extname(name) !== ""), files: itemsOf(at(data, "projects")).flatMap((project) => textsIn(at(project, "files"))) };
}

function at(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null ? Object.entries(value).find(([name]) => name === key)?.[1] : undefined;
}

function itemsOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function textsIn(value: unknown): readonly string[] {
  return (Array.isArray(value) ? itemsOf(value) : [value]).filter((item) => typeof item === "string");
}

function changedConfigurations({ head, trusted }: Change): readonly string[] {
  const names = new Set<string>(CONFIGURATION_NAMES);
  const paths = new Set([...head.entries.keys(), ...trusted.entries.keys()].filter((path) => names.has(posix.basename(path)) && !path.split("/").includes("node_modules")));
  return [...paths].sort().flatMap((path) => {
    const [before, after] = [trusted.entries.get(path), head.entries.get(path)];
    if (before?.id === after?.id) return [];
    return [`${path} is ${before === undefined ? "new" : after === undefined ? "missing" : "different"} here, which does not count: this review goes by the configuration of the branch that the change goes to.`];
  });
}
