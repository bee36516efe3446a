import { knownWords } from "../compose/model/command.js";
import { programOf } from "../compose/model/program.js";
import type { Service } from "../compose/model/service.js";
import { atValue, type Place } from "../compose/place.js";
import { remember } from "../compose/remember.js";
import type { ImageCommand } from "../dockerfile/built-image.js";
import { builtImageOf } from "./dockerfile-of.js";

/** What a container is started with, as far as the service or its Dockerfile says. */
export interface StartCommand {
  /** Of the entrypoint, and of the command behind it. Nothing if one of them is not known. */
  readonly words: readonly string[] | undefined;
  /** The command; the entrypoint where there is none. */
  readonly place: Place;
  /** Whether that is in the Dockerfile. */
  readonly isInDockerfile: boolean;
  /** Whether nothing of the image below can stand in front of it. */
  readonly hasEntrypoint: boolean;
}

/**
 * Nothing if neither says anything. An `entrypoint` of the service takes the place of both of the image's, a `command` only of its command.
 * Source: Compose Specification, "entrypoint"; Dockerfile reference, "Understand how CMD and ENTRYPOINT interact".
 */
export const startCommandOf = remember((service: Service): StartCommand | undefined => {
  const { entrypoint, command } = programOf(service);
  const built = entrypoint ? undefined : builtImageOf(service);
  const inFront = entrypoint ? knownWords(entrypoint) : built?.entrypoint ? wordsOf(built.entrypoint) : [];
  const behind = command ? knownWords(command) : built?.command ? wordsOf(built.command) : [];
  const own = command?.words.length ? command : entrypoint;
  const ofImage = command?.words.length ? undefined : built?.command && wordsOf(built.command).length > 0 ? built.command : built?.entrypoint;
  const place = own ? atValue(own.origin) : ofImage?.place;
  if (!place) return undefined;
  return { words: inFront && behind && [...inFront, ...behind], place, isInDockerfile: !own, hasEntrypoint: entrypoint !== undefined || built?.entrypoint !== undefined };
});

/** The shell form has the shell in front, which is that of the base image where no other is named. */
function wordsOf(command: ImageCommand): readonly string[] {
  return command.form === "exec" ? command.words : [...(command.shell ?? ["/bin/sh", "-c"]), command.script];
}
