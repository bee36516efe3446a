import type { Service } from "../../compose/model/service.js";
import { servicesByName } from "../../compose/model/services.js";
import { pathName, writtenTexts, type WrittenText } from "../../compose/model/written.js";
import { respell } from "../../compose/operation.js";
import type { Path } from "../../compose/path.js";
import { patternTable } from "../../compose/path-pattern.js";
import { atValue } from "../../compose/place.js";
import type { Problem } from "../../compose/problem.js";
import { nodeAt, type Mapping, type Tree } from "../../compose/tree.js";
import { defineRule, safe, unsafe, type Fix } from "../rule.js";

/** What a shell may run in the container, so that a `$` is likely the shell's. */
const SCRIPTS = patternTable(
  ["command", "command.*", "entrypoint", "entrypoint.*", "healthcheck.test", "healthcheck.test.*", "post_start.*.command", "post_start.*.command.*", "pre_start.*.command", "pre_start.*.command.*",
    "pre_stop.*.command", "pre_stop.*.command.*"].map((key) => [`services.*.${key}`, true] as const),
);

/** Compose replaces variables in every value before Docker or a shell sees it; `$$` is a plain dollar sign. */
export default defineRule({
  category: "validity",
  summary: "Compose cannot read a variable, or replaces one that is the container's.",
  severity: "error",
  presets: ["recommended", "production", "strict"],
  fixable: "safe",
  tags: [],
  references: ["https://docs.docker.com/reference/compose-file/interpolation/"],
  messages: {
    fault: ({ message }: { message: string }) => message,
    container: ({ service, variables, count, key }: { service: string; variables: string; count: number; key: string }) =>
      `Compose replaces ${variables} in \`${key}\` before the container sees ${count === 1 ? "it" : "them"}, and here by nothing: what \`environment\` of ${service} says does not count. Write $$ instead of $.`,
  },
  check(project, report) {
    const { tree } = project;
    const services = servicesByName(project);
    for (const problem of project.problems) {
      if (problem.kind !== "interpolation") continue;
      const service = problem.path?.[0] === "services" ? services.get(String(problem.path[1])) : undefined;
      const fix = tree && escapeFault(tree, problem);
      report({ at: problem, ...(service ? { service } : {}), message: ["fault", { message: problem.message }], ...(fix ? { fix } : {}) });
    }
    for (const text of writtenTexts(tree)) {
      if (!text.written.text.includes("$")) continue;
      const service = services.get(String(text.path[1]));
      const found = service && SCRIPTS.find(text.path) ? containerVariables(text, service) : undefined;
      if (!service || !found) continue;
      const data = { service: service.name, key: pathName(text.path.slice(2)), variables: found.names.map((name) => `$${name}`).join(" and "), count: found.names.length };
      report({ at: atValue(text.node.origin), service, severity: "warning", message: ["container", data], ...(found.fix ? { fix: found.fix } : {}) });
    }
  },
});

/** Forms that only shells know: `${1}`, `${#list}`, `${list[@]}`, `${name:0:1}`, `${name/a/b}`, `${name%%.*}`. */
const SHELL_FORM = /^(?:[\d@*#?!-]|[#!][A-Za-z_]|[A-Za-z_]\w*(?::\d|:-?\s*\d|:=|=|[/%#^,@[]))/;

/** In what a shell runs, and with no other variable beside them, the shell's own forms can mean only one thing. */
function escapeFault(tree: Mapping, { path = [] }: Problem): Fix | undefined {
  const node = nodeAt(tree, path);
  const written = node?.origin.node;
  if (!node || written?.kind !== "scalar" || !SCRIPTS.find(path)) return undefined;
  const at = pathOfText(node, path);
  if (!runsInShell(tree, at)) return undefined;
  const uses = [...written.text.matchAll(/\$(\$|\{([^}]*)\}?|[A-Za-z_]\w*)?/g)];
  const isShellOnly = uses.every(([, use, braced]) => use === undefined || use === "$" || (braced !== undefined && SHELL_FORM.test(braced)));
  if (!isShellOnly) return undefined;
  return safe("Write $$ for the shell's $", "Compose refused the file so far; the shell in the container reads what is written.", [respell(at, "escaped", unescaped(written.text))]);
}

/** `test: text` stands for a list of two, of which the text is the second. */
function pathOfText(node: Tree, path: Path): Path {
  return node.kind === "sequence" ? [...path, node.items.length - 1] : path;
}

interface ContainerVariables {
  readonly names: readonly string[];
  readonly fix?: Fix;
}

/** Variables that nobody sets for Compose but that the service's own `environment` gives a value of its own. */
function containerVariables({ node, path, written }: WrittenText, service: Service): ContainerVariables | undefined {
  const at = pathOfText(node, path).slice(service.path.length);
  const scalar = service.get(...at);
  if (scalar?.kind !== "scalar") return undefined;
  const names = [...new Set(scalar.variables.filter(({ name, from }) => from === "nobody" && hasOwnValue(service.get("environment"), name)).map(({ name }) => name))];
  if (names.length === 0) return undefined;
  // Escaping is for all variables of a text, so all of them must be the container's.
  const uses = [...written.text.matchAll(/\$(?:\$|\{(\w+)\}|([A-Za-z_]\w*)|\{)/g)];
  const isOnlyTheirs = uses.every(([all, braced, bare]) => all === "$$" || names.includes(braced ?? bare ?? ""));
  if (!isOnlyTheirs || !runsInShell(service.tree, at)) return { names };
  const because = "The shell in the container replaces the variable from now on; nothing else did, unless the environment of the docker command had a value for it.";
  return { names, fix: unsafe("Write $$ for the container's variables", because, [respell([...service.path, ...at], "escaped", unescaped(written.text))]) };
}

function hasOwnValue(environment: Tree | undefined, name: string): boolean {
  const value = environment?.kind === "mapping" ? environment.entries.get(name) : undefined;
  return value?.kind === "scalar" && value.known && value.value !== null && !value.variables.some((variable) => variable.name === name);
}

/** Whether a shell reads the text at a path: `CMD-SHELL`, `sh -c`. */
function runsInShell(tree: Tree, path: Path): boolean {
  const list = nodeAt(tree, typeof path.at(-1) === "number" ? path.slice(0, -1) : path);
  if (list?.kind === "scalar") return typeof list.value === "string" && /^(?:\/\S*\/)?(?:ba|da|a|z|k)?sh\s+-[a-z]*c\s/.test(list.value);
  if (list?.kind !== "sequence") return false;
  const words = list.items.map((item) => (item.kind === "scalar" ? String(item.value) : ""));
  return words[0] === "CMD-SHELL" || (words.some((word) => /^(?:\/\S*\/)?(?:ba|da|a|z|k)?sh$/.test(word)) && words.some((word) => /^-[a-z]*c$/.test(word)));
}

function unescaped(text: string): string {
  return text.replaceAll("$$", () => "$");
}
