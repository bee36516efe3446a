import { atValue } from "../../compose/place.js";
import { isPulled } from "../../images/pulled-images.js";
import { parseImageReference } from "../../images/reference.js";
import { defineRule } from "../rule.js";

/** An image runs with whatever its registry serves: some teams allow only those they know. */
export default defineRule({
  category: "images",
  summary: "An image comes from a registry that is not on the list of those you trust.",
  severity: "warning",
  presets: [],
  tags: ["owasp:rule-13"],
  references: ["https://docs.docker.com/reference/cli/docker/image/tag/#description", "https://cheatsheetseries.owasp.org/cheatsheets/Docker_Security_Cheat_Sheet.html#rule-13-enhance-supply-chain-security"],
  options: {
    registries: { type: "array", default: ["docker.io"], description: "Registries, or repositories below one: `ghcr.io`, `ghcr.io/acme`, `*.example.com`. Docker Hub is `docker.io`, its official images are `docker.io/library`." },
  },
  messages: {
    other: ({ service, image, registry }: { service: string; image: string; registry: string }) => `${service} runs ${image} from ${registry}, which is not on the list of trusted registries. Take it from one of those, or add it to the list.`,
  },
  check(project, report, options: { registries: readonly string[] }) {
    const trusted = options.registries.map(patternOf);
    for (const service of project.services) {
      const { name, image } = service;
      if (image?.known !== true || image.value.trim() === "" || !isPulled(project, service)) continue;
      const { registry, repository } = parseImageReference(image.value);
      const isOfficial = registry === "docker.io" && !repository.includes("/");
      const path = `${registry}/${isOfficial ? "library/" : ""}${repository}`.toLowerCase();
      if (!trusted.some((pattern) => pattern.test(path))) report({ at: atValue(image.origin), service, message: ["other", { service: name, image: image.value, registry }] });
    }
  },
});

/** A registry or folder of repositories, where `*` stands for any text without a slash. */
function patternOf(entry: string): RegExp {
  const escaped = entry.toLowerCase().replace(/\/+$/, "").replace(/[\\^$.+?()[\]{}|]/g, "\\$&");
  return new RegExp(`^${escaped.replaceAll("*", "[^/]*")}(?:/|$)`);
}
