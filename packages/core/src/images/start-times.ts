import type { PulledImage } from "./pulled-image.js";

/**
 * Milliseconds that the first start of a server may well take, on a machine that has other work to do: it sets up its data, or compiles and
 * loads a lot. Nothing if the image is not known to be slow. Cautious figures; source: the times that the makers of such images give them in
 * healthchecks of their own (confluentinc/kafka-images, Elastic's Compose example), and docker-library/mysql#439.
 */
export function firstStartOf({ name }: PulledImage): number | undefined {
  if (MINUTE.has(name)) return 60_000;
  return HALF_MINUTE.has(name) ? 30_000 : undefined;
}

const MINUTE: ReadonlySet<string> = new Set([
  "elasticsearch", "docker.elastic.co/elasticsearch/elasticsearch", "opensearchproject/opensearch", "cassandra", "sonarqube", "jenkins/jenkins", "quay.io/keycloak/keycloak", "keycloak/keycloak", "gitlab/gitlab-ce", "gitlab/gitlab-ee",
  "confluentinc/cp-kafka", "confluentinc/cp-kafka-connect", "confluentinc/cp-kafka-connect-base",
]);

const HALF_MINUTE: ReadonlySet<string> = new Set(["mysql", "mariadb", "percona", "mcr.microsoft.com/mssql/server"]);
