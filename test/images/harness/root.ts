import { createHash } from "node:crypto";
import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { addJars } from "./jars.js";
import { cache, debianMirror, must } from "./machine.js";
import type { Release, Server } from "./server.js";

/** A root file system in layers, the uppermost first, as overlayfs wants them. */
export interface Root {
  readonly layers: readonly string[];
  /** Of the package with the server, or of its first jar. */
  readonly version: string;
}

/** The root file system of a server: Debian, over it a layer with its packages, and one with what the Dockerfile does. Made once, then kept. */
export function rootOf({ name, packages, release = "trixie", before = "", after = "", applets = false, jars = [] }: Pick<Server, "name" | "packages" | "release" | "before" | "after" | "applets" | "jars">): Root {
  const base = baseOf(release);
  const [server = ""] = packages;
  const installed = layerOver([base], server, `${NOT_STARTED}\n${before}\n${install(packages)}`);
  const below = [...(jars.length === 0 ? [] : [jarsOf(jars)]), installed, base];
  const layers = [layerOver(below, name, `${after}\n${applets ? APPLETS : ""}`), ...below];
  return { layers, version: jars[0]?.split(":")[2] ?? must("dpkg-query", `--admindir=${join(installed, "var/lib/dpkg")}`, "-W", "-f", "${Version}", server) };
}

function jarsOf(jars: readonly string[]): string {
  return inCache(`jars-${hashOf(jars.join(" "))}`, (folder) => { addJars(folder, jars); });
}

/** A Debian with what stands in front of servers, and with the applets of Alpine. Its lists of packages stay, so that no layer has to fetch them. */
export function baseOf(release: Release): string {
  const mirror = debianMirror();
  const packages = ["busybox-static", "gosu", "tini", ...(mirror?.startsWith("https:") === true ? ["ca-certificates"] : [])];
  const options = ["--variant=minbase", `--include=${packages.join(",")}`, "--skip=cleanup/apt/lists", ...DPKG.map((option) => `--dpkgopt=${option}`), ...[...APT, ...(release === "sid" ? [OF_ANY_AGE] : [])].map((option) => `--aptopt=${option}`)];
  return inCache(`base-${release}-${hashOf(options.join(" "))}`, (folder) => {
    must("mmdebstrap", ...options, release, folder, ...(mirror === undefined ? [] : [mirror]));
  });
}

/** What nobody reads here, and a sync after every file. */
const DPKG = ["force-unsafe-io", "path-exclude=/usr/share/doc/*", "path-exclude=/usr/share/man/*", "path-exclude=/usr/share/locale/*"];

const APT = ['Acquire::Languages "none"', 'APT::Install-Recommends "false"'];

/** A mirror may be a copy of some day, and the lists of sid expire soon. */
const OF_ANY_AGE = 'Acquire::Check-Valid-Until "false"';

/** No package starts its server. */
const NOT_STARTED = "printf '#!/bin/sh\\nexit 101\\n' > /usr/sbin/policy-rc.d && chmod +x /usr/sbin/policy-rc.d";

/** Lists may be older than what the mirror has. */
function install(packages: readonly string[]): string {
  const command = `apt-get install -q -y ${packages.join(" ")}`;
  return `${command} || { apt-get update -q && ${command}; }\nrm -rf /var/cache/apt`;
}

/** As in Alpine: the shell, find, chown and all the others are BusyBox. Its nc is built another way there, and knows -z. */
const APPLETS = `
  for applet in $(/bin/busybox --list | grep -vx nc); do ln -sf /bin/busybox "/usr/local/sbin/$applet"; done
  ln -sf busybox /bin/sh`;

/** A static tini, which Docker puts in front of a service with `init: true`. */
export function initProgram(): string {
  return join(baseOf("trixie"), "usr/bin/tini-static");
}

/** A layer with what a script of a Dockerfile changes. */
function layerOver(below: readonly string[], name: string, script: string): string {
  return inCache(`${name}-${hashOf(`${below.join(":")}\n${script}`)}`, (folder) => { addLayer(below, folder, script); });
}

function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 12);
}

/** Runs a script of a Dockerfile; what it changes ends up in `folder`. The mounts vanish with their namespace. */
function addLayer(below: readonly string[], folder: string, script: string): void {
  const [work, root] = [`${folder}.work`, `${folder}.root`];
  for (const each of [folder, work, root]) mkdirSync(each);
  must(
    "unshare", "--mount", "sh", "-ec",
    `mount -t overlay overlay -o "lowerdir=$1,upperdir=$2,workdir=$3" "$4"
     mount -t proc proc "$4/proc"
     mount --bind /dev "$4/dev"
     exec env -i DEBIAN_FRONTEND=noninteractive LC_ALL=C PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin chroot "$4" sh -exc "$5"`,
    "sh", below.join(":"), folder, work, root, script,
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
    // Another worker may have made it meanwhile.
    if (!existsSync(folder)) renameSync(unfinished, folder);
  } finally {
    for (const each of [unfinished, `${unfinished}.work`, `${unfinished}.root`]) rmSync(each, { recursive: true, force: true });
  }
  return folder;
}
