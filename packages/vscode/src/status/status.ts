import type { ServerState } from "../server.js";

/** What a status is made of. */
export interface Situation {
  readonly server: ServerState;
  /** Whether files of this folder are linted. */
  readonly isEnabled: boolean;
  readonly isTrusted: boolean;
  /** Those of the findings in the file, as VS Code counts them: 0 error, 1 warning, 2 information, 3 hint. */
  readonly severities: readonly number[];
}

/** What is shown of it. */
export interface Status {
  readonly text: string;
  readonly detail: string;
  readonly isBusy: boolean;
  readonly isFault: boolean;
  /** What a click does. */
  readonly offer: "restart" | "showLog";
}

/** Tells what there is to say of a file and the server, in a few words. */
export function statusOf({ server, isEnabled, isTrusted, severities }: Situation): Status {
  const usual = { detail: "", isBusy: false, isFault: false, offer: "showLog" } as const;
  switch (server) {
    case "starting":
      return { ...usual, text: "starting", isBusy: true };
    case "stopped":
      return { ...usual, text: "not running", detail: "its log says why", isFault: true, offer: "restart" };
    case "running":
      if (!isEnabled) return { ...usual, text: "off", detail: "composeLint.enable is false" };
      return { ...usual, text: counted(severities.length, "finding"), detail: [bySeverity(severities), ...(isTrusted ? [] : [UNTRUSTED])].filter((part) => part !== "").join("; ") };
  }
}

const UNTRUSTED = "restricted mode: configurations that are programs are not run";

const SEVERITIES = ["error", "warning", "note"] as const;

function bySeverity(severities: readonly number[]): string {
  return SEVERITIES.flatMap((name, index) => {
    const count = severities.filter((severity) => Math.min(severity, SEVERITIES.length - 1) === index).length;
    return count === 0 ? [] : [counted(count, name)];
  }).join(", ");
}

function counted(count: number, what: string): string {
  return `${count === 0 ? "no" : count} ${what}${count === 1 ? "" : "s"}`;
}
