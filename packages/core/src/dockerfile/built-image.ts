import type { Place } from "../compose/place.js";
import type { Instruction } from "./instructions.js";
import type { Stated } from "./source.js";

/** What a Dockerfile makes of the image that it begins with. What is absent is that image's own. */
export interface BuiltImage {
  readonly base: Base;
  readonly user?: Stated<string>;
  readonly workingDirectory?: Stated<string>;
  /** By its one name, such as `SIGQUIT`. */
  readonly stopSignal?: Stated<string>;
  readonly healthcheck?: ImageHealthcheck;
  readonly entrypoint?: ImageCommand;
  /** Without words where `ENTRYPOINT` has taken away the one of the image below. */
  readonly command?: ImageCommand;
  /** Those of the image below come on top, as do its volumes. */
  readonly ports: readonly Stated<ExposedPort>[];
  readonly volumes: readonly Stated<string>[];
  /** What `ENV` sets, in its order; a later one of the same name counts. */
  readonly environment: readonly ImageVariable[];
  /** `RUN`, `COPY` and `ADD` in the order in which they make the image, by whichever of its stages. */
  readonly steps: readonly BuildStep[];
}

/** What the first of the stages that an image is made of begins with. */
export type Base =
  | { readonly kind: "image"; readonly reference: string; readonly place: Place }
  /** Nothing at all. */
  | { readonly kind: "scratch"; readonly place: Place }
  /** That depends on a variable without a value, or `additional_contexts` puts something else in its place. */
  | { readonly kind: "unknown"; readonly place: Place };

export type ImageCommand =
  | { readonly form: "exec"; readonly words: readonly string[]; readonly place: Place }
  /** `shell` is absent where it is that of the image below, which is `/bin/sh -c` unless that says otherwise. */
  | { readonly form: "shell"; readonly script: string; readonly shell?: readonly string[]; readonly place: Place };

export type ImageHealthcheck =
  | { readonly kind: "none"; readonly place: Place }
  | {
      readonly kind: "own";
      readonly test: { readonly form: "exec"; readonly words: readonly string[] } | { readonly form: "shell"; readonly script: string };
      /** Milliseconds, as all times are; absent where Docker's default holds. */
      readonly interval?: number;
      readonly timeout?: number;
      readonly startPeriod?: number;
      readonly startInterval?: number;
      readonly retries?: number;
      readonly place: Place;
    };

export interface ImageVariable {
  readonly name: string;
  readonly value: Stated<string>;
}

export interface ExposedPort {
  readonly start: number;
  /** The same where it is no range. */
  readonly end: number;
  readonly protocol: "tcp" | "udp" | "sctp";
}

export interface BuildStep {
  readonly instruction: Instruction;
  readonly place: Place;
}
