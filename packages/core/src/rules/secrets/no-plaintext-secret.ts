import { assignmentsAt, environmentOf, envFilesOf, deployLabelsOf, labelsOf, type Assignment } from "../../compose/model/assignment.js";
import { commandCredentials, roughWords } from "../../compose/model/command-credential.js";
import { definitionsOf } from "../../compose/model/definition.js";
import { hooksOf } from "../../compose/model/hook.js";
import { ELSEWHERE, literalOf } from "../../compose/model/literal.js";
import type { Service } from "../../compose/model/service.js";
import { subjectOf } from "../../compose/model/subject.js";
import { writtenTexts } from "../../compose/model/written.js";
import { append, remove, set } from "../../compose/operation.js";
import type { Project } from "../../compose/load.js";
import type { Path } from "../../compose/path.js";
import { atValue, type Place } from "../../compose/place.js";
import type { Origin, Tree } from "../../compose/tree.js";
import { namesCredential } from "../../compose/values/credential-name.js";
import { judgeCredential } from "../../compose/values/credential-value.js";
import { knownTokensIn, SHORTEST_TOKEN } from "../../compose/values/token-format.js";
import { familiarNames } from "../../images/familiar-names.js";
import { fileVariableOf } from "../../images/secret-files.js";
import { defineRule, unsafe, type Fix } from "../rule.js";

/** Whoever can read the file, its history or the settings of the container has what stands in it. */
export default defineRule({
  category: "secrets",
  summary: "A password, key or token stands in the Compose file in plain text.",
  severity: "error",
  presets: ["recommended", "production", "strict"],
  fixable: "unsafe",
  tags: ["owasp:rule-12", "kics:a88baa34-e2ad-44ea-ad6f-8cac87bc7c71", "compose-lint-python:CL-0020"],
  references: ["https://docs.docker.com/compose/how-tos/use-secrets/", "https://docs.docker.com/reference/compose-file/secrets/"],
  asksImages: ["secrets"],
  messages: {
    named: ({ what, owner }: { what: string; owner: string }) =>
      `${what} of ${owner} is a credential in plain text: whoever can read this file, its history or \`docker inspect\` has it. Keep it in a secret file or an untracked .env, and replace it by a new one.`,
    token: ({ what, owner, kind }: { what: string; owner: string; kind: string }) =>
      `${what} of ${owner} holds ${kind} in plain text: whoever can read this file or its history has it. Keep it in a secret file or an untracked .env, and replace it by a new one.`,
  },
  check(project, report) {
    /** What is written: found at all, and told without a fix. */
    const found = new Set<unknown>();
    const told = new Set<unknown>();
    for (const service of project.services) {
      for (const { what, name, value, origin, variable, user = "" } of namedBy(service)) {
        if (judgeCredential(value, name, [...familiarNames(project, service), user]) !== "secret") continue;
        const fix = variable && fixFor(project, service, variable);
        found.add(origin.node);
        // What services share through an anchor is written once. It is told once, and for each service that can be mended.
        if (!fix && told.has(origin.node)) continue;
        if (!fix) told.add(origin.node);
        report({ at: placeOf(origin, value, name), service, message: ["named", { what, owner: service.name }], ...(fix ? { fix } : {}) });
      }
    }
    for (const { what, owner, name, value, origin, user = "" } of namedAtTopLevel(project)) {
      if (judgeCredential(value, name, [user]) !== "secret" || found.has(origin.node)) continue;
      found.add(origin.node);
      report({ at: placeOf(origin, value, name), message: ["named", { what, owner }] });
    }

    for (const { node, path, written: { text } } of writtenTexts(project.tree)) {
      if (text.length < SHORTEST_TOKEN) continue;
      // The arguments of a build are the business of `no-secret-build-arg`.
      if (found.has(node.origin.node) || isBuildArgument(path)) continue;
      const literal = literalOf({ origin: node.origin, variables: node.kind === "scalar" ? node.variables : [] }) ?? "";
      const [token] = knownTokensIn(literal);
      // An anonymous key is public by design.
      if (!token || /anon|public/i.test(String(path.at(-1)))) continue;
      found.add(node.origin.node);
      const { part, owner, service } = subjectOf(project, path);
      report({ at: placeOf(node.origin, literal.slice(token.range.start, token.range.end)), ...(service ? { service } : {}), message: ["token", { what: part, owner, kind: token.kind }] });
    }
  },
});

interface Named {
  /** What it is called in a sentence. */
  readonly what: string;
  readonly name: string;
  readonly value: string;
  readonly origin: Origin;
  /** The variable of the container, if it is one. */
  readonly variable?: Assignment;
  /** Whose it is: a password that repeats the user's name is no secret. */
  readonly user?: string;
}

/** Everything of a service that is named like a credential, as far as it is written in the file. */
function namedBy(service: Service): readonly Named[] {
  const hooks = hooksOf(service);
  return [
    ...environmentOf(service).flatMap(inVariable),
    ...hooks.flatMap(({ event, environment }) => environment.flatMap((variable) => namedLiteral(variable, (name) => `${name} in the ${event} hook`))),
    ...[...labelsOf(service), ...deployLabelsOf(service)].flatMap((label) => namedLiteral(label, (name) => `The label ${name}`)),
    ...assignmentsAt(service, "logging", "options").flatMap((option) => namedLiteral(option, (name) => `The logging option ${name}`)),
    ...COMMANDS.flatMap(([keys, called]) => inCommand(service.get(...keys), called)),
    ...hooks.flatMap(({ event, path }) => inCommand(service.get(...path.slice(service.path.length), "command"), `the ${event} hook`)),
    ...inContent(service.get("build", "dockerfile_inline"), "the Dockerfile"),
  ];
}

const COMMANDS = [
  [["command"], "the command"],
  [["entrypoint"], "the entrypoint"],
  [["healthcheck", "test"], "the healthcheck"],
] as const;

function namedAtTopLevel(project: Project): readonly (Named & { readonly owner: string })[] {
  const options = [...definitionsOf(project, "volume").values(), ...definitionsOf(project, "network").values()].flatMap(({ kind, key, driverOptions }) =>
    driverOptions.flatMap((option) => [...namedLiteral(option, (name) => `The driver option ${name}`), ...inMountOptions(option)].map((named) => ({ ...named, owner: `the ${kind} ${key}` }))),
  );
  const contents = [...definitionsOf(project, "config").keys()].flatMap((key) => {
    const content = project.tree?.entries.get("configs");
    const node = content?.kind === "mapping" ? content.entries.get(key) : undefined;
    return inContent(node?.kind === "mapping" ? node.entries.get("content") : undefined, "the content").map((named) => ({ ...named, owner: `the config ${key}` }));
  });
  return [...options, ...contents];
}

function inVariable(variable: Assignment): readonly Named[] {
  const named = namedLiteral(variable, (name) => name);
  const inside = inLogin(variable);
  return named.length === 0 ? inside : [...named.map((each) => ({ ...each, variable })), ...inside];
}

/** `called` makes of the name what it is called in a sentence. */
function namedLiteral({ name, value }: Assignment, called: (name: string) => string): readonly Named[] {
  if (!value || !namesCredential(name)) return NOTHING;
  return written([{ name, what: called(name), value: literalOf(value, name) ?? ELSEWHERE, origin: value.origin }]);
}

/** What nearly all variables and commands have. */
const NOTHING: readonly Named[] = [];

/** Java's `…LoginModule required username="…" password="…";` */
function inLogin({ name, value }: Assignment): readonly Named[] {
  const literal = value ? (literalOf(value, name) ?? "") : "";
  if (!value || !/LoginModule\s/.test(literal)) return NOTHING;
  const user = /\busername="([^"]*)"/.exec(literal)?.[1] ?? "";
  return pairsIn(literal, name, value.origin).map((named) => ({ ...named, user }));
}

/** `o: "addr=nas,username=media,password=…"`, as mount.cifs takes it. */
function inMountOptions({ name, value }: Assignment): readonly Named[] {
  const literal = name === "o" && value ? (literalOf(value, name) ?? "") : "";
  const [, password] = /(?:^|,)pass(?:word)?=([^,]+)/.exec(literal) ?? [];
  const user = /(?:^|,)user(?:name)?=([^,]+)/.exec(literal)?.[1] ?? "";
  return value && password !== undefined ? written([{ name: "password", what: "The password in the mount options", value: password, origin: value.origin, user }]) : [];
}

function inCommand(node: Tree | undefined, called: string): readonly Named[] {
  if (!node) return NOTHING;
  const scalars = node.kind === "sequence" ? node.items : [node];
  const words = scalars.flatMap((scalar) => (scalar.kind === "scalar" ? roughWords(literalOf(scalar) ?? ELSEWHERE).map((word) => ({ word, origin: scalar.origin })) : []));
  return written(
    commandCredentials(words.map(({ word }) => word)).flatMap(({ name, value, index }) => {
      // Where the option is an item of a list, its value is the next one: the option is what a person is shown.
      const origin = words[index]?.origin;
      return origin ? [{ name, what: `What follows ${name} in ${called}`, value, origin }] : [];
    }),
  );
}

function inContent(node: Tree | undefined, called: string): readonly Named[] {
  return node?.kind === "scalar" ? pairsIn(literalOf(node) ?? "", called, node.origin) : NOTHING;
}

/** `password: …` and `token = …`, wherever they stand in a text. */
function pairsIn(text: string, called: string, origin: Origin): readonly Named[] {
  const pairs = [...text.matchAll(/(?<=^|[\s{,])["']?([\w.-]+)["']?[ \t]*[:=][ \t]*("[^"\n]*"|'[^'\n]*'|[^\s"',;}]+)/gm)];
  return written(pairs.flatMap(([, name = "", value = ""]) => (namesCredential(name) ? [{ name, what: `The ${name} in ${called}`, value: value.replace(/^(["'])(.*)\1$/, "$2"), origin }] : [])));
}

/** Those of which no part comes from elsewhere. */
function written(some: readonly Named[]): readonly Named[] {
  return some.filter(({ value }) => !value.includes(ELSEWHERE));
}

/** The value; of a text of several lines, the part that is meant, which stands behind its name. */
function placeOf(origin: Origin, part: string, name = ""): Place {
  const { file, range, via } = origin;
  const named = Math.max(range.start, file.text.indexOf(name, range.start));
  const start = file.text.slice(range.start, range.end).includes("\n") ? file.text.indexOf(part, named) : -1;
  return start === -1 || start + part.length > range.end ? atValue(origin) : { file, range: { start, end: start + part.length }, via };
}

function isBuildArgument(path: Path): boolean {
  return path[2] === "build" && path[3] === "args";
}

/** Reads the variable from a file, if the image is known to be able to and nothing else in the service relies on it. */
function fixFor(project: Project, service: Service, { name, path }: Assignment): Fix | undefined {
  const fileVariable = fileVariableOf(service, name);
  const environment = environmentOf(service);
  if (fileVariable === undefined || service.kind !== "linux" || !service.complete) return undefined;
  if (envFilesOf(service).length > 0 || environment.some((other) => other.name === fileVariable.name) || isMentioned(service, name)) return undefined;

  const secret = `${service.name}_${name}`.toLowerCase();
  const file = `./secrets/${secret}.txt`;
  if (definitionsOf(project, "secret").has(secret)) return undefined;
  const fix = unsafe(
    `Read ${name} from the file ${file}`,
    `Docker starts ${service.name} only once ${file} is there: write the credential into it, readable for the user of the image, and keep it out of version control. What stood here is in the history, so replace it by a new one.`,
    [
      set([...path.slice(0, -1), fileVariable.name], `/run/secrets/${secret}`, { after: name }),
      remove(path),
      append([...service.path, "secrets"], secret),
      set(["secrets", secret], { file }),
    ],
  );
  return { ...fix, support: fileVariable.support };
}

/** Whether a command or probe of the service uses the variable. */
function isMentioned(service: Service, name: string): boolean {
  const mention = new RegExp(`\\b${name}\\b`);
  return writtenTexts(service.tree).some(({ written: { text }, path }) => path[0] !== "environment" && mention.test(text));
}
