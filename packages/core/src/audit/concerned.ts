import type { Project } from "../compose/load.js";
import { definitionsOf } from "../compose/model/definition.js";
import { networkMembers } from "../compose/model/sharing.js";
import { builtUserOf } from "../images/built-user.js";
import { placeKey, type Place } from "../compose/place.js";

interface Finding {
  readonly rule: string;
  readonly service?: string;
  readonly place: Place;
}

/** The services that a finding is about, by name. What is told once may hold of several. */
export function concernedBy(project: Project, { rule, service, place }: Finding): readonly string[] {
  if (service === undefined) return membersOfNetworkAt(project, place);
  if (rule !== "non-root-user") return [service];
  // Of services that are built from one Dockerfile, the rule names the first.
  const others = project.services.filter((other) => {
    const built = builtUserOf(other);
    return built?.kind === "root" && placeKey(built.place) === placeKey(place) && !other.user;
  });
  return [...new Set([service, ...others.map(({ name }) => name)])];
}

/** A finding about a network concerns whoever is on it. */
function membersOfNetworkAt(project: Project, { file, range }: Place): readonly string[] {
  const found = [...definitionsOf(project, "network").values()].find(
    ({ origin }) => origin.file.path === file.path && (origin.keyRange ?? origin.range).start <= range.start && range.end <= Math.max(origin.range.end, origin.keyRange?.end ?? 0),
  );
  return found ? (networkMembers(project).get(found.key) ?? []).map(({ service }) => service.name) : [];
}
