import type { Place } from "../../compose/place.js";
import type { FactName } from "./facts.js";

/** What makes something else of an image: a key of the service, or an instruction of its Dockerfile. */
export interface Obstacle {
  readonly key: ServiceKey | DockerfileKey;
  /** Where it is written, if that can be shown. */
  readonly place?: Place;
}

export type ServiceKey = "entrypoint" | "command" | "user" | "privileged" | "cap_drop" | "environment" | "env_file" | "volumes" | "pid";

export type DockerfileKey = "ENTRYPOINT" | "CMD" | "USER" | "ENV" | "RUN" | "COPY" | "ADD" | "VOLUME" | "HEALTHCHECK";

/** An obstacle, and which facts may not be true any more because of it. */
export interface Withholding extends Obstacle {
  readonly facts: readonly FactName[];
}

/** An obstacle within a sentence: "because of …". */
export function obstacleText({ key }: Obstacle): string {
  return isInDockerfile(key) ? `${key} in its Dockerfile` : key;
}

function isInDockerfile(key: Obstacle["key"]): key is DockerfileKey {
  return key === key.toUpperCase();
}

/** What is true only of the server that the image's entrypoint starts. What it declares, and what is installed in it, stays. */
export const OF_THE_PROGRAM: readonly FactName[] = ["drop", "otherUser", "capabilities", "ports", "files", "stop", "pid1", "probe", "secrets", "firstStart", "memory", "processes"];

/** The script that nearly every image starts with. */
export const ENTRYPOINT_SCRIPT = /\/(?:docker-)?entrypoint(?:\.sh)?$/;

/** Whether one of two paths is the other one, or above it. */
export function touches(one: string, other: string): boolean {
  return one === other || one.startsWith(`${other}/`) || other.startsWith(`${one}/`);
}
