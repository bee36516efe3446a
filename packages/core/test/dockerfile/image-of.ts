import { buildImage, type BuildSettings } from "../../src/dockerfile/build-image.js";
import type { Base, BuiltImage, ImageCommand, ImageHealthcheck } from "../../src/dockerfile/built-image.js";
import { parseDockerfile } from "../../src/dockerfile/instructions.js";
import type { Stated } from "../../src/dockerfile/source.js";
import { splitStages } from "../../src/dockerfile/stages.js";
import { openSource } from "../../src/text/source-file.js";

/** What comes of a Dockerfile; arguments that are `undefined` are not known. */
export function imageOf(text: string, { target, args = {}, contexts = [] }: { readonly target?: string; readonly args?: Readonly<Record<string, string | undefined>>; readonly contexts?: readonly string[] } = {}): BuiltImage | undefined {
  const file = openSource("Dockerfile", text);
  const instructions = parseDockerfile(text);
  const stages = instructions && splitStages(instructions);
  const settings: BuildSettings = { args: new Map(Object.entries(args)), contexts: new Set(contexts), ...(target === undefined ? {} : { target }) };
  return stages && buildImage(stages, { text, placeOf: (range) => ({ file, range }) }, settings);
}

/** What an image says, as a table can hold it. */
export function show(image: BuiltImage | undefined): Readonly<Record<string, unknown>> | undefined {
  if (!image) return undefined;
  const { base, user, workingDirectory, stopSignal, healthcheck, entrypoint, command, ports, volumes, steps } = image;
  const parts = {
    base: showBase(base),
    user: showStated(user),
    workdir: showStated(workingDirectory),
    stop: showStated(stopSignal),
    health: healthcheck && showHealthcheck(healthcheck),
    entrypoint: entrypoint && showCommand(entrypoint),
    cmd: command && showCommand(command),
    ports: list(ports.map((port) => (port.known ? `${String(port.value.start)}${port.value.end === port.value.start ? "" : `-${String(port.value.end)}`}/${port.value.protocol}` : "unknown"))),
    volumes: list(volumes.map(showStated)),
    steps: list(steps.map(({ instruction }) => `${instruction.keyword} ${instruction.text}`)),
  };
  return Object.fromEntries(Object.entries(parts).filter(([, part]) => part !== undefined));
}

function list<T>(items: readonly T[]): readonly T[] | undefined {
  return items.length === 0 ? undefined : items;
}

function showBase(base: Base): string {
  return base.kind === "image" ? base.reference : base.kind;
}

function showStated(stated: Stated<string> | undefined): string | undefined {
  return stated && (stated.known ? stated.value : "unknown");
}

export function showCommand(command: ImageCommand): readonly string[] | string {
  return command.form === "exec" ? command.words : `${command.shell ? `${command.shell.join(" ")}: ` : ""}${command.script}`;
}

function showHealthcheck(healthcheck: ImageHealthcheck): unknown {
  if (healthcheck.kind === "none") return "none";
  const { test, interval, timeout, startPeriod, startInterval, retries } = healthcheck;
  const times = [interval, timeout, startPeriod, startInterval, retries];
  return [test.form === "exec" ? test.words : test.script, ...(times.every((time) => time === undefined) ? [] : times.map((time) => time ?? "-"))];
}
