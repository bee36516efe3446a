import { execFile } from "node:child_process";
import { join } from "node:path";

/** What is to be audited, and how. */
export interface Audit {
  /** Every project in it. */
  readonly folder: string;
  /** What files are named from. */
  readonly workspaceFolder: string;
  /** Instead of the nearest configuration of each file; relative to the folder of the workspace. Empty for those. */
  readonly config: string;
}

export type AuditOutcome =
  /** A page, and what was remarked on the way. */
  | { readonly kind: "page"; readonly html: string; readonly remarks: string }
  | { readonly kind: "failed"; readonly message: string }
  | { readonly kind: "cancelled" };

/** The words of the command line. However red a service is, it is shown and no failure. The folder comes last and may look like an option. */
export function auditWords({ folder, config }: Audit): readonly string[] {
  return ["audit", "--format", "html", "--max-red", "999", "--no-color", ...(config === "" ? [] : ["--config", config]), "--", folder];
}

/** Runs the command that is in the extension, on the Node that VS Code has. It reads what is saved. */
export async function runAudit(audit: Audit, extensionPath: string, signal: AbortSignal): Promise<AuditOutcome> {
  const command = join(extensionPath, "dist/cli.cjs");
  const options = { cwd: audit.workspaceFolder, env: { ...process.env, ELECTRON_RUN_AS_NODE: "1" }, signal, maxBuffer: MOST_BYTES, timeout: LONGEST_MS, windowsHide: true };
  return await new Promise((resolve) => {
    execFile(process.execPath, [command, ...auditWords(audit)], options, (error, html, errors) => {
      if (signal.aborted) resolve({ kind: "cancelled" });
      else resolve(outcomeOf(error, html, errors));
    });
  });
}

/** Of a page this long nobody would read the end. */
const MOST_BYTES = 64 * 1024 * 1024;
const LONGEST_MS = 120_000;

/** How the process ended: with a number, or with the name of what kept it from running. */
interface Ended {
  readonly code?: string | number | null | undefined;
  readonly killed?: boolean;
  readonly message: string;
}

/** The command ends with 2 if it could not do all of its job; then there may be a page of what it could. */
export function outcomeOf(error: Ended | null, html: string, errors: string): AuditOutcome {
  const remarks = errors.trim();
  if (error?.killed === true) return { kind: "failed", message: "It took longer than two minutes, or became too long." };
  if (error && typeof error.code !== "number") return { kind: "failed", message: error.message };
  if (error === null || html.includes("<table")) return { kind: "page", html, remarks };
  return { kind: "failed", message: error.code === FAILURE ? remarks : gist(remarks, error.message) };
}

/** The command's own word for that it could not do its job; it has said why. */
const FAILURE = 2;

/** Of what a crash leaves behind, the line that says what it was. */
function gist(remarks: string, otherwise: string): string {
  return remarks.split("\n").find((line) => /^\w*Error\b/.test(line)) ?? otherwise;
}
