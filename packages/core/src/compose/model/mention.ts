import { remember } from "../remember.js";
import { environmentOf } from "./assignment.js";
import { programOf } from "./program.js";
import type { Service } from "./service.js";
import { knownValue } from "./value.js";

/**
 * How a service names something on the network, by what it is started with and by its environment: where a host stands (`db:5432`,
 * `DB_HOST=db`, `redis://db`), or as a word that may mean anything. Files and the image may name it as well.
 */
export function mentionOf(service: Service, name: string): "host" | "word" | undefined {
  // Nearly all services do not even have the letters.
  const candidates = textsOf(service).filter((text) => text.includes(name));
  if (candidates.length === 0) return undefined;
  const word = new RegExp(`(?<![\\w.-])${escaped(name)}(?![\\w-]|\\.\\w)`);
  const texts = candidates.filter((text) => word.test(text));
  if (texts.length === 0) return undefined;
  const host = hostPattern(name);
  return texts.some((text) => host.test(text)) ? "host" : "word";
}

/** `KEY=value` for each variable, and the words of entrypoint and command. */
const textsOf = remember((service: Service): readonly string[] => {
  const variables = environmentOf(service).flatMap(({ name, value }) => (value?.known === true ? [`${name}=${value.value}`] : []));
  const { entrypoint, command } = programOf(service);
  const words = [...(entrypoint?.words ?? []), ...(command?.words ?? [])].map((word) => knownValue(word) ?? "");
  // An option and what follows it belong together: `--host db`.
  return [...variables, words.join(" ")];
});

/** After `//` or `@`, in front of a port, or as the value of something that is called a host. */
function hostPattern(name: string): RegExp {
  const host = escaped(name);
  const end = "(?![\\w.-])";
  return new RegExp(`(?://|@)${host}${end}|(?:^|[\\s=,;"'(])${host}:\\d+|(?:HOST|HOSTNAME|SERVER|ADDR|ADDRESS|ENDPOINT)S?[=\\s]"?${host}${end}`, "i");
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
