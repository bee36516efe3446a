import { spawnSync } from "node:child_process";
import { join } from "node:path";

/** One project for the oracle to load; see README.md. */
export interface OracleRequest {
  readonly id: string;
  readonly workdir: string;
  readonly files: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly profiles: readonly string[];
  readonly projectName: string;
}

export interface OracleAnswer {
  readonly id: string;
  readonly valid: boolean;
  readonly model?: unknown;
  readonly error?: string;
  readonly panic?: boolean;
  readonly timeout?: boolean;
}

/** Builds the oracle and lets it load the projects, all in one run. */
export function askOracle(requests: readonly OracleRequest[]): readonly OracleAnswer[] {
  const binary = join(import.meta.dirname, "bin", process.platform === "win32" ? "oracle.exe" : "oracle");
  run("go", ["build", "-trimpath", "-o", binary, "."], "");
  const answers = run(binary, [], requests.map((request) => `${JSON.stringify(request)}\n`).join(""));
  return answers.trim().split("\n").map((line) => JSON.parse(line) as OracleAnswer);
}

function run(command: string, options: readonly string[], input: string): string {
  const result = spawnSync(command, options, { cwd: import.meta.dirname, encoding: "utf8", input, maxBuffer: 2 ** 30 });
  if (result.error) throw result.error;
  if (result.status !== 0) throw new Error(`${command} failed:\n${result.stderr}`);
  return result.stdout;
}
