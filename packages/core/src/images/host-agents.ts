import type { Service } from "../compose/model/service.js";
import { knownValue } from "../compose/model/value.js";
import { imageName, parseImageReference } from "./reference.js";

/** Whether a service is there to watch the host, so that seeing the host read-only is its work. */
export function isHostAgent(service: Service): boolean {
  const image = knownValue(service.image);
  // An image that is built here mostly gives its name to the service.
  if (image === undefined) return NAMES.has(service.name.toLowerCase());
  const reference = parseImageReference(image);
  const name = imageName(reference);
  return NAMES.has(name) || /[-_]exporter$/.test(name) || REPOSITORIES.has(reference.repository.toLowerCase());
}

const NAMES: ReadonlySet<string> = new Set([
  "nodeexporter", "cadvisor", "netdata", "glances", "dashdot", "beszel-agent", "scrutiny", "telegraf", "metricbeat", "filebeat", "auditbeat", "promtail", "alloy",
  "fluentd", "fluent-bit", "vector", "logspout", "opentelemetry-collector", "opentelemetry-collector-contrib", "opentelemetry-collector-ebpf-profiler", "signoz-otel-collector", "newrelic-infra", "zabbix-agent", "zabbix-agent2",
  "falco", "crowdsec", "checkmk-agent", "metric-exporter",
]);

const REPOSITORIES: ReadonlySet<string> = new Set(["datadog/agent", "datadoghq/agent", "newrelic/infrastructure", "grafana/agent", "elastic-agent/elastic-agent"]);
