import { dependenciesOf } from "../../compose/model/dependency.js";
import { runsWithout } from "../../compose/model/profiles.js";
import { servicesByName } from "../../compose/model/services.js";
import { atKey } from "../../compose/place.js";
import { defineRule } from "../rule.js";

/** To Compose, a service whose profile is not enabled does not exist: what depends on it cannot start either. */
export default defineRule({
  category: "validity",
  summary: "A service depends on one whose profile is not enabled with it.",
  severity: "error",
  presets: ["recommended", "production", "strict"],
  tags: [],
  references: ["https://docs.docker.com/compose/how-tos/profiles/", "https://docs.docker.com/reference/compose-file/profiles/"],
  messages: {
    always: ({ service, needed, key }: Names) =>
      `${service} always runs, but ${needed}, which it needs (\`${key}\`), runs only with a profile: without that profile, Compose refuses the whole project. Take the profiles away from ${needed}, or ${wayOut(key)}.`,
    profile: ({ service, needed, key, profile }: Names & { profile: string }) =>
      `The profile \`${profile}\` starts ${service} but not ${needed}, which it needs (\`${key}\`): with that profile alone, Compose refuses the whole project. Add \`${profile}\` to the profiles of ${needed}, or ${wayOut(key)}.`,
  },
  check(project, report) {
    const services = servicesByName(project);
    for (const service of project.services) {
      for (const { on, key, isRequired, place } of dependenciesOf(service)) {
        const needed = services.get(on);
        const without = needed && isRequired ? runsWithout(service, needed) : undefined;
        if (!needed || !without) continue;
        const names = { service: service.name, needed: on, key };
        const profiles = needed.get("profiles");
        report({
          at: place,
          service,
          message: without.profile === undefined ? ["always", names] : ["profile", { ...names, profile: without.profile }],
          ...(profiles ? { related: [{ ...atKey(profiles.origin), message: `The profiles of ${on}` }] } : {}),
        });
      }
    }
  },
});

interface Names {
  readonly service: string;
  readonly needed: string;
  readonly key: string;
}

/** Only an entry of `depends_on` can be made optional; `links` and `volumes_from` are lists, a shared namespace is not. */
function wayOut(key: string): string {
  if (key === "depends_on") return "make the dependency optional with `required: false`";
  return key === "links" || key === "volumes_from" ? `remove it from \`${key}\`` : `remove \`${key}\``;
}
