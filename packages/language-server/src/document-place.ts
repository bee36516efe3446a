import { fileURLToPath, pathToFileURL } from "node:url";

/** Where a document of an editor is. */
export type DocumentPlace =
  /** On the disk that the server sees. The path is absolute. */
  | { readonly kind: "disk"; readonly path: string }
  /** Not saved yet, or where only the editor gets at: another machine, a commit. Those of one realm can name each other. */
  | { readonly kind: "elsewhere"; readonly realm: string; readonly path: string };

/** Reads the URI of a document; whatever it is, there is an answer. */
export function placeOf(uri: string): DocumentPlace {
  const url = parsed(uri);
  if (!url) return { kind: "elsewhere", realm: "", path: uri };
  if (url.protocol === "file:") {
    try {
      return { kind: "disk", path: fileURLToPath(url) };
    } catch {
      // Another machine's, or no path of this system.
    }
  }
  // What a version of a file is told by, such as the commit of `git:`, keeps it apart from the others.
  return { kind: "elsewhere", realm: `${url.protocol}//${url.host}${url.search}`, path: decoded(url.pathname) };
}

/** The URI of a file that the editor has not opened. */
export function uriOf(path: string): string {
  return pathToFileURL(path).href;
}

function parsed(uri: string): URL | undefined {
  return URL.canParse(uri) ? new URL(uri) : undefined;
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
