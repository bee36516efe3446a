import type { Project } from "../compose/load.js";
import type { Service } from "../compose/model/service.js";
import { knownValue } from "../compose/model/value.js";
import { remember } from "../compose/remember.js";
import { textOf } from "../compose/tree.js";
import { isOfficialImage } from "./official-images.js";
import { parseImageReference } from "./reference.js";

/** Whether the image of a service may come from a registry: a registry can have it, no service builds it, and nothing forbids to pull it. */
export function isPulled(project: Project, service: Service): boolean {
  const image = knownValue(service.image);
  if (service.kind === "provider" || service.isBuilt || textOf(service.get("pull_policy")) === "never") return false;
  return image === undefined || (isPublishable(image) && !builtImages(project).has(fullName(image)));
}

function isPublishable(image: string): boolean {
  const { registry, repository } = parseImageReference(image);
  return registry !== "docker.io" || repository.includes("/") || isOfficialImage(repository);
}

const builtImages = remember((project: Project): ReadonlySet<string> => {
  const names = project.services.flatMap(({ isBuilt, image }) => (isBuilt ? [knownValue(image)] : []));
  return new Set(names.flatMap((name) => (name === undefined ? [] : [fullName(name)])));
});

function fullName(image: string): string {
  const { registry, repository, tag = "latest", digest } = parseImageReference(image);
  return `${registry}/${repository}:${digest ?? tag}`;
}
