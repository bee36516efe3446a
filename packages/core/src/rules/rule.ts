import type { Project } from "../compose/load.js";
import type { Service } from "../compose/model/service.js";
import type { Operation } from "../compose/operation.js";
import type { Place } from "../compose/place.js";
import { trustInSupport, type Support } from "../images/catalogue/trust.js";

export type Severity = "error" | "warning" | "info";

/**
 * `recommended` is what is worth everybody's time; `production` is for files that are deployed as they are, `strict` for all that
 * hardening guides ask. Both hold all of `recommended` and more. `style` stands apart. A rule of no preset is off until it is configured.
 */
export type Preset = "recommended" | "production" | "strict" | "style";

export type Category =
  | "validity" | "hardening" | "secrets" | "images" | "resources" | "lifecycle" | "logging" | "networking" | "storage" | "deployment" | "style";

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
  readonly service?: Service;
  /** Which of the rule's messages it is. */
  readonly messageId: string;
  readonly message: string;
  /** Where it differs from the rule's own. */
  readonly severity?: Severity;
  readonly related?: readonly RelatedPlace[];
  readonly fix?: Fix;
}

export interface RelatedPlace extends Place {
  readonly message: string;
}

/** The sentences of a rule, each with the names and numbers it needs. */
type Messages = Readonly<Record<string, (data: never) => string>>;

/** A message's name, followed by its data if it takes any. */
type MessageCall<M extends Messages> = { [Id in keyof M & string]: readonly [Id, ...Parameters<M[Id]>] }[keyof M & string];

interface Report<M extends Messages> extends Omit<Finding, "message" | "messageId"> {
  readonly message: MessageCall<M>;
}

/** What an option may hold; a subset of JSON Schema. */
export interface OptionSchema {
  readonly type: "boolean" | "string" | "integer" | "array";
  readonly description: string;
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
}

interface RuleDefinition<M extends Messages, O extends object> extends RuleFacts {
  readonly messages: M;
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
}

export interface Rule extends RuleBody {
  readonly name: string;
}

/** Turns a definition with typed messages and options into a rule like any other. */
export function defineRule<const M extends Messages, O extends object = object>(definition: RuleDefinition<M, O>): RuleBody {
  const { messages, options = {}, presetOptions = {}, ...facts } = definition;
  const schemas = options as RuleBody["options"];
  const defaults = Object.fromEntries(Object.entries(schemas).map(([name, option]) => [name, option.default]));
  return {
    ...facts,
    options: schemas,
    presetOptions,
    check(project, given = {}) {
      const findings: Finding[] = [];
      const report = ({ message: [id, data], ...finding }: Report<M>): void => {
        // `MessageCall` has paired the name with the data of that very message.
        const sentence = messages[id] as (data: unknown) => string;
        findings.push({ ...finding, messageId: id, message: sentence(data) });
      };
      definition.check(project, report, { ...defaults, ...given } as O);
      return findings;
    },
  };
}
