import { expect, test } from "vitest";
import { referenceOf, type Reference } from "../src/navigation/reference.js";

function named(section: string, name: string): unknown {
  return { kind: "entry", section, name };
}

function file(name: string, from = "project"): unknown {
  return { kind: "file", file: name, from };
}

/** A path, what stands there, what that names, and the keys beside it. */
type Case = readonly [path: string, text: string, expected: unknown, siblings?: Readonly<Record<string, string>>];

const CASES: readonly Case[] = [
  ["services.web.depends_on.0", "db", named("services", "db")],
  ["services.web.depends_on.db", "db", named("services", "db")],
  ["services.web.depends_on.db.condition", "service_healthy", undefined],
  ["services.web.links.0", "db:database", named("services", "db")],
  ["services.web.volumes_from.0", "db:ro", named("services", "db")],
  ["services.web.volumes_from.0", "container:other", undefined],
  ["services.web.network_mode", "service:vpn", named("services", "vpn")],
  ["services.web.network_mode", "host", undefined],
  ["services.web.pid", "service:vpn", named("services", "vpn")],
  ["services.web.networks.0", "front", named("networks", "front")],
  ["services.web.networks.front", "front", named("networks", "front")],
  ["services.web.networks.front.aliases.0", "front", undefined],
  ["services.web.volumes.0", "data:/data", named("volumes", "data")],
  ["services.web.volumes.0", "./data:/data", undefined],
  ["services.web.volumes.0", "/data", undefined],
  ["services.web.volumes.0.source", "data", named("volumes", "data")],
  ["services.web.volumes.0.source", "data", named("volumes", "data"), { type: "volume" }],
  ["services.web.volumes.0.source", "./data", undefined, { type: "bind" }],
  ["services.web.volumes.0.target", "data", undefined],
  ["services.web.secrets.0", "key", named("secrets", "key")],
  ["services.web.secrets.0.source", "key", named("secrets", "key")],
  ["services.web.secrets.0.target", "key", undefined],
  ["services.web.build.secrets.0", "key", named("secrets", "key")],
  ["services.web.configs.0", "site", named("configs", "site")],
  ["services.web.models.0", "llm", named("models", "llm")],
  ["services.web.extends", "base", named("services", "base")],
  ["services.web.extends.service", "base", named("services", "base")],
  ["services.web.extends.service", "base", { kind: "service-of-file", name: "base", file: "base.yml" }, { file: "base.yml" }],
  ["services.web.extends.file", "base.yml", file("base.yml")],
  ["services.web.env_file", "web.env", file("web.env")],
  ["services.web.env_file.0", "web.env", file("web.env")],
  ["services.web.env_file.0.path", "web.env", file("web.env")],
  ["services.web.env_file.0.required", "false", undefined],
  ["services.web.build.dockerfile", "Dockerfile", file("Dockerfile", "context")],
  ["services.web.image", "nginx", undefined],
  ["include.0", "part.yml", file("part.yml")],
  ["include.0.path", "part.yml", file("part.yml")],
  ["include.0.path.1", "part.yml", file("part.yml")],
  ["include.0.project_directory", "part", undefined],
  ["secrets.key.file", "key.pem", file("key.pem")],
  ["configs.site.file", "site.conf", file("site.conf")],
  ["volumes.data.driver", "local", undefined],
  ["", "x", undefined],
];

test.each(CASES.map(([path, text, expected, siblings = {}]) => ({ path, text, expected, siblings })))("$path, $text", ({ path, text, expected, siblings }) => {
  const steps = path === "" ? [] : path.split(".").map((step) => (/^\d+$/.test(step) ? Number(step) : step));
  const found: Reference | undefined = referenceOf(steps, text, (key) => siblings[key]);
  expect(found).toEqual(expected);
});
