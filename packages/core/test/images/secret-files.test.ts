import { describe, expect, it } from "vitest";
import { fileVariableOf } from "../../src/images/secret-files.js";
import { serviceOf } from "../compose/model/service-of.js";

describe("variables that an image reads from a file", () => {
  const rows: readonly (readonly [image: string, variable: string, expected?: string])[] = [
    ["postgres:17", "POSTGRES_PASSWORD", "POSTGRES_PASSWORD_FILE"],
    ["docker.io/library/postgres", "POSTGRES_PASSWORD", "POSTGRES_PASSWORD_FILE"],
    ["public.ecr.aws/docker/library/postgres:16", "POSTGRES_PASSWORD", "POSTGRES_PASSWORD_FILE"],
    ["timescale/timescaledb:latest-pg16", "POSTGRES_PASSWORD", "POSTGRES_PASSWORD_FILE"],
    ["mariadb:11", "MYSQL_ROOT_PASSWORD", "MYSQL_ROOT_PASSWORD_FILE"],
    ["grafana/grafana", "GF_SECURITY_ADMIN_PASSWORD", "GF_SECURITY_ADMIN_PASSWORD__FILE"],
    ["influxdb:2.7", "DOCKER_INFLUXDB_INIT_ADMIN_TOKEN", "DOCKER_INFLUXDB_INIT_ADMIN_TOKEN_FILE"],
    ["clickhouse/clickhouse-server", "CLICKHOUSE_PASSWORD", "CLICKHOUSE_PASSWORD_FILE"],
    ["wordpress:6", "WORDPRESS_NONCE_SALT", "WORDPRESS_NONCE_SALT_FILE"],
    ["nextcloud:31", "REDIS_HOST_PASSWORD", "REDIS_HOST_PASSWORD_FILE"],
    ["phpmyadmin:5", "PMA_PASSWORD", "PMA_PASSWORD_FILE"],
    ["lscr.io/linuxserver/code-server", "PASSWORD", "FILE__PASSWORD"],
    ["postgres:17", "PGPASSWORD"],
    ["grafana/grafana", "GF_PASSWORD"],
    ["elasticsearch:8.15.0", "ELASTIC_PASSWORD"],
    ["acme/postgres", "POSTGRES_PASSWORD"],
    ["rabbitmq:3", "RABBITMQ_DEFAULT_PASS"],
    ["redis:7", "REDIS_PASSWORD"],
  ];
  it.each(rows.map(([image, variable, expected]) => [`${image} ${variable}`, { image, variable, expected }] as const))("%s", (_title, { image, variable, expected }) => {
    expect(fileVariableOf(serviceOf(`image: "${image}"`), variable)?.name).toBe(expected);
  });
});
