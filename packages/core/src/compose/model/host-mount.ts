import type { Project } from "../load.js";
import { cleanTarget, parseMount } from "../short-syntax/mount.js";
import { itemsOf, type Origin } from "../tree.js";
import { assignmentOf } from "./assignment.js";
import { definitionsOf, type Definition } from "./definition.js";
import type { Mount } from "./mount.js";
import type { Service } from "./service.js";
import { knownValue } from "./value.js";

/** A folder, file or socket of the host in a container, however it gets there. */
export interface HostMount {
  /** Cleaned; `/var/run` is `/run`, and the home folder of whoever starts Compose is `~`. */
  readonly hostPath: string;
  /** As the reader wrote it, but with variables filled in. */
  readonly written: string;
  readonly access: Mount["access"];
  /** The mount in the model; absent where Compose's own view of it depends on the shell. */
  readonly mount?: Mount;
  readonly origin: Origin;
}

/** Bind mounts, and volumes of the local driver that are bind mounts in truth. */
export function hostMountsOf(project: Project, service: Service): readonly HostMount[] {
  const volumes = definitionsOf(project, "volume");
  const mounts = service.mounts.flatMap((mount) => fromMount(mount, volumes));
  // What is only known by its text is no mount of the model.
  return service.mountsComplete ? mounts : [...mounts, ...homeMounts(service)];
}

/** Whether a path of the host is the socket of Docker, containerd, Podman, CRI-O or cri-dockerd, also of a rootless daemon below `/run/user`. */
export function isDaemonSocket(hostPath: string): boolean {
  return (hostPath.endsWith(".sock") && /\/(?:docker|containerd|podman|crio|cri-dockerd|buildkitd|docker\.raw)\.sock$/.test(hostPath)) || /^[\\/]{2}\.[\\/]pipe[\\/]docker_engine$/i.test(hostPath);
}

function fromMount(mount: Mount, volumes: ReadonlyMap<string, Definition>): readonly HostMount[] {
  const source = mount.source?.known === false ? homePath(mount.writtenSource) : knownValue(mount.source);
  const written = mount.type === "volume" ? boundFolder(volumes.get(source ?? "")) : mount.type === "bind" ? source : undefined;
  return written === undefined ? [] : [{ hostPath: normalize(written), written, access: mount.access, mount, origin: mount.origin }];
}

/** `driver_opts: {type: none, o: bind, device: /etc}`. Source: Docker's documentation of `docker volume create`, driver options. */
function boundFolder(volume: Definition | undefined): string | undefined {
  if (!volume || (knownValue(volume.driver) ?? "local") !== "local") return undefined;
  const option = (name: string): string | undefined => knownValue(assignmentOf(name, volume.driverOptions)?.value);
  return /(?:^|,)r?bind(?:,|$)/.test(option("o") ?? "") ? option("device") : undefined;
}

/** Short mounts that begin with `$HOME`. Nobody sets it in a file, and every shell does: it is as good as `~`. */
function homeMounts(service: Service): readonly HostMount[] {
  return itemsOf(service.get("volumes")).flatMap(({ kind, origin }): readonly HostMount[] => {
    const text = kind === "scalar" && origin.node.kind === "scalar" ? homePath(origin.node.text) : undefined;
    const parsed = text === undefined ? undefined : parseMount(text);
    if (parsed?.type !== "bind" || parsed.source === undefined) return [];
    return [{ hostPath: normalize(parsed.source), written: parsed.source, access: parsed.readOnly ? "read-only" : "writable", origin }];
  });
}

function homePath(text: string | undefined): string | undefined {
  const path = text?.replace(/^\$(?:HOME\b|\{HOME\})/, "~");
  return path?.startsWith("~") === true && !path.includes("$") ? path : undefined;
}

function normalize(path: string): string {
  const absolute = path.startsWith("~/") ? `~${cleanTarget(path.slice(1))}`.replace(/\/$/, "") : cleanTarget(path);
  return absolute.replace(/^\/var\/run(?=\/|$)/, "/run");
}
