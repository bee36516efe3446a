import { once } from "node:events";
import { createNodeMiddleware } from "probot";
import { catchUp, type CatchUpState } from "./catch-up.js";
import { GitHubApp } from "./github-app.js";
import type { Job } from "./job.js";
import type { Log } from "./log.js";
import { performer } from "./perform-job.js";
import { JobQueue } from "./queue.js";
import { openServer, WEBHOOK_PATH } from "./server.js";
import type { Settings } from "./settings.js";

/** A service that is running. */
export interface Service {
  /** Takes no more events, lets running reviews end for a while, and gives up what is left. */
  stop(): Promise<void>;
}

/** Starts to take events, then looks up what may have been missed. */
export async function startService(settings: Settings, log: Log): Promise<Service> {
  const app = new GitHubApp(settings, log);
  const queue = new JobQueue<Job>(performer(app, settings, log), settings.parallelJobs);
  const stopping = new AbortController();
  let caughtUp: CatchUpState = "running";
  app.feed(queue);
  const webhooks = await createNodeMiddleware(() => undefined, { probot: app.probot, webhooksPath: WEBHOOK_PATH });
  const server = openServer(webhooks, () => {
    const isReady = !stopping.signal.aborted;
    return { isReady, details: { status: isReady ? "ready" : "stopping", ...queue.state, catchUp: caughtUp } };
  });
  server.listen(settings.port, settings.host);
  await once(server, "listening");
  const address = server.address();
  log.info({ host: settings.host, port: typeof address === "object" ? address?.port : settings.port }, "ready");
  // It may be waiting for GitHub when the service stops, which does not wait for it.
  void catchUp(app, queue, settings, log, stopping.signal).then((state) => { caughtUp = state; });

  return {
    async stop() {
      log.info(queue.state, "stopping");
      stopping.abort();
      const undone = await queue.stop(settings.stopSeconds * 1_000);
      server.close();
      server.closeAllConnections();
      log.info({ undone }, "stopped; the next start looks up what is not done");
    },
  };
}
