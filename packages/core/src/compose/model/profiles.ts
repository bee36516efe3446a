import { readTexts } from "./value.js";
import type { Service } from "./service.js";

/**
 * The profiles of which one has to be enabled for a service to run; none if it always runs. Nothing if one of them is not certain: it
 * comes from a variable (`${COMPOSE_PROFILES}` is enabled whatever it holds), or is empty, which is enabled as long as no other is.
 */
export function profilesOf(service: Service): ReadonlySet<string> | undefined {
  const names = new Set<string>();
  for (const profile of readTexts(service.tree, service.path, ["profiles"])) {
    if (!profile.known || profile.variables.length > 0 || profile.value === "") return undefined;
    names.add(profile.value);
  }
  return names;
}

/**
 * Whether two services are meant to run at the same time: both always run, or one profile starts both. Services of different profiles
 * can be enabled together, and a service of a profile runs beside those that always run; but both are also how alternatives are
 * written (`web` and, started by its name, `web-debug`), so that nothing follows from it.
 */
export function surelyRunTogether(a: Service, b: Service): boolean {
  const [some, others] = [profilesOf(a), profilesOf(b)];
  if (!some || !others) return false;
  if (some.size === 0 || others.size === 0) return some.size === others.size;
  return [...some].some((profile) => others.has(profile));
}

/** How `service` can run while `needed` does not: with this profile enabled alone, or with none. Nothing if it cannot, or if that is not known. */
export function runsWithout(service: Service, needed: Service): { readonly profile?: string } | undefined {
  const [own, other] = [profilesOf(service), profilesOf(needed)];
  if (!own || !other || other.size === 0) return undefined;
  if (own.size === 0) return {};
  const profile = [...own].find((name) => !other.has(name));
  return profile === undefined ? undefined : { profile };
}
