import { web } from "./check.js";
import { testRule } from "./table.js";

const unsafe = { unsafe: true };
const none = web("image: nginx", "logging:", "  driver: none");
const kept = ["  driver: json-file", "  options:", '    max-size: "10m"', '    max-file: "3"'];

testRule("no-disabled-logs", {
  reports: [
    ["the driver none", none, ["5:15-19 warning With the logging driver none, nobody can read what web has printed when it fails: it is gone at once. Use json-file with max-size and max-file, or local."]],
    ["in quotes and flow style", 'services: {web: {image: nginx, logging: {driver: "none"}}}\n', ["1:50-56 warning With the logging driver none"]],
    ["by default", web("image: nginx", "logging: {driver: '${DRIVER:-none}'}"), ["4:23-40 warning With the logging driver none"]],
    ["from .env", web("image: nginx", "logging: {driver: $DRIVER}"), ["4:23-30 warning With the logging driver none"], { env: "DRIVER=none" }],
    ["from an anchor, for each who uses it", "x-log: &log {driver: none}\nservices:\n  web: {image: nginx, logging: *log}\n  api: {image: nginx, logging: *log}\n", ["1:22-26 warning With the logging driver none, nobody can read what web", "1:22-26 warning With the logging driver none, nobody can read what api"]],
    ["beside options", web("image: nginx", "logging: {driver: none, options: {max-size: 10m}}"), ["4:23-27 warning With the logging driver none"]],
    ["a job as well", web("image: nginx", 'restart: "no"', "logging: {driver: none}"), ["5:23-27 warning With the logging driver none"]],
    ["a swarm as well", web("image: nginx", "deploy: {mode: global}", "logging: {driver: none}"), ["5:23-27 warning With the logging driver none"]],
  ],
  accepts: [
    ["no driver", web("image: nginx")],
    ["another driver", web("image: nginx", "logging: {driver: journald}")],
    ["a driver that nobody set", web("image: nginx", "logging: {driver: $DRIVER}")],
    ["a fragment", web("logging: {driver: none}")],
    ["Windows", web("image: nginx", "platform: windows", "logging: {driver: none}")],
    ["a provider", web("provider: {type: cloud}", "logging: {driver: none}")],
  ],
  fixes: [
    ["nothing without being asked", none, none],
    ["in block style", none, web("image: nginx", "logging:", ...kept), unsafe],
    ["in flow style", "services: {web: {image: nginx, logging: {driver: none}}}\n", 'services: {web: {image: nginx, logging: {driver: json-file, options: {max-size: "10m", max-file: "3"}}}}\n', unsafe],
    ["nothing where there are options", web("image: nginx", "logging: {driver: none, options: {max-size: 10m}}"), web("image: nginx", "logging: {driver: none, options: {max-size: 10m}}"), unsafe],
    ["in the anchor of all", "x-log: &log\n  driver: none # quiet\nservices:\n  web: {image: nginx, logging: *log}\n  api: {image: nginx, logging: *log}\n", `x-log: &log\n  driver: json-file # quiet\n  options:\n    max-size: "10m"\n    max-file: "3"\nservices:\n  web: {image: nginx, logging: *log}\n  api: {image: nginx, logging: *log}\n`, unsafe],
  ],
});
