import type { Configuration, ConfigurationFor } from "@compose-lint/core";

/** Configurations with the day on which they are used, of which core knows nothing. In UTC, so that it is the same day on every machine. */
export function onThisDay(configurationOf: ConfigurationFor): ConfigurationFor {
  const today = new Date().toISOString().slice(0, 10);
  const dated = new Map<Configuration, Configuration>();
  return (request) => {
    const configuration = configurationOf(request);
    const known = dated.get(configuration) ?? { ...configuration, today };
    dated.set(configuration, known);
    return known;
  };
}
