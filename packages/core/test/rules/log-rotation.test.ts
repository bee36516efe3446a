import { web } from "./check.js";
import { testRule } from "./table.js";

const nothing = "warning Docker keeps everything web prints until the disk is full. Set max-size and max-file.";
const block = ["logging:", "  driver: json-file", "  options:", '    max-size: "10m"', '    max-file: "3"'];
const shared = 'x-logging: &logging\n  driver: json-file\n  options: {max-size: 1m, max-file: "2"}\n';

testRule("log-rotation", {
  reports: [
    ["a service without logging", web("image: nginx"), [`2:3-6 ${nothing}`]],
    ["the driver alone", web("image: nginx", "logging: {driver: json-file}"), [`4:5-12 ${nothing}`]],
    ["no driver and other options", web("image: nginx", "logging:", "  options: {tag: web}"), [`4:5-12 ${nothing}`]],
    ["logging without a value", web("image: nginx", "logging:"), [`4:5-12 ${nothing}`]],
    ["max-file alone", web("image: nginx", 'logging: {options: {max-file: "3"}}'), ["4:5-12 warning max-file does nothing without max-size: Docker keeps everything web prints until the disk is full. Set max-size."]],
    ["max-size alone", web("image: nginx", "logging: {options: {max-size: 10m}}"), ["4:5-12 warning Without max-file the log of web starts over each time it reaches max-size, and the lines before are gone. Set max-file."]],
    ["the driver by default", web("image: nginx", "logging: {driver: '${DRIVER:-json-file}'}"), [`4:5-12 ${nothing}`]],
    ["the driver from .env", web("image: nginx", "logging: {driver: $DRIVER}"), [`4:5-12 ${nothing}`], { env: "DRIVER=json-file" }],
    ["an alias that does not rotate", `x-log: &log {driver: json-file}\n${web("image: nginx", "logging: *log")}`, [`5:5-12 ${nothing}`]],
    ["a merge that does not rotate", `x-all: &all\n  logging: {driver: json-file}\n${web("<<: *all", "image: nginx")}`, [`2:3-10 ${nothing}`]],
    ["a job as well", web("image: nginx", 'restart: "no"'), [`2:3-6 ${nothing}`]],
  ],
  accepts: [
    ["both options", web("image: nginx", ...block)],
    ["both options in flow style", web("image: nginx", 'logging: {options: {max-size: 10m, max-file: "3"}}')],
    ["both options by alias", shared + web("image: nginx", "logging: *logging")],
    ["both options by merge", `x-all: &all\n  logging: {options: {max-size: 1m, max-file: 2}}\n${web("<<: *all", "image: nginx")}`],
    ["options from variables", web("image: nginx", "logging: {options: {max-size: $SIZE, max-file: '${FILES:-3}'}}")],
    ["the driver local", web("image: nginx", "logging: {driver: local}")],
    ["a driver that ships logs", web("image: nginx", "logging: {driver: journald}")],
    ["a driver that nobody set", web("image: nginx", "logging: {driver: $DRIVER}")],
    ["a fragment", web("restart: always")],
    ["Windows", web("image: nginx", "platform: windows")],
    ["a provider", web("provider: {type: cloud}")],
  ],
  fixes: [
    ["the whole block", web("image: nginx"), web("image: nginx", ...block)],
    ["in flow style", "services: {web: {image: nginx}}\n", 'services: {web: {image: nginx, logging: {driver: json-file, options: {max-size: "10m", max-file: "3"}}}}\n'],
    ["an empty mapping", web("image: nginx", "logging: {}"), web("image: nginx", 'logging: {driver: json-file, options: {max-size: "10m", max-file: "3"}}')],
    ["a missing value", web("image: nginx", "logging: # later", "init: true"), web("image: nginx", "logging: # later", ...block.slice(1), "init: true")],
    ["max-file alone", web("image: nginx", ...block.slice(0, 4)), web("image: nginx", ...block)],
    ["in the quotes of its neighbour", web("image: nginx", "logging: {driver: json-file, options: {max-file: '3'}}"), web("image: nginx", "logging: {driver: json-file, options: {max-file: '3', max-size: '10m'}}")],
    ["driver and options", web("image: nginx", "logging:", "  options:", "    max-size: 10m # a week"), web("image: nginx", "logging:", "  driver: json-file", "  options:", "    max-size: 10m # a week", '    max-file: "3"')],
    ["with the anchor of the file", shared + web("image: nginx"), shared + web("image: nginx", "logging: *logging")],
    ["with a copy where the anchor stands below", web("image: nginx") + "x-logging: &logging {driver: local}\n", web("image: nginx", "logging:", "  driver: local") + "x-logging: &logging {driver: local}\n"],
    [
      "an alias for all its users at once",
      "x-log: &log\n  driver: json-file\nservices:\n  web: {image: nginx, logging: *log}\n  api: {image: nginx, logging: *log}\n",
      'x-log: &log\n  driver: json-file\n  options:\n    max-size: "10m"\n    max-file: "3"\nservices:\n  web: {image: nginx, logging: *log}\n  api: {image: nginx, logging: *log}\n',
    ],
    [
      "one user of an alias by a merge key",
      `x-log: &log\n  driver: json-file\n${web("image: nginx", "logging: *log # ours")}  task:\n    platform: windows\n    image: nginx\n    logging: *log\n`,
      `x-log: &log\n  driver: json-file\n${web("image: nginx", "logging: # ours", "  <<: *log", "  options:", '    max-size: "10m"', '    max-file: "3"')}  task:\n    platform: windows\n    image: nginx\n    logging: *log\n`,
    ],
  ],
});
