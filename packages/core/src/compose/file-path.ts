/**
 * Paths as Compose handles them, without a file system: `/` separates, Windows drives are absolute, and a relative path stays
 * relative to wherever the host started.
 */
export function isAbsolutePath(path: string): boolean {
  return /^(?:[/\\]|[A-Za-z]:[/\\])/.test(path);
}

/** The folder of a file; `.` for a bare name. */
export function parentFolder(path: string): string {
  const slash = Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\"));
  return slash === -1 ? "." : slash === 0 ? "/" : path.slice(0, slash);
}

/** `path` as seen from `folder`, without `.` and `..` where they can be resolved. */
export function joinPath(folder: string, path: string): string {
  return cleanPath(isAbsolutePath(path) ? path : `${folder}/${path}`);
}

/** Go's `path.Clean`: leading `..` of a relative path stay. */
export function cleanPath(path: string): string {
  const isRooted = path.startsWith("/");
  const parts: string[] = [];
  for (const part of path.split("/")) {
    if (part === "" || part === ".") continue;
    if (part === ".." && parts.length > 0 && parts.at(-1) !== "..") parts.pop();
    else if (part !== ".." || !isRooted) parts.push(part);
  }
  const clean = parts.join("/");
  return isRooted ? `/${clean}` : clean === "" ? "." : clean;
}

/** The last part of a path. */
export function fileName(path: string): string {
  return path.slice(Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\")) + 1);
}
