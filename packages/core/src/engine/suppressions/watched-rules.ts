import type { Project } from "../../compose/load.js";
import type { Configuration, RuleSetting } from "../configuration.js";

/**
 * Tells whether a rule has looked at everything in a file. It has not where it is off, or broke; nor has any rule where the project is
 * not all there, because rules say nothing of what they cannot see: half a service, files that were not followed, services of other
 * profiles, or what Compose refuses.
 */
export function isWatched(project: Project, { rules, ignores }: Configuration, broken: ReadonlySet<string>): (rule: string, path: string) => boolean {
  if (!isWhole(project)) return () => false;
  const settings = new Map(rules.map((setting) => [setting.rule.name, setting]));
  return (rule, path) => {
    const setting = settings.get(rule);
    return setting !== undefined && !setting.rule.review && !broken.has(rule) && !ignores?.(path) && isOnIn(setting, path);
  };
}

function isWhole({ tree, problems, services, request }: Project): boolean {
  if (!tree || request.follow === false || request.profiles !== undefined) return false;
  return services.every(({ complete }) => complete) && problems.every(({ kind }) => kind === "interpolation");
}

/** Whether a rule is on for all of a file. */
function isOnIn({ severity = "on", exceptions = [] }: RuleSetting, path: string): boolean {
  let isOn = severity !== "off";
  for (const { severity: level, inFile, forService } of exceptions) {
    if (level === undefined || !(inFile?.(path) ?? true)) continue;
    if (level === "off") isOn = false;
    else if (!forService) isOn = true;
  }
  return isOn;
}
