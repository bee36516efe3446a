import { web } from "./check.js";
import { testRule } from "./table.js";

const late = (on: string, next: string): string => `In depends_on of web, ${on} stands behind ${next}, out of alphabetical order. Put it in front of that.`;
const others = "  cache: {image: b}\n  db: {image: c}\n  queue: {image: d}\n";
const app = (...lines: readonly string[]): string => web("image: a", ...lines) + others;

testRule("dependency-order", {
  reports: [
    ["in a list", app("depends_on:", "  - queue", "  - db"), [`6:9-11 info ${late("db", "queue")}`]],
    ["in a mapping", app("depends_on:", "  db: {condition: service_started}", "  cache: {condition: service_started}"), [`6:7-12 info ${late("cache", "db")}`]],
    ["in flow style", app("depends_on: [db, queue, cache]"), [`4:29-34 info ${late("cache", "db")}`]],
    ["in each document", `${app("depends_on: [cache]")}---\n${web("depends_on: [queue, db]")}`, [`11:25-27 info ${late("db", "queue")}`]],
  ],
  accepts: [
    ["alphabetical order", app("depends_on: [cache, db, queue]")],
    ["names from variables", app("depends_on:", "  - queue", "  - ${DB}", "  - cache")],
    ["what an alias names", `x-d: &d [queue, db]\n${app("depends_on: *d")}`],
    ["what arrives by a merge key", `x-d: &d {depends_on: [queue, db]}\n${app("<<: *d")}`],
    ["names in other lists", app("networks: [b, a]")],
  ],
  fixes: [
    ["in a list", app("depends_on:", "  # one", "  - queue # q", "  # two", "  - db"), app("depends_on:", "  # two", "  - db", "  # one", "  - queue # q")],
    ["in a mapping", app("depends_on:", "  db:", "    condition: service_started", "  cache:", "    condition: service_started"), app("depends_on:", "  cache:", "    condition: service_started", "  db:", "    condition: service_started")],
    ["in flow style", app("depends_on: [queue, 'db']"), app("depends_on: ['db', queue]")],
    ["not below a comment that may be about all of them", app("depends_on:", "  # wait for these", "  - queue", "  - db"), `refused: it cannot be told whether the comment above its first part speaks of all that follow\n${app("depends_on:", "  # wait for these", "  - queue", "  - db")}`],
  ],
});
