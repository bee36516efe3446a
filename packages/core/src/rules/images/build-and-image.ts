import { atKey } from "../../compose/place.js";
import { defineRule } from "../rule.js";

/** With both and no policy, `up` asks the registry, and builds only what it cannot get there. */
export default defineRule({
  category: "images",
  summary: "A service has both `build` and `image`, and no `pull_policy` that says which one counts.",
  severity: "info",
  presets: ["recommended", "production", "strict"],
  tags: ["dclint:no-build-and-image"],
  references: ["https://docs.docker.com/reference/compose-file/build/#using-build-and-image", "https://docs.docker.com/reference/compose-file/services/#pull_policy"],
  messages: {
    undecided: ({ service, image }: { service: string; image: string }) =>
      `\`docker compose up\` takes ${image} from this machine or from the registry, and builds ${service} only if neither has it. Write \`pull_policy: build\` to build it, or \`pull_policy: missing\` to pull it.`,
  },
  check(project, report) {
    for (const service of project.services) {
      const { name, image } = service;
      if (!service.isBuilt || !image || service.kind === "provider" || service.get("pull_policy")) continue;
      report({ at: atKey(image.origin), service, message: ["undecided", { service: name, image: image.known ? image.value : "its image" }] });
    }
  },
});
