import { isShell } from "../../compose/model/command.js";
import type { Service } from "../../compose/model/service.js";
import { servicesByName } from "../../compose/model/services.js";
import { pathName, writtenTexts, type WrittenText } from "../../compose/model/written.js";
import { set } from "../../compose/operation.js";
import { patternTable } from "../../compose/path-pattern.js";
import { atValue } from "../../compose/place.js";
import { splitCommand } from "../../compose/short-syntax/command.js";
import { defineRule, unsafe, type Fix } from "../rule.js";

/** What Compose splits into words by itself. `healthcheck.test` is not among them: a shell runs it. */
const COMMANDS = patternTable(
  ["command", "entrypoint", "post_start.*.command", "pre_start.*.command", "pre_stop.*.command", "develop.watch.*.exec.command"].map((key) => [`services.*.${key}`, true] as const),
);

/** Compose starts no shell for a command written as one text: it splits it into words and stops at the first operator. */
export default defineRule({
  category: "validity",
  summary: "Compose drops everything behind the first shell operator of a command.",
  severity: "error",
  presets: ["recommended", "production", "strict"],
  fixable: "unsafe",
  tags: [],
  references: ["https://github.com/docker/docs/pull/13265", "https://github.com/compose-spec/compose-go/blob/main/types/command.go"],
  messages: {
    cut: ({ service, key, operator, list }: { service: string; key: string; operator: string; list: string }) =>
      `\`${key}\` of ${service} ends at its first \`${operator}\`: Compose starts no shell, and drops the rest without a word. Write it as ${list}.`,
    cutWord: ({ service, key, operator }: { service: string; key: string; operator: string }) =>
      `\`${key}\` of ${service} ends at its first \`${operator}\`: Compose takes the sign for a shell operator, and drops the rest without a word. Put the word in quotes.`,
    parenthesis: ({ service, key, list }: { service: string; key: string; list: string }) =>
      `Compose refuses \`${key}\` of ${service}: it starts no shell, and a parenthesis must be in quotes. Write it as ${list}.`,
    unclosed: ({ service, key }: { service: string; key: string }) => `Compose refuses \`${key}\` of ${service}: a quote in it is never closed, or a backslash is its last character. Close it, or write the command as a list.`,
  },
  check(project, report) {
    const services = servicesByName(project);
    for (const text of writtenTexts(project.tree)) {
      const { node, path } = text;
      const service = services.get(String(path[1]));
      if (!service || !COMMANDS.find(path) || node.kind !== "scalar" || typeof node.value !== "string") continue;
      const split = splitCommand(node.value);
      const shell = shellOf(text, service);
      const data = { service: service.name, key: pathName(path.slice(2)), list: shell.length === 0 ? "a list with one item" : '`["sh", "-c", "…"]`' };
      if (split?.cutAt !== undefined) {
        const isWord = isPartOfWord(node.value, split.cutAt);
        const fix = isWord ? undefined : shellFix(text, service, shell);
        report({ at: atValue(node.origin), service, message: [isWord ? "cutWord" : "cut", { ...data, operator: operatorAt(node.value, split.cutAt) }], ...(fix ? { fix } : {}) });
      } else if (!split && node.known) {
        const message = splitCommand(node.value.replaceAll(/[()]/g, "")) ? "parenthesis" : "unclosed";
        const fix = message === "parenthesis" ? shellFix(text, service, shell) : undefined;
        report({ at: atValue(node.origin), service, message: [message, data], ...(fix ? { fix } : {}) });
      }
    }
  },
});

/** The `&` of a URL, or a `<placeholder>`. */
function isPartOfWord(command: string, at: number): boolean {
  return /^[^\s&]&[^\s&]/.test(command.slice(at - 1)) || /^<[A-Za-z][\w .-]*>/.test(command.slice(at));
}

function operatorAt(command: string, at: number): string {
  return /^(?:&&|\|\||>>|<<|[;&|<>])/.exec(command.slice(at))?.[0] ?? "";
}

/** The words that must stand before a script: none where the entrypoint is a shell that waits for one. */
function shellOf({ path }: WrittenText, service: Service): readonly string[] {
  const entrypoint = service.get("entrypoint");
  const words = entrypoint?.kind === "sequence" ? entrypoint.items.map((item) => (item.kind === "scalar" ? String(item.value) : "")) : [];
  return path[2] === "command" && words.some(isShell) && /^-[a-z]*c$/.test(words.at(-1) ?? "") ? [] : ["sh", "-c"];
}

/** Gives the text to a shell: to the one that it names itself, as in `bash -c cd /app && npm start`, else to that of the entrypoint, else to `sh`. */
function shellFix({ node, path, written }: WrittenText, service: Service, given: readonly string[]): Fix | undefined {
  if (node.kind !== "scalar" || typeof node.value !== "string" || !node.known || node.variables.length > 0 || service.kind !== "linux") return undefined;
  // A dollar sign that was escaped would need to be escaped again, and a block of lines is not written anew.
  if (/\$[\w{$]/.test(node.value) || written.style === "literal" || written.style === "folded") return undefined;
  const [, shell = "", flags = "", script = node.value] = /^(\S+)\s+(-[a-z]*c)\s+([^"'][^]*)$/.exec(node.value) ?? [];
  const namesShell = given.length > 0 && isShell(shell);
  const list = namesShell ? [shell, flags, script.trim()] : [...given, node.value.trim()];
  return unsafe("Give it to a shell", "What was dropped so far runs from now on; the image must have the shell, and an entrypoint of its own must not expect other arguments.", [set(path, list)]);
}
