import type { BuildStep, BuiltImage } from "../../dockerfile/built-image.js";
import { splitWords } from "../../dockerfile/words.js";
import type { FactName, ImageFacts } from "./facts.js";
import { ENTRYPOINT_SCRIPT, OF_THE_PROGRAM, touches, type Withholding } from "./obstacle.js";

/**
 * What a Dockerfile changes in the image that it begins with, beside the user, the program and the variables, which a service can change as
 * well. `STOPSIGNAL` is not among it: how a server takes signals is not changed by sending another one.
 */
export function changesOf({ healthcheck, volumes, steps }: BuiltImage, image: ImageFacts): readonly Withholding[] {
  const declared = image.facts.data?.folders.map(({ path }) => path) ?? [];
  const other = volumes.find((volume) => !volume.known || !declared.includes(volume.value));
  return [
    ...(healthcheck ? [{ key: "HEALTHCHECK", place: healthcheck.place, facts: ["healthcheck"] } as const] : []),
    ...(other ? [{ key: "VOLUME", place: other.place, facts: ["data"] } as const] : []),
    ...steps.flatMap((step) => changesOfStep(step, image)),
  ];
}

/** Whatever is built in may write where the image does not, or gain privileges, and some of it takes the place of what the image starts with. */
function changesOfStep({ instruction, place }: BuildStep, { invocation: { mounts = {} } }: ImageFacts): readonly Withholding[] {
  const { keyword, text, words, heredocs } = instruction;
  const changed = new Set<FactName>(["files", "elevation"]);
  const change = (facts: readonly FactName[]): void => {
    for (const fact of facts) changed.add(fact);
  };
  if (keyword === "RUN") {
    const script = [text, ...heredocs.map((document) => document.text)].join("\n");
    for (const [path, facts] of Object.entries(mounts)) if (script.includes(path)) change(facts);
    if (/\/(?:docker-)?entrypoint(?:\.sh)?\b/.test(script)) change(OF_THE_PROGRAM);
    return [{ key: "RUN", place, facts: [...changed] }];
  }
  const paths = words ?? splitWords(text);
  for (const target of targetsOf(paths)) {
    for (const [path, facts] of Object.entries(mounts)) if (touches(target, path)) change(facts);
    if (ENTRYPOINT_SCRIPT.test(target)) change(OF_THE_PROGRAM);
  }
  return [{ key: keyword === "ADD" ? "ADD" : "COPY", place, facts: [...changed] }];
}

/** Where files are copied to: in a folder, by their own names. */
function targetsOf(paths: readonly string[]): readonly string[] {
  const target = paths.at(-1) ?? "";
  const folder = target.replace(/\/+$/, "");
  const names = paths.slice(0, -1).map((path) => path.replace(/\/+$/, "")).map((path) => path.slice(path.lastIndexOf("/") + 1));
  return [folder, ...names.filter((name) => /^[\w.-]+$/.test(name) && name !== "." && name !== "..").map((name) => `${folder}/${name}`)];
}
