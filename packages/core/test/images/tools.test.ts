import { describe, expect, it } from "vitest";
import { bringsHealthcheck } from "../../src/images/own-healthcheck.js";
import { pulledImageOf } from "../../src/images/pulled-image.js";
import { lacksProgram, shellOf } from "../../src/images/tools.js";
import { serviceOf } from "../compose/model/service-of.js";

const imageOf = (text: string) => serviceOf(`image: ${text}`);

describe("a pulled image", () => {
  it.each([
    ["image: 'docker.io/library/nginx:1.27'", "nginx 1.27"],
    ["image: public.ecr.aws/docker/library/nginx", "nginx latest"],
    ["image: 'mirror.gcr.io/library/nginx:1.27'", "nginx 1.27"],
    ["image: 'ghcr.io/Acme/Web:1'", "ghcr.io/acme/web 1"],
    ["image: 'acme/web@sha256:0123'", "acme/web "],
    ["image: 'acme/web:1', build: .", undefined],
    ["image: $IMAGE", undefined],
    ["build: .", undefined],
  ])("%s", (keys, expected) => {
    const image = pulledImageOf(serviceOf(keys));
    expect(image && `${image.name} ${image.tag}`).toBe(expected);
  });
});

describe("the shell of an image", () => {
  it.each([
    ["'nginx:1.27'", "dash"],
    ["'nginx:1.27-alpine'", "ash"],
    ["alpine", "ash"],
    ["'mariadb:11-ubi'", "bash"],
    ["'ghcr.io/acme/web:1-bookworm'", "dash"],
    ["'acme/web:1'", undefined],
    ["nats", "none"],
    ["'nats:2.12-alpine'", "ash"],
    ["gcr.io/distroless/static-debian12", "none"],
    ["'gcr.io/distroless/static-debian12:debug'", "ash"],
    ["'grafana/loki:3.5.8'", "ash"],
    ["'grafana/loki:3.6.0'", "none"],
    ["grafana/loki", "none"],
  ])("of %s is %s", (text, expected) => {
    expect(shellOf(imageOf(text))).toBe(expected);
  });
});

describe("programs of images", () => {
  it.each([
    ["'redis:7.4'", "wget", true],
    ["'redis:7.4-alpine'", "wget", false],
    ["'redis:7.4-alpine'", "curl", true],
    ["'redis:7.4'", "redis-cli", false],
    ["'node:22'", "curl", false],
    ["'node:22-bookworm-slim'", "curl", true],
    ["'nginx:1.29-alpine-slim'", "curl", true],
    ["'nginx:1.29-alpine'", "curl", false],
    ["'mariadb:11.4'", "mysqladmin", true],
    ["'mariadb:10.11'", "mysqladmin", false],
    ["'mariadb:lts'", "mysqladmin", true],
    ["'quay.io/keycloak/keycloak:26.3'", "curl", true],
    ["'mcr.microsoft.com/mssql/server:2022-latest'", "/opt/mssql-tools/bin/sqlcmd", true],
    ["'mcr.microsoft.com/mssql/server:2022-CU13-ubuntu-22.04'", "/opt/mssql-tools/bin/sqlcmd", false],
    ["'signoz/signoz-otel-collector:v0.142.0'", "wget", true],
    ["'signoz/signoz-otel-collector:v0.111.0'", "wget", false],
    ["postgrest/postgrest", "curl", true],
    ["traefik/whoami", "curl", true],
    ["traefik/whoami", "/whoami", false],
    ["acme/web", "curl", false],
  ])("whether %s lacks %s: %s", (text, program, expected) => {
    expect(lacksProgram(imageOf(text), program)).toBe(expected);
  });
});

it.each([
  ["'postgres:17'", false],
  ["quay.io/prometheus/prometheus", false],
  ["vaultwarden/server", true],
  ["drupal", false],
  ["acme/web", undefined],
])("whether %s has a healthcheck of its own: %s", (text, expected) => {
  expect(bringsHealthcheck(imageOf(text))).toBe(expected);
});
