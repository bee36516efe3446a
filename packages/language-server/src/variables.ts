import { openSource, type Project, type ProjectFiles, type Range, type SourceFile } from "@compose-lint/core";

/** Where a variable is given its value. */
export interface Assignment {
  readonly file: SourceFile;
  readonly range: Range;
}

/** The line of an env file of the project that gives a variable its value: the last one, which counts. */
export function assignmentOf(name: string, { request, files: [main] }: Project, files: ProjectFiles): Assignment | undefined {
  const folder = request.projectDirectory ?? folderOf(main?.path ?? "");
  const envFiles = request.envFiles ?? [folder === "" ? ".env" : `${folder}/.env`];
  return envFiles.toReversed().flatMap((path) => {
    const content = files.read(path);
    return content === undefined ? [] : (assignmentIn(openSource(path, content), name) ?? []);
  })[0];
}

function assignmentIn(file: SourceFile, name: string): Assignment | undefined {
  const found = [...file.text.matchAll(new RegExp(`^[ \\t]*(?:export[ \\t]+)?(${name})[ \\t]*[=:]`, "gm"))].at(-1);
  if (!found) return undefined;
  const start = found.index + found[0].indexOf(name);
  return { file, range: { start, end: start + name.length } };
}

function folderOf(path: string): string {
  return path.includes("/") ? path.slice(0, path.lastIndexOf("/")) : "";
}

/** A variable as it is written. */
export interface WrittenVariable {
  readonly name: string;
  /** The name alone. */
  readonly range: Range;
}

/** The variable that is named at a place of a text; `$$` names none. */
export function variableAt({ text }: SourceFile, within: Range, offset: number): WrittenVariable | undefined {
  const written = text.slice(within.start, within.end);
  for (const match of written.matchAll(/\$(?:\$|\{?([A-Za-z_]\w*))/g)) {
    const [whole, name] = match;
    const start = within.start + match.index;
    if (name !== undefined && start <= offset && offset <= start + whole.length) return { name, range: { start: start + whole.length - name.length, end: start + whole.length } };
  }
  return undefined;
}
