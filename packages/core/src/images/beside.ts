import type { Service } from "../compose/model/service.js";
import type { Place } from "../compose/place.js";
import type { Obstacle } from "./catalogue/obstacle.js";
import { builtImageOf } from "./dockerfile-of.js";

/** A place that a finding points at besides its own. */
interface PlaceBeside extends Place {
  readonly message: string;
}

/** The line of a Dockerfile that brings along the image which a finding is about; none if the service is not built here. */
export function baseLineOf(service: Service): readonly PlaceBeside[] {
  const base = builtImageOf(service)?.base;
  return base?.kind === "image" ? [{ ...base.place, message: `${service.name} is built on ${base.reference.replace(/@.*/s, "")}` }] : [];
}

/** What makes something else of an image, so that not all that is known of it holds. */
export function obstacleLineOf({ place }: Obstacle): readonly PlaceBeside[] {
  return place ? [{ ...place, message: "What is known of the image may not hold because of this" }] : [];
}
