import { existsSync } from "node:fs";
import { basename, dirname, extname, resolve } from "node:path";
import { nearest, PRESETS, type Layer, type Preset, type Rule, type RuleLevel, type RuleOptions, type Service, type Target } from "@compose-lint/core";
import { roleOf } from "@compose-lint/core/images";
import { shownPath } from "../find-files.js";
import { checkConfiguration } from "./check.js";
import { listOf, type ConfigurationData, type OverrideData, type ProjectData, type RulesData } from "./data.js";
import { ConfigurationTrouble, type DataPath, type Fault } from "./fault.js";
import { configurationsIn, isWithin, repositoryOf } from "./find.js";
import { matchesFiles, matchesName } from "./globs.js";
import type { OwnRules } from "./own-rules.js";
import { ENDINGS, readConfiguration, type ReadBytes, type ReadConfiguration } from "./read.js";

/** A configuration with all that it extends. */
export interface LoadedConfiguration {
  /** Absolute. */
  readonly path: string;
  /** The files that it is made of, as people are told them: what it extends first. */
  readonly names: readonly string[];
  /** Layers with presets have nothing else. */
  readonly layers: readonly Layer[];
  /** The layers that do not hold everywhere, with what people have written. */
  readonly overrides: readonly { readonly data: OverrideData; readonly layer: Layer }[];
  /** Files in which nothing is reported, by the name that people are told. */
  readonly ignores: (name: string) => boolean;
  readonly target?: Target;
  readonly projects: readonly ListedProject[];
  readonly ownRules: OwnRules;
}

/** A project of `projects`, with the names of its files as people are told them. */
export interface ListedProject extends Omit<ProjectData, "rules" | "preset"> {
  readonly presets?: readonly Preset[];
  readonly layers: readonly Layer[];
  /** The file that lists it. */
  readonly listedIn: string;
}

/** How configuration files are read. */
export interface LoadOptions {
  /** Why one that is a program is not run, as the end of a sentence; absent if it is. */
  readonly refusesPrograms?: string;
  readonly readBytes?: ReadBytes;
}

/**
 * Loads a configuration file with all that it extends.
 * @throws ConfigurationTrouble with every fault of the first file that has any; Trouble if one cannot be read.
 */
export async function loadConfiguration(path: string, cwd: string, options: LoadOptions = {}): Promise<LoadedConfiguration> {
  const others = configurationsIn(dirname(path)).filter((other) => other !== path);
  if (others.length > 0) throw new ConfigurationTrouble([`${shownPath(path, cwd)}: There is another one beside it, ${others.map((other) => basename(other)).join(" and ")}. Keep one of them.`]);
  const top = repositoryOf(dirname(path));
  if (top !== undefined && !isWithin(path, top)) throw new ConfigurationTrouble([`${shownPath(path, cwd)}: It leads out of its repository. --config takes a file from anywhere.`]);
  return await loadFile(path, cwd, { ...options, top, through: [] });
}

/** The one that `--config` names, whatever is beside it, and wherever it leads. */
export async function loadNamedConfiguration(path: string, cwd: string, options: LoadOptions = {}): Promise<LoadedConfiguration> {
  return await loadFile(path, cwd, { ...options, top: undefined, through: [] });
}

interface FileOptions extends LoadOptions {
  /** The folder that nothing may lead out of: what a repository says of itself is nobody's reason to read the rest of a disk. */
  readonly top: string | undefined;
  /** The files on the way here. */
  readonly through: readonly string[];
}

async function loadFile(path: string, cwd: string, options: FileOptions): Promise<LoadedConfiguration> {
  const { top, through, refusesPrograms, readBytes } = options;
  const isProgram = extname(path) === ".mjs";
  if (isProgram && refusesPrograms !== undefined) throw new ConfigurationTrouble([`${shownPath(path, cwd)}: It is a program, and is not run: ${refusesPrograms}`]);
  const read = isProgram ? await (await import("./program.js")).runConfiguration(path, cwd) : { ...readConfiguration(path, cwd, readBytes), ownRules: new Map<string, Rule>() };
  const bases: LoadedConfiguration[] = [];
  const refuse = (faults: readonly Fault[]): never => {
    throw new ConfigurationTrouble(read.locate(faults));
  };
  const extended = extendedBy(read.data);
  // Rules of what it extends may be named in it, so that this comes first.
  for (const { name, at } of extended.filter(({ name }) => isFile(name))) {
    const file = resolve(dirname(path), name);
    if ([...through, path].includes(file)) refuse([{ path: at, part: "value", message: `${[...through, path, file].map((each) => shownPath(each, cwd)).join(" extends ")}, which never ends.` }]);
    if (!existsSync(file)) refuse([{ path: at, part: "value", message: `There is no file ${shownPath(file, cwd)}.` }]);
    if (top !== undefined && !isWithin(file, top)) refuse([{ path: at, part: "value", message: `${shownPath(file, cwd)} is outside the repository of this file. Only a configuration that --config names may extend it.` }]);
    bases.push(await loadFile(file, cwd, { ...options, through: [...through, path] }));
  }
  const ownRules: OwnRules = new Map([...bases.flatMap((base) => [...base.ownRules]), ...read.ownRules]);
  const checked = checkConfiguration(read.data, ownRules);
  const unknown = extended.flatMap(presetFaults);
  if ("faults" in checked || unknown.length > 0) return refuse([...unknown, ...("faults" in checked ? checked.faults : [])]);
  const { data } = checked;
  const faults = projectFaults(data, dirname(path));
  if (faults.length > 0) return refuse(faults);
  return united(read, data, bases, ownRules, cwd);
}

/** A word under `extends`: a preset, a file, or neither. */
interface Extended {
  readonly name: string;
  readonly at: DataPath;
}

/** What a configuration extends, as far as it says so in words. */
function extendedBy(data: unknown): readonly Extended[] {
  const extended = typeof data === "object" && data !== null && "extends" in data ? data.extends : [];
  const items = Array.isArray(extended) ? extended.map((name: unknown, index) => ({ name, at: ["extends", index] })) : [{ name: extended, at: ["extends"] }];
  return items.flatMap(({ name, at }) => (typeof name === "string" ? [{ name, at }] : []));
}

function isFile(extended: string): boolean {
  return ENDINGS.includes(extname(extended));
}

function presetFaults({ name, at }: Extended): readonly Fault[] {
  if (isFile(name) || PRESETS.some((preset) => preset === name)) return [];
  const [meant] = nearest(name, PRESETS).names;
  const remedy = meant === undefined ? `The presets are ${PRESETS.join(", ")}; a file ends in ${ENDINGS.join(", ")}.` : `Did you mean \`${meant}\`?`;
  return [{ path: at, part: "value", message: `There is no preset \`${name}\`. ${remedy}` }];
}

function projectFaults({ projects = [] }: ConfigurationData, folder: string): readonly Fault[] {
  return projects.flatMap(({ name, files }, index): readonly Fault[] => {
    const path = ["projects", index];
    const isRepeated = projects.findIndex((other) => other.name === name) < index;
    return [
      ...(isRepeated ? [{ path: [...path, "name"], part: "value" as const, message: `There are two projects called \`${name}\`. Give one of them another name.` }] : []),
      ...files.flatMap((file, place) => (existsSync(resolve(folder, file)) ? [] : [{ path: [...path, "files", place], part: "value" as const, message: `There is no file \`${file}\`.` }])),
    ];
  });
}

function united(read: ReadConfiguration, data: ConfigurationData, bases: readonly LoadedConfiguration[], ownRules: OwnRules, cwd: string): LoadedConfiguration {
  const folder = dirname(read.path);
  const rest = [...bases];
  const inherited = data.extends === undefined ? [{ presets: ["recommended"] as const }] : listOf(data.extends).flatMap((name): readonly Layer[] => (isFile(name) ? (rest.shift()?.layers ?? []) : [{ presets: PRESETS.filter((preset) => preset === name) }]));
  const ignored = matchesFiles(listOf(data.ignore), folder, cwd);
  const overrides = (data.overrides ?? []).map((override) => ({ data: override, layer: overrideLayer(override, folder, cwd) }));
  const target = data.target ?? bases.findLast((base) => base.target !== undefined)?.target;
  return {
    path: read.path,
    names: [...bases.flatMap(({ names }) => names), read.name],
    layers: [...inherited, settingsLayer(data), rulesLayer(data.rules), ...overrides.map(({ layer }) => layer)],
    overrides: [...bases.flatMap((base) => base.overrides), ...overrides],
    ignores: (name) => ignored(name) || bases.some((base) => base.ignores(name)),
    ...(target === undefined ? {} : { target }),
    projects: [...bases.flatMap(({ projects }) => projects), ...(data.projects ?? []).map((project) => listed(project, read, folder, cwd))],
    ownRules,
  };
}

/** Settings that have a name of their own, as the options that they are. */
function settingsLayer({ underlayMtu, memoryLimit, cpuLimit, trustedRegistries }: ConfigurationData): Layer {
  const options = new Map<string, RuleOptions>();
  if (underlayMtu !== undefined) options.set("overlay-mtu", { underlayMtu });
  if (memoryLimit !== undefined) options.set("memory-limit", { default: memoryLimit });
  if (cpuLimit !== undefined) options.set("cpu-limit", { default: String(cpuLimit) });
  return { options, ...(trustedRegistries ? { rules: new Map([["trusted-registry", { options: { registries: trustedRegistries } }]]) } : {}) };
}

function rulesLayer(data: RulesData = {}): Layer {
  return { rules: new Map(Object.entries(data).map(([name, level]) => [name, levelOf(level)] as const)) };
}

function levelOf(level: RulesData[string]): RuleLevel {
  if (typeof level === "string") return { severity: level };
  const { severity, ...options } = level;
  return { ...(severity === undefined ? {} : { severity }), options };
}

function overrideLayer({ files, services, rules: levels }: OverrideData, folder: string, cwd: string): Layer {
  return {
    ...rulesLayer(levels),
    ...(files === undefined ? {} : { inFile: matchesFiles(listOf(files), folder, cwd) }),
    ...(services === undefined ? {} : { forService: matchesService(listOf(services)) }),
  };
}

const ROLE = "role:";

function matchesService(selectors: readonly string[]): (service: Service) => boolean {
  const roles = selectors.filter((selector) => selector.startsWith(ROLE)).map((selector) => selector.slice(ROLE.length));
  const isNamed = matchesName(selectors.filter((selector) => !selector.startsWith(ROLE)));
  return (service) => isNamed(service.name) || (roles.length > 0 && roles.includes(roleOf(service)));
}

function listed({ rules: levels, preset, files, envFiles, projectDirectory, ...project }: ProjectData, { name: listedIn }: ReadConfiguration, folder: string, cwd: string): ListedProject {
  const named = (path: string): string => shownPath(resolve(folder, path), cwd) || ".";
  return {
    ...project,
    files: files.map(named),
    ...(envFiles ? { envFiles: envFiles.map(named) } : {}),
    ...(projectDirectory === undefined ? {} : { projectDirectory: named(projectDirectory) }),
    ...(preset ? { presets: [preset] } : {}),
    layers: levels ? [rulesLayer(levels)] : [],
    listedIn,
  };
}
