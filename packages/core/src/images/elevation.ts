import type { Command } from "../compose/model/command.js";
import { healthcheckOf } from "../compose/model/healthcheck.js";
import { hooksOf } from "../compose/model/hook.js";
import { programOf } from "../compose/model/program.js";
import type { Service } from "../compose/model/service.js";
import { knownValue, type Value } from "../compose/model/value.js";
import { factsThatHold } from "./catalogue/invocation.js";
import { supportFrom, type Support } from "./catalogue/trust.js";

/**
 * What shows that no process of a service can gain privileges by starting a program, so that no-new-privileges takes nothing from it; nothing
 * if that is not known.
 *
 * The flag only makes execve() pass over setuid, setgid and capabilities of files, and root loses nothing by that. Source: kernel,
 * `Documentation/userspace-api/no_new_privs.rst`. It does not matter which program of the image a service starts, but which ones are there.
 * Those of every distribution (`su`, `mount`, `passwd`, …) do no more for a user without a password than they do with the flag; ran:
 * test/images/servers/elevation.suite.ts.
 */
export function withoutElevation(service: Service): readonly Support[] | undefined {
  const held = factsThatHold(service);
  const elevation = held?.facts.elevation;
  if (!elevation || elevation.programs.length > 0 || mayBring(service, held.image.invocation.idle === true || held.otherProgram !== undefined)) return undefined;
  return supportFrom(held, ["elevation"]);
}

/** Whether a service may bring in programs that its image has not, or uses those few of a distribution that are good for something. */
function mayBring(service: Service, saysItself: boolean): boolean {
  const { entrypoint, command } = programOf(service);
  const test = healthcheckOf(service)?.test;
  const probe = test === undefined ? [] : test.form === "shell" ? [test.script] : test.words;
  const words = [...wordsOf(entrypoint), ...wordsOf(command), ...hooksOf(service).flatMap((hook) => wordsOf(hook.command)), ...probe];
  const text = words.map((word) => knownValue(word) ?? "").join(" ");
  // A script of one's own may install things too.
  if (saysItself && (SCRIPT.test(text) || words.some(({ known }) => !known))) return true;
  return GAINS.test(text) || !service.mountsComplete || service.mounts.some(({ target }) => PROGRAMS.test(target));
}

function wordsOf(command: Command | undefined): readonly Value<string>[] {
  return command?.words ?? [];
}

/** Programs that install others or give a file a setuid bit or capabilities, and those with such a bit whose use is not only for people with a password. */
const GAINS = /(?:^|[\s;&|(/"'`])(?:apk|apt|apt-get|aptitude|dpkg|rpm|dnf|microdnf|tdnf|yum|zypper|pacman|setcap|chmod\s+(?:\S+\s+)*(?:[ugoa]*\+\w*s|[2-7]\d{3})|su|sudo|doas|pkexec|sg|newgrp|chage|crontab|ping6?|traceroute6?)(?:\s|$)/;

const SCRIPT = /(?<!\bentrypoint)\.(?:ba)?sh\b|(?:curl|wget)\s.*\|/;

/** Where programs are found. */
const PROGRAMS = /^\/(?:usr(?:\/local)?)?(?:\/?s?bin)?$/;
