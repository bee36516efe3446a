import { rememberText } from "../compose/remember.js";

/** An image reference in its parts: `registry/repository:tag@digest`. */
export interface ImageReference {
  /** The registry's host, `docker.io` where none is written. */
  readonly registry: string;
  /** The path in the registry; official images without their `library/`. */
  readonly repository: string;
  readonly tag?: string;
  readonly digest?: string;
}

/** Takes a reference apart as Docker does: the part before the first slash is a host if it has a dot or a port, or is `localhost`. */
export const parseImageReference = rememberText((text: string): ImageReference => {
  const [name, digest] = splitOnce(text.trim(), "@");
  const slash = name.indexOf("/");
  const first = slash === -1 ? "" : name.slice(0, slash);
  const hasRegistry = first.includes(".") || first.includes(":") || first === "localhost";
  const path = hasRegistry ? name.slice(slash + 1) : name;
  const [repository, tag] = splitOnce(path, ":");
  const registry = hasRegistry ? first.replace(/^(?:index|registry-1)\.docker\.io$/, "docker.io") : "docker.io";
  return {
    registry,
    repository: registry === "docker.io" ? repository.replace(/^library\//, "") : repository,
    ...(tag === undefined ? {} : { tag }),
    ...(digest === undefined ? {} : { digest }),
  };
});

/** The last part of the path, which mostly names the program: `postgres` of `docker.io/bitnami/postgres`. */
export function imageName(reference: ImageReference): string {
  return reference.repository.slice(reference.repository.lastIndexOf("/") + 1).toLowerCase();
}

function splitOnce(text: string, separator: string): readonly [string, string?] {
  const at = text.indexOf(separator);
  return at === -1 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}
