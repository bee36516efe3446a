import type { Service } from "../compose/model/service.js";
import type { Fact, Tools } from "./catalogue/facts.js";
import { factsThatHold } from "./catalogue/invocation.js";
import { baseImageOf } from "./dockerfile-of.js";

/**
 * What `sh` is in the image of a service, or in the one that its Dockerfile begins with. `dash` (Debian, Ubuntu) starts every program of a script
 * as a child. `ash` (Alpine, BusyBox) becomes the last one, as if `exec` stood in front of it. `none`: there is no shell, and nothing else but the
 * image's own program. Nothing if that is not known.
 */
export function shellOf(service: Service): Tools["shell"] {
  return toolsOf(service)?.shell ?? shellByTag(baseImageOf(service)?.tag ?? "");
}

/** Whether the image of a service, or the one that its Dockerfile begins with, is known to be without a program. */
export function lacksProgram(service: Service, program: string): boolean {
  const { shell, present = [], absent = [] } = toolsOf(service) ?? {};
  return absent.includes(program) || (shell === "none" && GENERAL.has(program) && !present.includes(program));
}

/** Of a program that is only believed to be missing, nothing is said. */
function toolsOf(service: Service): Fact<Tools> | undefined {
  const tools = factsThatHold(service)?.facts.tools;
  return tools?.confidence === "inferred" ? undefined : tools;
}

/** Whoever makes an image says by these words what it is made on. */
function shellByTag(tag: string): Tools["shell"] {
  if (tag.includes("alpine")) return "ash";
  return DEBIAN_RELEASES.test(tag) ? "dash" : undefined;
}

/** The names of releases that stand in tags of images on Debian and Ubuntu. */
const DEBIAN_RELEASES = /(?:^|-)(?:stretch|buster|bullseye|bookworm|trixie|bionic|focal|jammy|noble)(?:-|$)/;

/** What every system has, or people take for granted. */
const GENERAL: ReadonlySet<string> = new Set(["sh", "bash", "ash", "curl", "wget", "nc", "cat", "test", "[", "echo", "exit", "true", "ls", "ps", "grep", "pgrep", "pidof", "ping", "stat", "timeout", "netstat"]);
