import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { imageFactsOf } from "../../../packages/core/src/images/catalogue/lookup.js";
import { startContainer, type Container } from "./container.js";
import type { FixedService } from "./fixed-service.js";
import { cache, must } from "./machine.js";
import { initProgram, type Root } from "./root.js";
import type { Server } from "./server.js";
import { hostnameOf, INIT, type BoundMount, type ContainerPlan } from "./spec.js";
import { userOf } from "./user.js";

/** What became of a server: it did all that is asked of it, or what went wrong at first. */
export type Outcome = { readonly works: true; readonly starts: readonly Times[] } | { readonly works: false; readonly because: string; readonly log: string };

/** In seconds. */
export interface Times {
  readonly ready: number;
  readonly stop: number;
}

/**
 * Starts a server twice, as two containers with the same volumes, as `docker compose down` and `up` do: it has to become healthy, to run as
 * whom it should, to serve, to stop in good order within its time, and to find at the second start what was written after the first.
 */
export async function tryService(server: Server, root: Root, service: FixedService): Promise<Outcome> {
  const folder = mkdtempSync(join(cache, "trial-"));
  const volumes = new Volumes(folder);
  const starts: Times[] = [];
  try {
    for (const start of ["first", "second"] as const) {
      const plan = preparePlan(server, root, service, join(folder, start), volumes);
      const container = startContainer(plan, join(folder, start, "bundle"));
      try {
        starts.push(await tryStart(server, plan, container, start));
      } catch (error) {
        if (!(error instanceof Failure)) throw error;
        return { works: false, because: `${start} start: ${error.message}`, log: container.log() };
      } finally {
        await container.remove();
        must("umount", plan.root);
      }
    }
    return { works: true, starts };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** What a server did not do; everything else that is thrown is a fault of the harness. */
class Failure extends Error {}

async function tryStart(server: Server, plan: ContainerPlan, container: Container, start: "first" | "second"): Promise<Times> {
  const began = Date.now();
  await becomesHealthy(server, plan, container);
  const ready = secondsSince(began);
  await runsAsExpected(plan, container);
  await succeeds(container, "does not serve", server.serves);
  if (server.data) await (start === "first" ? succeeds(container, "cannot write", server.data.write) : succeeds(container, "has lost its data", server.data.read));
  const stopped = Date.now();
  await stops(server, plan, container);
  return { ready, stop: secondsSince(stopped) };
}

function secondsSince(moment: number): number {
  return (Date.now() - moment) / 1000;
}

async function becomesHealthy({ startsWithin = 20, probedAfter = 0, ...server }: Server, { service }: ContainerPlan, container: Container): Promise<void> {
  const probe = probeOf(server, service);
  const deadline = Date.now() + startsWithin * 1000;
  await Promise.race([container.ended, sleep(probedAfter * 1000)]);
  while (Date.now() < deadline) {
    await Promise.race([container.ended, sleep(200)]);
    if (container.status() !== undefined) throw new Failure(`it ends with ${container.status() ?? ""}`);
    if ((await container.run(probe, startsWithin)).status === 0) return;
  }
  throw new Failure(`it is not healthy within ${startsWithin} s`);
}

/** The healthcheck that our fix writes, or the one that is known of the image, or that of the server here. */
export function probeOf({ probe }: Pick<Server, "probe">, service: FixedService): readonly string[] {
  const known = imageFactsOf(service.image)?.facts.probe?.test.map((word) => word.replace(/\$\{.*\}/, ""));
  const test = service.probe ?? known ?? probe;
  if (!test) throw new Error(`There is no probe for ${service.image}.`);
  return test[0] === "CMD-SHELL" ? ["/bin/sh", "-c", ...test.slice(1)] : test.slice(1);
}

/** Compares the users of all processes with what the catalogue says of them: a server that goes on as root is not what was asked for. */
async function runsAsExpected({ image, service, root, user }: ContainerPlan, container: Container): Promise<void> {
  const drop = imageFactsOf(service.image)?.facts.drop;
  const isDropped = user.uid === 0 && drop !== undefined && drop.who !== "nobody";
  if (user.uid === 0 && !isDropped) return;
  const expected = isDropped ? userOf(root, drop.to).uid : user.uid;
  // In front there may be an init, and a parent that stays root.
  const inFront = isDropped ? Number(service.init || image.entrypoint?.[0] === "tini") + Number(drop.who === "workers") : 0;
  // Some are about to become another user.
  for (let attempt = 0; attempt < 5; attempt += 1) {
    const processes = (await container.processes()).flatMap(uidOf).sort((a, b) => a.place - b.place).slice(inFront);
    if (processes.length > 0 && processes.every(({ uid }) => uid === expected)) return;
    await sleep(200);
  }
  throw new Failure(`not all that should is run by uid ${expected}`);
}

/** The user of a process, and its number in the container. */
function uidOf(pid: number): readonly { readonly place: number; readonly uid: number }[] {
  // It may have ended meanwhile.
  if (!existsSync(`/proc/${pid}/status`)) return [];
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  const last = (name: string): string => new RegExp(`^${name}:\\s+(.*)$`, "m").exec(status)?.[1] ?? "";
  return [{ place: Number(last("NSpid").split(/\s+/).at(-1)), uid: Number(last("Uid").split(/\s+/)[1]) }];
}

async function succeeds(container: Container, complaint: string, script: string): Promise<void> {
  const { status, output } = await container.run(["/bin/sh", "-c", script], 30);
  if (status !== 0) throw new Failure(`it ${complaint}${output.trim() === "" ? "" : ` (${output.trim().split("\n").at(-1) ?? ""})`}`);
}

/** Small and idle as they are, they need not take long. */
const LONGEST_STOP = 15;

async function stops({ endsWith = 0 }: Server, { service, image }: ContainerPlan, container: Container): Promise<void> {
  const seconds = Math.min(service.gracePeriod, LONGEST_STOP);
  const signal = service.stopSignal ?? image.stopSignal ?? "SIGTERM";
  await container.signal(signal);
  await Promise.race([container.ended, sleep(seconds * 1000)]);
  const status = container.status();
  if (status === undefined) throw new Failure(`it does not stop within ${seconds} s after ${signal}`);
  if (status !== endsWith) throw new Failure(`it ends with ${status} after ${signal}`);
}

/** The volumes of a project, which outlive a container. */
class Volumes {
  private readonly folders = new Map<string, string>();

  constructor(private readonly folder: string) {}

  /** A new named volume has what is in the image there, with its owner and mode; a folder that the engine makes for a bind mount is root's. */
  at(target: string, kind: "named" | "bind", root: string): BoundMount {
    const source = this.folders.get(target) ?? join(this.folder, `volume-${this.folders.size}`);
    if (!this.folders.has(target)) {
      mkdirSync(source, { mode: 0o755 });
      const inImage = join(root, target);
      if (kind === "named" && existsSync(inImage)) copyFolder(realpathSync(inImage), source);
      this.folders.set(target, source);
    }
    return { source, target };
  }
}

function copyFolder(from: string, to: string): void {
  must("cp", "--archive", `${from}/.`, to);
  const { uid, gid, mode } = statSync(from);
  chownSync(to, uid, gid);
  chmodSync(to, mode & 0o7777);
}

let containers = 0;

/** A new container: a layer of its own over the image, and the files that Docker puts into it. */
function preparePlan({ image }: Server, root: Root, service: FixedService, folder: string, volumes: Volumes): ContainerPlan {
  const id = `c${process.pid}-${(containers += 1)}`;
  const paths = Object.fromEntries(["upper", "work", "root", "etc"].map((name) => [name, join(folder, name)])) as Record<"upper" | "work" | "root" | "etc", string>;
  for (const path of Object.values(paths)) mkdirSync(path, { recursive: true });
  must("mount", "-t", "overlay", "overlay", "-o", `lowerdir=${root.layers.join(":")},upperdir=${paths.upper},workdir=${paths.work}`, paths.root);
  const mounted = new Set([...service.volumes.map(({ target }) => target), ...service.tmpfs.map((text) => text.split(":")[0])]);
  const anonymous = (image.volumes ?? []).filter((target) => !mounted.has(target)).map((target) => ({ target, kind: "named" as const }));
  const mounts = [...service.volumes, ...anonymous].map(({ target, kind }) => volumes.at(target, kind, paths.root));
  const hostname = hostnameOf({ id, service });
  const files = Object.entries({ hosts: `127.0.0.1 localhost ${hostname}\n::1 localhost\n`, hostname: `${hostname}\n`, "resolv.conf": "" }).map(([name, content]) => {
    writeFileSync(join(paths.etc, name), content);
    return { source: join(paths.etc, name), target: `/etc/${name}` };
  });
  const init = service.init ? [{ source: initProgram(), target: INIT, readOnly: true }] : [];
  return { id, service, image, user: userOf(paths.root, service.user ?? image.user), root: paths.root, mounts: [...mounts, ...files, ...init] };
}
