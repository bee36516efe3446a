import type { Service } from "../compose/model/service.js";
import { factsThatHold } from "./catalogue/invocation.js";
import { supportFrom, trustInSupport, type Support } from "./catalogue/trust.js";

/** The variable with the path of a file to read another variable from, and what makes that right. */
export interface FileVariable {
  readonly name: string;
  readonly support: readonly Support[];
}

/** How the image of a service is told to read a variable from a file; nothing if it is not known to be able to. */
export function fileVariableOf(service: Service, variable: string): FileVariable | undefined {
  const held = factsThatHold(service);
  const { fromFile = [], fileVariable } = held?.facts.secrets ?? {};
  const support = held && supportFrom(held, ["secrets"]);
  const isReadable = fromFile.some((pattern) => matches(pattern, variable)) && !variable.endsWith("_FILE");
  return isReadable && fileVariable !== undefined && support && trustInSupport(support) !== "told" ? { name: fileVariable.replace("*", variable), support } : undefined;
}

/** `GF_*_*`, where `*` stands for anything. */
function matches(pattern: string, variable: string): boolean {
  const parts = pattern.split("*").map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${parts.join(".+")}$`).test(variable);
}
