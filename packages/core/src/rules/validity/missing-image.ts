import { isFragment, lacksImage } from "../../compose/model/fragment.js";
import { atKey } from "../../compose/place.js";
import { defineRule } from "../rule.js";

/** Nothing says what a service runs. Files that are laid over others are full of such services, so it has to be clear that this is none. */
export default defineRule({
  category: "validity",
  summary: "A service has neither image nor build, so there is nothing to run.",
  severity: "error",
  presets: ["recommended", "production", "strict"],
  tags: [],
  references: ["https://docs.docker.com/reference/compose-file/services/#image"],
  messages: {
    missing: ({ service }: { service: string }) => `${service} has neither an image nor a build, so there is nothing to run, and Compose refuses the whole project. Add \`image\` or \`build\`.`,
    empty: ({ service }: { service: string }) => `The image of ${service} is empty, so there is nothing to run, and Compose refuses the whole project. Name an image.`,
  },
  check(project, report) {
    if (isFragment(project)) return;
    for (const service of project.services) {
      if (!lacksImage(service)) continue;
      const image = service.get("image");
      report({ at: atKey((image ?? service).origin), service, message: [image ? "empty" : "missing", { service: service.name }] });
    }
  },
});
