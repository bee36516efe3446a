import { servicesByName } from "../../compose/model/services.js";
import { pathName, writtenTexts, type WrittenText } from "../../compose/model/written.js";
import { respell, set } from "../../compose/operation.js";
import { patternTable } from "../../compose/path-pattern.js";
import { atValue } from "../../compose/place.js";
import { defineRule, safe, unsafe, type Fix } from "../rule.js";

/** Where Compose reads a text in base 8, so that quoting it changes nothing. A tmpfs takes a number only. */
const MODES = patternTable(["secrets", "configs"].map((key) => [`services.*.${key}.*.mode`, true] as const));

/** YAML 1.1 and YAML 1.2 read these differently. Compose takes a bit of both; other readers of the file take the one or the other. */
export default defineRule({
  category: "validity",
  summary: "What is written here means something else to other YAML readers.",
  severity: "warning",
  presets: ["recommended", "production", "strict"],
  fixable: "safe",
  tags: ["dclint:require-quotes-in-ports"],
  references: ["https://docs.docker.com/reference/compose-file/services/#ports", "https://yaml.org/type/bool.html", "https://yaml.org/type/int.html"],
  messages: {
    sexagesimal: ({ name, text, number }: { name: string; text: string; number: string }) =>
      `Compose reads \`${name}\` as the text ${text}, a YAML 1.1 reader such as Ansible or podman-compose as the base-60 number ${number}. Put it in quotes.`,
    word: ({ name, text, value }: { name: string; text: string; value: string }) =>
      `Compose reads \`${name}\` as the text "${text}", a YAML 1.1 reader such as Ansible or podman-compose as ${value}. Put it in quotes.`,
    flag: ({ name, text, value }: { name: string; text: string; value: string }) => `\`${name}\` is ${value}, but "${text}" is no truth value in YAML 1.2: Compose warns about it at every command. Write ${value}.`,
    mode: ({ name, text, other }: { name: string; text: string; other: string }) =>
      `Compose reads the mode in \`${name}\` in base 8, a YAML 1.2 reader as ${text.replace(/^0+/, "")}, which is the mode ${other}. Put it in quotes.`,
  },
  check(project, report) {
    const services = servicesByName(project);
    for (const text of writtenTexts(project.tree)) {
      const { node, path, written } = text;
      if (written.style !== "plain" || written.tag !== undefined) continue;
      const reading = readingOf(text);
      if (!reading) continue;
      const service = path[0] === "services" ? services.get(String(path[1])) : undefined;
      const name = pathName(path.slice(service ? 2 : 0));
      report({
        at: atValue(node.origin),
        ...(service ? { service } : {}),
        message: messageOf(reading, name, written.text),
        ...(reading.kind === "mode" ? { severity: "info" } : {}),
        fix: fixOf(reading, text),
      });
    }
  },
});

type Reading =
  | { readonly kind: "sexagesimal"; readonly number: number }
  | { readonly kind: "word"; readonly value: boolean }
  | { readonly kind: "flag"; readonly value: boolean }
  | { readonly kind: "mode" };

function readingOf({ node, path, written: { text } }: WrittenText): Reading | undefined {
  if (node.kind === "scalar" && node.type === "boolean") return /^(?:y|yes|on|n|no|off)$/i.test(text) && typeof node.value === "boolean" ? { kind: "flag", value: node.value } : undefined;
  if (/^(?:yes|Yes|YES|on|On|ON|no|No|NO|off|Off|OFF)$/.test(text)) return { kind: "word", value: /^(?:yes|on)$/i.test(text) };
  if (/^0[0-7]+$/.test(text) && MODES.find(path)) return { kind: "mode" };
  // https://yaml.org/type/int.html: every part behind the first is below 60.
  return /^[-+]?[1-9]\d*(?::[0-5]?\d)+$/.test(text) ? { kind: "sexagesimal", number: fromBase60(text) } : undefined;
}

function messageOf(reading: Reading, name: string, text: string) {
  switch (reading.kind) {
    case "sexagesimal":
      return ["sexagesimal", { name, text, number: String(reading.number) }] as const;
    case "mode":
      return ["mode", { name, text, other: `0${Number(text).toString(8)}` }] as const;
    default:
      return [reading.kind, { name, text, value: String(reading.value) }] as const;
  }
}

function fixOf(reading: Reading, { path, written }: WrittenText): Fix {
  switch (reading.kind) {
    case "flag":
      return safe(`Write ${String(reading.value)}`, "It is what Compose makes of the word.", [set(path, reading.value)]);
    case "mode":
      return unsafe("Put it in quotes", "Compose reads the same, but `docker stack deploy` takes a number only.", [respell(path, "quoted", written.text)]);
    default:
      return safe("Put it in quotes", "Compose reads the same.", [respell(path, "quoted")]);
  }
}

function fromBase60(text: string): number {
  const size = text.replace(/^[-+]/, "").split(":").reduce((sum, part) => sum * 60 + Number(part), 0);
  return text.startsWith("-") ? -size : size;
}
