import type { Operation } from "../../packages/core/src/compose/operation.js";
import { isWithin, placesOf, type Change } from "./changes.js";
import type { Completion } from "./completion.js";

/** An operation of which nothing is to be seen in what Compose prints, and why that is right. */
export interface UnseenOperation {
  readonly because: string;
  readonly covers: (operation: Operation, given: Completion["sections"]) => boolean;
}

export const unseenOperations: readonly UnseenOperation[] = [
  {
    because: "Compose takes `version` out before it does anything else.",
    covers: ({ kind, path }) => kind === "remove" && path.join(".") === "version",
  },
  {
    because: "A value in quotes is read as the text that it was already.",
    covers: (operation) => operation.kind === "respell" && operation.value === undefined,
  },
  {
    because: "A file mode with a leading zero is octal, as a number and as a text.",
    covers: (operation) => operation.kind === "respell" && operation.path.at(-1) === "mode" && /^0[0-7]+$/.test(operation.value ?? ""),
  },
  {
    because: "The order of keys means nothing to Compose.",
    covers: (operation) => operation.kind === "arrange" && operation.order.every((step) => typeof step === "string"),
  },
  {
    because: "What the operation defines, the completion of the project has defined before, so that Compose would load it at all.",
    covers: ({ kind, path: [section = "", name = "", ...rest] }, given) => kind === "set" && rest.length === 0 && given[section]?.[name] !== undefined,
  },
];

/** A change that no operation speaks of, because Compose makes it itself of one that an operation does speak of. */
export interface DerivedChange {
  readonly because: string;
  readonly covers: (change: Change, operations: readonly Operation[]) => boolean;
}

export const derivedChanges: readonly DerivedChange[] = [
  {
    because: "A `pre_start` hook gets all of its service.",
    covers: ({ path: [services = "", service = "", key, , ...rest] }, operations) =>
      services === "services" && key === "pre_start" && operations.flatMap(placesOf).some((place) => isWithin([services, service, ...rest], place)),
  },
  {
    because: "What services share through an anchor is changed where it is written, which Compose prints if that is an extension.",
    covers: ({ path: [section, ...rest] }, operations) =>
      typeof section === "string" && section.startsWith("x-") && operations.flatMap(placesOf).some((place) => rest.includes(place.at(-1) ?? "")),
  },
];
