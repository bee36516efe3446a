import type { PulledImage } from "./pulled-image.js";

/** How the server of an image takes the signals that people set as `stop_signal`. */
export interface StopSignals {
  /** The one by which it ends its work and goes; also what the image sets. */
  readonly graceful: string;
  /** What others make it do, as the rest of a sentence: "it …". */
  readonly others: Readonly<Record<string, string>>;
}

/** How the server of an image is stopped; nothing if that is not known. */
export function stopSignalsOf({ name, tag }: PulledImage): StopSignals | undefined {
  if (name !== "php") return SIGNALS.get(name);
  if (tag.includes('fpm')) return PHP_FPM;
  return tag.includes('apache') ? HTTPD : undefined;
}

/** Source: PostgreSQL, "Shutting Down the Server". */
const POSTGRES: StopSignals = {
  graceful: "SIGINT",
  others: {
    SIGTERM: "waits until the last client has gone by itself, and is killed if one stays",
    SIGQUIT: "drops everything without a checkpoint, and has to recover at the next start",
  },
};

/** Source: nginx, "Controlling nginx". */
const NGINX: StopSignals = { graceful: "SIGQUIT", others: { SIGTERM: "cuts off every request that is under way", SIGINT: "cuts off every request that is under way" } };

/** Source: Apache, "Stopping and Restarting Apache HTTP Server". */
const HTTPD: StopSignals = {
  graceful: "SIGWINCH",
  others: { SIGTERM: "cuts off every request that is under way", SIGUSR1: "restarts instead of stopping, until it is killed", SIGHUP: "restarts instead of stopping, until it is killed" },
};

/** Source: php-fpm(8). */
const PHP_FPM: StopSignals = {
  graceful: "SIGQUIT",
  others: {
    SIGTERM: "cuts off every request that is under way",
    SIGINT: "cuts off every request that is under way",
    SIGUSR2: "reloads instead of stopping, until it is killed",
  },
};

const SIGNALS: ReadonlyMap<string, StopSignals> = new Map([
  ...["postgres", "postgis/postgis", "pgvector/pgvector", "timescale/timescaledb"].map((name) => [name, POSTGRES] as const),
  ...["nginx", "nginxinc/nginx-unprivileged", "ghcr.io/nginx/nginx-unprivileged"].map((name) => [name, NGINX] as const),
  ["httpd", HTTPD],
]);
