import { web } from "./check.js";
import { testRule } from "./table.js";

const logging = (driver: string, ...options: readonly string[]): string => web("image: x", "logging:", `  driver: ${driver}`, "  options:", ...options.map((option) => `    ${option}`));
const meant = (option: string, right: string, driver = "json-file"): string => `Docker will not start web: the logging driver ${driver} has no option ${option}. Write ${right}.`;

testRule("log-options", {
  reports: [
    ["an underscore", logging("json-file", "max_size: 10m"), [`7:9-17 error ${meant("max_size", "max-size")}`]],
    ["a plural", logging("local", "max-files: 3"), [`7:9-18 error ${meant("max-files", "max-file", "local")}`]],
    ["a name that Docker gave up", logging("fluentd", 'fluentd-async-connect: "true"'), [`7:9-30 error ${meant("fluentd-async-connect", "fluentd-async", "fluentd")}`]],
    ["an option of other drivers", logging("journald", "max-size: 10m"), ["7:9-17 error Docker will not start web: the logging driver journald has no option max-size; it belongs to json-file, local. Take it out, or name that driver."]],
    ["an option of no driver", logging("gelf", "gelf-address: udp://x:1", "foo: bar"), ["8:9-12 error Docker will not start web: the logging driver gelf has no option foo. Take it out."]],
    ["a slip without a driver", web("image: x", "logging: {options: {max_file: 3}}"), [`4:25-33 error ${meant("max_file", "max-file")}`]],
    ["sizes", logging("json-file", "max-size: ten", "max-file: 3"), ['7:19-22 error Docker will not start web: max-size is "ten", and must be a size such as 10m.']],
    ["a number of files", logging("json-file", "max-size: 10m", "max-file: 0"), ['8:19-20 error Docker will not start web: max-file is "0", and must be a whole number from 1.']],
    ["a truth value", logging("local", "compress: yes"), ['7:19-22 error Docker will not start web: compress is "yes", and must be true or false.']],
    ["a mode", logging("json-file", "mode: async"), ['7:15-20 error Docker will not start web: mode is "async", and must be blocking or non-blocking.']],
    ["a buffer without its mode", logging("journald", "max-buffer-size: 4m"), ["7:9-24 error Docker will not start web: max-buffer-size is only for `mode: non-blocking`. Set the mode."]],
    ["a shared block", `x-log: &log {driver: json-file, options: {max_size: 1m}}\n${web("image: x", "logging: *log")}`, ["1:43-51 error"]],
    ["a default", logging("json-file", "max-size: ${SIZE:-big}"), ["7:19-31 error"]],
  ],
  accepts: [
    ["json-file", logging("json-file", "max-size: 10m", "max-file: 3", "compress: 'true'", "labels: a", "env: b", "tag: c", "mode: non-blocking", "max-buffer-size: 4m")],
    ["awslogs", logging("awslogs", "awslogs-group: g", "awslogs-region: eu-west-1", "tag: t", "awslogs-create-group: 'true'")],
    ["gcplogs", logging("gcplogs", "gcp-project: p", "gcp-log-cmd: 'true'", "labels: l")],
    ["splunk", logging("splunk", "splunk-token: t", "splunk-url: https://x", "splunk-insecureskipverify: 'true'")],
    ["syslog", logging("syslog", "syslog-address: udp://x", "syslog-facility: daemon")],
    ["a cache for docker logs", logging("fluentd", "cache-disabled: 'true'", "cache-max-size: 1m")],
    ["a plugin", logging("grafana/loki-docker-driver:3.3.2", "loki-url: http://x", "max_size: 1m")],
    ["none", logging("none", "foo: bar")],
    ["an option of another default driver", web("image: x", "logging: {options: {loki-url: http://x}}")],
    ["variables that nobody set", logging("$DRIVER", "max_size: 10m")],
    ["values that nobody set", logging("json-file", "max-size: $SIZE", "max-file: $FILES")],
    ["what Compose drops", logging("json-file", "x-note: a")],
    ["one of a pair alone, which log-rotation reports", logging("json-file", "max-file: 3")],
  ],
  fixes: [
    ["in block style", logging("json-file", "max_size: 10m # each", 'max-file: "3"'), logging("json-file", "max-size: 10m # each", 'max-file: "3"'), { unsafe: true }],
    ["in flow style, in its quotes", web("image: x", 'logging: {driver: local, options: {"maxSize": 1m, "max_file": 2}}'), web("image: x", 'logging: {driver: local, options: {"max-size": 1m, "max-file": 2}}'), { unsafe: true }],
    ["where it is shared", "x-log: &log {options: {max_size: 1m}}\nservices:\n  a: {image: x, logging: *log}\n  b: {image: x, logging: *log}\n", "x-log: &log {options: {max-size: 1m}}\nservices:\n  a: {image: x, logging: *log}\n  b: {image: x, logging: *log}\n", { unsafe: true }],
    ["not where the right name is there", logging("json-file", "max_size: 10m", "max-size: 5m"), logging("json-file", "max_size: 10m", "max-size: 5m"), { unsafe: true }],
    ["not unasked", logging("json-file", "max_size: 10m"), logging("json-file", "max_size: 10m")],
  ],
});
