import { describe, expect, it } from "vitest";
import { fileVariableOf } from "../../src/images/secret-files.js";

describe("variables that an image reads from a file", () => {
  const rows: readonly (readonly [image: string, variable: string, expected?: string])[] = [
    ["postgres:17", "POSTGRES_PASSWORD", "POSTGRES_PASSWORD_FILE"],
    ["docker.io/library/postgres", "POSTGRES_PASSWORD", "POSTGRES_PASSWORD_FILE"],
    ["public.ecr.aws/docker/library/postgres:16", "POSTGRES_PASSWORD", "POSTGRES_PASSWORD_FILE"],
    ["timescale/timescaledb:latest-pg16", "POSTGRES_PASSWORD", "POSTGRES_PASSWORD_FILE"],
    ["mariadb:11", "MYSQL_ROOT_PASSWORD", "MYSQL_ROOT_PASSWORD_FILE"],
    ["grafana/grafana", "GF_SECURITY_ADMIN_PASSWORD", "GF_SECURITY_ADMIN_PASSWORD__FILE"],
    ["postgres:17", "PGPASSWORD"],
    ["acme/postgres", "POSTGRES_PASSWORD"],
    ["rabbitmq:3", "RABBITMQ_DEFAULT_PASS"],
    ["redis:7", "REDIS_PASSWORD"],
  ];
  it.each(rows.map(([image, variable, expected]) => [`${image} ${variable}`, { image, variable, expected }] as const))("%s", (_title, { image, variable, expected }) => {
    expect(fileVariableOf(image, variable)).toBe(expected);
  });
});
