import { rename } from "../../compose/operation.js";
import { atKey, atValue } from "../../compose/place.js";
import { nearest } from "../../compose/schema/did-you-mean.js";
import { textOf, type Tree } from "../../compose/tree.js";
import { isByteSize } from "../../compose/values/amount.js";
import { driversWith, logOptionsOf } from "../../compose/values/log-options.js";
import { defineRule, unsafe } from "../rule.js";

/** The schema lets every name and value pass; the daemon checks both when it creates the container. */
export default defineRule({
  category: "validity",
  summary: "The logging driver does not know an option, or cannot read its value.",
  severity: "error",
  presets: ["recommended", "production", "strict"],
  fixable: "unsafe",
  tags: [],
  references: ["https://docs.docker.com/engine/logging/configure/", "https://docs.docker.com/engine/logging/drivers/json-file/"],
  messages: {
    meant: ({ service, option, driver, meant }: { service: string; option: string; driver: string; meant: string }) => `Docker will not start ${service}: the logging driver ${driver} has no option ${option}. Write ${meant}.`,
    elsewhere: ({ service, option, driver, others }: { service: string; option: string; driver: string; others: string }) =>
      `Docker will not start ${service}: the logging driver ${driver} has no option ${option}; it belongs to ${others}. Take it out, or name that driver.`,
    unknown: ({ service, option, driver }: { service: string; option: string; driver: string }) => `Docker will not start ${service}: the logging driver ${driver} has no option ${option}. Take it out.`,
    value: ({ service, option, text, wanted }: { service: string; option: string; text: string; wanted: string }) => `Docker will not start ${service}: ${option} is "${text}", and must be ${wanted}.`,
    buffer: ({ service }: { service: string }) => `Docker will not start ${service}: max-buffer-size is only for \`mode: non-blocking\`. Set the mode.`,
  },
  check(project, report) {
    for (const service of project.services) {
      const { driver } = service.logging;
      const options = service.get("logging", "options");
      if (service.kind === "provider" || driver?.known === false || options?.kind !== "mapping") continue;
      const name = driver?.value ?? DEFAULT_DRIVER;
      const known = logOptionsOf(name);
      if (!known) continue;
      for (const [option, value] of options.entries) {
        // What begins with x- Compose drops before Docker sees it.
        if (option.startsWith("x-")) continue;
        const data = { service: service.name, option, driver: name };
        if (known.includes(option)) {
          const wanted = wantedInstead(option, value);
          if (wanted !== undefined) report({ at: atValue(value.origin), service, message: ["value", { ...data, text: textOf(value) ?? "", wanted }] });
          continue;
        }
        const meant = RENAMED.get(option) ?? onlyOne(nearest(option, known).names);
        // Without a driver it is the daemon's own choice: only a slip of the pen is certain.
        if (!driver && meant === undefined) continue;
        const others = driversWith(option);
        const at = atKey(value.origin);
        if (meant === undefined) report({ at, service, message: others.length === 0 ? ["unknown", data] : ["elsewhere", { ...data, others: others.join(", ") }] });
        else {
          const isFree = !options.entries.has(meant);
          report({
            at,
            service,
            message: ["meant", { ...data, meant }],
            ...(isFree ? { fix: unsafe(`Rename it to ${meant}`, "Docker refused the container so far; under this name the option takes effect.", [rename([...service.path, "logging", "options", option], meant)]) } : {}),
          });
        }
      }
      const bufferSize = options.entries.get("max-buffer-size");
      if (bufferSize && !options.entries.has("mode")) report({ at: atKey(bufferSize.origin), service, message: ["buffer", { service: service.name }] });
    }
  },
});

/** What Docker takes if neither the service nor `daemon.json` says otherwise. */
const DEFAULT_DRIVER = "json-file";

/** Names that Docker itself gave up. */
const RENAMED: ReadonlyMap<string, string> = new Map([["fluentd-async-connect", "fluentd-async"]]);

function onlyOne(names: readonly string[]): string | undefined {
  return names.length === 1 ? names[0] : undefined;
}

/** What the value must be, if it is something else. */
function wantedInstead(option: string, value: Tree): string | undefined {
  const text = textOf(value);
  if (text === undefined) return undefined;
  switch (option) {
    case "max-size":
    case "max-buffer-size":
      return isByteSize(text) && !/^[-+]?0*(?:\.0*)?[a-z]*$/i.test(text) && !text.startsWith("-") ? undefined : "a size such as 10m";
    case "max-file":
      return /^\+?0*[1-9]\d*$/.test(text) ? undefined : "a whole number from 1";
    case "mode":
      return /^(?:blocking|non-blocking)?$/.test(text) ? undefined : "blocking or non-blocking";
    case "compress":
      return /^(?:1|t|T|TRUE|true|True|0|f|F|FALSE|false|False)$/.test(text) ? undefined : "true or false";
    default:
      return undefined;
  }
}
