import { describe, expect, it, test } from "vitest";
import { imageFactsOf } from "../../src/images/catalogue/lookup.js";
import { trustIn, trustInAll } from "../../src/images/catalogue/trust.js";

describe("the family of an image", () => {
  const cases: readonly (readonly [string, string | undefined])[] = [
    ["postgres", "postgres"],
    ["postgres:16", "postgres"],
    ["library/postgres:16", "postgres"],
    ["docker.io/postgres:16", "postgres"],
    ["docker.io/library/postgres:16", "postgres"],
    ["index.docker.io/library/postgres", "postgres"],
    ["registry-1.docker.io/library/postgres", "postgres"],
    ["public.ecr.aws/docker/library/postgres:16", "postgres"],
    ["mirror.gcr.io/library/postgres:16", "postgres"],
    ["mirror.gcr.io/grafana/grafana", "grafana"],
    ["docker.m.daocloud.io/library/postgres", "postgres"],
    ["m.daocloud.io/docker.io/library/postgres", "postgres"],
    ["gitlab.example.com/group/dependency_proxy/containers/postgres:16", "postgres"],
    [`postgres:16@sha256:${"0".repeat(64)}`, "postgres"],
    [`postgres@sha256:${"0".repeat(64)}`, "postgres"],
    ["pgvector/pgvector:pg16", "postgres"],
    ["public.ecr.aws/nginx/nginx:1.27", "nginx"],
    ["ghcr.io/nginx/nginx-unprivileged", "nginx-unprivileged"],
    ["quay.io/prometheus/prometheus", "prometheus"],
    ["docker.elastic.co/elasticsearch/elasticsearch:9.2.4", "elasticsearch"],
    ["bitnami/redis", "bitnami-redis"],
    ["docker.io/bitnamilegacy/postgresql:16", "bitnami-postgresql"],
    ["bitnami/spark", "bitnami"],
    ["bitnamisecure/redis", "bitnami"],
    ["linuxserver/sonarr", "linuxserver"],
    ["lscr.io/linuxserver/sonarr:latest", "linuxserver"],
    ["ghcr.io/linuxserver/sonarr", "linuxserver"],
    ["gcr.io/distroless/static-debian12", "distroless"],
    // Somebody else may keep something else under the same name.
    ["registry.example.com/postgres:16", undefined],
    ["registry.example.com/library/postgres:16", undefined],
    ["my/postgres", undefined],
    ["quay.io/postgres", undefined],
    ["bitnami", undefined],
    ["constructor", undefined],
    ["toString", undefined],
    ["", undefined],
  ];
  it.each(cases)("%s: %s", (image, family) => {
    expect(imageFactsOf(image)?.family).toBe(family);
  });
});

describe("the variants of an image", () => {
  const dataOf = (image: string) => imageFactsOf(image)?.facts.data?.folders.map(({ path, declared }) => `${path}${declared ? "" : " (not declared)"}`);
  const cases: readonly (readonly [string, readonly string[] | undefined])[] = [
    ["postgres:9.6", ["/var/lib/postgresql/data"]],
    ["postgres:17", ["/var/lib/postgresql/data"]],
    ["postgres:17.4-alpine3.21", ["/var/lib/postgresql/data"]],
    ["postgres:18", ["/var/lib/postgresql"]],
    ["postgres:18.1-trixie", ["/var/lib/postgresql"]],
    ["postgres", ["/var/lib/postgresql"]],
    ["postgres:alpine", ["/var/lib/postgresql"]],
    // Only the digest tells which version it is.
    [`postgres@sha256:${"0".repeat(64)}`, undefined],
    ["pgvector/pgvector:pg16", ["/var/lib/postgresql/data"]],
    ["pgvector/pgvector:0.8.0-pg18-trixie", ["/var/lib/postgresql"]],
    ["pgvector/pgvector", undefined],
    ["timescale/timescaledb:latest-pg16", ["/var/lib/postgresql/data"]],
    ["postgis/postgis:18-3.6-alpine", ["/var/lib/postgresql"]],
    ["ghcr.io/immich-app/postgres:14-vectorchord0.3.0-pgvectors0.2.0", ["/var/lib/postgresql/data"]],
    ["zookeeper", ["/data", "/datalog"]],
    ["docker.elastic.co/elasticsearch/elasticsearch:8.15.0", ["/usr/share/elasticsearch/data (not declared)"]],
    ["redis:7.4", ["/data"]],
    ["redis:8", ["/data (not declared)"]],
    ["redis", ["/data (not declared)"]],
    ["influxdb:1.8", ["/var/lib/influxdb"]],
    ["influxdb:2.7-alpine", ["/var/lib/influxdb2"]],
    ["influxdb:3-core", ["/var/lib/influxdb3 (not declared)"]],
    ["bitnami/mongodb:7.0", ["/bitnami/mongodb (not declared)"]],
    ["gitea/gitea:1.24-rootless", ["/var/lib/gitea", "/etc/gitea"]],
  ];
  it.each(cases)("keep their data where it is: %s", (image, paths) => {
    expect(dataOf(image)).toEqual(paths);
  });

  it("have other users", () => {
    expect(imageFactsOf("postgres:17-alpine")?.facts.drop).toMatchObject({ to: "postgres", uid: 70 });
    expect(imageFactsOf("mariadb:11.8-ubi9")?.facts.user).toMatchObject({ starts: "own", uid: 999 });
    expect(imageFactsOf("php:8.3-fpm-alpine")?.facts.drop).toMatchObject({ who: "workers", uid: 82 });
    expect(imageFactsOf("php:8.3-cli-alpine")?.facts.drop).toMatchObject({ who: "nobody" });
  });

  it("have other capabilities", () => {
    const needsOf = (image: string) => imageFactsOf(image)?.facts.capabilities?.needs.flatMap(({ capability, when }) => (when.every((occasion) => occasion === "option") ? [] : [capability]));
    expect(needsOf("redis:8")).toEqual(["SETUID", "SETGID", "SETPCAP", "CHOWN"]);
    expect(needsOf("redis:7-alpine")).toEqual(["SETUID", "SETGID", "DAC_OVERRIDE", "CHOWN"]);
    expect(needsOf("php:8.3-fpm")).toEqual(["SETGID", "SETUID", "KILL"]);
  });

  it("are not known where nothing of them is known", () => {
    expect(imageFactsOf("caddy:2-builder")?.facts).toEqual({ healthcheck: expect.anything() as unknown });
    expect(imageFactsOf("haproxy:2.2")?.facts.user).toBeUndefined();
  });

  it("were not run, if it was others that were", () => {
    const confidenceOf = (image: string) => imageFactsOf(image)?.facts.capabilities?.confidence;
    expect(confidenceOf("postgres:17")).toBe("ran");
    expect(confidenceOf("postgis/postgis:17-3.5")).toBe("read");
    expect(imageFactsOf("postgis/postgis:17-3.5")?.facts.capabilities?.ran).toBeUndefined();
  });

  it("were run too, if that is said of them", () => {
    const ranOf = (image: string) => imageFactsOf(image)?.facts.capabilities?.ran?.version;
    expect(ranOf("postgres:17")).toBe("PostgreSQL 17.11 of Debian trixie");
    expect(ranOf("postgres:17-alpine")).toBe("PostgreSQL 17.11 of Debian trixie, with the applets of BusyBox");
    expect(ranOf("pgvector/pgvector:pg17")).toBe("PostgreSQL 17.11 of Debian trixie, with pgvector");
  });

  it("are those of several ranges of versions", () => {
    const builtBefore2021 = (tag: string) => imageFactsOf(`postgres:${tag}`)?.variants.includes("builds before 2021");
    const cases: readonly (readonly [string, boolean])[] = [["9.4", true], ["9.6.20", true], ["9.6", false], ["12.5-alpine", true], ["12.6", false], ["13.1", true], ["13", false], ["17.1", false], ["latest", false]];
    expect(cases.filter(([tag, expected]) => builtBefore2021(tag) !== expected)).toEqual([]);
  });

  it("may be on a base that nobody has described", () => {
    expect(imageFactsOf("tomcat:9-jre8-alpine")?.facts.tools).toBeUndefined();
    expect(imageFactsOf("traefik:v3-nanoserver-ltsc2022")?.facts).toEqual({});
  });

  it("are named, and so is what an image is built on", () => {
    expect(imageFactsOf("nginx:1.27-alpine-slim")?.variants).toEqual(["alpine", "alpine-slim"]);
    expect(imageFactsOf("timescale/timescaledb:latest-pg16")).toMatchObject({ builtOn: "postgres", variants: ["up to 17", "alpine"] });
  });

  it("change what holds for a command", () => {
    expect(imageFactsOf("php:8.3-cli")?.invocation.idle).toBe(true);
    expect(imageFactsOf("php:8.3-apache")?.invocation).toMatchObject({ idle: false, commands: ["apache2-foreground"] });
  });
});

describe("every fact", () => {
  it("has its grounds", () => {
    expect(imageFactsOf("nginx")?.facts.stop).toMatchObject({ signal: "SIGQUIT", confidence: "ran", asOf: "2026-11-21", evidence: expect.arrayContaining(["nginx/docker-nginx@0d7f438 mainline/debian/Dockerfile:147"]) as unknown });
    expect(imageFactsOf("caddy")?.facts.ports?.exposed).toContainEqual({ port: 443, protocol: "udp" });
  });

  test.each([
    ["capabilities", "ran", "safe"],
    ["capabilities", "read", "unsafe"],
    ["user", "read", "safe"],
    ["data", "read", "safe"],
    ["secrets", "read", "safe"],
    ["files", "read", "unsafe"],
    ["user", "documented", "unsafe"],
    ["user", "inferred", "told"],
    ["probe", "inferred", "told"],
  ] as const)("%s that was %s makes a fix %s", (name, confidence, trust) => {
    expect(trustIn(name, { confidence })).toBe(trust);
  });

  it("is trusted no more than the others that a fix rests on", () => {
    expect(trustInAll([["files", { confidence: "ran" }], ["data", { confidence: "read" }]])).toBe("safe");
    expect(trustInAll([["files", { confidence: "ran" }], ["data", { confidence: "documented" }]])).toBe("unsafe");
    expect(trustInAll([["files", { confidence: "ran" }], ["data", undefined]])).toBe("told");
  });
});
