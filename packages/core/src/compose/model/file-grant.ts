import type { Project } from "../load.js";
import type { Path } from "../path.js";
import { itemsOf, type Origin } from "../tree.js";
import { definitionsOf, type Definition } from "./definition.js";
import type { Service } from "./service.js";
import { asText, readerOf, type Value } from "./value.js";

/** A secret or config that a service gets as a file. */
export interface FileGrant {
  readonly kind: "secret" | "config";
  /** The key below top-level `secrets` or `configs`. */
  readonly source: Value<string>;
  /** The path in the container; absent if it is not known. */
  readonly target: string | undefined;
  /** What it is at top level; absent if nothing defines it. */
  readonly definition: Definition | undefined;
  readonly origin: Origin;
  readonly path: Path;
}

export function secretsOf(project: Project, service: Service): readonly FileGrant[] {
  return readGrants(project, service, "secret", ["secrets"]);
}

export function configsOf(project: Project, service: Service): readonly FileGrant[] {
  return readGrants(project, service, "config", ["configs"]);
}

/** Where a target that is no absolute path leads. Source: docker/compose `pkg/compose/create.go`. */
const FOLDERS = { secret: "/run/secrets/", config: "/" } as const;

function readGrants(project: Project, service: Service, kind: FileGrant["kind"], keys: readonly string[]): readonly FileGrant[] {
  return itemsOf(service.get(...keys)).flatMap((item, index): readonly FileGrant[] => {
    const path: Path = [...service.path, ...keys, index];
    const read = readerOf(item, path);
    const source = read(asText, "source");
    if (!source) return [];
    const target = read(asText, "target") ?? source;
    const definition = source.known ? definitionsOf(project, kind).get(source.value) : undefined;
    return [{ kind, source, target: target.known ? absolute(target.value, FOLDERS[kind]) : undefined, definition, origin: item.origin, path }];
  });
}

function absolute(target: string, folder: string): string {
  return target.startsWith("/") || /^[A-Za-z]:\\|^\\\\/.test(target) ? target : folder + target;
}
