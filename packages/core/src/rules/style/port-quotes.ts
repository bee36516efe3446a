import { servicesByName } from "../../compose/model/services.js";
import { writtenTexts, type WrittenText } from "../../compose/model/written.js";
import { respell } from "../../compose/operation.js";
import { atValue } from "../../compose/place.js";
import { defineRule, safe } from "../rule.js";

/** Compose reads a port as text with quotes or without them; a YAML 1.1 reader takes some of those without for numbers in base 60. */
export default defineRule({
  category: "style",
  summary: "A port is not in quotes.",
  severity: "info",
  presets: ["style"],
  fixable: "safe",
  tags: ["dclint:require-quotes-in-ports"],
  references: ["https://docs.docker.com/reference/compose-file/services/#ports", "https://yaml.org/type/int.html"],
  messages: {
    plain: ({ service, port }: { service: string; port: string }) =>
      `The port ${port} of ${service} is not in quotes. Compose reads all ports alike, other readers take some, such as 22:22, for another number: quote all of them.`,
  },
  check(project, report) {
    const services = servicesByName(project);
    const seen = new Set<string>();
    for (const text of writtenTexts(project.tree)) {
      if (!isPort(text) || text.written.style !== "plain" || text.written.tag !== undefined || text.written.text === "") continue;
      const { node, path, written } = text;
      const [, name] = path.map(String);
      const service = services.get(name ?? "");
      // A range is one text, but several ports.
      const place = JSON.stringify([name, node.origin.file.path, node.origin.range.start]);
      if (!service || seen.has(place)) continue;
      seen.add(place);
      const isNumber = node.kind === "scalar" && node.type !== "string";
      report({
        at: atValue(node.origin),
        service,
        message: ["plain", { service: service.name, port: written.text }],
        fix: safe("Put it in quotes", "Compose reads the same.", [respell(path, "quoted", isNumber ? written.text : undefined)]),
      });
    }
  },
});

/** An entry in short syntax; what the long one holds may be a number. */
function isPort({ path: [section, , key, ...rest] }: WrittenText): boolean {
  return section === "services" && (key === "ports" || key === "expose") && rest.length === 1;
}
