import { parseImageReference } from "./reference.js";

/** Which variables of an image may be read from a file instead, and how the variable with the path is called. */
interface SecretFiles {
  readonly variables: RegExp;
  readonly suffix: "_FILE" | "__FILE";
}

/** The variable that tells an image the path of a file to read another variable from; nothing if the image is not known to have one. */
export function fileVariableOf(image: string, variable: string): string | undefined {
  const { repository } = parseImageReference(image);
  const files = IMAGES.get(repository.toLowerCase().replace(/^docker\/library\//, ""));
  return files?.variables.test(variable) === true ? variable + files.suffix : undefined;
}

const of = (variables: RegExp, suffix: SecretFiles["suffix"] = "_FILE"): SecretFiles => ({ variables, suffix });

const POSTGRES = of(/^POSTGRES_PASSWORD$/);
const GRAFANA = of(/^GF_[A-Z0-9]+(?:_[A-Z0-9]+)+$/, "__FILE");

/**
 * Read in the entrypoint of each image. Not among them, though they have such variables: rabbitmq, which refuses to start with them,
 * and elasticsearch, which refuses files that others may read. Source: the images' own repositories.
 */
const IMAGES: ReadonlyMap<string, SecretFiles> = new Map([
  ["postgres", POSTGRES],
  // Built on the official image, with its entrypoint.
  ["postgis/postgis", POSTGRES],
  ["pgvector/pgvector", POSTGRES],
  ["timescale/timescaledb", POSTGRES],
  ["mysql", of(/^MYSQL_(?:ROOT_)?PASSWORD$/)],
  ["mariadb", of(/^(?:MARIADB|MYSQL)_(?:ROOT_)?PASSWORD$/)],
  ["mongo", of(/^MONGO_INITDB_ROOT_PASSWORD$/)],
  ["minio/minio", of(/^MINIO_ROOT_PASSWORD$/)],
  ["grafana/grafana", GRAFANA],
  ["grafana/grafana-oss", GRAFANA],
  ["grafana/grafana-enterprise", GRAFANA],
  ["influxdb", of(/^DOCKER_INFLUXDB_INIT_(?:PASSWORD|ADMIN_TOKEN)$/)],
  ["clickhouse", of(/^CLICKHOUSE_PASSWORD$/)],
  ["clickhouse/clickhouse-server", of(/^CLICKHOUSE_PASSWORD$/)],
  ["wordpress", of(/^WORDPRESS_(?:DB_PASSWORD|(?:AUTH|SECURE_AUTH|LOGGED_IN|NONCE)_(?:KEY|SALT))$/)],
  ["nextcloud", of(/^(?:NEXTCLOUD_ADMIN|MYSQL|POSTGRES|REDIS_HOST)_PASSWORD$/)],
  ["phpmyadmin", of(/^(?:PMA|MYSQL|MYSQL_ROOT)_PASSWORD$/)],
  ["phpmyadmin/phpmyadmin", of(/^(?:PMA|MYSQL|MYSQL_ROOT)_PASSWORD$/)],
]);
