import { Assembly, assignmentsOf, given, UNKNOWN, type Arguments } from "./assembly.js";
import type { Base, BuiltImage } from "./built-image.js";
import type { Instruction } from "./instructions.js";
import type { DockerfileSource } from "./source.js";
import type { Stage, Stages } from "./stages.js";
import { expand, type Expanded, type Variables } from "./words.js";

/** What a service says of its build. */
export interface BuildSettings {
  /** The stage; the last one where it is absent. */
  readonly target?: string;
  readonly args: Arguments;
  /** The names that `additional_contexts` puts something else in place of. */
  readonly contexts: ReadonlySet<string>;
}

/**
 * What comes of a build: the last stage, or the target, on top of all stages that it begins with. Nothing if there is no such stage, or if it
 * makes an image for Windows. Source: moby/buildkit `frontend/dockerfile/dockerfile2llb/convert.go`.
 */
export function buildImage(dockerfile: Stages, { placeOf }: DockerfileSource, settings: BuildSettings): BuiltImage | undefined {
  const globals = globalsOf(dockerfile, settings);
  const { chain, base } = chainTo(dockerfile.stages, placeOf, globals, settings) ?? {};
  if (!chain || !base || (base.kind === "image" && WINDOWS.test(base.reference)) || chain.some(({ from }) => WINDOWS.test(from.flags.get("platform") ?? ""))) return undefined;

  const assembly = new Assembly(base.kind !== "scratch", globals, settings.args);
  let triggers: readonly Instruction[] = [];
  for (const { instructions } of chain) {
    assembly.beginStage();
    for (const instruction of [...triggers, ...instructions]) assembly.add(instruction, placeOf(instruction.range));
    triggers = instructions.flatMap(({ trigger }) => trigger ?? []);
  }
  return { base, ...assembly.result() };
}

/** Microsoft's base images, the words that Windows images carry in their tags, and the platform. */
const WINDOWS = /windows|nanoserver/i;

interface Chain {
  /** The stages that an image is made of, the first one first. */
  readonly chain: readonly Stage[];
  readonly base: Base;
}

function chainTo(stages: readonly Stage[], placeOf: DockerfileSource["placeOf"], globals: Variables, { target, contexts }: BuildSettings): Chain | undefined {
  const places = new Map<string, number>();
  const bases = stages.map((stage, place) => {
    const base = expand(stage.base, globals);
    // A stage can only begin with one above it.
    const parent = base.known ? places.get(base.text.toLowerCase()) : undefined;
    if (stage.name !== undefined) places.set(stage.name, place);
    return { ...base, parent };
  });
  const chain: Stage[] = [];
  let next = target === undefined ? stages.length - 1 : places.get(target.toLowerCase());
  for (;;) {
    const [stage, base] = [stages[next ?? -1], bases[next ?? -1]];
    if (!stage || !base) return undefined;
    const place = placeOf(stage.from.range);
    // What takes the place of a stage has nothing of it.
    if (stage.name !== undefined && contexts.has(stage.name)) return { chain: chain.reverse(), base: { kind: "unknown", place } };
    chain.push(stage);
    next = base.parent;
    if (next !== undefined) continue;
    const isKnown = base.known && base.text !== "" && !contexts.has(familiarName(base.text));
    return { chain: chain.reverse(), base: !isKnown ? { kind: "unknown", place } : base.text === "scratch" ? { kind: "scratch", place } : { kind: "image", reference: base.text, place } };
  }
}

/** An image by the name that `additional_contexts` knows it by. Source: moby/buildkit `frontend/dockerui/config.go`, `NamedContext`. */
export function familiarName(reference: string): string {
  return reference.toLowerCase().replace(/^docker\.io\//, "").replace(/^library\//, "").replace(/:latest$/, "");
}

/** What the machine that builds knows of itself, and of the platform that it builds for. */
const PLATFORM = /^(?:BUILD|TARGET)(?:PLATFORM|OS|OSVERSION|ARCH|VARIANT|STAGE)$/;

/** The variables that `FROM` lines know. */
function globalsOf({ globals }: Stages, { args }: BuildSettings): Variables {
  const values = new Map<string, Expanded>();
  const variables: Variables = (name) => values.get(name) ?? (PLATFORM.test(name) ? given(name, args) ?? UNKNOWN : undefined);
  for (const { name, value } of globals.flatMap(assignmentsOf)) {
    const found = given(name, args) ?? (value === undefined ? undefined : expand(value, variables));
    if (found) values.set(name, found);
  }
  return variables;
}
