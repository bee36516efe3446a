import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parse } from "yaml";
import { usualProject } from "../../packages/core/src/compose/discovery.js";
import { loadProject, type Project } from "../../packages/core/src/compose/load.js";
import type { ProjectFiles } from "../../packages/core/src/compose/project-files.js";
import { ROOT } from "./case.js";

/** One statement about how Compose loads a project, as files that show it. */
export interface Statement {
  readonly states: string;
  readonly files: Readonly<Record<string, string>>;
  readonly run?: {
    /** Without them, `more.yaml` is laid over `compose.yaml`, or Compose looks for its default names. */
    readonly files?: readonly string[];
    readonly env?: Readonly<Record<string, string>>;
    readonly profiles?: readonly string[];
    /** `-p`; `p` if it is absent, none if it is empty. */
    readonly name?: string;
  };
}

/** What Compose made of it. */
export interface Recorded {
  readonly valid: boolean;
  readonly model?: unknown;
}

const folder = join(import.meta.dirname, "statements");

/** The statements by section. */
export const sections: readonly (readonly [string, readonly Statement[]])[] = readdirSync(folder)
  .filter((name) => name.endsWith(".yaml"))
  .sort()
  .map((name) => [name.replace(".yaml", ""), parse(readFileSync(join(folder, name), "utf8")) as readonly Statement[]] as const);

export const recorded = JSON.parse(readFileSync(join(folder, "recorded.json"), "utf8")) as Readonly<Record<string, Recorded | undefined>>;

export function statementFiles({ files }: Statement): ProjectFiles {
  const texts = new Map(Object.entries(files).map(([name, text]) => [join(ROOT, name), text] as const));
  return { read: (path) => texts.get(resolve(ROOT, path)) };
}

export function loadStatement(statement: Statement): Project {
  const { files, run = {} } = statement;
  const read = statementFiles(statement);
  const layered = files["more.yaml"] !== undefined && files[".env"] === undefined ? ["compose.yaml", "more.yaml"] : undefined;
  const named = (run.files ?? layered)?.map((name) => join(ROOT, name));
  const { name: projectName = "p" } = run;
  return loadProject(read, {
    files: named ?? usualProject(read, ROOT, ROOT)?.request.files ?? [],
    environment: new Map(Object.entries(run.env ?? {})),
    unsetVariables: "empty",
    homeFolder: "/home/somebody",
    ...(projectName === "" ? {} : { projectName }),
  });
}
