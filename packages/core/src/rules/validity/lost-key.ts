import type { Project } from "../../compose/load.js";
import type { Service } from "../../compose/model/service.js";
import { servicesByName } from "../../compose/model/services.js";
import { pathName, writtenTexts, type WrittenText } from "../../compose/model/written.js";
import { respell } from "../../compose/operation.js";
import type { Path } from "../../compose/path.js";
import { patternTable, type PatternTable } from "../../compose/path-pattern.js";
import { atKey, atValue } from "../../compose/place.js";
import type { Mapping, Tree } from "../../compose/tree.js";
import { isCredentialName } from "../../compose/values/credential-name.js";
import { printGo, typePlain } from "../../yaml/scalar-type.js";
import { defineRule, safe, unsafe } from "../rule.js";

/** Mappings whose values reach Docker as text. Source: compose-go `types/mapping.go`, `labels.go`, `options.go`. */
const TEXT_MAPPINGS = patternTable([
  ...["annotations", "build.args", "build.labels", "deploy.labels", "develop.watch.*.exec.environment", "environment", "labels", "logging.options", "networks.*.driver_opts",
    "post_start.*.environment", "pre_start.*.environment", "pre_stop.*.environment", "sysctls"].map((key) => [`services.*.${key}`, true] as const),
  ...["networks", "volumes", "secrets", "configs"].flatMap((section) => [[`${section}.*.labels`, true], [`${section}.*.driver_opts`, true]] as const),
  ["networks.*.ipam.options", true],
]);

/** Compose decodes YAML before it makes text of it again, and takes every `x-…` key for an extension. Neither is told to anyone. */
export default defineRule({
  category: "validity",
  summary: "Compose drops or changes in silence what is written here.",
  severity: "error",
  presets: ["recommended", "production", "strict"],
  fixable: "safe",
  tags: [],
  references: ["https://github.com/compose-spec/compose-spec/blob/main/11-extension.md", "https://github.com/greenbone/docs/issues/549"],
  messages: {
    extension: ({ key, mapping, owner }: { key: string; mapping: string; owner: string }) =>
      `Compose drops ${key} from \`${mapping}\` of ${owner}: it takes every key that begins with \`x-\` for an extension. Write \`${mapping}\` as a list, "- ${key}=…".`,
    changed: ({ key, owner, written, arrives, read }: { key: string; owner: string; written: string; arrives: string; read: string }) =>
      `${key} of ${owner} is written ${written} but arrives as ${arrives}: without quotes it is ${read}. Put it in quotes.`,
    changedSecret: ({ key, owner, read }: { key: string; owner: string; read: string }) => `${key} of ${owner} does not arrive as it is written: without quotes it is ${read}. Put it in quotes.`,
    drive: ({ service, text, letter, target }: { service: string; text: string; letter: string; target: string }) =>
      `${service} does not get the volume ${letter}: Compose reads "${text}" as a path on the Windows drive ${letter.toUpperCase()}. Give the volume a longer name, or write {type: volume, source: ${letter}, target: ${target}}.`,
  },
  check(project, report) {
    const services = servicesByName(project);
    const ownerOf = (path: Path): { readonly owner: string; readonly service?: Service } => {
      const service = path[0] === "services" ? services.get(String(path[1])) : undefined;
      return service ? { owner: service.name, service } : { owner: `the ${String(path[0]).replace(/s$/, "")} ${String(path[1])}` };
    };

    for (const { key, value, path } of extensions(project)) {
      const { owner, ...about } = ownerOf(path);
      report({ at: atKey(value.origin), ...about, message: ["extension", { key, mapping: pathName(path.slice(2)), owner }] });
    }
    for (const text of writtenTexts(project.tree)) {
      const { node, path, written } = text;
      const change = changeOf(text);
      const drive = driveOf(text, project);
      if (!change && !drive) continue;
      const { owner, ...about } = ownerOf(path);
      if (change) {
        const key = String(path.at(-1));
        const { read, arrives, isNotation } = change;
        const quoting = [respell(path, "quoted", written.text)];
        report({
          at: atValue(node.origin),
          ...about,
          ...(isNotation ? { severity: "warning" } : {}),
          message: isCredentialName(key) ? ["changedSecret", { key, owner, read }] : ["changed", { key, owner, written: written.text, arrives, read }],
          fix: isNotation
            ? unsafe("Put it in quotes", "A program that expects a plain number or a lower-case word gets the other spelling from now on.", quoting)
            : safe("Put it in quotes", "What is written here arrives unchanged.", quoting),
        });
      }
      if (drive && about.service?.kind === "linux") report({ at: atValue(node.origin), ...about, message: ["drive", { service: owner, text: written.text, ...drive }] });
    }
  },
});

interface Extension {
  readonly key: string;
  readonly value: Tree;
  /** Of the mapping. */
  readonly path: Path;
}

/** The `x-…` keys of mappings that are no place for extensions. Keys that were once laid over others came through a list: they stay. */
function extensions({ tree }: Project): readonly Extension[] {
  const found: Extension[] = [];
  /** Where the walk is. */
  const path: (string | number)[] = [];
  const goTo = (step: string | number, node: Tree, mappings: PatternTable<boolean> | undefined): void => {
    if (!mappings) return;
    path.push(step);
    visit(node, mappings);
    path.pop();
  };
  const visit = (node: Tree, mappings: PatternTable<boolean>): void => {
    if (node.kind === "sequence") for (const [index, item] of node.items.entries()) goTo(index, item, mappings.below(index));
    if (node.kind !== "mapping") return;
    if (mappings.value === true) {
      const dropped = [...node.entries].filter(([key, { origin }]) => key.startsWith("x-") && origin.keyRange);
      if (dropped.length > 0 && !isMerged(node)) for (const [key, value] of dropped) found.push({ key, value, path: [...path] });
    }
    for (const [key, value] of node.entries) goTo(key, value, mappings.below(key));
  };
  if (tree) visit(tree, TEXT_MAPPINGS);
  return found;
}

function isMerged({ entries }: Mapping): boolean {
  const layers = [...entries.values()].map(({ origin }) => JSON.stringify(origin.via.filter(({ kind }) => kind !== "alias" && kind !== "merge-key").map(({ kind, name }) => [kind, name])));
  return new Set(layers).size > 1;
}

interface Change {
  /** What the value is taken for. */
  readonly read: string;
  readonly arrives: string;
  /** Whether it is a way to write a number or a truth value that is spelled out in another way: `1_000`, `0x1F`, `True`. */
  readonly isNotation: boolean;
}

/** What arrives instead of an unquoted value, if it is not what is written. */
function changeOf({ path, written }: WrittenText): Change | undefined {
  if (written.style !== "plain" || written.tag !== undefined) return undefined;
  const typed = typePlain(written.text);
  if (typed.type === "string" || typed.type === "null" || !TEXT_MAPPINGS.find(path.slice(0, -1))) return undefined;
  const arrives = printGo(typed);
  if (arrives === written.text) return undefined;
  return { read: READ_AS[typed.type], arrives, isNotation: typed.type === "boolean" || /[_eExXoObB+]/.test(written.text) };
}

const READ_AS = { boolean: "a truth value", integer: "a number", float: "a number", timestamp: "a date" } as const;

/** `d:/data`, where the project has a volume `d` or the path can be on no drive. */
function driveOf({ path, written }: WrittenText, { tree }: Project): { readonly letter: string; readonly target: string } | undefined {
  if (path[2] !== "volumes" || path.length !== 4) return undefined;
  const [, letter = "", target = "", mode] = /^([A-Za-z]):(\/[^:]*)(?::([^:/]*))?$/.exec(written.text) ?? [];
  const volumes = tree?.entries.get("volumes");
  const isDeclared = volumes?.kind === "mapping" && volumes.entries.has(letter);
  return letter !== "" && (isDeclared || mode !== undefined) ? { letter, target } : undefined;
}
