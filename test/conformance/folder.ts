import { existsSync } from "node:fs";
import { resolve } from "node:path";

/** The recorded cases of compose-go's own tests, which stand beside the repository. */
export const conformanceFolder = resolve(import.meta.dirname, "../..", process.env["COMPOSE_LINT_CONFORMANCE"] ?? "../shared/conformance");

if (!existsSync(conformanceFolder)) throw new Error(`The recorded cases are not there: ${conformanceFolder}. COMPOSE_LINT_CONFORMANCE says where they are.`);
