import { atValue } from "../../compose/place.js";
import { isMovingTag } from "../../images/moving-tags.js";
import { isPulled } from "../../images/pulled-images.js";
import { parseImageReference } from "../../images/reference.js";
import { defineRule } from "../rule.js";

/** A tag that moves brings another program with the next pull, at a time that nobody chose. */
export default defineRule({
  category: "images",
  summary: "The image name does not say which version runs.",
  severity: "warning",
  presets: ["recommended", "production", "strict"],
  tags: ["cis:5.28", "dclint:service-image-require-explicit-tag", "compose-lint-python:CL-0004"],
  references: ["https://docs.docker.com/build/building/best-practices/#pin-base-image-versions"],
  messages: {
    noTag: ({ service, image }: { service: string; image: string }) => `${service} runs ${image}:latest, whatever that is at the next pull. Name a version.`,
    moving: ({ service, image, tag }: { service: string; image: string; tag: string }) => `The tag "${tag}" of ${image} moves: ${service} may run another version after the next pull. Name a version.`,
  },
  check(project, report) {
    for (const service of project.services) {
      const { name, image } = service;
      if (image?.known !== true || !isPulled(project, service)) continue;
      const { tag, digest } = parseImageReference(image.value);
      if (digest !== undefined || image.value.trim() === "") continue;
      const at = atValue(image.origin);
      const untagged = image.value.replace(/:[^/:]*$/, "");
      if (tag === undefined) report({ at, service, message: ["noTag", { service: name, image: image.value }] });
      else if (isMovingTag(tag)) report({ at, service, message: ["moving", { service: name, image: untagged, tag }] });
    }
  },
});
