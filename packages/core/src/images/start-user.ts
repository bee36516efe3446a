import { environmentOf } from "../compose/model/assignment.js";
import { programOf } from "../compose/model/program.js";
import type { Service } from "../compose/model/service.js";
import { knownValue } from "../compose/model/value.js";
import { remember } from "../compose/remember.js";
import type { Facts } from "./catalogue/facts.js";
import { factsThatHold } from "./catalogue/invocation.js";
import { imageFactsOf } from "./catalogue/lookup.js";
import { imageName, parseImageReference } from "./reference.js";

/** Who an image starts as: as root, which it or all of its workers give up by themselves; as root for good; or as a user of its own. */
export type Start = "root-that-leaves" | "root-that-stays" | "own-user";

/** By what is known of an image, as long as nothing else is started in it; nothing if that is only believed. */
export function startOf({ user, drop }: Pick<Facts, "user" | "drop">): Start | undefined {
  if (!user || user.confidence === "inferred") return undefined;
  if (user.starts === "own") return "own-user";
  if (!drop || drop.confidence === "inferred") return undefined;
  return drop.who === "nobody" ? "root-that-stays" : "root-that-leaves";
}

/** Who the image that is pulled for a service starts as; nothing if that is not known, or if the service starts something else. */
export function pulledStartOf(service: Service): Start | undefined {
  const held = service.isBuilt ? undefined : factsThatHold(service);
  const start = held && startOf(held.image.facts);
  // Whoever the service itself names, or however little it may do, its image is the same.
  const isOther = held?.otherProgram !== undefined || ["environment", "env_file", "volumes"].includes(held?.withheld.get("drop")?.key ?? "");
  return start === "root-that-leaves" && isOther ? undefined : start;
}

/** Whether an image is made to give up root by itself, whatever the service does with it. */
export function isMadeToLeaveRoot(service: Service): boolean {
  const image = knownValue(service.image);
  if (image === undefined) return false;
  const reference = parseImageReference(image);
  // A copy in somebody's registry is most likely still the same.
  const facts = (service.isBuilt ? undefined : imageFactsOf(image)) ?? imageFactsOf(`${imageName(reference)}:${reference.tag ?? "latest"}`);
  return facts !== undefined && startOf(facts.facts) === "root-that-leaves";
}

/** Whether the command or the environment of a service make another user of root, whatever its image does. */
export const leavesRootByItself = remember((service: Service): boolean => {
  const { entrypoint, command } = programOf(service);
  const words = [entrypoint, command].flatMap((part) => part?.words ?? []);
  // What nobody knows may do so.
  if (words.some(({ known }) => !known)) return true;
  if (SWITCHES_USER.test(words.map((word) => knownValue(word) ?? "").join(" "))) return true;
  // Images that start as root by design take the user to become from here, by number.
  return environmentOf(service).some(({ name, value }) => NAMES_USER.test(name) && (value?.known !== true || /^[1-9]\d*(?::|$)/.test(value.value)));
});

/** `PUID`, `USER_ID`, `RUN_AS`, `APP_USER` and the like. */
const NAMES_USER = /(?:^|_)(?:P?UID|USER|USER_?ID|RUN_?AS)$/i;

/** A program that goes on as another user, in a command or a script. */
export const SWITCHES_USER = /(?:^|[\s/;&|(])(?:gosu|su-exec|setpriv|runuser|s6-setuidgid|chpst)(?=\s)/;
