import { web } from "./check.js";
import { testRule } from "./table.js";

const unsafe = { unsafe: true };
const START_INTERVAL = "error Compose refuses to create web: start_interval needs a start_period beside it, as it only counts during that time. Set start_period.";
const zero = (key: string, otherwise: string): string => `warning To Docker, \`${key}: 0\` of web is not set at all: it takes ${otherwise}, or what the image says. Remove it, or set what you mean.`;
const late = (retries: string, time: string): string => `With ${retries} retries, web counts as healthy for ${time} or more after it has failed. If they are for its start, set start_period instead, and retries to 3.`;
const slow = (time: string, effect: string): string => `warning web has ${time} to start before it counts as unhealthy, and its first start can take longer: ${effect}. Set start_period.`;
const checked = (image: string, ...keys: readonly string[]): string => web(`image: ${image}`, "healthcheck:", "  test: /health", ...keys.map((key) => `  ${key}`));
const WAITS = "`docker compose up` then fails, as api waits for it";
const waiting = "  api: {image: acme/api:1, depends_on: {web: {condition: service_healthy}}}\n";
const healing = "  autoheal: {image: willfarrell/autoheal}\n";

testRule("healthcheck-timing", {
  reports: [
    ["start_interval alone", checked("acme/web:1", "start_interval: 1s"), [`6:7-21 ${START_INTERVAL}`]],
    ["start_interval alone, for the image's own", web("image: acme/web:1", "healthcheck: {start_interval: 1s}"), [`4:19-33 ${START_INTERVAL}`]],
    ["no retries", checked("acme/web:1", "retries: 0"), [`6:7-14 ${zero("retries", "3")}`]],
    ["no interval", checked("acme/web:1", "interval: 0s"), [`6:7-15 ${zero("interval", "30s")}`]],
    ["no timeout", checked("acme/web:1", 'timeout: "0"'), [`6:7-14 ${zero("timeout", "30s")}`]],
    ["retries as time to start", checked("acme/web:1", "interval: 5s", "retries: 120"), [`7:7-14 info ${late("120", "10m")}`]],
    ["retries at the usual interval", checked("acme/web:1", "retries: 20") + waiting, [`6:7-14 info ${late("20", "10m")}`]],
    ["retries that keep a restart waiting", checked("acme/web:1", "interval: 1m30s", "retries: 60") + healing, [`7:7-14 warning ${late("60", "1h30m")}`]],
    ["little time for a slow image", checked("elasticsearch:8.19.4", "interval: 10s", "retries: 3") + waiting, [`4:5-16 ${slow("30s", WAITS)}`]],
    ["little time for a database", checked("mariadb:11.8", "interval: 1s", "retries: 20") + waiting, [`4:5-16 ${slow("20s", WAITS)}`]],
    ["little time, and somebody restarts it", checked("quay.io/keycloak/keycloak:26.3", "interval: 10s", "timeout: 5s") + healing, [`4:5-16 ${slow("30s", "autoheal then restarts it, again and again")}`]],
    ["a default", checked("acme/web:1", "interval: ${I:-10s}", "retries: ${R:-100}"), [`7:7-14 info ${late("100", "16m40s")}`]],
    ["a merged healthcheck", `x-all: &all {healthcheck: {test: x, retries: 0}}\n${web("<<: *all", "image: acme/web:1")}`, [`1:37-44 ${zero("retries", "3")}`]],
  ],
  accepts: [
    ["the usual times", checked("acme/web:1")],
    ["a timeout longer than the interval: Docker waits between two probes", checked("acme/web:1", "interval: 5s", "timeout: 30s")],
    ["start_interval with a start_period", checked("acme/web:1", "start_interval: 1s", "start_period: 30s")],
    ["start_interval with one that nobody set", checked("acme/web:1", "start_interval: 1s", "start_period: $P")],
    ["no start_period on purpose", checked("acme/web:1", "start_period: 0s")],
    ["many retries in a short time", checked("acme/web:1", "interval: 2s", "retries: 60")],
    ["few retries in a long time", checked("acme/web:1", "interval: 5m", "retries: 3")],
    ["retries that nobody set", checked("acme/web:1", "interval: 5s", "retries: $R")],
    ["enough time for a slow image", checked("elasticsearch:8.19.4", "interval: 10s", "retries: 10") + waiting],
    ["a start_period for a slow image", checked("elasticsearch:8.19.4", "interval: 10s", "start_period: 20s") + waiting],
    ["little time, and nobody acts", checked("elasticsearch:8.19.4", "interval: 10s")],
    ["a healthcheck that is turned off", web("image: acme/web:1", "healthcheck: {disable: true, retries: 0}")],
    ["a test that nobody set", web("image: acme/web:1", "healthcheck: {test: [$TEST], retries: 0}")],
    ["a fragment", web("healthcheck: {test: x, retries: 0}")],
    ["Windows", web("image: acme/web:1", "platform: windows", "healthcheck: {test: x, retries: 0}")],
    ["a provider", web("provider: {type: cloud}", "healthcheck: {test: x, retries: 0}")],
  ],
  fixes: [
    ["removes a zero", checked("acme/web:1", "interval: 10s # often", "retries: 0"), checked("acme/web:1", "interval: 10s # often")],
    ["removes a zero in flow style", "services: {web: {image: x, healthcheck: {test: y, timeout: 0s}}}\n", "services: {web: {image: x, healthcheck: {test: y}}}\n"],
    ["adds a start_period", checked("acme/web:1", "start_interval: 1s"), checked("acme/web:1", "start_period: 30s", "start_interval: 1s"), unsafe],
    ["makes retries a start_period", checked("acme/web:1", "interval: 5s", "retries: 120 # slow"), checked("acme/web:1", "interval: 5s", "retries: 3 # slow", "start_period: 10m"), unsafe],
    ["keeps a longer start_period", checked("acme/web:1", "interval: 5s", "retries: 60", "start_period: 1h"), checked("acme/web:1", "interval: 5s", "retries: 3", "start_period: 1h"), unsafe],
    ["gives a slow image time", checked("mysql:8.4", "interval: 5s", "retries: 3") + waiting, checked("mysql:8.4", "interval: 5s", "retries: 3", "start_period: 30s") + waiting, unsafe],
    ["gives a slow image time in flow style", `services: {web: {image: mysql, healthcheck: {test: x, interval: 5s}}, api: {image: y, depends_on: {web: {condition: service_healthy}}}}\n`, `services: {web: {image: mysql, healthcheck: {test: x, interval: 5s, start_period: 30s}}, api: {image: y, depends_on: {web: {condition: service_healthy}}}}\n`, unsafe],
  ],
});
