import { loadProject } from "../../src/compose/load.js";
import type { Operation } from "../../src/compose/operation.js";
import { habitsOf } from "../../src/fix/habits.js";
import { planEdits } from "../../src/fix/plan-edits.js";
import { prove } from "../../src/fix/prove.js";
import { applyEdits } from "../../src/text/text-edit.js";
import { folder } from "../rules/check.js";

/** The text with operations carried out; or `refused: …` if there is no edit for them, `unproven: …` if the edit does something else. */
export function patch(text: string, operations: readonly Operation[], { env, atAnchor = false }: { readonly env?: string; readonly atAnchor?: boolean } = {}): string {
  const project = loadProject(folder(text, env), "compose.yaml");
  const { tree } = project;
  if (!tree) throw new Error("The text of a test must be a Compose file.");
  const plan = planEdits(project, operations, { style: habitsOf(tree.origin.file, tree.origin.node), atAnchor });
  if ("refused" in plan) return `refused: ${plan.refused}`;
  const after = applyEdits(text, plan.edits);
  const proof = prove(project, operations, folder(after, env), "compose.yaml");
  return "failure" in proof ? `unproven: ${proof.failure}` : after;
}
