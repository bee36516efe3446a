import { web } from "./check.js";
import { testRule } from "./table.js";

const UNWATCHED = "info When web becomes unhealthy, Docker notes it and does nothing. Run something that restarts unhealthy containers, such as autoheal, or let a service wait for it with `condition: service_healthy`.";
const checked = (...more: readonly string[]): string => web("image: acme/web:1", "healthcheck: {test: /health}", ...more);

testRule("healthcheck-unwatched", {
  reports: [
    ["a healthcheck that nobody looks at", checked(), [`4:5-16 ${UNWATCHED}`]],
    ["one whose service others only start after", `${checked()}  api: {image: acme/api:1, depends_on: [web]}\n`, [`4:5-16 ${UNWATCHED}`]],
    ["a merged healthcheck", `x-all: &all {healthcheck: {test: /health}}\n${web("<<: *all", "image: acme/web:1")}`, [`1:14-25 ${UNWATCHED}`]],
  ],
  accepts: [
    ["no healthcheck", web("image: acme/web:1")],
    ["a healthcheck that is turned off", web("image: acme/web:1", "healthcheck: {disable: true}")],
    ["other times for the image's own", web("image: acme/web:1", "healthcheck: {interval: 5s}")],
    ["a test that nobody set", web("image: acme/web:1", "healthcheck: {test: [$TEST]}")],
    ["a service that waits for it", `${checked()}  api: {image: acme/api:1, depends_on: {web: {condition: service_healthy}}}\n`],
    ["a service that may wait for it", `${checked()}  api: {image: acme/api:1, depends_on: {web: {condition: $C}}}\n`],
    ["a service that restarts unhealthy ones", `${checked()}  autoheal: {image: willfarrell/autoheal}\n`],
    ["a proxy that leaves out unhealthy ones", checked('labels: ["traefik.http.routers.web.rule=Host(`a.b`)"]')],
    ["a swarm", checked("deploy: {update_config: {order: start-first}}")],
    ["a job", checked('restart: "no"')],
    ["a fragment", web("healthcheck: {test: /health}")],
    ["a provider", web("provider: {type: cloud}", "healthcheck: {test: /health}")],
  ],
});
