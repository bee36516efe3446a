import type { Preset } from "@compose-lint/core";
import type { PullRequestName } from "../github/pull-request.js";
import type { Published } from "../forge/published.js";

/** What a worker is asked to do. */
export interface Order {
  readonly name: PullRequestName;
  readonly apiUrl: string;
  /** For this repository alone. */
  readonly token: string;
  readonly userAgent: string;
  readonly presets: readonly Preset[];
  readonly mostChangedFiles: number;
}

/** What came of it. */
export type Result =
  | { readonly kind: "reviewed"; readonly published: Published; readonly head: string; readonly failures: readonly { readonly rule: string; readonly file: string }[] }
  /** Merged or closed meanwhile. */
  | { readonly kind: "closed" }
  | { readonly kind: "too-large"; readonly files: number }
  /** In words for people; what is sensitive is not in them. */
  | { readonly kind: "failed"; readonly why: string };

/** What a worker tells while it works. */
export type Message = { readonly wait: string } | { readonly result: Result };
