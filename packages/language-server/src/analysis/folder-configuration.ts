import { existsSync } from "node:fs";
import { basename, extname, resolve } from "node:path";
import { PRESETS, type ConfigurationFor, type Preset } from "@compose-lint/core";
import { isConfigurationName, onThisDay, readBytes, Setup, type LoadedConfiguration, type Trouble } from "@compose-lint/workspace";
import { SECTION, type Settings } from "../settings.js";

/** Something in a configuration that keeps it from being used. */
export interface ConfigurationFault {
  /** Absolute. */
  readonly path: string;
  /** From 1. */
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/** A configuration that cannot be used, and whether what it said before holds on. */
interface Unusable {
  readonly trouble: Trouble;
  readonly isHeld: boolean;
}

const UNTRUSTED = "the editor has not said that it trusts this folder.";
/** What an audit asks; `compose-lint audit` asks the same. */
const AUDIT: readonly Preset[] = PRESETS.filter((preset) => preset === "production" || preset === "strict");

/** How the files of a folder are configured: as by the command, but what cannot be used does not keep anything else from being looked at. */
export class FolderConfiguration {
  /** By absolute path, what is open: it counts before the disk. */
  overlay: ReadonlyMap<string, Uint8Array> = new Map();
  private current: Setup | undefined;
  private auditing: Setup | undefined;
  private dated: { readonly day: string; readonly of: ConfigurationFor } | undefined;
  private datedAudit: { readonly day: string; readonly of: ConfigurationFor } | undefined;
  /** By path, configurations as they were when they last could be used. */
  private readonly lastGood = new Map<string, LoadedConfiguration>();
  private readonly unusable = new Map<string, Unusable>();
  private settingFault: string | undefined;

  constructor(
    private readonly folder: string,
    private readonly settings: Settings,
    private readonly isTrusted: boolean,
  ) {}

  get setup(): Setup {
    this.current ??= this.newSetup(this.settings.presets);
    return this.current;
  }

  /** Whether a change of this file may change what holds. */
  mayRestOn(path: string): boolean {
    const name = basename(path);
    return isConfigurationName(name) || name === "package.json" || this.unusable.size > 0 || [...this.lastGood.values()].some(({ names }) => names.some((each) => resolve(this.folder, each) === path));
  }

  /** Everything may have changed. */
  forget(): void {
    this.current = undefined;
    this.auditing = undefined;
    this.dated = undefined;
    this.datedAudit = undefined;
    this.settingFault = undefined;
    this.unusable.clear();
  }

  /** Keeps what holds for a file, for when it cannot be used any more. */
  keep(name: string): void {
    const configuration = this.setup.of(name);
    if (configuration) this.lastGood.set(configuration.path, configuration);
  }

  /** What holds for projects: the same from one time to the next, as long as it is the same day and nothing has changed. */
  of(): ConfigurationFor {
    const day = today();
    if (this.dated?.day !== day) this.dated = { day, of: onThisDay(this.setup.configurationOf) };
    return this.dated.of;
  }

  /** The same with the presets of an audit, for projects with these files. */
  async forAudit(names: readonly string[]): Promise<ConfigurationFor> {
    const setup = (this.auditing ??= this.newSetup(AUDIT));
    await setup.load(names);
    const day = today();
    if (this.datedAudit?.day !== day) this.datedAudit = { day, of: onThisDay(setup.configurationOf) };
    return this.datedAudit.of;
  }

  get troubles(): readonly string[] {
    const unusable = [...this.unusable.values()].map(({ trouble, isHeld }) => `${capitalized(trouble.message)}\n${isHeld ? "What it said before counts meanwhile." : "Meanwhile nothing of it counts."}`);
    return [...(this.settingFault === undefined ? [] : [this.settingFault]), ...unusable];
  }

  get faults(): readonly ConfigurationFault[] {
    return [...this.unusable.values()].flatMap(({ trouble }) => placedFaults(trouble, this.folder));
  }

  private newSetup(presets: readonly Preset[]): Setup {
    const config = this.namedConfiguration();
    return new Setup(
      {
        ...(config === undefined ? {} : { config }),
        presets,
        levels: new Map(),
        skip: new Set(),
        readBytes: (path, shown) => this.overlay.get(path) ?? readBytes(path, shown),
        ...(this.isTrusted ? {} : { refusesPrograms: UNTRUSTED }),
        instead: (path, trouble) => {
          const held = this.lastGood.get(path);
          this.unusable.set(path, { trouble, isHeld: held !== undefined });
          return held;
        },
      },
      this.folder,
    );
  }

  private namedConfiguration(): string | undefined {
    const { config } = this.settings;
    if (config === undefined) return undefined;
    const path = resolve(this.folder, config);
    const isUsable = existsSync(path) && [".yaml", ".yml", ".json", ".mjs"].includes(extname(path));
    this.settingFault = isUsable ? undefined : `The setting ${SECTION}.config does not count: there is no configuration ${config} in ${this.folder}.`;
    return isUsable ? path : undefined;
  }
}

/** A message's lines that begin with a place, as in `compose-lint.config.yaml:3:5: There is no rule …`. */
function placedFaults({ message }: Trouble, folder: string): readonly ConfigurationFault[] {
  return message.split("\n").flatMap((text): readonly ConfigurationFault[] => {
    const [, name, line, column, sentence] = /^\s*(.+?):(\d+):(\d+): (.*)$/.exec(text) ?? [];
    return name === undefined || sentence === undefined ? [] : [{ path: resolve(folder, name), line: Number(line), column: Number(column), message: sentence }];
  });
}

function today(): string {
  return new Date().toISOString().slice(0, 10);
}

function capitalized(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
