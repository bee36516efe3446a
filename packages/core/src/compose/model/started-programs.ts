import { remember } from "../remember.js";
import type { Origin } from "../tree.js";
import { shellSteps } from "../values/shell-script.js";
import { roughWords } from "./command-credential.js";
import { shellScriptOf } from "./command.js";
import { programOf } from "./program.js";
import type { Service } from "./service.js";

/** One word of what a container starts, and where it stands. */
export interface StartedWord {
  /** Empty if it depends on a variable that nobody set. */
  readonly text: string;
  readonly origin: Origin;
}

/** A program with its arguments; of an image's own program, the arguments alone. */
export type StartedProgram = readonly StartedWord[];

/** What a container starts, as far as `entrypoint` and `command` tell: one program, or those of a shell script in order. */
export const startedPrograms = remember((service: Service): readonly StartedProgram[] => {
  const { entrypoint, command } = programOf(service);
  const words = [entrypoint, command].flatMap((part) => part?.words ?? []).map((word) => ({ text: word.known ? word.value : "", origin: word.origin }));
  const script = shellScriptOf(words.map(({ text }) => text));
  const origin = words.find(({ text }) => text === script)?.origin;
  if (script === undefined || !origin) return words.length === 0 ? [] : [words];
  const steps = shellSteps(script)?.map((step) => step.words) ?? [roughWords(script)];
  return steps.map((step) => step.map((text) => ({ text, origin })));
});

/** The programs' names without their folders, such as `java`; of a program behind another one, such as `exec java`, as well. */
export function runsProgram(program: StartedProgram, names: RegExp): boolean {
  return program.some(({ text }) => names.test(text.slice(text.lastIndexOf("/") + 1)));
}
