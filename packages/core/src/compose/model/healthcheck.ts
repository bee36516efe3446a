import type { Path } from "../path.js";
import { remember } from "../remember.js";
import { itemsOf, textOf, type Origin } from "../tree.js";
import type { Service } from "./service.js";
import { asDuration, asFlag, asNumber, knownValue, readerOf, readTexts, type Value } from "./value.js";

/** What the key `healthcheck` says. The image may have a healthcheck of its own, which this takes the place of, changes or turns off. */
export interface Healthcheck {
  /**
   * `own`: it has a test. `inherited`: it has none, so that that of the image goes on, with other times. `disabled`: there is none at all.
   * `unknown`: that depends on a variable nobody set, or Compose refuses the test.
   */
  readonly state: "own" | "inherited" | "disabled" | "unknown";
  /** Only if the state is `own`. */
  readonly test?: HealthTest;
  /** Milliseconds, as all times are; 0 leaves that of the image. */
  readonly interval: Value<number> | undefined;
  readonly timeout: Value<number> | undefined;
  readonly startPeriod: Value<number> | undefined;
  readonly startInterval: Value<number> | undefined;
  readonly retries: Value<number> | undefined;
  readonly origin: Origin;
  readonly path: Path;
}

export type HealthTest =
  /** `CMD`: a program and its arguments, without a shell. */
  | { readonly form: "exec"; readonly words: readonly Value<string>[]; readonly origin: Origin; readonly path: Path }
  /** `CMD-SHELL`, or one text: a script for the image's shell. */
  | { readonly form: "shell"; readonly script: Value<string>; readonly origin: Origin; readonly path: Path };

/** What Docker takes for what is neither here nor in the image; times in milliseconds. Source: moby `daemon/health.go`. */
export const HEALTHCHECK_DEFAULTS = { interval: 30_000, timeout: 30_000, startPeriod: 0, startInterval: 5_000, retries: 3 } as const;

/** Nothing if the service does not have the key; then the image's own healthcheck counts, if it has one. */
export const healthcheckOf = remember((service: Service): Healthcheck | undefined => {
  const node = service.get("healthcheck");
  if (node?.kind !== "mapping") return undefined;
  const path: Path = [...service.path, "healthcheck"];
  const read = readerOf(node, path);
  const test = readTest(service);
  return {
    ...(typeof test === "string" ? { state: test } : { state: "own", test }),
    ...disabling(read(asFlag, "disable")),
    interval: read(asDuration, "interval"),
    timeout: read(asDuration, "timeout"),
    startPeriod: read(asDuration, "start_period"),
    startInterval: read(asDuration, "start_interval"),
    retries: read(asNumber, "retries"),
    origin: node.origin,
    path,
  };
});

/** `disable: true` goes before any test. Source: docker/compose `pkg/compose/convert.go`, `ToMobyHealthCheck`. */
function disabling(disable: Value<boolean> | undefined): Pick<Healthcheck, "state" | "test"> | undefined {
  if (disable?.known === false) return { state: "unknown" };
  return knownValue(disable) === true ? { state: "disabled" } : undefined;
}

/** The test, or what it means that there is none. Source: moby `daemon/health.go`, `getProbe`. */
function readTest(service: Service): HealthTest | Exclude<Healthcheck["state"], "own"> {
  const node = service.get("healthcheck", "test");
  const [kind] = itemsOf(node);
  if (!node || !kind) return node?.kind === "scalar" && !node.known ? "unknown" : "inherited";
  const placed = { origin: node.origin, path: [...service.path, "healthcheck", "test"] };
  const [, ...words] = readTexts(service.tree, service.path, ["healthcheck", "test"]);
  const [script] = words;
  switch (textOf(kind)) {
    case "NONE":
      return "disabled";
    case "CMD":
      return { form: "exec", words, ...placed };
    case "CMD-SHELL":
      return script ? { form: "shell", script, ...placed } : "unknown";
    default:
      return "unknown";
  }
}
