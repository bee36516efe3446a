import { existsSync } from "node:fs";
import { dirname, extname, resolve } from "node:path";
import { layeredConfiguration, rules, type Configuration, type Layer, type Preset, type ProjectRequest, type Rule, type RuleLevel, type Target } from "@compose-lint/core";
import { shownPath } from "../find-files.js";
import { knownRule } from "../known-rule.js";
import { Trouble } from "../trouble.js";
import { nearestConfiguration, type Nearest } from "./find.js";
import type { ListedProject, loadConfiguration, LoadedConfiguration, LoadOptions } from "./load.js";

/** What the command line says of the configuration; it counts more than any file. */
export interface ConfigurationOptions extends LoadOptions {
  /** `--config`, for all files; false for `--no-config`; absent for the nearest one of each file. */
  readonly config?: string | false;
  /** `--preset`, instead of those that files extend; empty for these. */
  readonly presets: readonly Preset[];
  /** `--rule`. */
  readonly levels: ReadonlyMap<string, RuleLevel>;
  /** `--only`: no other rules than these look, and these do. */
  readonly only?: ReadonlySet<string>;
  /** `--skip`. */
  readonly skip: ReadonlySet<string>;
  /** `--fix-only`, which names rules as well. */
  readonly fixOnly?: ReadonlySet<string>;
  /** What holds instead of a configuration that cannot be used, such as what it said before; nothing for none. Where it is absent, `load` throws. */
  readonly instead?: (path: string, trouble: Trouble) => LoadedConfiguration | undefined;
}

/** Without it nothing can be said of a file that cannot be read, and silence would be taken for praise. */
const ALWAYS = "yaml-syntax";

/** How the files of a run are configured: each by the nearest configuration from its folder upwards. */
export class Setup {
  private readonly nearest = new Map<string, Nearest>();
  /** By path; nothing for one that cannot be used, where that may be. */
  private readonly loaded = new Map<string, LoadedConfiguration | undefined>();
  private readonly configurations = new Map<string, Configuration>();
  private readonly foreign = new Set<string>();

  constructor(
    private readonly options: ConfigurationOptions,
    private readonly cwd: string,
  ) {}

  /**
   * Loads the configurations of some files, by the names that people are told; what follows is about such files alone.
   * @throws Trouble if one of them cannot be used, or the command line names a rule that there is not.
   */
  async load(names: readonly string[]): Promise<void> {
    for (const path of new Set(names.map((name) => this.pathFor(name)))) {
      if (path === undefined || this.loaded.has(path)) continue;
      const { loadConfiguration, loadNamedConfiguration } = await import("./load.js");
      this.loaded.set(path, await this.usable(path, this.options.config === undefined ? loadConfiguration : loadNamedConfiguration));
    }
    const { levels, only = [], skip, fixOnly = [] } = this.options;
    const known = [...rules, ...[...this.loaded.values()].flatMap((configuration) => [...(configuration?.ownRules.values() ?? [])])];
    for (const [flag, some] of [["--rule", levels.keys()], ["--only", only], ["--skip", skip], ["--fix-only", fixOnly]] as const) for (const name of some) knownRule(name, flag, known);
  }

  /** The configuration of a file, if there is one. */
  of(name: string): LoadedConfiguration | undefined {
    const path = this.pathFor(name);
    return path === undefined ? undefined : this.loaded.get(path);
  }

  /** What holds for a project: the configuration of its first file, unless one lists it. */
  readonly configurationOf = ({ files }: Pick<ProjectRequest, "files">): Configuration => {
    const listed = this.listed().find(({ project }) => isSame(project.files, files));
    const [main = ""] = files;
    const of = listed?.configuration ?? this.of(main);
    const key = JSON.stringify([of?.path, listed?.project.name]);
    const known = this.configurations.get(key) ?? this.configure(of, listed?.project);
    this.configurations.set(key, known);
    return known;
  };

  /** What runs a project, as far as a configuration says. */
  targetOf({ files }: Pick<ProjectRequest, "files">): { readonly target?: Target } {
    const [main = ""] = files;
    const target = (this.listed().find(({ project }) => isSame(project.files, files))?.configuration ?? this.of(main))?.target;
    return target === undefined ? {} : { target };
  }

  /** All rules that may look at a file. */
  knownFor(name: string): readonly Rule[] {
    return [...rules, ...(this.of(name)?.ownRules.values() ?? [])];
  }

  /** The projects that configurations list and that have one of these files. */
  projectsWith(names: ReadonlySet<string>): readonly ListedProject[] {
    return this.listed().flatMap(({ project }) => (project.files.some((file) => names.has(file)) ? [project] : []));
  }

  /** What is worth knowing and keeps nobody from anything. */
  get notes(): readonly string[] {
    if (this.foreign.size === 0) return [];
    const [first = ""] = this.foreign;
    const name = shownPath(first, this.cwd);
    return [`${name} belongs to another linter, and nothing of it counts here. compose-lint migrate ${name} makes a configuration of it.`];
  }

  private listed(): readonly { readonly project: ListedProject; readonly configuration: LoadedConfiguration }[] {
    return [...this.loaded.values()].flatMap((configuration) => configuration?.projects.map((project) => ({ project, configuration })) ?? []);
  }

  private pathFor(name: string): string | undefined {
    const { config } = this.options;
    if (config === false) return undefined;
    if (config !== undefined) return existing(resolve(this.cwd, config), config);
    const folder = name.startsWith("<") ? this.cwd : dirname(resolve(this.cwd, name));
    const nearest = nearestConfiguration(folder, this.nearest);
    if (nearest.kind === "foreign") this.foreign.add(nearest.path);
    return nearest.kind === "own" ? nearest.path : undefined;
  }

  private async usable(path: string, load: typeof loadConfiguration): Promise<LoadedConfiguration | undefined> {
    try {
      return await load(path, this.cwd, this.options);
    } catch (error) {
      if (!(error instanceof Trouble) || !this.options.instead) throw error;
      return this.options.instead(path, error);
    }
  }

  private configure(loaded: LoadedConfiguration | undefined, project: ListedProject | undefined): Configuration {
    const { presets, levels, only, skip } = this.options;
    const inherited: readonly Layer[] = loaded?.layers ?? [{ presets: ["recommended"] }];
    const chosen = presets.length > 0 ? presets : project?.presets;
    const layers = [
      ...(chosen ? [{ presets: chosen }, ...inherited.filter((layer) => layer.presets === undefined)] : inherited),
      ...(project?.layers ?? []),
      { rules: levels },
      ...(only ? [{ rules: new Map([...only].map((name) => [name, {}])) }] : []),
    ];
    const known = [...rules, ...(loaded?.ownRules.values() ?? [])].filter(({ name }) => !skip.has(name) && (!only || only.has(name) || name === ALWAYS));
    return { ...layeredConfiguration(layers, known), known: [...(loaded?.ownRules.values() ?? [])], ...(loaded ? { ignores: loaded.ignores } : {}) };
  }
}

const ENDING = /^\.(?:ya?ml|json|mjs)$/;

function existing(path: string, given: string): string {
  if (!existsSync(path)) throw new Trouble(`--config: there is no file ${given}.`);
  if (!ENDING.test(extname(path))) throw new Trouble(`--config: ${given} is no configuration: its name has to end in .yaml, .yml, .json or .mjs.`);
  return path;
}

function isSame(some: readonly string[], others: readonly string[]): boolean {
  return some.length === others.length && some.every((item, index) => item === others[index]);
}
