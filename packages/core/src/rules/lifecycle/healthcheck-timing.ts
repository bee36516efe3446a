import { HEALTHCHECK_DEFAULTS, healthcheckOf, type Healthcheck } from "../../compose/model/healthcheck.js";
import type { Service } from "../../compose/model/service.js";
import { containersOf } from "../../compose/model/services.js";
import type { Value } from "../../compose/model/value.js";
import { remove, set } from "../../compose/operation.js";
import { atKey } from "../../compose/place.js";
import { formatDuration, parseDuration } from "../../compose/values/duration.js";
import { factsThatHold } from "../../images/catalogue/invocation.js";
import { healthWatchers, type HealthWatcher } from "../../images/health-watchers.js";
import { defineRule, safe, unsafe } from "../rule.js";

/** From here on, so many retries are there for the start of a service and not for its life. */
const MANY_RETRIES = 11;
const LONG_SILENCE = 5 * 60_000;

/** Failures count from the first probe on, unless there is a start_period; and as many of them are needed at every later time too. */
export default defineRule({
  category: "lifecycle",
  summary: "The times of a healthcheck are refused, give a slow service too little time to start, or hide a failure for minutes.",
  severity: "warning",
  presets: ["recommended", "production", "strict"],
  fixable: "safe",
  tags: [],
  references: ["https://docs.docker.com/reference/dockerfile/#healthcheck", "https://docs.docker.com/reference/compose-file/services/#healthcheck"],
  asksImages: ["firstStart"],
  messages: {
    startInterval: ({ service }: Name) => `Compose refuses to create ${service}: start_interval needs a start_period beside it, as it only counts during that time. Set start_period.`,
    zero: ({ service, key, otherwise }: Name & { key: string; otherwise: string }) => `To Docker, \`${key}: 0\` of ${service} is not set at all: it takes ${otherwise}, or what the image says. Remove it, or set what you mean.`,
    slowStart: ({ service, time, effect }: Name & { time: string; effect: string }) => `${service} has ${time} to start before it counts as unhealthy, and its first start can take longer: ${effect}. Set start_period.`,
    lateAlarm: ({ service, retries, time }: Name & { retries: string; time: string }) => `With ${retries} retries, ${service} counts as healthy for ${time} or more after it has failed. If they are for its start, set start_period instead, and retries to 3.`,
  },
  check(project, report) {
    for (const service of containersOf(project)) {
      const { name } = service;
      const healthcheck = healthcheckOf(service);
      if (healthcheck?.state !== "own" && healthcheck?.state !== "inherited") continue;
      const { startInterval, startPeriod, path } = healthcheck;
      if (startInterval && !startPeriod) {
        report({
          at: atKey(startInterval.origin),
          service,
          severity: "error",
          message: ["startInterval", { service: name }],
          fix: unsafe("Give it 30 seconds to start", "Failed probes do not count during that time.", [set([...path, "start_period"], "30s")]),
        });
      }
      for (const { key, value, otherwise } of zeros(healthcheck)) {
        report({ at: atKey(value.origin), service, message: ["zero", { service: name, key, otherwise }], fix: safe("Remove it", "Docker takes the same value with and without it.", [remove(value.path)]) });
      }
      // The image's own times are not known.
      const time = healthcheck.state === "own" ? timeToUnhealthy(healthcheck) : undefined;
      if (time === undefined) continue;
      const { retries } = healthcheck;
      const slow = slowStart(service, healthcheck);
      const watchers = healthWatchers(project, service);
      const effect = effectOf(watchers);
      if (retries?.known === true && retries.value >= MANY_RETRIES && time >= LONG_SILENCE) {
        const start = startPeriod?.known === false || (startPeriod?.value ?? 0) > time ? [] : [set([...path, "start_period"], durationText(time))];
        report({
          at: atKey(retries.origin),
          service,
          // Who only waits for a start does not look again.
          ...(watchers.every(({ kind }) => kind === "dependant") ? { severity: "info" } : {}),
          message: ["lateAlarm", { service: name, retries: retries.text, time: durationText(time) }],
          fix: unsafe("Make the retries a start_period", "Once it has started, three failed probes in a row make it unhealthy.", [...start, set(retries.path, HEALTHCHECK_DEFAULTS.retries)]),
        });
      } else if (slow && time < slow && effect !== undefined) {
        report({
          at: atKey(healthcheck.origin),
          service,
          message: ["slowStart", { service: name, time: durationText(time), effect }],
          fix: unsafe("Give it more time to start", "A service that cannot start is noticed later.", [set([...path, "start_period"], durationText(slow))]),
        });
      }
    }
  },
});

interface Name {
  readonly service: string;
}

interface Zero {
  readonly key: string;
  readonly value: Value<number>;
  readonly otherwise: string;
}

function zeros({ retries, interval, timeout }: Healthcheck): readonly Zero[] {
  return (["retries", "interval", "timeout"] as const).flatMap((key) => {
    const value = { retries, interval, timeout }[key];
    const otherwise = key === "retries" ? String(HEALTHCHECK_DEFAULTS.retries) : durationText(HEALTHCHECK_DEFAULTS[key]);
    return value?.known === true && value.value === 0 ? [{ key, value, otherwise }] : [];
  });
}

/** Milliseconds of probes that fail at once until a service is unhealthy; nothing if that is not known. */
function timeToUnhealthy({ interval, retries }: Healthcheck): number | undefined {
  if (interval?.known === false || retries?.known === false) return undefined;
  return orDefault(interval?.value, HEALTHCHECK_DEFAULTS.interval) * orDefault(retries?.value, HEALTHCHECK_DEFAULTS.retries);
}

/** 0 counts as not set. */
function orDefault(value: number | undefined, otherwise: number): number {
  return value === undefined || value === 0 ? otherwise : value;
}

/** How long the first start can take, of a service that is given no time of its own for it. */
function slowStart(service: Service, { startPeriod }: Healthcheck): number | undefined {
  const takes = parseDuration(factsThatHold(service)?.facts.firstStart?.takes ?? "");
  return takes === undefined || startPeriod ? undefined : Number(takes) / 1_000_000;
}

/** What happens when a service becomes unhealthy; nothing if nobody acts on it. */
function effectOf(watchers: readonly HealthWatcher[]): string | undefined {
  for (const watcher of watchers) {
    if (watcher.kind === "dependant") return `\`docker compose up\` then fails, as ${watcher.dependant.service.name} waits for it`;
    if (watcher.kind === "restarter") return `${watcher.service.name} then restarts it, again and again`;
    if (watcher.kind === "swarm") return "the swarm then replaces it, again and again";
  }
  return undefined;
}

function durationText(milliseconds: number): string {
  return formatDuration(BigInt(Math.round(milliseconds)) * 1_000_000n).replace(/(?<=[hm])0[ms]0s$|(?<=m)0s$/, "");
}
