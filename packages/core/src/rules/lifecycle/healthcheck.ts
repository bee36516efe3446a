import type { Project } from "../../compose/load.js";
import { healthcheckOf } from "../../compose/model/healthcheck.js";
import { programOf } from "../../compose/model/program.js";
import type { Service } from "../../compose/model/service.js";
import { knownValue } from "../../compose/model/value.js";
import { remove, set } from "../../compose/operation.js";
import { atKey, atValue } from "../../compose/place.js";
import type { BuiltImage } from "../../dockerfile/built-image.js";
import { baseLineOf } from "../../images/beside.js";
import { builtImageOf } from "../../images/dockerfile-of.js";
import { healthWatchers } from "../../images/health-watchers.js";
import { knownProbeOf } from "../../images/known-probe.js";
import { lastingOf } from "../../images/lasting.js";
import { bringsHealthcheck } from "../../images/own-healthcheck.js";
import { firstProcessOf } from "../../images/process-one.js";
import { pulledImageOf } from "../../images/pulled-image.js";
import { shellOf } from "../../images/tools.js";
import { defineRule, supported, unsafe, type Fix } from "../rule.js";

/** To Docker, a container runs as long as its first process does, whether it answers anybody or not. */
export default defineRule({
  category: "lifecycle",
  summary: "Nothing tells whether a long-running service works: it has no healthcheck, neither here nor in its image.",
  severity: "warning",
  presets: ["recommended", "production", "strict"],
  presetOptions: { production: { unknownImages: true }, strict: { unknownImages: true } },
  fixable: "safe",
  tags: ["cis:4.6", "cis:5.27", "kics:698ed579-b239-4f8f-a388-baa4bcb13ef8"],
  references: ["https://docs.docker.com/reference/compose-file/services/#healthcheck", "https://docs.docker.com/reference/dockerfile/#healthcheck"],
  asksImages: ["healthcheck", "probe", "tools"],
  options: {
    unknownImages: { type: "boolean", default: false, description: "Also report services whose image may have a healthcheck of its own: nobody knows, or it is built here." },
  },
  absences: ["missing", "built", "here"],
  messages: {
    missing: ({ service, image }: Names) => `${service} has no healthcheck, and the image ${image} brings none: to Docker it is well as long as its process lives, even if it hangs. Add one.`,
    built: ({ service }: Names) => `${service} has no healthcheck, neither here nor in its Dockerfile: to Docker it is well as long as its process lives, even if it hangs. Add one, here or there.`,
    here: ({ service }: Names) => `${service} has no healthcheck here: unless its image brings one, it is well to Docker as long as its process lives, even if it hangs. Add one, here or in the Dockerfile.`,
    disabled: ({ service, image, isOwn }: Names & { isOwn: boolean }) => `The healthcheck of ${service} is turned off${isOwn ? `, although ${image} brings one` : ""}: to Docker it is well as long as its process lives, even if it hangs. Turn it on or replace it.`,
  },
  check(project, report, options: { unknownImages: boolean }) {
    for (const service of lastingOf(project)) {
      const healthcheck = healthcheckOf(service);
      // Times alone are meant for a healthcheck that the image has.
      if (healthcheck && healthcheck.state !== "disabled") continue;
      const built = builtImageOf(service);
      const isOwn = bringsHealthcheck(service);
      const names = { service: service.name, image: pulledImageOf(service)?.name ?? "its image" };
      if (healthcheck?.state === "disabled" && isOwn !== false) {
        if (sharesImage(project, service)) continue;
        const because = "A healthcheck that was turned off for a reason may fail again.";
        report({
          at: atValue(healthcheck.origin),
          service,
          message: ["disabled", { ...names, isOwn: isOwn === true }],
          ...(isOwn === true ? { fix: unsafe("Turn the image's own healthcheck on", because, [remove(healthcheck.path)]) } : {}),
        });
        continue;
      }
      if (!healthcheck && built?.healthcheck?.kind === "none") {
        if (!sharesImage(project, service)) report({ at: built.healthcheck.place, service, message: ["disabled", { ...names, isOwn: false }] });
        continue;
      }
      if (isOwn === true || (!options.unknownImages && (isOwn === undefined || (built && !serves(service, built)))) || isOutOfReach(service)) continue;
      const fix = fixOf(project, service);
      report({ at: atKey(service.origin), service, message: [isOwn !== false ? "here" : built ? "built" : "missing", names], related: isOwn === false ? baseLineOf(service) : [], ...(fix ? { fix } : {}) });
    }
  },
});

interface Names {
  readonly service: string;
  readonly image: string;
}

/** A service that only idles serves nobody, and an image with nothing but its server has nothing to probe it with. */
function isOutOfReach(service: Service): boolean {
  const first = firstProcessOf(service);
  return first?.kind === "idle" || first?.kind === "loop" || shellOf(service) === "none" || builtImageOf(service)?.base.kind === "scratch";
}

/** Whether somebody can ask a service that is built here; many are workers. With a command of its own, it may not be what the image is for. */
function serves(service: Service, { ports }: BuiltImage): boolean {
  const { entrypoint, command } = programOf(service);
  return service.ports.length > 0 || service.get("expose") !== undefined || (ports.length > 0 && !entrypoint && !command);
}

/** Workers that run the image of a web service turn its healthcheck off with good reason. */
function sharesImage(project: Project, service: Service): boolean {
  const image = knownValue(service.image);
  return project.services.some((other) => other !== service && (image === undefined ? other.isBuilt && service.isBuilt : knownValue(other.image) === image));
}

function fixOf(project: Project, service: Service): Fix | undefined {
  const probe = knownProbeOf(service);
  if (!probe) return undefined;
  const title = "Add the healthcheck that this image is known to pass";
  const operations = [set([...service.path, "healthcheck"], probe.healthcheck)];
  if (healthWatchers(project, service).length > 0) {
    return { ...unsafe(title, "A service that was never found unhealthy can be found so now, and what waits for it or restarts it acts on that.", operations), support: probe.support };
  }
  if (probe.doubt !== undefined) return { ...unsafe(title, probe.doubt, operations), support: probe.support };
  return supported(title, { safely: "The server was run with it: it is healthy as soon as it serves. Nothing here acts on it if it is not.", otherwise: "That the image passes it is documented, or was read, and not tried." }, operations, probe.support);
}
