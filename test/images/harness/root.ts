import { createHash } from "node:crypto";
import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { cache, debianMirror, must } from "./machine.js";
import type { Server } from "./server.js";

/** What the official images are built on by now. */
const RELEASE = "trixie";

/** A root file system in layers, the uppermost first, as overlayfs wants them. */
export interface Root {
  readonly layers: readonly string[];
  /** Of the package with the server. */
  readonly version: string;
}

/** The root file system of a server: Debian, and over it a layer with its packages and what the Dockerfile does. Made once, then kept. */
export function rootOf({ name, packages, before = "", after = "" }: Server): Root {
  const base = inCache(`base-${RELEASE}`, (folder) => {
    const mirror = debianMirror();
    must("mmdebstrap", "--variant=minbase", "--include=ca-certificates,gosu,tini", RELEASE, folder, ...(mirror === undefined ? [] : [mirror]));
  });
  const script = `
    printf '#!/bin/sh\\nexit 101\\n' > /usr/sbin/policy-rc.d && chmod +x /usr/sbin/policy-rc.d
    ${before}
    apt-get update -q
    apt-get install -q -y --no-install-recommends ${packages.join(" ")}
    rm -rf /var/lib/apt/lists /var/cache/apt
    ${after}`;
  const key = createHash("sha256").update(script).digest("hex").slice(0, 12);
  const layer = inCache(`${name}-${key}`, (folder) => { addLayer(base, folder, script); });
  const version = must("dpkg-query", `--admindir=${join(layer, "var/lib/dpkg")}`, "-W", "-f", "${Version}", packages[0] ?? "");
  return { layers: [layer, base], version };
}

/** A static tini, which Docker puts in front of a service with `init: true`. */
export function initProgram({ layers }: Root): string {
  return join(layers.at(-1) ?? "", "usr/bin/tini-static");
}

/** Runs a script of a Dockerfile; what it changes ends up in `folder`. The mounts vanish with their namespace. */
function addLayer(base: string, folder: string, script: string): void {
  const [work, root] = [`${folder}.work`, `${folder}.root`];
  for (const each of [folder, work, root]) mkdirSync(each);
  must(
    "unshare", "--mount", "sh", "-ec",
    `mount -t overlay overlay -o "lowerdir=$1,upperdir=$2,workdir=$3" "$4"
     mount -t proc proc "$4/proc"
     mount --bind /dev "$4/dev"
     exec env -i DEBIAN_FRONTEND=noninteractive LC_ALL=C PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin chroot "$4" sh -exc "$5"`,
    "sh", base, folder, work, root, script,
  );
}

/** A folder that is there completely or not at all. */
function inCache(name: string, make: (folder: string) => void): string {
  const folder = join(cache, name);
  if (existsSync(folder)) return folder;
  const unfinished = `${folder}.${process.pid}`;
  mkdirSync(cache, { recursive: true });
  try {
    make(unfinished);
    renameSync(unfinished, folder);
  } finally {
    for (const each of [unfinished, `${unfinished}.work`, `${unfinished}.root`]) rmSync(each, { recursive: true, force: true });
  }
  return folder;
}
