/** The review as a service: started by its image, set up by variables of the environment. */
import { readFileSync } from "node:fs";
import { Trouble } from "@compose-lint/workspace";
import { openLog } from "./log.js";
import { startService } from "./service.js";
import { readSettings } from "./settings.js";

try {
  const settings = readSettings(process.env, (path) => readFileSync(path, "utf8"));
  const log = openLog(settings.logLevel);
  const service = await startService(settings, log);
  let isStopping = false;
  const stop = (): void => {
    if (isStopping) return;
    isStopping = true;
    void service.stop().then(() => process.exit(0));
  };
  process.on("SIGTERM", stop).on("SIGINT", stop);
} catch (error) {
  if (!(error instanceof Trouble)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exit(2);
}
