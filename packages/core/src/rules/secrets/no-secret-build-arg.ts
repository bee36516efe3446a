import type { Assignment } from "../../compose/model/assignment.js";
import { buildOf } from "../../compose/model/build.js";
import { ELSEWHERE, literalOf } from "../../compose/model/literal.js";
import { atKey } from "../../compose/place.js";
import { namesCredential } from "../../compose/values/credential-name.js";
import { judgeCredential } from "../../compose/values/credential-value.js";
import { knownTokensIn } from "../../compose/values/token-format.js";
import { familiarNames } from "../../images/familiar-names.js";
import { defineRule } from "../rule.js";

/** A build argument is kept with the image: whoever can pull it can read it. */
export default defineRule({
  category: "secrets",
  summary: "A credential is passed to the build as an argument, and stays in the image.",
  severity: "error",
  presets: ["recommended", "production", "strict"],
  tags: ["cis:4.10", "kics:a88baa34-e2ad-44ea-ad6f-8cac87bc7c71"],
  references: ["https://docs.docker.com/build/building/secrets/", "https://docs.docker.com/reference/build-checks/secrets-used-in-arg-or-env/"],
  messages: {
    reference: ({ name, service, id }: Data) =>
      `The build argument ${name} of ${service} is kept in the history of the image: whoever can pull it can read it. Pass it by build.secrets, and read it with RUN --mount=type=secret,id=${id}.`,
    literal: ({ name, service, id }: Data) =>
      `The build argument ${name} of ${service} is a credential in plain text, here and in the history of the image. Pass it by build.secrets, read it with RUN --mount=type=secret,id=${id}, and replace it by a new one.`,
  },
  check(project, report) {
    const told = new Set<unknown>();
    for (const service of project.services) {
      for (const argument of buildOf(service)?.args ?? []) {
        const message = faultOf(argument, familiarNames(project, service));
        if (!message || told.has(argument.origin.node)) continue;
        told.add(argument.origin.node);
        report({ at: atKey(argument.origin), service, message: [message, { name: argument.name, service: service.name, id: argument.name.toLowerCase() }] });
      }
    }
  },
});

interface Data {
  readonly name: string;
  readonly service: string;
  readonly id: string;
}

/** Where the value comes from makes no difference to the image: only what is no credential at all is fine. */
function faultOf({ name, value }: Assignment, familiar: readonly string[]): "reference" | "literal" | undefined {
  const literal = value ? literalOf(value, name) : undefined;
  if (literal !== undefined && knownTokensIn(literal).length > 0) return "literal";
  if (!namesCredential(name)) return undefined;
  // Without a value it is taken from the environment; an empty default waits for one that somebody sets.
  if (literal === undefined || literal.includes(ELSEWHERE) || (literal === "" && value !== undefined && value.variables.length > 0)) return "reference";
  const kind = judgeCredential(literal, name, familiar);
  return kind === "secret" || kind === "well-known" ? "literal" : undefined;
}
