import { buildOf, type Build } from "../compose/model/build.js";
import type { Service } from "../compose/model/service.js";
import { knownValue, type Known } from "../compose/model/value.js";
import { atValue, firstLine } from "../compose/place.js";
import { remember } from "../compose/remember.js";
import { entriesOf } from "../compose/tree.js";
import { buildImage, familiarName, type BuildSettings } from "../dockerfile/build-image.js";
import type { BuiltImage } from "../dockerfile/built-image.js";
import { parseDockerfile } from "../dockerfile/instructions.js";
import type { DockerfileSource } from "../dockerfile/source.js";
import { splitStages, type Stages } from "../dockerfile/stages.js";
import { indexLines } from "../text/line-index.js";
import type { SourceFile } from "../text/source-file.js";
import { namedImage, pulledImageOf, type PulledImage } from "./pulled-image.js";

/**
 * What the Dockerfile of a service makes of its base image. Nothing if the service is not built here, if its Dockerfile cannot be read, or if
 * it is for Windows.
 */
export const builtImageOf = remember((service: Service): BuiltImage | undefined => {
  const build = service.kind === "linux" ? buildOf(service) : undefined;
  if (!build || build.target?.known === false) return undefined;
  const found = build.dockerfileInline ? writtenInline(build) : writtenBeside(service);
  return found && buildImage(found.stages, found.source, settingsOf(service, build));
});

/** The image that is pulled for a service: its own, or the one that its Dockerfile begins with. */
export function baseImageOf(service: Service): PulledImage | undefined {
  const base = builtImageOf(service)?.base;
  return base?.kind === "image" ? namedImage(base.reference) : pulledImageOf(service);
}

interface Written {
  readonly source: DockerfileSource;
  readonly stages: Stages;
}

function writtenBeside({ dockerfile: file }: Service): Written | undefined {
  const stages = file && stagesOf(file);
  return stages && { stages, source: { text: file.text, placeOf: (range) => ({ file, range: firstLine(file, range) }) } };
}

/** A file is taken apart once, however often its project is loaded. */
const stagesOf = remember(({ encoding, text }: SourceFile): Stages | undefined => (encoding === "utf-8" ? read(text) : undefined));

function writtenInline({ dockerfile, dockerfileInline: inline }: Build): Written | undefined {
  if (dockerfile || inline?.known !== true) return undefined;
  const stages = read(inline.value);
  return stages && { stages, source: inlineSource(inline) };
}

function read(text: string): Stages | undefined {
  const instructions = parseDockerfile(text);
  return instructions && splitStages(instructions);
}

/** A Dockerfile in a literal block has the lines of its Compose file; anything else is told by where it begins. */
function inlineSource({ origin, value: text }: Known<string>): DockerfileSource {
  const { file, range, node, via } = origin;
  const lines = indexLines(text);
  const isLiteral = node.kind === "scalar" && node.style === "literal" && indexLines(node.text).lineCount === lines.lineCount;
  if (!isLiteral) return { text, placeOf: () => atValue(origin) };
  const above = file.lines.positionAt(range.start).line;
  return {
    text,
    placeOf: (part) => {
      const line = file.lines.lineRange(above + lines.positionAt(part.start).line);
      const written = file.text.slice(line.start, line.end);
      return { file, range: { start: line.end - written.trimStart().length, end: line.start + written.trimEnd().length }, via };
    },
  };
}

function settingsOf(service: Service, { target, args }: Build): BuildSettings {
  // An argument without a value is taken from the environment of whoever builds.
  const values = args.map(({ name, value }) => [name, knownValue(value)] as const);
  const contexts = [...entriesOf(service.get("build", "additional_contexts")).keys()].map(familiarName);
  return { args: new Map(values), contexts: new Set(contexts), ...(target?.known === true ? { target: target.value } : {}) };
}
