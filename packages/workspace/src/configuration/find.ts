import { existsSync, realpathSync } from "node:fs";
import { dirname, isAbsolute, join, relative, sep } from "node:path";
import { any, up } from "empathic/find";
import { readBytes } from "../read-files.js";

/** The best known first; a folder may have one of them only. */
export const CONFIGURATION_NAMES = ["compose-lint.config.yaml", "compose-lint.config.yml", "compose-lint.config.json", "compose-lint.config.mjs"] as const;

export function isConfigurationName(name: string): boolean {
  return CONFIGURATION_NAMES.some((each) => each === name);
}

/** The key of package.json that may hold a configuration instead. */
export const PACKAGE_KEY = "compose-lint";

/** Where one may stand. */
const OWN_NAMES = [...CONFIGURATION_NAMES, "package.json"];

/** The configurations of other linters of Compose files, by what they are called. */
const FOREIGN_NAMES = [".json", ".yaml", ".yml", ".js", ".cjs", ".mjs", ".ts", ""].map((ending) => `.dclintrc${ending}`).concat(["js", "cjs", "mjs", "ts"].map((ending) => `dclint.config.${ending}`), ".compose-lint.yml");

/** What was found for a folder. */
export type Nearest = { readonly kind: "own"; readonly path: string } | { readonly kind: "foreign"; readonly path: string } | { readonly kind: "none" };

/**
 * Finds the nearest configuration from a folder upwards, no further than the repository that the folder is in: what stands above it is
 * not there for others who have it. Of one that another tool reads, the nearest, if there is none of ours.
 * @param known what was found for other folders by now, so that the folders above many of them are searched once.
 */
export function nearestConfiguration(folder: string, known: Map<string, Nearest> = new Map<string, Nearest>()): Nearest {
  const before = known.get(folder);
  if (before) return before;
  const nearest = configurationOf(folder, known);
  known.set(folder, nearest);
  return nearest;
}

function configurationOf(folder: string, known: Map<string, Nearest>): Nearest {
  const own = firstIn(folder, OWN_NAMES, (path) => !path.endsWith("package.json") || holdsConfiguration(path));
  if (own !== undefined) return { kind: "own", path: own };
  const parent = dirname(folder);
  const above: Nearest = parent === folder || existsSync(join(folder, ".git")) ? { kind: "none" } : nearestConfiguration(parent, known);
  const foreign = above.kind === "own" ? undefined : firstIn(folder, FOREIGN_NAMES);
  return foreign === undefined ? above : { kind: "foreign", path: foreign };
}

function firstIn(folder: string, names: readonly string[], isMeant: (path: string) => boolean = () => true): string | undefined {
  return names.map((name) => join(folder, name)).find((path) => existsSync(path) && isMeant(path));
}

/** The folder of the repository that a folder is in, if it is in one. */
export function repositoryOf(folder: string): string | undefined {
  const git = up(".git", { cwd: folder });
  return git === undefined ? undefined : dirname(git);
}

/** Whether a file lies in a folder or below, wherever links lead to; both exist. */
export function isWithin(path: string, folder: string): boolean {
  const way = relative(realpathSync(folder), realpathSync(path));
  return way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

/** All configurations of ours in a folder, of which there should be one. */
export function configurationsIn(folder: string): readonly string[] {
  return [...CONFIGURATION_NAMES.map((name) => join(folder, name)).filter((path) => existsSync(path)), ...[join(folder, "package.json")].filter((path) => existsSync(path) && holdsConfiguration(path))];
}

/** All paths where a configuration for the files of a folder would be found, be there one or not. */
export function configurationPlaces(folder: string): readonly string[] {
  const top = repositoryOf(folder);
  const folders = [folder];
  for (let current = folder; current !== top && dirname(current) !== current; current = dirname(current)) folders.push(dirname(current));
  return folders.flatMap((each) => OWN_NAMES.map((name) => join(each, name)));
}

/** The nearest one of another tool, from a folder upwards. */
export function nearestForeign(folder: string): string | undefined {
  return any(FOREIGN_NAMES, within(folder, repositoryOf(folder)));
}

function within(folder: string, top: string | undefined): { readonly cwd: string; readonly last?: string } {
  return { cwd: folder, ...(top === undefined ? {} : { last: top }) };
}

/** A package.json that cannot be read is somebody else's trouble. */
function holdsConfiguration(path: string): boolean {
  try {
    const text = new TextDecoder().decode(readBytes(path, path));
    // Most say nothing of us, and need not be parsed.
    if (!text.includes(`"${PACKAGE_KEY}"`)) return false;
    const data: unknown = JSON.parse(text);
    return typeof data === "object" && data !== null && PACKAGE_KEY in data;
  } catch {
    return false;
  }
}
