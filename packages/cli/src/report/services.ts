import type { Project } from "@compose-lint/core";
import { roleOf } from "@compose-lint/core/images";
import { atLineStart, printable } from "@compose-lint/workspace";
import { layOut } from "./table.js";

type Service = Project["services"][number];

/** A line for each service: its name, its image, and the role that the rules take it to have. */
export function describeServices(services: readonly Service[]): readonly string[] {
  const rows = services.map((service) => [service.name, imageOf(service), roleOf(service)].map((text) => [{ plain: printable(text), shown: printable(text) }]));
  return layOut(rows, Infinity).map((line) => atLineStart(`  ${line}`));
}

function imageOf({ kind, image, isBuilt }: Service): string {
  if (kind === "provider") return "(a provider)";
  if (image) return image.known ? image.text : "(not known)";
  return isBuilt ? "(built)" : "(none here)";
}
