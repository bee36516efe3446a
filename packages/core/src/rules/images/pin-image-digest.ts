import { atValue } from "../../compose/place.js";
import { isMovingTag } from "../../images/moving-tags.js";
import { isPulled } from "../../images/pulled-images.js";
import { parseImageReference } from "../../images/reference.js";
import { defineRule } from "../rule.js";

/** A tag can be pointed at another image at any time; a digest is computed from the image, and cannot. */
export default defineRule({
  category: "images",
  summary: "The image is named by a tag, which its publisher can move, and not by a digest.",
  severity: "warning",
  presets: ["strict"],
  tags: ["cis:5.28", "owasp:rule-13", "compose-lint-python:CL-0019"],
  references: ["https://docs.docker.com/reference/cli/docker/image/pull/#pull-an-image-by-digest-immutable-identifier", "https://docs.docker.com/build/building/best-practices/#pin-base-image-versions"],
  messages: {
    tagged: ({ service, image }: { service: string; image: string }) => `${service} runs whatever ${image} names at the next pull: a tag can be moved, by its publisher or by whoever gets hold of the account. Add the digest behind it (@sha256:…).`,
  },
  check(project, report) {
    for (const service of project.services) {
      const { name, image } = service;
      if (image?.known !== true || !isPulled(project, service)) continue;
      const { tag, digest } = parseImageReference(image.value);
      // What names no version at all is the business of `pin-image-tag`.
      if (tag === undefined || tag === "" || digest !== undefined || isMovingTag(tag)) continue;
      report({ at: atValue(image.origin), service, message: ["tagged", { service: name, image: image.value }] });
    }
  },
});
