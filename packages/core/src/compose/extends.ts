import type { Path } from "./path.js";
import { mergeTrees, removePaths } from "./merge.js";
import { firstLine } from "./place.js";
import type { Problem } from "./problem.js";
import { withEntries, withStep, type Mapping, type Tree } from "./tree.js";

/** Services that can be extended: those of one file, with what is needed to go on from there. */
export interface ExtendableFile {
  readonly path: string;
  /** What its `extends.file` are relative to. */
  readonly folder: string;
  readonly services: ReadonlyMap<string, Tree>;
  /** What the file says with `!reset` and `!override`. */
  readonly cleared: readonly Path[];
}

/** Loads another file for `extends.file`; `from` is the file that names it. Nothing if it cannot be had, which is then reported. */
export type OpenExtended = (file: string, from: ExtendableFile, at: Tree) => ExtendableFile | undefined;

/**
 * Replaces every `extends` of a file's services by what it brings: the base service with the service laid over it.
 * Source: compose-go `loader/extends.go`.
 */
export function applyExtends(document: Mapping, origin: Omit<ExtendableFile, "services">, open: OpenExtended, report: (problem: Problem) => void): Mapping {
  const services = document.entries.get("services");
  if (services?.kind !== "mapping") return document;
  const file: ExtendableFile = { ...origin, services: services.entries };
  const extended = new Map<string, Tree>();
  const resolver = new Resolver(open, report);
  for (const name of services.entries.keys()) {
    const service = resolver.resolve(file, name);
    if (service) extended.set(name, service);
  }
  return withEntries(document, new Map(document.entries).set("services", withEntries(services, extended)));
}

/** Resolves the services of one document and of the files they extend, each once. */
class Resolver {
  private readonly resolved = new Map<ExtendableFile, Map<string, Tree | undefined>>();

  constructor(
    private readonly open: OpenExtended,
    private readonly report: (problem: Problem) => void,
  ) {}

  /** A service with all its bases under it. `trail` holds the services on the way here, as `path#service`. */
  resolve(file: ExtendableFile, name: string, trail: readonly string[] = []): Tree | undefined {
    const known = this.resolved.get(file) ?? new Map<string, Tree | undefined>();
    this.resolved.set(file, known);
    if (!known.has(name)) known.set(name, this.withBases(file, name, trail));
    return known.get(name);
  }

  private withBases(file: ExtendableFile, name: string, trail: readonly string[]): Tree | undefined {
    const service = file.services.get(name);
    const request = service?.kind === "mapping" ? service.entries.get("extends") : undefined;
    if (service?.kind !== "mapping" || !request) return service;

    const rest: Mapping = withEntries(service, new Map([...service.entries].filter(([key]) => key !== "extends")));
    const { serviceName, fileName } = readRequest(request);
    const place = { file: request.origin.file, range: request.origin.keyRange ?? firstLine(request.origin.file, request.origin.range) };
    const path = ["services", name, "extends"];
    if (serviceName === undefined) {
      if (!isUnknown(request)) this.report({ kind: "schema", ...place, path, message: `\`extends\` of \`${name}\` must name a service.` });
      return rest;
    }

    const here = `${file.path}#${name}`;
    if (trail.includes(here)) {
      this.report({ kind: "cycle", ...place, path, message: `\`${name}\` extends itself: ${[...trail.slice(trail.indexOf(here)), here].map((step) => step.slice(step.lastIndexOf("#") + 1)).join(" → ")}.` });
      return rest;
    }
    const baseFile = fileName === undefined ? file : this.open(fileName, file, request);
    // What cannot be followed stays written as it is: the service is known to have another half.
    if (!baseFile) return service;
    if (!baseFile.services.has(serviceName)) {
      const where = fileName === undefined ? "this file" : `\`${fileName}\``;
      this.report({ kind: "reference", ...place, path, message: `\`${name}\` extends \`${serviceName}\`, but ${where} has no such service.` });
      return service;
    }
    const base = this.resolve(baseFile, serviceName, [...trail, here]);
    // A base without a body brings nothing, and Compose forgets to remove the key.
    if (base?.kind !== "mapping") return service;

    const inherited = withStep(base, { kind: "extends", name: serviceName, ...place });
    const cleared = file.cleared.filter((step) => step[0] === "services" && step[1] === name).map((step) => step.slice(2));
    const { tree, problems } = mergeTrees(removePaths(inherited, cleared), rest, ["services", name]);
    problems.forEach(this.report);
    return tree;
  }
}

function isUnknown(request: Tree): boolean {
  const service = request.kind === "mapping" ? request.entries.get("service") : request;
  return service?.kind === "scalar" && !service.known;
}

function readRequest(request: Tree): { readonly serviceName?: string; readonly fileName?: string } {
  if (request.kind === "scalar") return typeof request.value === "string" ? { serviceName: request.value } : {};
  if (request.kind !== "mapping") return {};
  const text = (key: string): string | undefined => {
    const node = request.entries.get(key);
    return node?.kind === "scalar" && typeof node.value === "string" && node.known ? node.value : undefined;
  };
  const [serviceName, file] = [text("service"), text("file")];
  return { ...(serviceName === undefined ? {} : { serviceName }), ...(file === undefined ? {} : { fileName: file }) };
}
