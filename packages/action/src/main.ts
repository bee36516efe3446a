// The Action of GitHub: starts the command that stands beside it in the repository, as its inputs say.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { exitCodeOf, FAILURE, runsFor } from "./runs.js";

const command = fileURLToPath(new URL("./compose-lint.mjs", import.meta.url));

try {
  const ended = runsFor(process.env).map((run) => {
    const { status, error } = spawnSync(process.execPath, [command, ...run.args], { env: run.env, stdio: ["ignore", "inherit", "inherit"] });
    if (error) throw error;
    return { run, code: status ?? FAILURE };
  });
  process.exitCode = exitCodeOf(ended);
} catch (error) {
  // A workflow command: it shows the sentence where people look.
  console.log(`::error title=compose-lint::${(error instanceof Error ? error.message : String(error)).replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A")}`);
  process.exitCode = FAILURE;
}
