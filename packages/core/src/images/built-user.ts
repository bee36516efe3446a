import { shellScriptOf } from "../compose/model/command.js";
import type { Service } from "../compose/model/service.js";
import type { Place } from "../compose/place.js";
import { shellSteps } from "../compose/values/shell-script.js";
import { isRootUser } from "./catalogue/general.js";
import { imageFactsOf } from "./catalogue/lookup.js";
import { builtImageOf } from "./dockerfile-of.js";
import { startCommandOf, type StartCommand } from "./start-command.js";
import { startOf, SWITCHES_USER } from "./start-user.js";

/** Whom the image that is built for a service runs its program as, unless the service says otherwise. */
export type BuiltUser =
  /** Another user than root, from the start. */
  | { readonly kind: "own" }
  /** Root at first, who becomes another user by the entrypoint of the base image. */
  | { readonly kind: "leaves" }
  /** Root, by the last `USER`; where there is none, by the base image, which is told without its digest. */
  | { readonly kind: "root"; readonly place: Place; readonly base?: string }
  /** A user that depends on a variable without a value. */
  | { readonly kind: "variable" }
  | { readonly kind: "unknown" };

/** Nothing if the service is not built here, or if its Dockerfile cannot be read. */
export function builtUserOf(service: Service): BuiltUser | undefined {
  const built = builtImageOf(service);
  if (!built) return undefined;
  const { user, base } = built;
  if (user?.known === false) return { kind: "variable" };
  if (user && !isRootUser(user.value)) return { kind: "own" };
  const start = base.kind === "scratch" ? "root-that-stays" : base.kind === "image" ? startOf(imageFactsOf(base.reference)?.facts ?? {}) : undefined;
  const command = startCommandOf(service);
  const hasEntrypoint = command?.hasEntrypoint === true;
  if (start === "own-user" && !user) return { kind: "own" };
  if (start === "root-that-leaves") return { kind: hasEntrypoint ? "unknown" : "leaves" };
  // Nobody else is there to become.
  const stays = base.kind === "scratch" ? command !== undefined : staysRoot(command);
  if (!stays || !(start === "root-that-stays" || (user && hasEntrypoint))) return { kind: "unknown" };
  return user ? { kind: "root", place: user.place } : { kind: "root", place: base.place, base: base.kind === "image" ? base.reference.replace(/@.*/s, "") : base.kind };
}

/** Whether a program runs that is known not to become another user by itself; a script or a server may do so. */
function staysRoot(start: StartCommand | undefined): boolean {
  if (!start) return true;
  const script = shellScriptOf(start.words ?? []);
  const words = script === undefined ? start.words : shellSteps(script)?.at(-1)?.words;
  if (!words || (script !== undefined && SWITCHES_USER.test(script))) return false;
  const program = words.find((word) => !IN_FRONT.test(word)) ?? "";
  return RUNNERS.test(program.slice(program.lastIndexOf("/") + 1));
}

/** Inits, their options, and `exec`. */
const IN_FRONT = /^(?:(?:\/\S*\/)?(?:tini|dumb-init)|exec|-.*)$/;

/** Interpreters, and what people start their programs with. */
const RUNNERS = /^(?:node|nodemon|npm|npx|yarn|pnpm|bun|deno|tsx|ts-node|python[\d.]*|uv|uvicorn|flask|django-admin|streamlit|celery|java|dotnet|ruby|bundle|rails|puma|rackup|php|go|air|cargo)$/;
