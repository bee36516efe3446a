import { web } from "./check.js";
import { testRule } from "./table.js";

const unsafe = { unsafe: true };
const NEVER = "error web is never started: it waits until db is healthy, and db has no healthcheck. Give db one.";
const EARLY = "warning web is started as soon as db exists, not when it is ready, although db has a healthcheck. Wait for `condition: service_healthy`.";
/** `web` with its `depends_on`, and `db` with its keys. */
const pair = (dependsOn: string, db: string): string => `${web("image: acme/web:1", `depends_on: ${dependsOn}`)}  db: {${db}}\n`;
const HEALTHY = "{db: {condition: service_healthy}}";
const TEST = "healthcheck: {test: pg_isready -h 127.0.0.1}";

testRule("depends-on-healthy", {
  reports: [
    ["an image that has no healthcheck", pair(HEALTHY, "image: postgres:17"), [`4:34-49 ${NEVER}`]],
    ["a healthcheck that is turned off", pair(HEALTHY, "image: acme/db:1, healthcheck: {disable: true}"), [`4:34-49 ${NEVER}`]],
    ["a healthcheck that is none", pair(HEALTHY, "image: acme/db:1, healthcheck: {test: [NONE]}"), [`4:34-49 ${NEVER}`]],
    ["times without a test", pair(HEALTHY, "image: redis:7.4, healthcheck: {interval: 5s}"), [`4:34-49 ${NEVER}`]],
    ["the long form in lines", web("image: acme/web:1", "depends_on:", "  db:", "    condition: service_healthy", "    restart: true") + "  db: {image: postgres}\n", [`6:20-35 ${NEVER}`]],
    ["a default", pair("{db: {condition: '${C:-service_healthy}'}}", "image: postgres:17"), [`4:34-57 ${NEVER}`]],
    ["a list", pair("[db]", `image: acme/db:1, ${TEST}`), [`4:18-20 ${EARLY}`]],
    ["each name of a list", `${web("image: acme/web:1", "depends_on:", "  - db # first", "  - cache")}  db: {image: acme/db:1, ${TEST}}\n  cache: {image: redis}\n`, [`5:9-11 ${EARLY}`]],
    ["a list by alias", `x-needs: &needs [db]\n${pair("*needs", `image: acme/db:1, ${TEST}`)}`, [`1:18-20 ${EARLY}`]],
    ["a Dockerfile without one", pair(HEALTHY, "build: ."), [`4:34-49 ${NEVER}`], { dockerfile: "FROM postgres:17\n" }],
    ["a Dockerfile that turns it off", pair(HEALTHY, "build: ."), [`4:34-49 ${NEVER}`], { dockerfile: "FROM acme/db\nHEALTHCHECK NONE\n" }],
  ],
  accepts: [
    ["a Dockerfile with one", pair(HEALTHY, "build: ."), { dockerfile: "FROM postgres:17\nHEALTHCHECK CMD pg_isready\n" }],
    ["a Dockerfile on an image that nobody knows", pair(HEALTHY, "build: ."), { dockerfile: "FROM acme/db\n" }],
    ["a healthcheck that is there", pair(HEALTHY, `image: postgres:17, ${TEST}`)],
    ["an image that is not known", pair(HEALTHY, "image: acme/db:1")],
    ["an image with a healthcheck of its own", pair(HEALTHY, "image: vaultwarden/server:1.34.3")],
    ["other times for the image's own", pair(HEALTHY, "image: acme/db:1, healthcheck: {interval: 5s}")],
    ["an image that is built here", pair(HEALTHY, "image: postgres, build: .")],
    ["an image that nobody set", pair(HEALTHY, "image: $IMAGE")],
    ["a test that nobody set", pair(HEALTHY, "image: postgres, healthcheck: {test: $TEST}")],
    ["an optional dependency, of which Compose only warns", pair("{db: {condition: service_healthy, required: false}}", "image: postgres:17")],
    ["a condition that nobody set", pair("{db: {condition: $C}}", "image: postgres:17")],
    ["a service that is not run", pair(HEALTHY, "image: postgres:17, scale: 0")],
    ["a provider", pair(HEALTHY, "provider: {type: cloud}")],
    ["a fragment", pair(HEALTHY, "environment: {A: b}")],
    ["a service that nothing defines", web("image: acme/web:1", "depends_on: {db: {condition: service_healthy}}")],
    ["the start on purpose", pair("{db: {condition: service_started}}", `image: postgres:17, ${TEST}`)],
    ["a list, and nothing to wait for", pair("[db]", "image: postgres:17")],
    ["a list, and a healthcheck that is turned off", pair("[db]", "image: acme/db:1, healthcheck: {disable: true}")],
    ["links, which only order", `${web("image: acme/web:1", "links: [db]")}  db: {image: acme/db:1, ${TEST}}\n`],
    ["a stack, which starts everything at once", pair("[db]", `image: acme/db:1, ${TEST}, deploy: {update_config: {order: stop-first}}`)],
  ],
  fixes: [
    ["waits for the start only", pair(HEALTHY, "image: postgres:17"), pair("{db: {condition: service_started}}", "image: postgres:17"), unsafe],
    ["not without being asked to", pair("[db]", `image: acme/db:1, ${TEST}`), pair("[db]", `image: acme/db:1, ${TEST}`)],
    [
      "a list in lines",
      `${web("image: acme/web:1", "depends_on:", "  - db # first", "  - cache")}  db: {image: acme/db:1, ${TEST}}\n  cache: {image: redis}\n`,
      `${web("image: acme/web:1", "depends_on:", "  db: # first", "    condition: service_healthy", "  cache:", "    condition: service_started")}  db: {image: acme/db:1, ${TEST}}\n  cache: {image: redis}\n`,
      unsafe,
    ],
    ["a list in one line", pair("[db]", `image: acme/db:1, ${TEST}`), `${web("image: acme/web:1", "depends_on:", "  db:", "    condition: service_healthy")}  db: {image: acme/db:1, ${TEST}}\n`, unsafe],
    ["a service in flow style", `services: {web: {image: x, depends_on: [db]}, db: {image: y, ${TEST}}}\n`, `services: {web: {image: x, depends_on: {db: {condition: service_healthy}}}, db: {image: y, ${TEST}}}\n`, unsafe],
  ],
});
