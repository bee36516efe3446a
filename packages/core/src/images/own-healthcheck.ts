import type { Service } from "../compose/model/service.js";
import { factsThatHold } from "./catalogue/invocation.js";
import { builtImageOf } from "./dockerfile-of.js";

/** Whether the image of a service has a `HEALTHCHECK`, be it from its Dockerfile or from the image below; nothing if that is not known. */
export function bringsHealthcheck(service: Service): boolean | undefined {
  const built = builtImageOf(service);
  if (built?.healthcheck) return built.healthcheck.kind === "own";
  return built?.base.kind === "scratch" ? false : factsThatHold(service)?.facts.healthcheck?.declared;
}
