import { shellSteps, type Step } from "../values/shell-script.js";
import { isShell, shellScriptOf } from "./command.js";
import { set, type Operation } from "../operation.js";
import type { Healthcheck, HealthTest } from "./healthcheck.js";
import type { Value } from "./value.js";

/** What a healthcheck runs, step by step, whichever way its test is written. */
export interface Probe {
  /** The shell that runs the steps, such as `sh` or `/bin/bash`; absent if Docker starts the program itself. */
  readonly shell?: string;
  /** A word that depends on a variable nobody set stands as `$NAME`, like one that the shell fills in. */
  readonly steps: readonly Step[];
}

/** Nothing if there is no test, or one that cannot be read. */
export function probeOf({ test }: Pick<Healthcheck, "test">): Probe | undefined {
  if (test?.form === "shell") return test.script.known ? probeOfScript("sh", test.script.value) : undefined;
  return test && probeOfWords(test.words.map(wordOf));
}

/** A program and its arguments, which may be a shell and its script. */
export function probeOfWords(words: readonly string[]): Probe | undefined {
  const script = shellScriptOf(words);
  const [shell] = words;
  if (script !== undefined && shell !== undefined) return probeOfScript(shell, script);
  return { steps: [{ words, isRedirected: false, end: "", start: 0 }] };
}

export function probeOfScript(shell: string, script: string): Probe | undefined {
  const steps = shellSteps(script);
  return steps && { shell, steps };
}

/** The steps of a script that a step hands to a shell: `bash -c '…'`. */
export function innerSteps({ words }: Step): readonly Step[] | undefined {
  const script = isShell(words[0] ?? "") ? shellScriptOf(words) : undefined;
  return script === undefined ? undefined : shellSteps(script);
}

/** Changes the script of a test; nothing if it cannot be written anew, as it holds variables, or dollar signs that are escaped in the file. */
export function withScript(test: HealthTest, change: (script: string) => string): Operation | undefined {
  const script = test.form === "shell" ? test.script : test.words[2];
  if (script?.known !== true || script.variables.length > 0 || /\$[\w{$]/.test(script.value)) return undefined;
  // A text is all of the test.
  return test.origin.node.kind === "scalar" ? set(test.path, ["CMD-SHELL", change(script.value)]) : set(script.path, change(script.value));
}

function wordOf(word: Value<string>): string {
  return word.known ? word.value : `$${word.variables[0]?.name ?? ""}`;
}
