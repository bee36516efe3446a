import { writtenAssignments } from "../../compose/model/written-assignments.js";
import { writtenCollections, type WrittenCollection } from "../../compose/model/written-parts.js";
import { servicesByName } from "../../compose/model/services.js";
import { respellAssignments } from "../../compose/operation.js";
import type { Project } from "../../compose/load.js";
import { defineRule, safe } from "../rule.js";

/** `environment` and `labels` may be a mapping or a list of `KEY=value`; both mean the same. */
export default defineRule({
  category: "style",
  summary: "The same key is a list in one service and a mapping in another.",
  severity: "info",
  presets: ["style"],
  fixable: "safe",
  tags: [],
  references: ["https://docs.docker.com/reference/compose-file/services/#environment", "https://docs.docker.com/reference/compose-file/services/#labels"],
  options: {
    form: { type: "string", default: "majority", enum: ["mapping", "list", "majority"], description: "`mapping`, `list`, or the one that the `majority` in a file has; a mapping where there are as many of both." },
  },
  messages: {
    mixed: ({ service, key, form, wanted }: Facts) => `\`${key}\` of ${service} is a ${form}, elsewhere in this file it is a ${wanted}. Write it as a ${wanted} too.`,
    unwanted: ({ service, key, form, wanted }: Facts) => `\`${key}\` of ${service} is a ${form}. Write it as a ${wanted}.`,
  },
  check(project, report, options: { form: string }) {
    const services = servicesByName(project);
    for (const some of groups(project)) {
      const lists = some.filter(({ node }) => node.kind === "sequence").length;
      const wanted = options.form === "mapping" || options.form === "list" ? options.form : lists * 2 > some.length ? "list" : "mapping";
      for (const { file, path, node, place } of some) {
        const form = node.kind === "sequence" ? "list" : "mapping";
        // What the other form cannot say stays as it is.
        if (form === wanted || !writtenAssignments(file, node)) continue;
        const [, name, ...keys] = path.map(String);
        const service = services.get(name ?? "");
        report({
          at: place,
          ...(service ? { service } : {}),
          message: [options.form === wanted ? "unwanted" : "mixed", { service: name ?? "", key: keys.join("."), form, wanted }],
          fix: safe(`Write it as a ${wanted}`, "Compose reads the same from both.", [respellAssignments(path, wanted, file.path)]),
        });
      }
    }
  },
});

interface Facts {
  readonly service: string;
  readonly key: string;
  readonly form: string;
  readonly wanted: string;
}

/** What should have one form: the variables of a file's services, and their labels. */
function groups(project: Project): readonly (readonly WrittenCollection[])[] {
  return [[["environment"]], [["labels"], ["deploy", "labels"]]].flatMap((keys) => {
    const all = keys.flatMap((key) => writtenCollections(project, ["services", "*", ...key])).filter(({ node }) => (node.kind === "mapping" ? node.entries : node.items).length > 0);
    return [...new Set(all.map(({ file }) => file))].map((file) => all.filter((each) => each.file === file));
  });
}
