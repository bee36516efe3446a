import { ELSEWHERE, literalOf } from "../../compose/model/literal.js";
import { subjectOf } from "../../compose/model/subject.js";
import { writtenTexts } from "../../compose/model/written.js";
import { atValue } from "../../compose/place.js";
import { rememberText } from "../../compose/remember.js";
import { judgeCredential } from "../../compose/values/credential-value.js";
import { familiarNames } from "../../images/familiar-names.js";
import { defineRule } from "../rule.js";

/** Programs print the address that they connect to, and with it the password. */
export default defineRule({
  category: "secrets",
  summary: "A connection string or URL holds a password in plain text.",
  severity: "error",
  presets: ["recommended", "production", "strict"],
  tags: ["owasp:rule-12", "kics:a88baa34-e2ad-44ea-ad6f-8cac87bc7c71", "compose-lint-python:CL-0021"],
  references: ["https://www.rfc-editor.org/rfc/rfc3986#section-3.2.1", "https://docs.docker.com/compose/how-tos/use-secrets/"],
  messages: {
    url: ({ part, owner, user }: { part: string; owner: string; user: string }) =>
      `${part} of ${owner} holds the password ${user} within an address: it is in this file, in its history, and in every log that shows where ${owner} connects to. Take it from a secret or from a variable without default, and replace it by a new one.`,
  },
  check(project, report) {
    const told = new Set<unknown>();
    for (const { node, path, written: { text } } of writtenTexts(project.tree)) {
      // Whichever way a login is written, it has one of these.
      if (!/[@=]/.test(text)) continue;
      if (told.has(node.origin.node)) continue;
      const literal = literalOf({ origin: node.origin, variables: node.kind === "scalar" ? node.variables : [] }, String(path.at(-1))) ?? "";
      const logins = passwordsIn(literal);
      if (logins.length === 0) continue;
      const { part, owner, service } = subjectOf(project, path);
      const names = service ? familiarNames(project, service) : [];
      const found = logins.find(({ password, user }) => !password.includes(ELSEWHERE) && judgeCredential(password, user, names) === "secret");
      if (!found) continue;
      told.add(node.origin.node);
      const user = found.user === "" || found.user.includes(ELSEWHERE) ? "of its user" : `of ${found.user}`;
      report({ at: atValue(node.origin), ...(service ? { service } : {}), message: ["url", { part, owner, user }] });
    }
  },
});

interface Login {
  readonly user: string;
  readonly password: string;
}

/** `scheme://user:password@host`, and what ADO.NET, libpq and JDBC write as `password=…` beside the server. */
const passwordsIn = rememberText((text): readonly Login[] => {
  const inAuthority = [...text.matchAll(AUTHORITY)].map(([, user = "", password = ""]) => ({ user, password: decoded(password) }));
  const pairs = CONNECTION.test(text) ? [...text.matchAll(PAIR)].map(([, password = ""]) => ({ user: USER.exec(text)?.[1] ?? "", password })) : [];
  return [...inAuthority, ...pairs];
});

/** A slash or a question mark ends the authority: in `http://host:80/@scope` there is no password. */
const AUTHORITY = /\b[a-z][a-z\d+.-]*:\/\/([^\s:/?#@"'<>]*):([^\s/?#@"'<>]+)@(?=[\w.[\0-])/gi;

const CONNECTION = /(?:^|[;&?\s])(?:host|server|data source|addr|address)\s*=|^jdbc:/i;
const PAIR = /(?<=^|[;&?\s])(?:password|pwd)\s*=\s*["']?([^\s;&"']+)/gi;
const USER = /(?:^|[;&?\s])(?:user|user id|username|uid)\s*=\s*["']?([^\s;&"'\0]+)/i;

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
