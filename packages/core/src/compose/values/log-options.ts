const TAGGED = ["tag", "labels", "labels-regex", "env", "env-regex"];

/** The options that the daemon takes for every driver; `cache-…` is what `docker logs` reads where the driver itself cannot be read. */
const EVERY_DRIVER = ["mode", "max-buffer-size", "cache-disabled", "cache-max-size", "cache-max-file", "cache-compress"];

/**
 * The options of Docker's own logging drivers; it refuses a container with any other. Source: moby `daemon/logger`, the functions
 * `ValidateLogOpt` of 28.5.
 */
const DRIVERS: ReadonlyMap<string, readonly string[]> = new Map([
  ["json-file", [...TAGGED, "max-size", "max-file", "compress"]],
  ["local", ["max-size", "max-file", "compress"]],
  ["syslog", [...TAGGED, "syslog-address", "syslog-facility", "syslog-format", "syslog-tls-ca-cert", "syslog-tls-cert", "syslog-tls-key", "syslog-tls-skip-verify"]],
  ["journald", TAGGED],
  ["fluentd", [...TAGGED, "fluentd-address", "fluentd-async", "fluentd-async-reconnect-interval", "fluentd-buffer-limit", "fluentd-max-retries", "fluentd-request-ack",
    "fluentd-retry-wait", "fluentd-sub-second-precision", "fluentd-write-timeout"]],
  ["gelf", [...TAGGED, "gelf-address", "gelf-compression-level", "gelf-compression-type", "gelf-tcp-max-reconnect", "gelf-tcp-reconnect-delay"]],
  ["awslogs", ["tag", "awslogs-region", "awslogs-endpoint", "awslogs-group", "awslogs-stream", "awslogs-create-group", "awslogs-datetime-format", "awslogs-multiline-pattern",
    "awslogs-credentials-endpoint", "awslogs-force-flush-interval-seconds", "awslogs-max-buffered-events", "awslogs-format"]],
  ["splunk", [...TAGGED, "splunk-url", "splunk-token", "splunk-source", "splunk-sourcetype", "splunk-index", "splunk-capath", "splunk-caname", "splunk-insecureskipverify",
    "splunk-format", "splunk-verify-connection", "splunk-gzip", "splunk-gzip-level", "splunk-index-acknowledgment"]],
  ["gcplogs", ["labels", "labels-regex", "env", "env-regex", "gcp-project", "gcp-log-cmd", "gcp-meta-zone", "gcp-meta-name", "gcp-meta-id"]],
]);

/** The options of a driver that belongs to Docker; nothing for a plugin, and for the drivers that check nothing, `none` and `etwlogs`. */
export function logOptionsOf(driver: string): readonly string[] | undefined {
  const own = DRIVERS.get(driver);
  return own && [...own, ...EVERY_DRIVER];
}

/** The drivers of Docker that know an option. */
export function driversWith(option: string): readonly string[] {
  return [...DRIVERS].filter(([, options]) => options.includes(option)).map(([driver]) => driver);
}
