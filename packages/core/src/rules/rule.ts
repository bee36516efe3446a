import type { Project } from "../compose/load.js";
import type { Service } from "../compose/model/service.js";
import type { Operation } from "../compose/operation.js";
import type { Place } from "../compose/place.js";
import type { FactName } from "../images/catalogue/facts.js";
import { trustInSupport, type Support } from "../images/catalogue/trust.js";
import type { TextEdit } from "../text/text-edit.js";
import type { CommentReview } from "./suppression.js";

/** How bad a finding is, the worst first. */
export type Severity = "error" | "warning" | "info";

/**
 * `recommended` is what is worth everybody's time; `production` is for files that are deployed as they are, `strict` for all that
 * hardening guides ask. Both hold all of `recommended` and more. `style` stands apart. A rule of no preset is off until it is configured.
 */
export type Preset = (typeof PRESETS)[number];

/** The names of all presets. */
export const PRESETS = ["recommended", "production", "strict", "style"] as const;

/** What rules are about; the folders of the rules. */
export type Category =
  | "validity" | "hardening" | "secrets" | "images" | "resources" | "lifecycle" | "logging" | "networking" | "storage" | "deployment" | "suppressions" | "style";

/** A repair: what must hold afterwards, and whether it may be deployed unread. */
export interface Fix {
  /** What it does, as an instruction: "Set memswap_limit to the memory limit". */
  readonly title: string;
  readonly safety: "safe" | "unsafe";
  /** One sentence: why it is safe, or what may behave differently afterwards. */
  readonly because: string;
  readonly operations: readonly Operation[];
  /** The facts about an image that it rests on, if any. */
  readonly support?: readonly Support[];
  /** What is to become of a comment of ours, which means nothing to Compose: such a fix has no operations. */
  readonly comment?: CommentEdit;
}

/** A change of a comment, in the file as it is. */
export interface CommentEdit {
  readonly path: string;
  readonly edit: TextEdit;
}

export function safe(title: string, because: string, operations: readonly Operation[]): Fix {
  return { title, safety: "safe", because, operations };
}

export function unsafe(title: string, because: string, operations: readonly Operation[]): Fix {
  return { title, safety: "unsafe", because, operations };
}

/** A fix that is right because of what is known of an image: as safe as those facts are sure, with the reason for either case; none if they are only believed. */
export function supported(title: string, { safely, otherwise }: { readonly safely: string; readonly otherwise: string }, operations: readonly Operation[], support: readonly Support[]): Fix | undefined {
  switch (trustInSupport(support)) {
    case "safe":
      return { ...safe(title, safely, operations), support };
    case "unsafe":
      return { ...unsafe(title, otherwise, operations), support };
    case "told":
      return undefined;
  }
}

/** One fault found in a project. */
export interface Finding {
  readonly at: Place;
  readonly service?: Service | undefined;
  /** Which of the rule's messages it is. */
  readonly messageId: string;
  readonly message: string;
  /** Whether it is about something that is not there, so that no line shows what is wrong. */
  readonly isAbsence?: true | undefined;
  /** Where it differs from the rule's own. */
  readonly severity?: Severity | undefined;
  readonly related?: readonly RelatedPlace[] | undefined;
  readonly fix?: Fix | undefined;
}

/** Another place that a finding speaks of, and what is there. */
export interface RelatedPlace extends Place {
  readonly message: string;
}

/** The sentences of a rule, each with the names and numbers it needs. */
type Messages = Readonly<Record<string, (data: never) => string>>;

/** A message's name, followed by its data if it takes any. */
type MessageCall<M extends Messages> = { [Id in keyof M & string]: readonly [Id, ...Parameters<M[Id]>] }[keyof M & string];

interface Report<M extends Messages> extends Omit<Finding, "message" | "messageId" | "isAbsence"> {
  readonly message: MessageCall<M>;
}

/** What an option may hold; a subset of JSON Schema. */
export interface OptionSchema {
  /** The items of an array are text. */
  readonly type: "boolean" | "string" | "integer" | "array";
  readonly description: string;
  readonly enum?: readonly string[];
  readonly minimum?: number;
  /** What a text has to match, with what that is in words: "a size such as `512m`". */
  readonly pattern?: { readonly source: string; readonly meaning: string };
}

interface RuleFacts {
  readonly category: Category;
  /** One sentence for tables and editors. */
  readonly summary: string;
  readonly severity: Severity;
  readonly presets: readonly Preset[];
  /** The most that a fix of this rule can be. */
  readonly fixable?: Fix["safety"];
  /** Names of the same finding elsewhere: `cis:5.10`, `owasp:rule-7`, `dclint:…`, `kics:…`. */
  readonly tags: readonly string[];
  readonly references: readonly string[];
  /** What it asks the catalogue of images for: what it says and repairs is as true as that. */
  readonly asksImages?: readonly (FactName | "role")[];
}

interface RuleDefinition<M extends Messages, O extends object> extends RuleFacts {
  readonly messages: M;
  /** The messages about something that a service lacks. Reports for people tell all that one service lacks together. */
  readonly absences?: readonly NoInfer<keyof M & string>[];
  readonly options?: { readonly [Key in keyof O]: OptionSchema & { readonly default: O[Key] } };
  /** What options are in a preset where that differs from their defaults. */
  readonly presetOptions?: { readonly [Name in Preset]?: Partial<O> };
  check(project: Project, report: (finding: Report<M>) => void, options: O): void;
}

/** A rule without its name: the name is that of its file. */
export interface RuleBody extends RuleFacts {
  readonly options: Readonly<Record<string, OptionSchema & { readonly default: unknown }>>;
  readonly presetOptions: { readonly [Name in Preset]?: Readonly<Record<string, unknown>> };
  /** Reads the project and tells what is wrong. `options` overrides the defaults. */
  check(project: Project, options?: Readonly<Record<string, unknown>>): readonly Finding[];
  /** Of a rule about comments that suppress others: tells what is wrong with them, when all others have looked at all projects. */
  review?(comments: readonly CommentReview[]): readonly Finding[];
}

/** A rule, as all surfaces know it. */
export interface Rule extends RuleBody {
  readonly name: string;
  /** The configuration that brings it along; absent for ours. */
  readonly from?: string;
}

/** Turns a definition with typed messages and options into a rule like any other. */
export function defineRule<const M extends Messages, O extends object = object>(definition: RuleDefinition<M, O>): RuleBody {
  const { messages, absences = [], options = {}, presetOptions = {}, ...facts } = definition;
  const schemas = options as RuleBody["options"];
  const defaults = Object.fromEntries(Object.entries(schemas).map(([name, option]) => [name, option.default]));
  const absent: ReadonlySet<string> = new Set(absences);
  return {
    ...facts,
    options: schemas,
    presetOptions,
    check: (project, given = {}) => collect(messages, absent, (report) => {
      definition.check(project, report, { ...defaults, ...given } as O);
    }),
  };
}

interface CommentRuleDefinition<M extends Messages> extends Omit<RuleFacts, "category" | "tags"> {
  readonly messages: M;
  review(comment: CommentReview, report: (finding: Report<M>) => void): void;
}

/** A rule about comments that suppress others, of which one project does not tell enough: another one with the same file may need them. */
export function defineCommentRule<const M extends Messages>(definition: CommentRuleDefinition<M>): RuleBody {
  const { messages, ...facts } = definition;
  return {
    ...facts,
    category: "suppressions",
    tags: [],
    options: {},
    presetOptions: {},
    check: () => [],
    review: (comments) => collect(messages, new Set(), (report) => {
      for (const comment of comments) definition.review(comment, report);
    }),
  };
}

/** The findings that are told to `report`, each with its sentence. `absent` are the messages about something that is not there. */
function collect<M extends Messages>(messages: M, absent: ReadonlySet<string>, tell: (report: (finding: Report<M>) => void) => void): readonly Finding[] {
  const findings: Finding[] = [];
  tell(({ at, service, message: [id, data], severity, related, fix }) => {
    // `MessageCall` has paired the name with the data of that very message.
    const sentence = messages[id] as (data: unknown) => string;
    findings.push({ at, service, messageId: id, message: sentence(data), isAbsence: absent.has(id) ? true : undefined, severity, related, fix });
  });
  return findings;
}
