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

/** The configurations of other linters of Compose files, by what they are called. */
const FOREIGN_NAMES = [".json", ".yaml", ".yml", ".js", ".cjs", ".mjs", ".ts", ""].map((ending) => `.dclintrc${ending}`).concat(["js", "cjs", "mjs", "ts"].map((ending) => `dclint.config.${ending}`), ".compose-lint.yml");

/** What was found for a folder. */
export type Nearest = { readonly kind: "own"; readonly path: string } | { readonly kind: "foreign"; readonly path: string } | { readonly kind: "none" };

/**
 * Finds the nearest configuration from a folder upwards, no further than the repository that the folder is in: what stands above it is
 * not there for others who have it. Of one that another tool reads, the nearest, if there is none of ours.
 */
export function nearestConfiguration(folder: string): Nearest {
  const top = repositoryOf(folder);
  const own = nearestOwn(folder, top);
  if (own !== undefined) return { kind: "own", path: own };
  const foreign = any(FOREIGN_NAMES, within(folder, top));
  return foreign === undefined ? { kind: "none" } : { kind: "foreign", path: foreign };
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
  return folders.flatMap((each) => [...CONFIGURATION_NAMES, "package.json"].map((name) => join(each, name)));
}

/** The nearest one of another tool, from a folder upwards. */
export function nearestForeign(folder: string): string | undefined {
  return any(FOREIGN_NAMES, within(folder, repositoryOf(folder)));
}

function nearestOwn(folder: string, top: string | undefined): string | undefined {
  for (let from = folder; ; ) {
    const found = any([...CONFIGURATION_NAMES, "package.json"], within(from, top));
    if (found === undefined || !found.endsWith("package.json") || holdsConfiguration(found)) return found;
    const parent = dirname(dirname(found));
    if (dirname(found) === top || parent === dirname(found)) return undefined;
    from = parent;
  }
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
