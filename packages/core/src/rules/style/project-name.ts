import { isFragment, isKnownWhole } from "../../compose/model/fragment.js";
import { isStack } from "../../compose/model/stack.js";
import { firstLine } from "../../compose/place.js";
import { entriesOf } from "../../compose/tree.js";
import { defineRule } from "../rule.js";

/** Compose takes the folder's name where nobody says another, and knows containers, networks and volumes by it. */
export default defineRule({
  category: "style",
  summary: "The project has no name of its own, so that it is called like the folder it is in.",
  severity: "info",
  presets: ["style"],
  tags: ["dclint:require-project-name-field"],
  references: ["https://docs.docker.com/compose/how-tos/project-name/"],
  messages: {
    unnamed: ({ hasVolumes }: Facts) => `The project has no \`name\`: it is called like its folder, and in a folder of another name Compose starts a second one${besides(hasVolumes)}. Add the name that it runs under as \`name: …\` at the top.`,
    unnamedHere: ({ name, hasVolumes }: Facts & { name: string }) =>
      `The project has no \`name\`: it is called \`${name}\` like its folder, and in a folder of another name Compose starts a second one${besides(hasVolumes)}. Add \`name: ${name}\` at the top if it runs under that.`,
  },
  check(project, report) {
    const { tree, files: [main], name, isNamed } = project;
    const root = main && project.roots.get(main)?.[0];
    if (!tree || !root || isNamed || tree.entries.has("name")) return;
    // `docker stack deploy` wants the name on its command line, and refuses it in the file.
    // A file that Compose does not find by its own name may be laid over one that is not known here.
    if (!isKnownWhole(project) || isFragment(project) || isStack(project)) return;
    const hasVolumes = entriesOf(tree.entries.get("volumes")).size > 0;
    report({ at: { file: main, range: firstLine(main, root.range) }, message: name === undefined ? ["unnamed", { hasVolumes }] : ["unnamedHere", { name, hasVolumes }] });
  },
});

interface Facts {
  readonly hasVolumes: boolean;
}

function besides(hasVolumes: boolean): string {
  return hasVolumes ? " with new, empty volumes" : " beside it";
}
