import type { Service } from "../compose/model/service.js";
import { knownValue } from "../compose/model/value.js";
import { remember } from "../compose/remember.js";
import { parseImageReference } from "./reference.js";

/** An image that is pulled as its maker published it. */
export interface PulledImage {
  /** Its one name: `postgres`, `grafana/loki`, `quay.io/keycloak/keycloak`. */
  readonly name: string;
  /** `latest` where none is written, empty where only a digest is. */
  readonly tag: string;
}

/** The image of a service; nothing if it is built here, whatever name it is given, or if its name is not known. */
export const pulledImageOf = remember((service: Service): PulledImage | undefined => {
  const image = knownValue(service.image);
  if (image === undefined || service.isBuilt) return undefined;
  return namedImage(image);
});

/** An image by its reference. */
export function namedImage(reference: string): PulledImage {
  const { registry, repository, tag, digest } = parseImageReference(reference);
  const path = `${registry === "docker.io" ? "" : `${registry}/`}${repository}`.toLowerCase();
  return { name: path.replace(MIRRORS, ""), tag: tag ?? (digest === undefined ? "latest" : "") };
}

/** Amazon's and Google's copies of Docker Hub. */
const MIRRORS = /^(?:public\.ecr\.aws\/docker\/library|mirror\.gcr\.io(?:\/library)?)\//;
