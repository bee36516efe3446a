import type { Instruction } from "./instructions.js";

/** A Dockerfile by its stages. */
export interface Stages {
  /** The `ARG`s in front of the first stage, which only `FROM` lines know. */
  readonly globals: readonly Instruction[];
  readonly stages: readonly Stage[];
}

export interface Stage {
  /** In lower case. */
  readonly name?: string;
  /** The image or stage that it begins with; variables are not replaced. */
  readonly base: string;
  /** The `FROM` line. */
  readonly from: Instruction;
  readonly instructions: readonly Instruction[];
}

/** Nothing if Docker refuses it. Source: moby/buildkit `frontend/dockerfile/instructions/parse.go`. */
export function splitStages(instructions: readonly Instruction[]): Stages | undefined {
  const first = instructions.findIndex(({ keyword }) => keyword === "FROM");
  const globals = instructions.slice(0, first);
  if (first === -1 || globals.some(({ keyword }) => keyword !== "ARG")) return undefined;
  const stages: (Stage & { readonly instructions: Instruction[] })[] = [];
  for (const instruction of instructions.slice(first)) {
    if (instruction.keyword !== "FROM") {
      stages.at(-1)?.instructions.push(instruction);
      continue;
    }
    const [, base = "", name] = /^(\S+)(?:\s+as\s+([a-z][\w.-]*))?$/i.exec(instruction.text) ?? [];
    if (base === "") return undefined;
    stages.push({ base, from: instruction, instructions: [], ...(name === undefined ? {} : { name: name.toLowerCase() }) });
  }
  return { globals, stages };
}
